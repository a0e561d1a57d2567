import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;

/**
 * Writes .types/electron.d.ts: Electron's declarations without `declare module 'electron'`, which would win over the
 * `paths` in tsconfig.app.json.
 */
export function writeDeclarations(): void {
  const source = path.join(here, '..', 'node_modules', 'electron', 'electron.d.ts');
  const declarations = readFileSync(source, 'utf8');
  const withoutModules = declarations.replace(/^declare module '(electron[^']*)' \{[^]*?^\}\n/gm, '');
  if (withoutModules === declarations)
    throw new Error('electron.d.ts no longer has the shape that is cut here');
  mkdirSync(path.join(here, '.types'), { recursive: true });
  writeFileSync(path.join(here, '.types', 'electron.d.ts'), withoutModules);
}
