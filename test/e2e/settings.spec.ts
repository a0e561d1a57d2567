// The settings through the window: each is set by hand and its effect seen outside of the screen.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { gallery } from './gallery.ts';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt, madePrincipal } from './made-ticket.ts';
import { ownKerberos, type Kerberos } from './window.ts';

const opened = async (page: Page): Promise<void> => {
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('searchbox', { name: 'Find a setting' }).waitFor();
};
const setting = (page: Page, title: string) =>
  page.locator('.set').filter({ has: page.getByText(title, { exact: true }) });
const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true });

async function write(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill(text);
  await field(page, label).press('Enter');
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** From now on the titles of notices, and what main asks, are kept in the app's process. */
const listen = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification, dialog }) => {
    const titles: string[] = [];
    const asked: string[] = [];
    Object.assign(globalThis, { titles, asked, answer: 1 });
    const show = Object.getOwnPropertyDescriptor(Notification.prototype, 'show')?.value as () => void;
    Notification.prototype.show = function (): void {
      titles.push(this.title);
      show.call(this);
    };
    dialog.showMessageBox = (...given: unknown[]) => {
      asked.push((given.at(-1) as Electron.MessageBoxOptions).message);
      return Promise.resolve({
        response: (globalThis as unknown as { answer: number }).answer,
        checkboxChecked: false,
      });
    };
  });
const titles = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { titles: string[] }).titles);

let kerberos: Kerberos;
let folder: string;
test.beforeEach(() => {
  kerberos = ownKerberos();
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-settings-'));
  mkdirSync(path.join(folder, 'data'));
});
test.afterEach(() => {
  kerberos.remove();
  rmSync(folder, { recursive: true, force: true });
});
const launch = (more: Readonly<Record<string, string>> = {}): Promise<Launched> =>
  launchTessera({
    env: { ...kerberos.env, LC_ALL: 'C.UTF-8', ...more },
    userData: path.join(folder, 'data'),
  });

