// What main asks of the window: a notice that was clicked opens its identity with what the notice offered, a link fills
// a form. Nothing of it is in the person's way.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge } from '../../src/shared/index.ts';
import { userKeytab } from '../support/user-keytab.ts';
import { launchTessera, runtimeCommand } from './launch.ts';
import { cacheWithTgt, madePrincipal } from './made-ticket.ts';
import { ownKerberos, picture, type Kerberos } from './window.ts';

const listen = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const objects: Electron.Notification[] = [];
    Object.assign(globalThis, { objects });
    const show = Object.getOwnPropertyDescriptor(Notification.prototype, 'show')?.value as () => void;
    Notification.prototype.show = function (): void {
      objects.push(this);
      show.call(this);
    };
  });
const titles = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() =>
    (globalThis as unknown as { objects: Electron.Notification[] }).objects.map(({ title }) => title),
  );
/** A click on the notice itself, as where the system has no buttons. */
const click = (app: ElectronApplication, at: number): Promise<void> =>
  app.evaluate((_electron, index) => {
    (globalThis as unknown as { objects: Electron.Notification[] }).objects[index]?.emit('click', {});
  }, at);
const strip = (page: Page) => page.getByRole('region', { name: `Notice about ${madePrincipal}` });

let kerberos: Kerberos;
test.beforeEach(() => {
  kerberos = ownKerberos();
});
test.afterEach(() => {
  kerberos.remove();
});

test('a clicked notice opens its identity with its actions: Snooze puts the notices off, Sign in fills the form', async () => {
  const tessera = await launchTessera({ env: kerberos.env });
  const { app, page } = tessera;
  try {
    await listen(app);
    cacheWithTgt(kerberos.cache, 50);
    await expect.poll(() => titles(app)).toHaveLength(1);
    await page.keyboard.press('Control+3');
    await click(app, 0);
    await expect(strip(page)).toContainText('Expires in');
    await expect(strip(page).getByRole('button')).toHaveText(['Sign in', 'Snooze', '']);
    await expect(strip(page).getByRole('button', { name: 'Sign in' })).toBeFocused();
    await expect(page.getByRole('dialog')).toBeHidden();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'asked', look);
    await picture(page, 'asked', 'light', { width: 640, height: 560 });
    await page.keyboard.press('F7');
    await expect(page.getByRole('treegrid')).toBeVisible();
    await expect(strip(page)).toBeVisible();
    await picture(page, 'asked-expert');
    await strip(page).getByRole('button', { name: 'Snooze' }).click();
    await expect(strip(page)).toBeHidden();
    await expect(page.getByText(/^No notice about alice@NOWHERE\.TEST until /).first()).toBeVisible();
    // It expires, and that is not told now.
    await expect(page.getByText(/Expired today/).first()).toBeVisible({ timeout: 60_000 });
    expect(await titles(app)).toHaveLength(1);
  } finally {
    await tessera.close();
  }
});

test('the end of a password is kept over a restart, counted down, and Change password is a click away', async () => {
  const userData = mkdtempSync(path.join(os.tmpdir(), 'tessera-asked-'));
  cacheWithTgt(kerberos.cache, 36_000);
  const first = await launchTessera({ env: kerberos.env, userData });
  await first.page.getByText(madePrincipal).first().waitFor();
  await first.app.close();
  // As a sign-in would have found out.
  const database = new Database(path.join(userData, 'tessera.db'));
  const expires = Math.floor(Date.now() / 1_000) + 2 * 86_400 + 3_600;
  database
    .prepare('INSERT INTO principals (principal, password_expires) VALUES (?, ?)')
    .run(madePrincipal, expires);
  database.close();
  const tessera = await launchTessera({ env: kerberos.env, userData });
  const { page } = tessera;
  try {
    const card = page.getByRole('region', { name: madePrincipal });
    await expect(card).toContainText('Password expires in 2 d');
    await picture(page, 'password-expires');
    await picture(page, 'password-expires', 'light', { width: 640, height: 560 });
    await card.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByRole('dialog', { name: /password/i })).toBeVisible();
    await page.keyboard.press('Escape');
  } finally {
    await tessera.close();
    rmSync(userData, { recursive: true });
  }
});

