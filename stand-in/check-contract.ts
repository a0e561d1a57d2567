// Compiles src/main and src/preload against contract.ts in place of Electron's own declarations.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { writeDeclarations } from './declarations.ts';

writeDeclarations();
const compiler = path.join(import.meta.dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc');
const project = path.join(import.meta.dirname, 'tsconfig.app.json');
const { status } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
process.exitCode = status ?? 1;
