// The ticket table with ten thousand tickets in the default cache, and with columns of one's choice.
import { renameSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openCache } from '../../src/node/index.ts';
import { cacheOfMany, manyPrincipal, manyTickets } from '../support/many-tickets.ts';
import { launchTessera } from './launch.ts';
import type { Launched } from './launch.ts';
import { ownKerberos, picture } from './window.ts';
import type { Kerberos } from './window.ts';

const MANY = 10_000;

let kerberos: Kerberos;
let tessera: Launched;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  kerberos = ownKerberos();
  writeFileSync(`${kerberos.cache}.new`, cacheOfMany(MANY), { mode: 0o600 });
  renameSync(`${kerberos.cache}.new`, kerberos.cache);
  tessera = await launchTessera({ env: kerberos.env });
  const { page } = tessera;
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('region', { name: manyPrincipal })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tickets' })).toContainText('10,000 tickets');
  await page.keyboard.press('F7');
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', String(MANY + 2));
});
test.afterAll(async () => {
  await tessera.close();
  kerberos.remove();
});

test('draws a window of ten thousand rows, each with its number', async () => {
  const { page } = tessera;
  const grid = page.getByRole('treegrid');
  expect(await grid.getByRole('row').count()).toBeLessThan(120);
  const row = grid.getByRole('row').nth(1);
  await row.focus();
  await page.keyboard.press('End');
  const focused = page.locator('[data-row]:focus');
  await expect(focused).toHaveAttribute('aria-rowindex', String(MANY + 2));
  await expect(focused).toBeInViewport();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  await expect(focused).not.toHaveAttribute('aria-rowindex', String(MANY + 2));
  await page.keyboard.press('Home');
  await expect(focused).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('ldap/server00519');
  await expect(focused).toContainText('ldap/server00519.many.test');
  await expect(focused).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Selected ticket' })).toContainText(
    'ldap/server00519',
  );
  // Scrolled away, the focused row is still there to go on from.
  await page.locator('.tg-b').evaluate((element) => {
    element.scrollTop = 200_000;
  });
  await expect(focused).toContainText('ldap/server00519');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toBeInViewport();
  await page.keyboard.press('Escape');
  await picture(page, 'table-many');
});

test('filters by name, realm, enctype, flag and whether expired, and says how many', async () => {
  const { page } = tessera;
  const filter = page.getByRole('textbox', { name: 'Filter tickets' });
  for (const [words, count] of [
    ['expired', '1,000'],
    ['other.test cifs/', '833'],
    ['arcfour', '2,500'],
    ['renewable', '3,334'],
    ['server00007', '1'],
  ] as const) {
    await filter.fill(words);
    await expect(page.locator('.ex-n')).toHaveText(`${count} of 10,000 tickets`);
  }
  await filter.fill('no such ticket');
  await expect(page.getByText('No ticket matches the filter.')).toBeVisible();
  await filter.fill('expired');
  await expect(page.locator('.tr').first()).toContainText('expired');
  await picture(page, 'table-filtered', 'dark');
  await filter.fill('');
});

test('has the columns that were chosen, sorts by each, and keeps them', async () => {
  const { page } = tessera;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Columns and grouping' }).click();
  for (const name of ['kvno', 'Enctype of session', 'Path through realms', 'Cache'])
    await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
  await picture(page, 'table-columns-menu');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('menuitemcheckbox', { name: 'Under their identities' }).click();
  await page.keyboard.press('Escape');
  const grid = page.getByRole('treegrid');
  await expect(grid).toHaveAttribute('aria-rowcount', String(MANY + 1));
  const headers = await grid.getByRole('columnheader').allInnerTexts();
  expect(headers).toEqual([
    'Service',
    'Identity',
    'Valid until',
    'Renewable until',
    'Enctype of ticket',
    'Enctype of session',
    'kvno',
    'Flags',
    'Path through realms',
    'Cache',
  ]);
  await grid.getByRole('button', { name: 'Valid until' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Valid until' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(page.locator('[data-row="0"]')).toContainText('expired');
  await grid.getByRole('button', { name: 'Valid until' }).click();
  await expect(page.locator('[data-row="0"]')).not.toContainText('expired');
  const wider = await page
    .locator('.tg-b')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  expect(wider).toBe(true);
  for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'table-columns', look);
  await picture(page, 'table-columns', 'light', { width: 640, height: 480 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Columns and grouping' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Under their identities' }).click();
  await page.getByRole('menuitem', { name: 'The usual columns' }).click();
  await expect(grid.getByRole('columnheader')).toHaveCount(5);
});

test('follows what other programs do to the cache, without fetching it all again', async () => {
  const { page } = tessera;
  const filter = page.getByRole('textbox', { name: 'Filter tickets' });
  await filter.fill('server70000');
  await expect(page.locator('.ex-n')).toHaveText('0 of 10,000 tickets');
  const [, more] = manyTickets(2, Math.floor(Date.now() / 1_000), 70_000);
  if (more === undefined) throw new Error('no ticket was made');
  await openCache(`FILE:${kerberos.cache}`).store(more);
  await expect(page.locator('.ex-n')).toHaveText('1 of 10,001 tickets', { timeout: 20_000 });
  await filter.fill('');
});

test('draws a window of them in Simple, too', async () => {
  const { page } = tessera;
  await page.keyboard.press('F7');
  const list = page.getByRole('region', { name: 'Tickets' }).getByRole('listitem');
  await expect(list.first()).toBeInViewport();
  expect(await list.count()).toBeLessThan(100);
  await expect(list.first()).toHaveAttribute('aria-setsize', '10001');
  await picture(page, 'many-simple');
});