test('a link fills the form, and waits while another one is being used', async () => {
  const tessera = await launchTessera({ env: kerberos.env });
  const { page, userData } = tessera;
  const second = (link: string): Promise<number | null> => {
    const { command, args } = runtimeCommand([`--user-data-dir=${userData}`, link]);
    const child = spawn(command, args, { env: { ...process.env, ...kerberos.env }, stdio: 'ignore' });
    return new Promise((resolve) => child.on('exit', resolve));
  };
  try {
    await second('tessera:sign-in?principal=bob@AD.TEST');
    const who = page.getByLabel('Who are you?');
    await expect(who).toHaveValue('bob@AD.TEST');
    await who.fill('somebody else');
    await second('tessera:sign-in?principal=carol@AD.TEST');
    await expect(who).toHaveValue('somebody else');
    await page.keyboard.press('Escape');
    await expect(who).toHaveValue('carol@AD.TEST');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await second('tessera:service-ticket?service=HTTP/web.ad.test');
    await expect(page.getByText('Sign in first').first()).toBeVisible();
    cacheWithTgt(kerberos.cache, 36_000);
    await page.getByText(madePrincipal).first().waitFor();
    await second('tessera:service-ticket?service=HTTP/web.ad.test');
    await expect(page.getByLabel('Service', { exact: true })).toHaveValue('HTTP/web.ad.test');
  } finally {
    await tessera.close();
  }
});

test('a link to a realm never used starts nothing: main’s own dialog asks, and without a yes nobody is asked', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-link-'));
  const eve = 'eve@NEVER.TEST';
  let heard = 0;
  // The form looks whether a KDC that krb5.conf names can be reached; it says nothing to it.
  const streams = createServer((socket) => {
    socket.on('data', () => {
      heard += 1;
    });
  });
  streams.listen(0, '127.0.0.1');
  await once(streams, 'listening');
  const { port } = streams.address() as AddressInfo;
  const datagrams = createSocket('udp4', () => {
    heard += 1;
  });
  datagrams.bind(port, '127.0.0.1');
  await once(datagrams, 'listening');
  const config = path.join(folder, 'krb5.conf');
  writeFileSync(
    config,
    `[libdefaults]\n dns_lookup_kdc = false\n[realms]\n NEVER.TEST = {\n kdc = 127.0.0.1:${String(port)}\n }\n`,
  );
  const keytab = path.join(folder, 'eve.keytab');
  writeFileSync(keytab, await userKeytab(eve, 'Never-Passw0rd'));
  const env = { ...kerberos.env, KRB5_CONFIG: config };
  const tessera = await launchTessera({ env });
  const { app, page, userData } = tessera;
  try {
    await app.evaluate(({ dialog }, file) => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      Object.assign(dialog, {
        showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [file] }),
        showMessageBox: (options: unknown) => {
          asked.push(options);
          return Promise.resolve({ response: 1, checkboxChecked: false });
        },
      });
    }, keytab);
    const { command, args } = runtimeCommand([
      `--user-data-dir=${userData}`,
      `tessera:sign-in?principal=${eve}`,
    ]);
    await once(spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' }), 'exit');
    const sheet = page.getByRole('dialog', { name: 'Sign in' });
    await expect(sheet.getByLabel('Who are you?')).toHaveValue(eve);
    expect(await app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked)).toEqual([]);
    await sheet.getByText('A file with keys').click();
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(sheet.getByRole('list', { name: 'Keys in this keytab' })).toContainText(eve);
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await expect(sheet.getByRole('button', { name: 'Continue' })).toBeEnabled();
    const asked = await app.evaluate(
      () => (globalThis as unknown as { asked: { message: string; detail: string }[] }).asked,
    );
    expect(asked.map(({ message }) => message)).toEqual([`Sign in as ${eve}?`]);
    expect(asked[0]!.detail).toContain('Nobody has signed in to NEVER.TEST here before.');
    expect(heard).toBe(0);
    expect(existsSync(kerberos.cache)).toBe(false);
    const identities = await page.evaluate(async () => {
      const state = await (window as unknown as { tessera: Bridge }).tessera.state.get({});
      return state.ok ? state.value.identities : undefined;
    });
    expect(identities).toEqual([]);
    await expect(sheet.getByLabel('Who are you?')).toHaveValue(eve);
  } finally {
    await tessera.close();
    streams.close();
    datagrams.close();
    rmSync(folder, { recursive: true });
  }
});
