// Several identities in the window, on MIT.TEST: the star swaps the default after asking and MIT's klist reads both
// caches; pins stay over a restart; a dozen cards, names of a thousand characters, names that try to mislead.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt } from './made-ticket.ts';
import { mit, ownKerberos, picture, signIn as signInWith } from './window.ts';
import type { Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');
const FIRST = 'user@MIT.TEST';
const SECOND = 'u-aes256sha2@MIT.TEST';

test.describe.serial('several identities', () => {
  // Left out only where `npm test` has probed that the realm cannot run here, and names it in its table.
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');
  let peer: Peer;
  let tessera: Launched;
  let kerberos: Kerberos;
  let userData: string;

  const card = (principal: string) => tessera.page.getByRole('region', { name: principal });
  const own = (principal: string) =>
    path.join(kerberos.env['XDG_RUNTIME_DIR'] ?? '', 'tessera', `krb5cc_${encodeURIComponent(principal)}`);
  const klist = (cache: string) => mit('klist', ['-e', '-c', `FILE:${cache}`], kerberos.env);

  async function signIn(principal: string): Promise<void> {
    await signInWith(tessera, principal, peer.password);
    await expect(card(principal)).toContainText('Signed in');
  }

  test.beforeAll(async () => {
    peer = startPeer('mit');
    kerberos = ownKerberos(peer.krb5Conf);
    userData = mkdtempSync(path.join(os.tmpdir(), 'tessera-several-'));
    tessera = await launchTessera({ env: kerberos.env, userData });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
    rmSync(userData, { recursive: true, force: true });
  });

  test('a further one gets a cache of its own, and MIT’s klist reads both', async () => {
    await signIn(FIRST);
    await mit('kvno', ['HTTP/web.mit.test'], kerberos.env);
    await signIn(SECOND);
    expect(await klist(kerberos.cache)).toContain(`Default principal: ${FIRST}`);
    expect(await klist(own(SECOND))).toContain(`Default principal: ${SECOND}`);
  });

  test('the star asks first, and Escape leaves all as it was', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: `Make ${SECOND} the default` }).click();
    const sheet = page.getByRole('dialog', { name: `Make ${SECOND} the default?` });
    await expect(sheet).toContainText('ssh, curl, browsers');
    await expect(sheet).toContainText(`The 2 tickets of ${FIRST} are not lost`);
    await expect(sheet).toContainText('export KRB5CCNAME=');
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'make-default', look);
    await picture(page, 'make-default', 'light', { width: 640, height: 480 });
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    expect(await klist(kerberos.cache)).toContain(`Default principal: ${FIRST}`);
  });

  test('it swaps: the default’s tickets in a cache of their own, services included, and both read by MIT', async () => {
    const { page } = tessera;
    await picture(page, 'several');
    await page.getByRole('button', { name: SECOND, exact: true }).focus();
    await page.keyboard.press('Control+d');
    const sheet = page.getByRole('dialog', { name: `Make ${SECOND} the default?` });
    await sheet.getByRole('button', { name: 'Make default' }).click();
    await expect(sheet).toBeHidden();
    await expect(page.locator('.notice')).toContainText(
      `${SECOND} is the default now. The tickets of ${FIRST}`,
    );
    await expect(card(SECOND)).toContainText('Default');
    const first = await klist(own(FIRST));
    expect(first).toContain(`Default principal: ${FIRST}`);
    expect(first).toContain('HTTP/web.mit.test@MIT.TEST');
    expect(await klist(kerberos.cache)).toContain(`Default principal: ${SECOND}`);
    expect(existsSync(own(SECOND))).toBe(false);
    await picture(page, 'several-swapped');
  });

  test('renewing goes on in the cache that an identity has now', async () => {
    const { page } = tessera;
    const before = await klist(own(FIRST));
    await page.waitForTimeout(1_100);
    await card(FIRST).getByRole('button', { name: 'Renew now' }).first().click();
    await expect(page.locator('.notice')).toContainText(`${FIRST} renewed`);
    const after = await klist(own(FIRST));
    expect(after).not.toBe(before);
    expect(after).toContain('HTTP/web.mit.test@MIT.TEST');
  });

  test('a pin holds the card first and over a restart, by button, by key P and by the menu', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: `Keep ${FIRST} on this list` }).click();
    await expect(page.getByRole('button', { name: `Keep ${FIRST} on this list` })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.keyboard.press('p');
    await expect(page.locator('[aria-pressed=true]')).toHaveCount(0);
    await page.getByRole('button', { name: `More for ${FIRST}` }).click();
    await picture(page, 'identity-menu');
    await page.getByRole('menuitem', { name: 'Keep it on this list' }).click();
    await page.getByRole('button', { name: `More for ${FIRST}` }).click();
    await page.getByRole('menuitem', { name: 'Destroy its tickets' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Destroy', exact: true }).click();
    await expect(card(FIRST)).toContainText('Signed out');
    await tessera.app.close();
    tessera = await launchTessera({ env: kerberos.env, userData });
    await expect(card(FIRST)).toContainText('Signed out');
    await expect(tessera.page.getByRole('button', { name: `Keep ${FIRST} on this list` })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  test('kinit of somebody else in the default: the cards say who is who, and nothing is mixed up', async () => {
    await mit('kinit', ['plain@MIT.TEST'], kerberos.env, `${peer.password}\n`);
    await expect(card('plain@MIT.TEST')).toContainText('Default');
    await expect(card(SECOND)).toContainText('Signed out');
    await signIn(SECOND);
    expect(await klist(kerberos.cache)).toContain('Default principal: plain@MIT.TEST');
    expect(await klist(own(SECOND))).toContain(`Default principal: ${SECOND}`);
  });

  test('a dozen and more stay readable, in both densities and narrow', async () => {
    const { page } = tessera;
    const users = [
      'u-aes256',
      'u-aes128',
      'u-aes128sha2',
      'u-camellia256',
      'u-camellia128',
      'nopreauth',
      'shortlife',
    ];
    for (const user of users) {
      const principal = `${user}@MIT.TEST`;
      await mit('kinit', ['-c', `FILE:${own(principal)}`, principal], kerberos.env, `${peer.password}\n`);
    }
    for (const [n, name] of [
      `${'long-name.'.repeat(99)}end@${'REALM.'.repeat(8)}TEST`,
      'short\u202Egnp.exe@NOWHERE.TEST',
      'two\nlines\tand\u200Bnothing@NOWHERE.TEST',
      'plain@MIT.TEST',
    ].entries()) {
      cacheWithTgt(own(`made-${n}`), 3_600 * (n + 1), 0, name);
    }
    await tessera.app.close();
    tessera = await launchTessera({ env: kerberos.env, userData });
    const { page: fresh } = tessera;
    await expect(fresh.getByRole('region', { name: '@' })).toHaveCount(14);
    // One principal in two caches: each says which it is.
    await expect(fresh.getByTitle(`FILE:${kerberos.cache}`)).toHaveText('krb5cc');
    await expect(fresh.getByTitle(`FILE:${own('made-3')}`)).toHaveText('krb5cc_made-3');
    const words = await fresh.evaluate(() => document.body.textContent);
    expect(words).toContain('short\\u{202e}gnp.exe@NOWHERE.TEST');
    expect(words).not.toMatch(/[\u200B\u202E]/);
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(fresh, 'a-dozen', look);
    await picture(fresh, 'a-dozen', 'light', { width: 860, height: 800 });
    await picture(fresh, 'a-dozen', 'light', { width: 640, height: 480 });
    const overflow = () =>
      fresh.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBe(0);
    await fresh.keyboard.press('F7');
    await expect(fresh.getByRole('treegrid')).toBeVisible();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(fresh, 'a-dozen-expert', look);
    await picture(fresh, 'a-dozen-expert', 'light', { width: 860, height: 800 });
    await picture(fresh, 'a-dozen-expert', 'light', { width: 640, height: 480 });
    expect(await overflow()).toBe(0);
    expect(page.isClosed()).toBe(true);
  });
});
