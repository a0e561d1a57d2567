// The palette, the list of keys and copied commands, through the window.
import { expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { launchTessera } from './launch.ts';
import type { Launched } from './launch.ts';
import { ownKerberos, picture } from './window.ts';
import type { Kerberos } from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';

let kerberos: Kerberos;
let tessera: Launched;

test.beforeAll(async () => {
  kerberos = ownKerberos();
  tessera = await launchTessera({ env: kerberos.env });
  const { page } = tessera;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Start practising' }).click();
  await expect(page.getByRole('region', { name: ALICE })).toBeVisible();
});
test.afterAll(async () => {
  await tessera.close();
  kerberos.remove();
});

const clipboard = (): Promise<string> =>
  tessera.app.evaluate(async ({ clipboard: board }) => await board.readText());

test('finds an action, an identity, a ticket and a setting, by keyboard alone', async () => {
  const { page } = tessera;
  const field = page.getByRole('combobox', { name: 'Find an action, identity, ticket or setting' });
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'palette-empty', look);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.keyboard.type('service ticket');
  await expect(page.getByRole('option', { name: /^Get a service ticket/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Service', { exact: true })).toBeFocused();
  await page.keyboard.type('web.practice.test');
  await expect(page.getByRole('dialog').getByRole('radio').first()).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('/web.pr');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option')).toContainText('HTTP/web.practice.test');
  await expect(page.getByRole('option').locator('mark')).toHaveText('web.pr');
  for (const look of ['light', 'dark', 'contrast'] as const) {
    await picture(page, 'palette-ticket', look);
    expect(await violations(page), look).toEqual([]);
  }
  await picture(page, 'palette-ticket', 'light', { width: 640, height: 480 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('option', { name: /^Remove/ })).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('/web.pr');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Selected ticket' })).toContainText(
    'HTTP/web.practice.test',
  );
  await page.keyboard.press('F7');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('#quiet');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Notices' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('@alice');
  await expect(page.getByRole('option').first()).toContainText(ALICE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: ALICE })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('qqqqq');
  await expect(page.getByText('Nothing of that name.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('copies the command of an action for the shell of one’s choice, and says where there is none', async () => {
  const { page } = tessera;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('copy as command renew now');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByText('Copied for sh')).toBeVisible();
  expect(await clipboard()).toMatch(/^KRB5_CONFIG=\S+ KRB5CCNAME=FILE:\S+ kinit -R$/);
  await page.getByRole('button', { name: 'Another shell' }).click();
  const sheet = page.getByRole('dialog', { name: 'Copy as command' });
  await sheet.getByRole('radio', { name: 'PowerShell' }).click();
  await expect(sheet.locator('code')).toContainText("$env:KRB5_CONFIG = '");
  await picture(page, 'copy-as-command');
  await picture(page, 'copy-as-command', 'dark');
  expect(await violations(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('main').getByText('Copied for PowerShell')).toBeVisible();
  expect(await clipboard()).toMatch(/^\$env:KRB5_CONFIG = '[^']+'; \$env:KRB5CCNAME = '[^']+'; kinit -R$/);

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('Control+n');
  await page.getByRole('textbox', { name: 'Who are you?' }).fill('a\u202eb@AD.TEST');
  await page.getByRole('button', { name: 'Copy as command' }).click();
  await expect(page.locator('.notice')).toContainText('Copied for PowerShell');
  await page.keyboard.press('Escape');
});

test('lists the keys by which it acts', async () => {
  const { page } = tessera;
  await page.keyboard.press('F1');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toContainText('Get a service ticket');
  await expect(sheet.locator('div', { hasText: /^Renew now/ }).last()).toContainText('CtrlR');
  await picture(page, 'keys');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});
