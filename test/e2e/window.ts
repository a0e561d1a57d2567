// What the app's flows share: a Kerberos environment of the test's own, MIT's tools in it, and pictures.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { launchTessera, root, type Launched } from './launch.ts';
import { notePassword } from './left-behind.ts';

const run = promisify(execFile);

export interface Kerberos {
  /** KRB5_CONFIG, KRB5CCNAME, XDG_RUNTIME_DIR of this test alone. */
  readonly env: Readonly<Record<string, string>>;
  /** The file of the default cache. */
  readonly cache: string;
  readonly remove: () => void;
}

/** @param krb5Conf a file; left out, a configuration that knows no realm */
export function ownKerberos(krb5Conf?: string): Kerberos {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-krb5-'));
  const config = path.join(folder, 'krb5.conf');
  writeFileSync(config, '[libdefaults]\n  dns_lookup_kdc = false\n');
  const runtime = path.join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const cache = path.join(folder, 'krb5cc');
  return {
    env: { KRB5_CONFIG: krb5Conf ?? config, KRB5CCNAME: `FILE:${cache}`, XDG_RUNTIME_DIR: runtime },
    cache,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one of MIT's tools; resolves to what it printed, rejects when it fails. */
export async function mit(
  tool: 'klist' | 'kinit' | 'kvno' | 'kdestroy',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<string> {
  const promise = run(tool, [...args], { env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...env } });
  promise.child.stdin?.on('error', () => undefined); // a tool that reads nothing may be gone already
  promise.child.stdin?.end(input);
  return (await promise).stdout;
}

/** The app for the tests of one `describe`, in a Kerberos of its own that is gone behind them. */
export interface OwnApp extends Pick<Launched, 'app' | 'page' | 'userData'> {
  readonly kerberos: Kerberos;
}

/** @param env beside that of the Kerberos */
export function ownApp(env: Readonly<Record<string, string>> = {}): OwnApp {
  let running: (Launched & { readonly kerberos: Kerberos }) | undefined;
  const now = (): Launched & { readonly kerberos: Kerberos } => {
    if (running === undefined) throw new TypeError('the app runs in tests alone');
    return running;
  };
  test.beforeAll(async () => {
    const kerberos = ownKerberos();
    running = { ...(await launchTessera({ env: { ...kerberos.env, ...env } })), kerberos };
  });
  test.afterAll(async () => {
    await now().close();
    now().kerberos.remove();
  });
  return {
    get app() {
      return now().app;
    },
    get page() {
      return now().page;
    },
    get userData() {
      return now().userData;
    },
    get kerberos() {
      return now().kerberos;
    },
  };
}

/** `NAME=value` words, as the app shows them, as an environment. */
export function environmentOf(words: string): Record<string, string> {
  const found = [...words.matchAll(/([A-Z0-9_]+)=('(?:[^']|'\\'')*'|\S+)/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value.replace(/^'|'$/g, '')]));
}

/** Checks whom the prompt window names, types the password into it and sends it. */
export async function answerPrompt(prompt: Page, principal: string, password: string): Promise<void> {
  await expect(prompt.locator('body')).toContainText(principal);
  await notePassword(principal, password);
  const field = prompt.locator('input[type=password]').first();
  await field.fill(password);
  const closed = prompt.waitForEvent('close');
  // The window may be gone before the key press is reported done.
  await field.press('Enter').catch(() => undefined);
  await closed;
}

/** The form to sign in, with who in it. A sheet that still stands, as while a sign-in runs, would swallow the key. */
export async function signInForm(page: Page, principal: string): Promise<Locator> {
  await expect(page.locator('[aria-modal="true"]')).toHaveCount(0);
  await page.keyboard.press('Control+n');
  const sheet = page.getByRole('dialog', { name: 'Sign in' });
  await sheet.getByLabel('Who are you?').fill(principal);
  return sheet;
}

/** Names who in the sheet, and goes on to the prompt window. */
export async function beginSignIn(
  { app, page }: Pick<Launched, 'app' | 'page'>,
  principal: string,
): Promise<Page> {
  const sheet = await signInForm(page, principal);
  const prompt = app.waitForEvent('window');
  await sheet.getByRole('button', { name: 'Continue' }).click();
  return prompt;
}

/** Signs in through the window, by its keys and the prompt. */
export async function signIn(
  tessera: Pick<Launched, 'app' | 'page'>,
  principal: string,
  password: string,
): Promise<void> {
  await answerPrompt(await beginSignIn(tessera, principal), principal, password);
}

/** A second, on a machine that is not busy with other things. */
export function aSecond(): number {
  return os.loadavg()[0]! > 0.75 * os.availableParallelism() ? 10_000 : 1_000;
}

/** Escape, and no sheet is left. */
export async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[role=dialog], [role=alertdialog]')).toHaveCount(0);
}

/** From now on the file dialog of main picks this file. */
export const picksFile = (app: Launched['app'], file: string): Promise<void> =>
  app.evaluate(({ dialog }, picked) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [picked] });
  }, file);

export type Look = 'light' | 'dark' | 'contrast';

/** A picture of the window in test-results/screens. */
export async function picture(
  page: Page,
  name: string,
  look: Look = 'light',
  size: { readonly width: number; readonly height: number } = { width: 1280, height: 800 },
): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'contrast' ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({
    path: path.join(root, 'test-results/screens', `${name}-${look}-${size.width}.png`),
  });
}
