// The whole way through the window on the practice realm, each step seen by MIT's klist.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { environmentOf, mit, picture, ownApp } from './window.ts';

test.describe.serial('the practice realm, through the window', () => {
  const tessera = ownApp();
  /** The environment that the window shows for a terminal. */
  let shown: Record<string, string> = {};
  const ALICE = 'alice@PRACTICE.TEST';

  test('starts with two doors and what was found', async () => {
    const { page } = tessera;
    await expect(page.getByRole('heading', { name: 'Sign in once, reach everything' })).toBeVisible();
    await expect(page.getByText('they name no default realm')).toBeVisible();
    await expect(page.getByText('No tickets on this computer yet')).toBeVisible();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'first-run', look);
    await picture(page, 'first-run', 'light', { width: 640, height: 480 });
  });

  test('one click signs in as its user, without a prompt', async () => {
    const { page, app } = tessera;
    await page.getByRole('button', { name: 'Start practising' }).click();
    const card = page.getByRole('region', { name: ALICE });
    await expect(card).toContainText('Signed in');
    await expect(card).toContainText('Practice');
    expect(app.windows()).toHaveLength(1);
    // Never the default cache.
    expect(existsSync(tessera.kerberos.cache)).toBe(false);
  });

  test('shows the line with which MIT’s tools use it', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
    const line = await page.locator('.sheet code', { hasText: 'KRB5_CONFIG' }).textContent();
    await picture(page, 'practice-accounts');
    await page.keyboard.press('Escape');
    shown = environmentOf(line ?? '');
    expect(Object.keys(shown).sort()).toEqual(['KRB5CCNAME', 'KRB5_CONFIG']);
    const listed = await mit('klist', [], shown);
    expect(listed).toContain(`Default principal: ${ALICE}`);
    expect(listed).toContain('krbtgt/PRACTICE.TEST@PRACTICE.TEST');
  });

  test('gets a service ticket, which MIT’s klist lists and kvno uses', async () => {
    const { page } = tessera;
    await page.getByLabel('Web address or server').fill('https://web.practice.test/');
    await page.getByRole('button', { name: 'Get ticket' }).click();
    const sheet = page.getByRole('dialog', { name: 'Get a service ticket' });
    await expect(sheet.getByText('HTTP/web.practice.test')).not.toHaveCount(0);
    await expect(sheet.getByRole('radio')).toBeChecked();
    await picture(page, 'service-ticket');
    await sheet.getByRole('button', { name: 'Get ticket' }).click();
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('region', { name: 'Tickets' })).toContainText('HTTP/web.practice.test');
    expect(await mit('klist', [], shown)).toContain('HTTP/web.practice.test@PRACTICE.TEST');
    expect(await mit('kvno', ['--cached-only', 'HTTP/web.practice.test'], shown)).toContain('kvno =');
  });

  test('explains a service that nobody registered, and changes nothing', async () => {
    const { page } = tessera;
    const before = await mit('klist', [], shown);
    await page.getByLabel('Web address or server').fill('typo.practice.test');
    await page.getByRole('button', { name: 'Get ticket' }).click();
    await page.getByRole('dialog').getByRole('radio').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Get ticket' }).click();
    const sheet = page.getByRole('alertdialog');
    for (const row of ['What happened', 'Why', 'What to do', 'Who can do it'])
      await expect(sheet).toContainText(row);
    const details = sheet.getByText('nobody registered');
    await expect(details).toBeHidden();
    await sheet.getByRole('button', { name: 'For your helpdesk' }).click();
    await expect(details).toBeVisible();
    await expect(sheet).toContainText('KDC_ERR_S_PRINCIPAL_UNKNOWN (7)');
    await picture(page, 'failing');
    await sheet.getByRole('button', { name: 'Close' }).click();
    expect(await mit('klist', [], shown)).toBe(before);
  });

  test('renews: MIT’s klist shows a later ticket-granting ticket and the same service tickets', async () => {
    const { page } = tessera;
    const starts = async () =>
      [...(await mit('klist', [], shown)).matchAll(/^(\S+ \S+) .*krbtgt/gm)].map(([, at]) => at);
    const [before] = await starts();
    await page.waitForTimeout(1_100); // klist shows seconds
    await page.getByRole('button', { name: 'Renew now' }).last().click();
    await expect(page.getByText('renewed, valid until')).not.toHaveCount(0);
    const [after] = await starts();
    expect(after).not.toBe(before);
    expect(await mit('klist', [], shown)).toContain('HTTP/web.practice.test@PRACTICE.TEST');
  });

  test('shows both densities in every look', async () => {
    const { page } = tessera;
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'simple', look);
    await picture(page, 'simple', 'light', { width: 760, height: 560 });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('F7');
    await expect(page.getByRole('treegrid')).toBeVisible();
    await page.getByRole('row').filter({ hasText: 'HTTP/web.practice.test' }).click();
    await expect(page.getByRole('complementary', { name: 'Selected ticket' })).toBeVisible();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'expert', look);
    await picture(page, 'expert', 'light', { width: 760, height: 560 });
    await page.keyboard.press('F7');
    await expect(page.getByRole('treegrid')).toBeHidden();
  });

  test('a disabled account’s refusal is explained in words', async () => {
    const { page } = tessera;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
    await page.getByRole('button', { name: 'Sign in as disabled@PRACTICE.TEST' }).click();
    const sheet = page.getByRole('alertdialog', { name: 'Cannot sign in as disabled@PRACTICE.TEST' });
    await expect(sheet).toContainText('Nothing was changed');
    await sheet.getByRole('button', { name: 'Close' }).click();
  });

  test('destroys what was asked for, and klist finds no cache', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: `More for ${ALICE}` }).click();
    await page.getByRole('menuitem', { name: 'Destroy its tickets' }).click();
    const sheet = page.getByRole('dialog', { name: `Destroy the tickets of ${ALICE}?` });
    await picture(page, 'destroy');
    await sheet.getByRole('button', { name: 'Destroy', exact: true }).click();
    await expect(page.getByRole('region', { name: ALICE })).toBeHidden();
    await expect(mit('klist', [], shown)).rejects.toThrow('No credentials cache found');
  });

  test('kept a history of all of it', async () => {
    const { page } = tessera;
    await page.getByRole('link', { name: 'Activity' }).click();
    for (const words of [
      'Destroyed the tickets',
      'Renewed',
      'Got HTTP/web.practice.test',
      'Started the practice realm',
    ]) {
      await expect(page.getByText(words).first()).toBeVisible();
    }
    await picture(page, 'activity');
    expect(existsSync(path.join(tessera.userData, 'tessera.db'))).toBe(true);
  });
});
