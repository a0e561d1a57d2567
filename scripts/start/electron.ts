// Electron's own binary: is it there? `require('electron')` would answer by downloading it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const electronPackage = path.resolve(import.meta.dirname, '..', '..', 'node_modules', 'electron');

export function electronBinary(): string | undefined {
  try {
    // path.txt is written by Electron's installer.
    const relative = readFileSync(path.join(electronPackage, 'path.txt'), 'utf8').trim();
    const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(electronPackage, 'dist');
    const file = path.join(folder, relative);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}
