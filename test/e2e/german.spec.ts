// The app in German: by the system's locale, and by the setting, which acts at once on window, prompt, menu and notices.
// German words are longer: nothing may be cut off, also in a small window and at 200 %. Nothing stays English.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { cutOff } from './gallery.ts';
import { launchTessera, type Launched } from './launch.ts';
import { ownKerberos, picture, type Kerberos } from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';
test.describe.configure({ timeout: 180_000 });

const sizes = [
  { width: 1_280, height: 800 },
  { width: 900, height: 640 },
  { width: 640, height: 480 },
  { width: 640, height: 400 }, // the default window at 200 %
] as const;

/** Words that only an English sentence has. */
const english =
  /\b(the|and|your|you|sign|signed|with|cannot|until|left|for|ticket-granting ticket of|none|expires|nothing|from|password|settings|service)\b/i;

/** What people can read or hear on the page, but for what is typed in and what names things. */
const said = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const heard = ['aria-label', 'title', 'placeholder'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name) ?? ''),
    );
    const shown: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement?.closest('code, .mono, .tech-b, script, style') === null)
        shown.push(textContent ?? '');
    }
    return [...shown, ...heard].join('\n');
  });

const wrong: string[] = [];
async function look(page: Page, screen: string): Promise<void> {
  for (const size of sizes) {
    await picture(page, `de-${screen}-${size.height}`, 'light', size);
    wrong.push(
      ...[...(await cutOff(page)), ...(await spilt(page))].map(
        (line) => `${screen}, ${size.width} × ${size.height}: ${line}`,
      ),
    );
  }
  await picture(page, `de-${screen}`, 'dark', sizes[0]);
  await picture(page, `de-${screen}`, 'light', sizes[0]);
  const words = (await said(page)).split('\n').filter((line) => english.test(line));
  wrong.push(...words.map((line) => `${screen}, English: ${line.slice(0, 200)}`));
}

/** A name that runs into what stands beside it. */
const spilt = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'dt, th, button, label, h2, h3, .lbl, .chip, [role=tab], [role=columnheader]',
      ),
    ]
      .filter(
        (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline',
      )
      .filter((each) => getComputedStyle(each).overflowX === 'visible' && each.closest('.sr, .tm-b') === null)
      .map((each) => `spilt: ${each.textContent.slice(0, 80)}`),
  );

const menu = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test.describe.serial('in German', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  let userData = '';
  test.beforeAll(async () => {
    kerberos = ownKerberos();
    userData = mkdtempSync(path.join(os.tmpdir(), 'tessera-german-'));
    tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'de_DE.UTF-8' }, userData });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
    rmSync(userData, { recursive: true, force: true });
  });

  test('the first screen, because the system is', async () => {
    const { page, app } = tessera;
    await expect(page.getByRole('heading', { name: 'Einmal anmelden, alles erreichen' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await menu(app)).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Fenster']);
    await look(page, 'first-run');
  });

  test('the practice realm and its tickets, in both densities', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: 'Üben beginnen' }).click();
    await expect(page.getByRole('region', { name: ALICE })).toContainText('Angemeldet');
    await look(page, 'simple');
    await page.getByRole('button', { name: 'Konten und Befehle' }).first().click();
    await look(page, 'practice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F7');
    await page.getByRole('row').filter({ hasText: 'krbtgt/' }).first().click();
    const side = page.getByRole('complementary', { name: 'Gewähltes Ticket' });
    for (const tab of await side.getByRole('tab').all()) {
      await tab.click();
      const name = (await tab.textContent()) ?? '';
      if (name === 'PAC') await expect(side).toContainText('Alice Able');
      await look(page, `inspector-${name.toLowerCase()}`);
    }
    await page.keyboard.press('F7');
  });

  test('a sign-in, its prompt, and what is said of a wrong password', async () => {
    const { page, app } = tessera;
    await page.keyboard.press('Control+n');
    const sheet = page.getByRole('dialog', { name: 'Anmelden' });
    await sheet.getByLabel('Wer meldet sich an?').fill('bob@PRACTICE.TEST');
    await expect(sheet.getByText('ist erreichbar.')).toBeVisible();
    await sheet.getByRole('button', { name: 'Optionen' }).click();
    await look(page, 'sign-in');
    const opened = app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Weiter' }).click();
    const prompt = await opened;
    await expect(prompt.locator('#reason')).toHaveText('Anmeldung bei PRACTICE.TEST');
    expect(await said(prompt)).not.toMatch(english);
    await look(page, 'sign-in-waiting');
    await prompt.getByLabel('Passwort').fill('no-Passw0rd-of-theirs');
    const closed = prompt.waitForEvent('close');
    await prompt.keyboard.press('Enter').catch(() => undefined);
    await closed;
    const failure = page.getByRole('alertdialog');
    await expect(failure).toContainText('Das Passwort von bob@PRACTICE.TEST ist nicht richtig.');
    await expect(failure).toContainText('Was zu tun ist');
    await look(page, 'failing');
    await failure.getByRole('button', { name: 'Schließen' }).last().click();
  });

  test('the other screens', async () => {
    const { page } = tessera;
    for (const place of await page.getByRole('navigation').getByRole('link').all()) {
      const name = (await place.getAttribute('href'))?.replace(/^#/, '') ?? '';
      if (name === 'identities') continue;
      await place.click();
      await look(page, `place-${name}`);
    }
  });

  test('the setting acts at once, on the window and outside it, and is kept', async () => {
    const { page, app } = tessera;
    await page.getByRole('navigation').getByRole('link', { name: 'Einstellungen' }).click();
    await choose(page, 'Sprache', 'English');
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Settings' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await expect.poll(() => menu(app)).toEqual(['File', 'Edit', 'View', 'Window']);
    const opened = app.waitForEvent('window');
    await page.keyboard.press('Control+n');
    const sheet = page.getByRole('dialog', { name: 'Sign in' });
    await sheet.getByLabel('Who are you?').fill('bob@PRACTICE.TEST');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    const prompt = await opened;
    await expect(prompt.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await prompt.keyboard.press('Escape').catch(() => undefined);
    await sheet
      .getByRole('button', { name: /Cancel|Close/ })
      .last()
      .click();
    await expect(sheet).toBeHidden();
    // What went wrong before can be read in the language of now.
    await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByRole('main')).toContainText('Could not sign in');
    await tessera.close();
    tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'de_DE.UTF-8' }, userData });
    await expect(tessera.page.getByRole('navigation').getByRole('link', { name: 'Settings' })).toBeVisible();
  });

  test('nothing was cut off, and nothing was English', () => {
    expect([...new Set(wrong)]).toEqual([]);
  });
});
