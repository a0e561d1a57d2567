// Changing passwords through the window: an expired one at sign-in, one of an identity that is signed in, and one that
// the server's rules refuse. MIT's kinit says which password holds; every password is put back.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';
import { violations } from './axe.ts';
import { launchTessera, type Launched } from './launch.ts';
import { answerPrompt, beginSignIn, mit, ownKerberos, picture, ownApp } from './window.ts';
import type { Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');
const fresh = (): string => `An0ther-öß-${randomUUID().slice(0, 8)}`;

/** Types a new password twice and sends it. */
async function answerNew(prompt: Page, principal: string, password: string): Promise<void> {
  await prompt.getByLabel('The same again').fill(password);
  await answerPrompt(prompt, principal, password);
}

test.describe.serial('an expired password of the practice realm', () => {
  const USER = 'mustchange@PRACTICE.TEST';
  const tessera = ownApp();

  test('is changed on the way in, and its account is the person’s own from then on', async () => {
    const { page, app } = tessera;
    await page.getByRole('button', { name: 'Start practising' }).click();
    await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
    const opened = app.waitForEvent('window');
    await page.getByRole('button', { name: `Sign in as ${USER}` }).click();
    const prompt = await opened;
    await expect(prompt.locator('#reason')).toHaveText('Password expired. Change it at PRACTICE.TEST');
    const again = app.waitForEvent('window');
    await answerNew(prompt, USER, 'weak');
    const second = await again;
    await expect(second.locator('#refusal-text')).toContainText('at least 8 characters');
    await answerNew(second, USER, fresh());
    await expect(page.getByRole('region', { name: USER })).toContainText('Signed in');
    await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
    await expect(page.locator('.sheet').getByText('changed by you')).toBeVisible();
  });
});

test.describe.serial('passwords of MIT.TEST, through the window', () => {
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');
  const USER = 'pwexpired@MIT.TEST';
  const STRICT = 'strict@MIT.TEST';
  let peer: Peer;
  let tessera: Launched;
  let kerberos: Kerberos;
  let present = '';

  const card = (principal: string) => tessera.page.getByRole('region', { name: principal });
  const kadmin = (query: string): void => {
    execFileSync('kadmin.local', ['-r', 'MIT.TEST', '-q', query], {
      stdio: 'pipe',
      cwd: peer.dir,
      env: {
        ...process.env,
        KRB5_CONFIG: path.join(peer.dir, 'kdc-krb5.conf'),
        KRB5_KDC_PROFILE: path.join(peer.dir, 'kdc1/kdc.conf'),
      },
    });
  };
  const restore = (): void => {
    kadmin(`cpw -pw ${peer.password} pwexpired`);
    kadmin('modprinc -pwexpire yesterday pwexpired');
  };
  /** MIT's kinit, into a cache of its own. */
  const kinit = (password: string) =>
    mit('kinit', ['-c', `${kerberos.env['KRB5CCNAME'] ?? ''}.kinit`, USER], kerberos.env, `${password}\n`);

  async function beginChange(principal: string): Promise<Page> {
    const { page, app } = tessera;
    await page.getByRole('button', { name: `More for ${principal}` }).click();
    await page.getByRole('menuitem', { name: 'Change its password' }).click();
    const sheet = page.getByRole('dialog', { name: `Change the password of ${principal}` });
    await expect(sheet.getByText(`kpasswd ${principal}`)).toBeVisible();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'change-password', look);
    const prompt = app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    return prompt;
  }

  test.beforeAll(async () => {
    peer = startPeer('mit');
    restore();
    kerberos = ownKerberos(peer.krb5Conf);
    tessera = await launchTessera({ env: kerberos.env });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
    restore();
  });

  test('an expired one leads straight into changing it, and the new one signs in', async () => {
    const { page, app } = tessera;
    present = fresh();
    const prompt = await beginSignIn(tessera, USER);
    // MIT's KDC says it before it looks at any proof.
    await expect(prompt.locator('#reason')).toHaveText('Password expired. Change it at MIT.TEST');
    await expect(prompt.locator('#secret-label')).toHaveText('Present password');
    await expect(page.getByText('Your password has expired.')).toBeVisible();
    await picture(page, 'password-expired');
    const next = app.waitForEvent('window');
    await answerPrompt(prompt, USER, peer.password);
    await answerNew(await next, USER, present);
    await expect(card(USER)).toContainText('Signed in');
    await expect(page.getByText(`The password is changed, and ${USER} is signed in`).first()).toBeVisible();
    expect(await mit('klist', [], kerberos.env)).toContain(`Default principal: ${USER}`);
    await kinit(present);
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByText('Changed the password')).toBeVisible();
    await page.getByRole('link', { name: 'Identities' }).click();
  });

  test('one of an identity that is signed in is changed, and its tickets stay', async () => {
    const { page, app } = tessera;
    const before = await mit('klist', [], kerberos.env);
    const prompt = await beginChange(USER);
    const next = app.waitForEvent('window');
    await answerPrompt(prompt, USER, present);
    present = fresh();
    await answerNew(await next, USER, present);
    await expect(page.getByText(`The password of ${USER} is changed`).first()).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
    await kinit(present);
    expect(await mit('klist', [], kerberos.env)).toBe(before);
  });

  test('a wrong present one changes nothing, in words', async () => {
    const { page } = tessera;
    await answerPrompt(await beginChange(USER), USER, 'no-Passw0rd-of-theirs');
    const sheet = page.getByRole('alertdialog', { name: `The password of ${USER} is not changed` });
    for (const row of ['What happened', 'Why', 'What to do', 'Who can do it'])
      await expect(sheet.getByText(row, { exact: true })).toBeVisible();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await kinit(present);
  });

  test('one that the rules refuse is asked for again with the server’s words', async () => {
    const { page, app } = tessera;
    await answerPrompt(await beginSignIn(tessera, STRICT), STRICT, peer.password);
    await expect(card(STRICT)).toContainText('Signed in');
    const prompt = await beginChange(STRICT);
    const first = app.waitForEvent('window');
    await answerPrompt(prompt, STRICT, peer.password);
    const asking = await first;
    const second = app.waitForEvent('window');
    await answerNew(asking, STRICT, 'a');
    const refused = await second;
    await expect(refused.locator('#refusal-text')).toContainText('The new password was not accepted.');
    await expect(refused.locator('#refusal-text')).toContainText(/too short/i);
    await picture(page, 'password-refused');
    for (const [look, colorScheme] of [
      ['light', 'light'],
      ['dark', 'dark'],
    ] as const) {
      await refused.emulateMedia({ colorScheme });
      await refused.screenshot({ path: `test-results/screens/prompt-refused-${look}.png` });
      expect(await violations(refused)).toEqual([]);
    }
    // Everything fits without scrolling the page.
    expect(
      await refused.evaluate(() => {
        const footer = document.querySelector('footer')?.getBoundingClientRect().top ?? 0;
        return document.querySelector('#fate')!.getBoundingClientRect().bottom <= footer;
      }),
    ).toBe(true);
    const closed = refused.waitForEvent('close');
    await refused.keyboard.press('Escape').catch(() => undefined);
    await closed;
    const sheet = page.getByRole('dialog', { name: `Change the password of ${STRICT}` });
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});
