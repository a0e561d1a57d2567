// `npm run check`: formatter, lint, types of each room, room rules, dead exports. Zero warnings, or it is red.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (file: string): string => path.join(root, 'node_modules', file);

interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const rooms = [
  'src/krb5',
  'src/node',
  'src/practice-realm',
  'src/cli',
  'src/shared',
  'src/main',
  'src/preload',
  'src/renderer',
  'stand-in',
  'test',
  'scripts',
  'bench',
];

const checks: readonly Check[] = [
  {
    name: 'lint',
    args: [
      bin('eslint/bin/eslint.js'),
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      '.cache/eslint/',
    ],
  },
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  ...rooms.map((room) => ({ name: `types ${room}`, args: [bin('typescript/bin/tsc'), '-p', room] })),
  { name: 'stand-in contract', args: [path.join(root, 'stand-in/check-contract.ts')] },
  {
    name: 'room rules',
    args: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
    ],
  },
  { name: 'third-party notices', args: [path.join(root, 'scripts/notices.ts'), '--check'] },
  { name: 'dead exports', args: [bin('knip/bin/knip.js'), '--no-progress'] },
];

interface Outcome {
  readonly check: Check;
  readonly ok: boolean;
  readonly seconds: number;
}

function runCheck(check: Check): Promise<Outcome> {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(process.execPath, ['--max-old-space-size=4096', ...check.args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => {
      const seconds = (performance.now() - began) / 1000;
      const ok = code === 0;
      console.log(`${ok ? 'ok  ' : 'FAIL'}  ${check.name}  (${seconds.toFixed(1)} s)`);
      if (!ok) console.log(output.trimEnd());
      resolve({ check, ok, seconds });
    });
  });
}

const only = process.argv.slice(2);
const queue = checks.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
const waiting = [...queue];
const outcomes: Outcome[] = [];
const worker = async (): Promise<void> => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    outcomes.push(await runCheck(next));
};
await Promise.all(Array.from({ length: Math.min(3, os.availableParallelism()) }, worker));

const failed = outcomes.filter(({ ok }) => !ok).map(({ check }) => check.name);
console.log(
  failed.length === 0
    ? `check: all ${String(outcomes.length)} passed`
    : `check: ${String(failed.length)} failed: ${failed.join(', ')}`,
);
process.exit(failed.length === 0 ? 0 : 1);
