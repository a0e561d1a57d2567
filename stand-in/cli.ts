// Takes Electron's command line: electron.sh [switches] <app folder or main file> [switches and arguments]
// Beside Electron's: --headless (no window on a screen), --picture=FILE (of the first window), --once (ends after it).
import './hooks.ts';
import { readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, describeProgram, startApp } from './electron/app.ts';
import { pictureOfFirstWindow } from './picture.ts';

interface PackageFile {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

const readPackage = (folder: string): PackageFile =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFile;

const switches = new Map<string, string>();
const positional: string[] = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (name === undefined) positional.push(argument);
  else switches.set(name.toLowerCase(), value ?? '');
}

const inspect = switches.get('inspect');
if (inspect !== undefined) inspector.open(Number(inspect === '' ? 9229 : inspect), '127.0.0.1');
const userData = switches.get('user-data-dir');
if (userData !== undefined) app.setPath('userData', path.resolve(userData));

const folder = path.resolve(positional[0] ?? '.');
if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not an app's folder`);
const program = readPackage(folder);
const electron = readPackage(path.join(import.meta.dirname, '..', 'node_modules', 'electron'));
const define = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, configurable: true, enumerable: true });
};
define(process.versions, 'electron', `${electron.version ?? ''}-standin`);
define(process, 'type', 'browser');
define(process, 'resourcesPath', folder);
process.argv = [
  process.execPath,
  folder,
  ...process.argv.slice(2).filter((argument) => argument !== positional[0]),
];
// Playwright gives --no-sandbox on Linux whatever it drives; whether there is a sandbox is chromium/browser.ts's.
switches.delete('no-sandbox');
describeProgram({
  folder,
  name: program.productName ?? program.name ?? 'Electron',
  version: program.version ?? '0.0.0',
  switches,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    app.quit();
  });
}

// Playwright's loader for Electron holds `ready` back until it is attached, so that tests may come before it.
const port = switches.get('remote-debugging-port');
let gate = Promise.resolve();
if (inspect === '0' && port === '0') {
  gate = new Promise((open) => {
    define(globalThis, '__playwright_run', () => {
      open();
      return Promise.resolve();
    });
  });
}

const hasDisplay = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const headless = switches.has('headless') || (process.platform === 'linux' && !hasDisplay);
const picture = switches.get('picture');
if (picture !== undefined) pictureOfFirstWindow(path.resolve(picture), switches.has('once'));
try {
  await import(pathToFileURL(path.join(folder, program.main ?? 'index.js')).href);
  await startApp({ headless, remoteDebuggingPort: port }, gate);
} catch (error) {
  process.stderr.write(`[stand-in] ${error instanceof Error ? error.message : String(error)}\n`);
  app.exit(1);
}