test('are found by what they say, name the field of a wrong value, and outlive a restart', async () => {
  test.setTimeout(180_000);
  cacheWithTgt(kerberos.cache, 36_000, 604_800);
  const first = await launch();
  const { page } = first;
  await page.getByText(madePrincipal).first().waitFor();
  await opened(page);
  await expect(page.getByRole('heading', { name: 'Renewal' })).toBeVisible();
  const wrong = await gallery(page, 'settings', 'usual');

  await write(page, 'Tell me before a sign-in expires', '20, soon');
  await expect(page.getByRole('alert')).toHaveText(
    'Tell me before a sign-in expires: “soon” is not a whole number.',
  );
  await expect(field(page, 'Tell me before a sign-in expires')).toHaveAttribute('aria-invalid', 'true');
  wrong.push(...(await gallery(page, 'settings', 'failing')));
  await field(page, 'Tell me before a sign-in expires').press('Escape');
  await expect(field(page, 'Tell me before a sign-in expires')).toHaveValue('30, 10, 5, 1');
  await write(page, 'Tell me before a sign-in expires', '5 20');
  await expect(field(page, 'Tell me before a sign-in expires')).toHaveValue('20, 5');

  await choose(page, 'When', 'When less is left than');
  await write(page, 'When less is left than', '290 s');
  await expect(field(page, 'When less is left than')).toHaveValue('290 s');
  await page.getByRole('switch', { name: `Keep ${madePrincipal} signed in` }).click();
  await page.getByRole('switch', { name: 'Quiet hours', exact: true }).click();
  await write(page, 'Quiet hours from', '22:15');
  await page.getByRole('combobox', { name: 'Quiet hours on' }).click();
  for (const day of ['Saturday', 'Sunday']) await page.getByRole('menuitemcheckbox', { name: day }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Quiet hours on' })).toHaveText('Mon to Fri');
  await choose(page, 'They can be renewed for', '3 days');
  await choose(page, 'Snooze', '30 minutes');
  await page.keyboard.press('F7');
  wrong.push(...(await gallery(page, 'settings', 'full')));

  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('quiet tray');
  await expect(page.locator('.set')).toHaveCount(1);
  await expect(setting(page, 'Quiet hours')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('colour of the walls');
  await expect(page.getByText('No setting speaks of “colour of the walls”.')).toBeVisible();
  await first.app.close();
  expect(wrong).toEqual([]);

  // One of them is edited into nonsense.
  const database = new Database(path.join(folder, 'data', 'tessera.db'));
  database.exec(`UPDATE settings SET value = '"often"' WHERE name = 'snooze'`);
  database.close();
  const again = await launch();
  const second = again.page;
  await second.getByText(madePrincipal).first().waitFor();
  await second.keyboard.press('Control+5');
  await expect(second.getByText('The stored value of Snooze could not be read.')).toBeVisible();
  await expect(field(second, 'Tell me before a sign-in expires')).toHaveValue('20, 5');
  await expect(field(second, 'When less is left than')).toHaveValue('290 s');
  await expect(field(second, 'Quiet hours from')).toHaveValue('22:15');
  await expect(second.getByRole('combobox', { name: 'Quiet hours on' })).toHaveText('Mon to Fri');
  await expect(second.getByRole('switch', { name: `Keep ${madePrincipal} signed in` })).not.toBeChecked();
  await choose(second, 'Snooze', '15 minutes');
  await expect(second.getByText('could not be read')).toBeHidden();
  // What is set for sign-ins is what the form begins with.
  await second.getByRole('switch', { name: 'Keep me signed in' }).click();
  // The inspector says so, and leads back to it.
  await second.keyboard.press('Control+1');
  await second.getByRole('row').filter({ hasText: 'krbtgt/' }).click();
  const side = second.getByRole('complementary', { name: 'Selected ticket' });
  await expect(side.getByText('Off for all in the settings')).toBeVisible();
  await side.getByRole('button', { name: 'Change that' }).click();
  await expect(second.getByRole('switch', { name: 'Keep me signed in' })).toBeFocused();
  await second.keyboard.press('Control+n');
  await second.getByLabel('Who are you?').fill('new@NOWHERE.TEST');
  await expect(second.getByText('can be renewed for up to 3 days')).toBeVisible();
  await expect(second.getByText('As set in the settings')).toBeVisible();
  await again.app.close();
});

test('of notices act at once: no threshold, no notice; another threshold, one', async () => {
  const tessera = await launch();
  const { app, page } = tessera;
  await listen(app);
  await opened(page);
  await write(page, 'Tell me before a sign-in expires', '');
  await expect(field(page, 'Tell me before a sign-in expires')).toHaveValue('');
  cacheWithTgt(kerberos.cache, 170);
  await page.waitForTimeout(2_000);
  expect(await titles(app)).toEqual([]);
  await write(page, 'Tell me before a sign-in expires', '3');
  await expect
    .poll(() => titles(app))
    .toEqual([expect.stringMatching(/^alice@NOWHERE\.TEST expires in \d m$/)]);
  await app.close();
});

test('keep the history for as long as is set, and clear it when main’s own question is answered so', async () => {
  cacheWithTgt(kerberos.cache, 36_000);
  const tessera = await launch();
  const { app, page } = tessera;
  await listen(app);
  await page.getByText(madePrincipal).first().waitFor();
  rmSync(kerberos.cache);
  const rows = (): Promise<number> =>
    page.evaluate(async () => {
      type List = (input: object) => Promise<{ readonly value: { readonly rows: unknown[] } }>;
      const { tessera: bridge } = window as unknown as { tessera: { history: { list: List } } };
      return (await bridge.history.list({ limit: 50 })).value.rows.length;
    });
  await expect.poll(rows).toBe(1);
  await opened(page);
  await write(page, 'Keep the history for', '4000');
  await expect(page.getByRole('alert')).toHaveText('Keep the history for: It has to be from 1 to 3650.');
  await write(page, 'Keep the history for', '30');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  const asked = (): Promise<string[]> =>
    app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  await expect.poll(asked).toEqual(['Clear the history?']);
  expect(await rows()).toBe(1);
  await app.evaluate(() => Object.assign(globalThis, { answer: 0 }));
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(rows).toBe(0);
  await expect(page.getByText('The history is cleared').first()).toBeVisible();
  await app.close();
});

test('say what closing does, and start at login where it can be had', async () => {
  test.skip(process.platform !== 'linux', 'the system keeps start at login itself');
  const tool = path.join(folder, 'gdbus');
  writeFileSync(tool, `#!/bin/sh\necho '(<true>,)'\n`);
  chmodSync(tool, 0o755);
  const env = {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/bus`,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
  };
  const standIn = await launch(env);
  await opened(standIn.page);
  await expect(setting(standIn.page, 'Start at login')).toContainText('Not possible here');
  await standIn.app.close();
  const tessera = await launch({ ...env, APPIMAGE: '/opt/Tessera.AppImage' });
  const { app, page } = tessera;
  await opened(page);
  const login = page.getByRole('switch', { name: 'Start at login' });
  await expect(login).not.toBeChecked();
  await login.click();
  await expect(login).toBeChecked();
  const entry = path.join(folder, 'config', 'autostart', 'org.tessera.Tessera.desktop');
  expect(existsSync(entry)).toBe(true);
  await expect
    .poll(() =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('start-at-login')?.checked),
    )
    .toBe(true);
  await login.click();
  await expect.poll(() => existsSync(entry)).toBe(false);
  const shut = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  await shut();
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(false);
  await choose(page, 'Closing the window', 'Quits Tessera');
  const ended = app.waitForEvent('close');
  await shut().catch(() => undefined);
  await ended;
});
