import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startBrowser, type BrowserOptions } from '../chromium/browser.ts';
import { BrowserWindow } from './browser-window.ts';
import { listenToChromium } from './chromium-events.ts';
import { fire } from './fire.ts';
import { note } from './journal.ts';
import { lifecycle } from './lifecycle.ts';
import { applyPermissions } from './session.ts';
import { takeSingleInstanceLock } from './single-instance.ts';
import { strict } from './strict.ts';

/** What the stand-in knows of the app it runs. */
export interface Program {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly switches: ReadonlyMap<string, string>;
}

/** The folder in which apps keep their data, by system. */
function applicationData(): string {
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  if (process.platform === 'win32') return process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  return process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
}

class StandInApp extends EventEmitter {
  readonly isPackaged = false;
  readonly programSwitches = new Map<string, string>();
  readonly commandLine = strict('app.commandLine', {
    hasSwitch: (name: string): boolean => this.programSwitches.has(name),
  });
  closing: Promise<void> | undefined;
  programFolder = '';
  programVersion = '';
  readonly setPaths = new Map<string, string>();
  resolveReady = (): void => undefined;
  readonly readiness = new Promise<void>((resolve) => {
    this.resolveReady = resolve;
  });

  getName(): string {
    return lifecycle.appName;
  }

  getVersion(): string {
    return this.programVersion;
  }

  /** From the environment, as Electron takes it on Linux. */
  getLocale(): string {
    return new Intl.PluralRules().resolvedOptions().locale; // the same as DateTimeFormat's, thirty times as fast
  }

  getAppPath(): string {
    return this.programFolder;
  }

  getPath(name: string): string {
    const userData = this.setPaths.get('userData') ?? path.join(applicationData(), lifecycle.appName);
    const known: Readonly<Record<string, string>> = {
      home: os.homedir(),
      appData: applicationData(),
      userData,
      sessionData: userData,
      logs: path.join(userData, 'logs'),
      temp: os.tmpdir(),
      exe: process.execPath,
    };
    const found = this.setPaths.get(name) ?? known[name];
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    if (['userData', 'sessionData', 'logs'].includes(name))
      mkdirSync(found, { recursive: true, mode: 0o700 });
    return found;
  }

  setPath(name: string, value: string): void {
    this.setPaths.set(name, value);
  }

  /** Windows only; and every window here is sandboxed already. */
  setAppUserModelId(id: string): void {
    note('setAppUserModelId', id);
  }

  /** macOS only. */
  setSecureKeyboardEntryEnabled(on: boolean): void {
    note('setSecureKeyboardEntryEnabled', on);
  }

  setBadgeCount(count = 0): boolean {
    note('setBadgeCount', count);
    return false; // as where no dock or launcher shows one
  }

  /** As in Electron on Linux: without effect, and never on. */
  setLoginItemSettings(settings: Electron.Settings): void {
    note('setLoginItemSettings', settings);
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    return {
      openAtLogin: false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    };
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    note('setAsDefaultProtocolClient', protocol);
    return false;
  }

  enableSandbox(): void {
    note('enableSandbox');
  }

  isReady(): boolean {
    return lifecycle.ready;
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return takeSingleInstanceLock(
      this.getPath('userData'),
      (argv, cwd, data) => this.emit('second-instance', {}, argv, cwd, data),
      additionalData ?? null,
    );
  }

  quit(): void {
    if (lifecycle.quitting || fire(this, 'before-quit')) return;
    this.closing ??= this.closeAllAndExit().finally(() => {
      this.closing = undefined;
    });
  }

  async closeAllAndExit(): Promise<void> {
    for (const window of BrowserWindow.getAllWindows()) {
      const closed = new Promise<void>((resolve) => {
        window.once('closed', resolve);
        setTimeout(resolve, 500).unref();
      });
      window.close();
      await closed;
      if (!window.isDestroyed()) return; // prevented: the app goes on
    }
    if (!fire(this, 'will-quit')) this.exit(0);
  }

  exit(code = 0): void {
    if (lifecycle.quitting) return;
    lifecycle.quitting = true;
    this.emit('quit', {}, code);
    if (lifecycle.browser === undefined) process.exit(code);
    void lifecycle.browser.close().finally(() => process.exit(code));
  }
}

export const app = strict('app', new StandInApp());

lifecycle.contentsCreated = (contents) => app.emit('web-contents-created', {}, contents);
lifecycle.quit = () => {
  app.quit();
};
lifecycle.allWindowsClosed = () => {
  if (lifecycle.quitting) return;
  if (app.listenerCount('window-all-closed') === 0) app.quit();
  else app.emit('window-all-closed');
};

/** Before the app's own code runs. */
export function describeProgram(program: Program): void {
  lifecycle.appName = program.name;
  app.programFolder = program.folder;
  app.programVersion = program.version;
  for (const [name, value] of program.switches) app.programSwitches.set(name, value);
}

/** Starts Chromium and makes the app ready, once the gate opens. */
export async function startApp(options: BrowserOptions, gate: Promise<void>): Promise<void> {
  const browser = await startBrowser(options);
  lifecycle.browser = browser;
  Object.defineProperty(process.versions, 'chrome', {
    value: browser.version,
    enumerable: true,
    configurable: true,
  });
  void browser.pipe.exited.then(() => {
    if (!lifecycle.quitting) app.exit(1);
  });
  await listenToChromium(browser.pipe);
  await applyPermissions();
  await gate;
  lifecycle.ready = true;
  app.emit('ready', {}, {});
  app.resolveReady();
}
