// A bad day of the database: damaged, it is set aside and named; written by a newer Tessera, it is left untouched. The
// window says so in words, and tickets work without it.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt, madePrincipal } from './made-ticket.ts';
import { ownKerberos, picture, type Kerberos } from './window.ts';

let userData = '';
let kerberos: Kerberos;
let tessera: Launched | undefined;
const database = (): string => path.join(userData, 'tessera.db');

const start = async (): Promise<Launched> => (tessera = await launchTessera({ env: kerberos.env, userData }));
async function end(): Promise<void> {
  await tessera?.close();
  tessera = undefined;
}
/** Somebody's ticket in the cache, a sign-in at the practice realm, a renewal. */
async function ticketsWork({ page }: Launched): Promise<void> {
  await expect(page.getByRole('region', { name: madePrincipal })).toContainText('Signed in');
  await page.keyboard.press('F7');
  await page.getByRole('button', { name: 'Try the practice realm' }).click();
  await page.keyboard.press('F7');
  const card = page.getByRole('region', { name: 'alice@PRACTICE.TEST' });
  await expect(card).toContainText('Signed in');
  await page.getByRole('button', { name: 'More for alice@PRACTICE.TEST' }).click();
  await page.getByRole('menuitem', { name: 'Renew now' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'renewed, valid until' })).not.toHaveCount(0);
}

test.beforeEach(async () => {
  userData = mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  kerberos = ownKerberos();
  cacheWithTgt(kerberos.cache, 36_000);
  const { page } = await start();
  await expect(page.getByRole('region', { name: madePrincipal })).toBeVisible();
  await end();
  expect(existsSync(database())).toBe(true);
});
test.afterEach(async () => {
  await end();
  kerberos.remove();
  rmSync(userData, { recursive: true });
});

for (const [how, damage] of [
  ['overwritten by something else', (whole: Buffer) => Buffer.concat([Buffer.from('not a database'), whole])],
  ['with its first pages scribbled over', (whole: Buffer) => Buffer.from(whole).fill(0xa5, 100, 9_000)],
] as const) {
  test(`a database ${how} is set aside and named; a new one serves`, async () => {
    const bad = damage(readFileSync(database()));
    for (const tail of ['-wal', '-shm']) rmSync(`${database()}${tail}`, { force: true });
    writeFileSync(database(), bad);
    const { page } = await start();
    const aside = readdirSync(userData).filter((name) => /^tessera\.db\.damaged-/.test(name));
    expect(aside).toHaveLength(1);
    expect(readFileSync(path.join(userData, aside[0] ?? '')).equals(bad)).toBe(true);
    await expect(page.getByText(aside[0] ?? '?')).toBeVisible();
    await picture(page, 'database-damaged');
    await ticketsWork(tessera!);
    await end();
    // The new one is whole, and nothing is said any more.
    await start();
    await expect(tessera!.page.getByRole('region', { name: madePrincipal })).toBeVisible();
    await expect(tessera!.page.getByText('.damaged-')).toHaveCount(0);
  });
}

test('a database of a newer Tessera is opened for nothing, and is as it was afterwards', async () => {
  const newer = new Database(database());
  newer.pragma('user_version = 99');
  newer.pragma('wal_checkpoint(TRUNCATE)');
  newer.close();
  const before = readFileSync(database());
  const { page } = await start();
  await expect(page.getByText(/newer Tessera/)).toBeVisible();
  await picture(page, 'database-newer');
  await ticketsWork(tessera!);
  await end();
  expect(readFileSync(database()).equals(before)).toBe(true);
  expect(readdirSync(userData).filter((name) => name.includes('damaged'))).toEqual([]);
});
