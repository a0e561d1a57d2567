// The one place where tests know that there are two runtimes: the same ElectronApplication and Page either way.
// TESSERA_RUNTIME=electron runs them on the real one; without it, or without its binary, they run on the stand-in.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary } from '../../scripts/start/electron.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

if (process.env['TESSERA_RUNTIME'] === 'electron' && electronBinary() === undefined) {
  throw new Error('TESSERA_RUNTIME=electron, but its binary is not installed: npx install-electron');
}
export const runtime = process.env['TESSERA_RUNTIME'] === 'electron' ? 'electron' : 'stand-in';

const standIn = path.join(root, 'stand-in', process.platform === 'win32' ? 'electron.cmd' : 'electron.sh');

export interface Launched {
  readonly app: ElectronApplication;
  /** The main window's page, its document loaded. */
  readonly page: Page;
  /** The app's data folder, new for each launch. */
  readonly userData: string;
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder from an earlier launch, to start again with what it left. It is then the caller's to remove. */
  readonly userData?: string;
  /** Another folder with a package.json and out/ than the checkout. */
  readonly folder?: string;
}

export async function launchTessera(options: LaunchOptions = {}): Promise<Launched> {
  const userData = options.userData ?? mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...options.env }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const app = await _electron.launch({
    // Without it Playwright takes Electron itself, with a loader of its own.
    ...(runtime === 'electron' ? {} : { executablePath: standIn }),
    args: [
      options.folder ?? root,
      `--user-data-dir=${userData}`,
      ...(runtime === 'electron' ? [] : ['--headless']),
    ],
    cwd: root,
    env,
    chromiumSandbox: true,
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'tessera' in window && document.readyState === 'complete');
  return {
    app,
    page,
    userData,
    close: async () => {
      await app.close();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
    },
  };
}
