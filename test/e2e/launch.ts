// The one place where tests know that there are two runtimes: the same ElectronApplication and Page either way.
// TESSERA_RUNTIME=electron runs them on the real one; otherwise they run on the stand-in.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary } from '../../scripts/start/electron.ts';
import { LeftBehind, type Findings } from './left-behind.ts';

export const root = path.resolve(import.meta.dirname, '..', '..');

const onElectron = process.env['TESSERA_RUNTIME'] === 'electron';
const binary = electronBinary();
if (onElectron && binary === undefined) {
  throw new Error('TESSERA_RUNTIME=electron, but its binary is not installed: npx install-electron');
}

const standIn = path.join(root, 'stand-in', process.platform === 'win32' ? 'electron.cmd' : 'electron.sh');

/** The stand-in writes down every message between the processes where TESSERA_IPC_RECORD says; Electron cannot. */
export const recordsMessages = !onElectron;

/** How a person would start it, for tests that must not be attached. */
export function runtimeCommand(args: readonly string[]): {
  readonly command: string;
  readonly args: readonly string[];
} {
  if (onElectron && binary !== undefined) return { command: binary, args: [root, ...args] };
  return { command: standIn, args: [root, '--headless', ...args] };
}

/**
 * A Kerberos of its own in the folder, so that no test meets the configuration or the tickets of who runs it.
 * @param folder is there, and empty of files of these names
 */
export function ownKerberos(folder: string): Record<string, string> {
  const config = path.join(folder, 'krb5.conf');
  if (!existsSync(config)) writeFileSync(config, '[libdefaults]\n  dns_lookup_realm = false\n');
  return { KRB5_CONFIG: config, KRB5CCNAME: `FILE:${path.join(folder, 'krb5cc')}` };
}

/** Starts the app in a folder that holds its package.json. */
export function launchFolder(
  folder: string,
  userData: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...environment }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const common = [folder, `--user-data-dir=${userData}`];
  return _electron.launch({
    cwd: root,
    env,
    chromiumSandbox: true,
    colorScheme: null, // the app's own theme is to be seen
    // Without an executable Playwright takes Electron itself, with a loader of its own.
    ...(onElectron ? { args: common } : { args: [...common, '--headless'], executablePath: standIn }),
  });
}

export interface Launched {
  readonly app: ElectronApplication;
  /** The main window's page, which shows its places and hears keys. */
  readonly page: Page;
  /** The app's data folder, new for each launch. */
  readonly userData: string;
  readonly left: LeftBehind;
  /** @throws when the app has left a secret anywhere */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Beside KRB5_CONFIG and KRB5CCNAME of its own, which it may override. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder from an earlier launch, to start again with what it left. It is then the caller's to remove. */
  readonly userData?: string;
  /** Its speed is measured: its messages are not written down. */
  readonly measured?: true;
}

function nothingLeft(...findings: readonly Findings[]): void {
  const lines = findings.flatMap((found) =>
    [...found].flatMap(([place, labels]) => labels.map((label) => `${place}: ${label}`)),
  );
  if (lines.length > 0) throw new Error(`The app left secrets behind:\n${lines.join('\n')}`);
}

/** Tessera as it is built, with its main window open. */
export async function launchTessera(options: LaunchOptions = {}): Promise<Launched> {
  const userData = options.userData ?? mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  const env = { ...ownKerberos(userData), ...options.env };
  const left = new LeftBehind(userData, env);
  const app = await launchFolder(root, userData, {
    ...env,
    ...(options.measured === true ? {} : { TESSERA_IPC_RECORD: left.record }),
  });
  left.watch(app);
  const page = await app.firstWindow();
  // The page and the keys it listens to come together.
  await page.locator('[data-pane="navigation"]').waitFor();
  return {
    app,
    page,
    userData,
    left,
    close: async () => {
      const before = left.look();
      await app.close();
      const after = left.end();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
      nothingLeft(before, after);
    },
  };
}
