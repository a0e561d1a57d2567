#!/usr/bin/env node
// The one way in: `npm start`, `npm test`, `npm run bench`, `npm run -s tessera`, `npm run check` … all begin here.
// Plain JavaScript without dependencies, for the Node that is there (20.19 or later): it installs the packages if
// they are missing or old, builds if a source changed, and goes on under the pinned Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);

/** What each verb runs under the pinned Node, and whether it needs out/. */
const VERBS = {
  start: { script: 'scripts/start.ts', build: true },
  test: { script: 'scripts/test.ts', build: true },
  tour: { script: 'test/tour/index.ts', build: true },
  bench: { script: 'bench/index.ts', build: true },
  tessera: { script: 'out/cli/tessera.js', build: true },
  build: { build: true },
  nightly: { script: 'scripts/nightly.ts', build: false },
  check: { script: 'scripts/check.ts', build: false },
  'pack-check': { script: 'scripts/pack-check.ts', build: true },
  notices: { script: 'scripts/notices.ts', build: false },
  dist: { script: 'scripts/dist.ts', build: true },
};

/** Progress goes to standard error: `npm run -s tessera -- klist --json` must print nothing else on its output. */
const say = (line) => process.stderr.write(`tessera: ${line}\n`);

function fail(line) {
  say(line);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Are the packages that the lock file names the ones in node_modules? npm keeps its own record of what it put there. */
function packagesCurrent() {
  const wanted = readJson(at('package-lock.json'))?.packages;
  const present = readJson(at('node_modules/.package-lock.json'))?.packages;
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional === true || present[name]?.version === entry.version,
  );
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit'], ...options });
}

function installPackages() {
  if (packagesCurrent()) return;
  const began = Date.now();
  say('installing packages (npm ci), about a minute the first time …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // npm's own output would mix with a verb's; its errors are shown.
  const result = run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail('npm ci failed; see above.');
  say(`packages installed in ${((Date.now() - began) / 1000).toFixed(0)} s`);
}

/** The Node to go on with: { command, env } */
function pinnedNode() {
  const exe = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const name = { linux: `node-linux-${process.arch}`, win32: `node-win-${process.arch}` }[process.platform];
  if (name !== undefined && existsSync(at('node_modules', name, exe))) {
    return { command: at('node_modules', name, exe), env: {}, flags: [] };
  }
  const electron = electronBinary();
  if (electron !== undefined) return { command: electron, env: { ELECTRON_RUN_AS_NODE: '1' }, flags: [] };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) {
    const strips = major > 23 || (major === 22 && minor >= 18) || (major === 23 && minor >= 6);
    return { command: process.execPath, env: {}, flags: strips ? [] : ['--experimental-strip-types'] };
  }
  return undefined;
}

/** Electron's binary if its installer has put it there. */
function electronBinary() {
  try {
    const dir = at('node_modules/electron');
    const base = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(dir, 'dist');
    const file = path.join(base, readFileSync(path.join(dir, 'path.txt'), 'utf8'));
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** A digest over name, size and modification time of everything the build reads. */
function sourcesDigest() {
  const hash = createHash('sha256');
  const visit = (relative) => {
    const stat = statSync(at(relative), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory())
      for (const name of readdirSync(at(relative)).sort()) visit(path.join(relative, name));
    else hash.update(`${relative}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const entry of [
    'src',
    'package.json',
    'package-lock.json',
    'electron.vite.config.ts',
    'vite.cli.config.ts',
  ]) {
    visit(entry);
  }
  return hash.digest('hex');
}

const STAMP = 'out/.stamp';

function build(node) {
  const digest = sourcesDigest();
  const whole = ['out/main/index.js', 'out/cli/tessera.js', 'out/renderer/index.html'].every((f) =>
    existsSync(at(f)),
  );
  if (whole && existsSync(at(STAMP)) && readFileSync(at(STAMP), 'utf8') === digest) return;
  const began = Date.now();
  say('building …');
  rmSync(at(STAMP), { force: true });
  const steps = [
    ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
    ['node_modules/vite/bin/vite.js', 'build', '-c', 'vite.cli.config.ts', '--logLevel', 'warn'],
  ];
  for (const [script, ...args] of steps) {
    const result = run(node.command, [...node.flags, at(script), ...args], {
      env: { ...process.env, ...node.env },
      stdio: ['ignore', 2, 2],
    });
    if (result.status !== 0) fail('the build failed; see above.');
  }
  mkdirSync(at('out'), { recursive: true });
  writeFileSync(at(STAMP), digest);
  say(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

const [verb, ...args] = process.argv.slice(2);
const job = VERBS[verb];
if (job === undefined) fail(`usage: node scripts/run.mjs ${Object.keys(VERBS).join('|')} [arguments]`);

installPackages();
const node = pinnedNode();
if (node === undefined) {
  fail(
    `Node 22.12 or later is needed on ${process.platform}-${process.arch}, and this is ${process.versions.node}.`,
  );
}
if (job.build) build(node);
if (job.script !== undefined) {
  const child = spawn(node.command, [...node.flags, at(job.script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, TESSERA_NODE: process.execPath, ...node.env },
    // A command line works on the caller's files; everything else on the project.
    cwd: verb === 'tessera' ? (process.env.INIT_CWD ?? process.cwd()) : root,
  });
  // On a terminal the whole process group gets Ctrl+C; a signal sent to us alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  child.on('error', (error) => fail(`cannot start ${node.command}: ${error.message}`));
}
