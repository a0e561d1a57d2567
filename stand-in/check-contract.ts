// Compiles src/main and src/preload against contract.ts in place of Electron's own declarations.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const packages = path.join(here, '..', 'node_modules');

// `declare module 'electron'` would win over the `paths` in tsconfig.app.json: a copy of the declarations without it.
const declarations = readFileSync(path.join(packages, 'electron', 'electron.d.ts'), 'utf8');
const withoutModules = declarations.replace(/^declare module '(electron[^']*)' \{[^]*?^\}\n/gm, '');
if (withoutModules === declarations)
  throw new Error('electron.d.ts no longer has the shape that is cut here');
mkdirSync(path.join(here, '.types'), { recursive: true });
writeFileSync(path.join(here, '.types', 'electron.d.ts'), withoutModules);

const compiler = path.join(packages, 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', path.join(here, 'tsconfig.app.json')], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
