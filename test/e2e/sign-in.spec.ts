// How one signs in, through the window, on MIT.TEST: by a keytab that main's own dialog chose, with a KDC that only the
// person names; that saving a password is off on the stand-in, with the reason; and bad input, each kind in the four
// rows, with nothing lost.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { nodeKeyDerivation, systemClock, systemRandom } from '../../src/node/index.ts';
import { startPracticeRealm } from '../../src/practice-realm/index.ts';
import { startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';
import { userKeytab } from '../support/user-keytab.ts';
import type { Bridge } from '../../src/shared/index.ts';
import { violations } from './axe.ts';
import { launchTessera, type Launched } from './launch.ts';
import { answerPrompt, mit, ownKerberos, picture, signInForm } from './window.ts';
import type { Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');
const USER = 'user@MIT.TEST';
const PLAIN = 'plain@MIT.TEST';
const KDC = '127.10.0.1:18088';

let peer: Peer;
let tessera: Launched;
let kerberos: Kerberos;
let folder = '';

const file = (name: string, contents: string | Uint8Array): string => {
  const full = path.join(folder, name);
  writeFileSync(full, contents);
  return full;
};

/** What the person does in main's own dialogs from now on. */
async function inDialogs(does: { readonly picks?: string; readonly agrees?: boolean }): Promise<void> {
  await tessera.app.evaluate(({ dialog }, { picks, agrees }) => {
    Object.assign(dialog, {
      showOpenDialog: () =>
        Promise.resolve({ canceled: picks === undefined, filePaths: picks === undefined ? [] : [picks] }),
      showMessageBox: (options: { message: string; detail: string }) => {
        (globalThis as unknown as { asked: unknown[] }).asked.push(options);
        return Promise.resolve({ response: agrees === true ? 0 : 1, checkboxChecked: false });
      },
    });
    (globalThis as unknown as { asked?: unknown[] }).asked = [];
  }, does);
}
const askedByMain = () =>
  tessera.app.evaluate(
    () => (globalThis as unknown as { asked: { message: string; detail: string }[] }).asked,
  );

const form = (principal: string): Promise<Locator> => signInForm(tessera.page, principal);
const card = (principal: string) => tessera.page.getByRole('region', { name: principal });

/** The four rows, and that what is there stays as it was. */
async function expectFourRows(name: string | RegExp, picked: string): Promise<Locator> {
  const alert = tessera.page.getByRole('alertdialog', { name });
  for (const row of ['What happened', 'Why', 'What to do', 'Who can do it']) {
    await expect(alert.getByText(row, { exact: true })).toBeVisible();
  }
  await picture(tessera.page, picked);
  return alert;
}

test.describe.serial('signing in', () => {
  // Left out only where `npm test` has probed that the realm cannot run here, and names it in its table.
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');

  test.beforeAll(async () => {
    peer = startPeer('mit');
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-sign-in-'));
    kerberos = ownKerberos(peer.krb5Conf);
    tessera = await launchTessera({ env: kerberos.env });
    await inDialogs({});
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('saving a password is off on the stand-in, and the form says why', async () => {
    test.skip(process.env['TESSERA_RUNTIME'] === 'electron', 'Electron may have a vault');
    const { page } = tessera;
    const sheet = await form(USER);
    const keep = sheet.getByRole('checkbox', { name: 'Keep the password in this system’s vault' });
    await expect(keep).toBeDisabled();
    await expect(keep).not.toBeChecked();
    await expect(
      sheet.getByText('Saving is off: this is the stand-in for Electron, which has no vault.'),
    ).toBeVisible();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'sign-in-password', look);
    // A window that asks for it all the same is refused before anything is typed.
    const answer = await page.evaluate(
      (principal) =>
        (window as unknown as { tessera: Bridge }).tessera.identity.signIn({
          operation: crypto.randomUUID(),
          principal,
          options: {},
          how: { kind: 'password', keep: true },
        }),
      USER,
    );
    expect(answer).toMatchObject({ ok: false, error: { kerberos: 'SECRET_UNAVAILABLE' } });
    await page.keyboard.press('Escape');
  });

  test('a keytab is listed without its keys; the command is kinit -k -t', async () => {
    const { page, app } = tessera;
    const keytab = path.join(peer.dir, 'keytabs/user.keytab');
    await inDialogs({ picks: keytab });
    const sheet = await form(USER);
    await sheet.getByText('A file with keys').click();
    await picture(page, 'sign-in-keytab-none');
    await expect(sheet.getByRole('button', { name: 'Continue' })).toBeDisabled();
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(sheet.getByText(keytab)).toBeVisible();
    await expect(sheet.getByRole('list', { name: 'Keys in this keytab' })).toContainText(
      'aes256-cts-hmac-sha1-96',
    );
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'sign-in-keytab', look);
    await picture(page, 'sign-in-keytab', 'light', { width: 640, height: 480 });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await violations(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Copy as command' }).click();
    await expect(page.getByText('Copied')).not.toHaveCount(0);
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(new RegExp(`kinit -k -t ${keytab} .*${USER}$`));
  });

  test('a realm never used is asked about by main itself; without a yes nothing happens, and nothing is lost', async () => {
    const sheet = tessera.page.getByRole('dialog', { name: 'Sign in' });
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await expect(sheet.getByRole('button', { name: 'Continue' })).toBeEnabled();
    const [question] = await askedByMain();
    expect(question!.message).toBe(`Sign in as ${USER}?`);
    expect(question!.detail).toContain('Nobody has signed in to MIT.TEST here before.');
    expect(question!.detail).toContain('user.keytab');
    expect(existsSync(kerberos.cache)).toBe(false);
    await expect(sheet.getByRole('list', { name: 'Keys in this keytab' })).toContainText(USER);
  });

  test('signs in from the keytab without a prompt; MIT’s klist sees it', async () => {
    await inDialogs({ agrees: true, picks: path.join(peer.dir, 'keytabs/user.keytab') });
    const { page } = tessera;
    await page.getByRole('dialog', { name: 'Sign in' }).getByRole('button', { name: 'Continue' }).click();
    await expect(card(USER)).toContainText('Signed in');
    expect(await mit('klist', [], kerberos.env)).toContain(`Default principal: ${USER}`);
    // Remembered: the form shows the keytab again.
    const sheet = await form(USER);
    await expect(sheet.getByRole('radio', { name: /Keytab/ })).toBeChecked();
    await expect(sheet.getByRole('list', { name: 'Keys in this keytab' })).toContainText(USER);
    await page.keyboard.press('Escape');
  });

  test('an old key, a foreign keytab and no keytab at all are told apart, and the tickets stay', async () => {
    const { page } = tessera;
    const before = readFileSync(kerberos.cache);
    await inDialogs({ picks: file('old.keytab', await userKeytab(USER, 'Last-Year5', { kvno: 7 })) });
    const sheet = await form(USER);
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(sheet.getByText('version 7')).toBeVisible();
    await sheet.getByRole('button', { name: 'Continue' }).click();
    const refused = await expectFourRows(`Cannot sign in as ${USER}`, 'bad-keytab-old');
    await expect(refused).toContainText('The KDC does not accept the key');
    await expect(refused).toContainText('version (kvno) 7');

    await refused.getByRole('button', { name: 'Try again' }).click();
    await expect(sheet.getByText('version 7')).toBeVisible(); // as it was left
    await inDialogs({ picks: path.join(peer.dir, 'keytabs/mit.keytab') });
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(sheet.getByText(`This keytab has no key of ${USER}.`)).toBeVisible();
    await picture(page, 'sign-in-keytab-lacks');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    const lacks = await expectFourRows(`Cannot sign in as ${USER}`, 'bad-keytab-lacks');
    await expect(lacks).toContainText('has no fitting key');
    await lacks.getByRole('button', { name: 'Try again' }).click();

    await inDialogs({ picks: file('garbage.keytab', 'this is no keytab') });
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    const problem = sheet.getByRole('alert');
    for (const row of ['What happened', 'Why', 'What to do', 'Who can do it']) {
      await expect(problem.getByText(row, { exact: true })).toBeVisible();
    }
    await expect(problem).toContainText('is malformed');
    await picture(page, 'sign-in-keytab-garbage');
    await expect(sheet.getByLabel('Who are you?')).toHaveValue(USER);
    await page.keyboard.press('Escape');
    expect(readFileSync(kerberos.cache).equals(before)).toBe(true);
  });

  test('a malformed principal, an unknown realm, an unknown name and a wrong password: the four rows, the form kept', async () => {
    const { page, app } = tessera;
    const before = readFileSync(kerberos.cache);
    const fails = async (
      principal: string,
      picked: string,
      says: string,
      password?: string,
    ): Promise<void> => {
      const sheet = await form(principal);
      await sheet.getByRole('button', { name: 'Options' }).click();
      await sheet.getByRole('combobox', { name: 'Lasts' }).click();
      await page.getByRole('option', { name: '4 hours', exact: true }).click();
      const prompt = password === undefined ? undefined : app.waitForEvent('window');
      await sheet.getByRole('button', { name: 'Continue' }).click();
      if (prompt !== undefined) await answerPrompt(await prompt, principal, password ?? '');
      const alert = await expectFourRows(`Cannot sign in as ${principal}`, picked);
      await expect(alert).toContainText(says);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(sheet.getByLabel('Who are you?')).toHaveValue(principal);
      await expect(sheet.getByText(/^Lasts 4 hours/)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    };
    await fails('a@b@MIT.TEST', 'bad-principal', 'more than one @');
    await fails('user@NOWHERE.TEST', 'bad-realm', 'No KDC is known for the realm NOWHERE.TEST');
    await fails('nobody@MIT.TEST', 'bad-name', 'is not known to the realm');
    await fails(PLAIN, 'bad-password', 'is not right', 'no-Passw0rd-of-theirs');
    expect(readFileSync(kerberos.cache).equals(before)).toBe(true);
  });
});

test.describe.serial('a realm that neither krb5.conf nor DNS knows', () => {
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');

  test.beforeAll(async () => {
    peer = startPeer('mit');
    kerberos = ownKerberos(); // knows no realm, and asks no DNS
    tessera = await launchTessera({ env: kerberos.env });
    await inDialogs({});
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
  });

  test('the form asks for its KDC, and names the field that is wrong', async () => {
    const { page } = tessera;
    const sheet = await form(USER);
    const field = sheet.getByLabel('Where is the KDC of MIT.TEST?');
    await expect(field).toBeVisible();
    await field.fill('127.10.0.1:99999');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await expect(sheet.getByText('The port of “127.10.0.1:99999” is not between 1 and 65535')).toBeVisible();
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'sign-in-kdc-wrong', look);
    await field.fill('a KDC!');
    await expect(sheet.getByText('“KDC!” is not a host')).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  test('one that does not answer is told with its address; the form is kept', async () => {
    const sheet = tessera.page.getByRole('dialog', { name: 'Sign in' });
    await sheet.getByLabel('Where is the KDC of MIT.TEST?').fill('127.10.0.1:9');
    // Nobody here has used the realm: the prompt names the KDC before it is connected to.
    const prompt = tessera.app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await expect((await prompt).locator('#reason')).toContainText('127.10.0.1:9');
    await answerPrompt(await prompt, USER, peer.password);
    const alert = await expectFourRows(`Cannot sign in as ${USER}`, 'bad-unreachable');
    await expect(alert).toContainText('No KDC of MIT.TEST answers');
    await expect(alert).toContainText('127.10.0.1:9');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(sheet.getByLabel('Where is the KDC of MIT.TEST?')).toHaveValue('127.10.0.1:9');
  });

  test('signs in by it: the prompt names it, and it is kept for tickets, renewal and the next time', async () => {
    const { page, app } = tessera;
    const sheet = page.getByRole('dialog', { name: 'Sign in' });
    await sheet.getByLabel('Where is the KDC of MIT.TEST?').fill(KDC);
    await sheet.getByLabel('Its password server, if it is another').fill('127.10.0.1:18464');
    await picture(page, 'sign-in-kdc');
    const prompt = app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await expect((await prompt).locator('#reason')).toContainText(KDC);
    await answerPrompt(await prompt, USER, peer.password);
    await expect(card(USER)).toContainText('Signed in');

    await page.getByLabel('Web address or server').fill('HTTP/web.mit.test@MIT.TEST');
    await page.getByRole('button', { name: 'Get ticket' }).click();
    const ask = page.getByRole('dialog', { name: 'Get a service ticket' });
    await ask.getByRole('button', { name: 'Get ticket' }).click();
    await expect(page.getByRole('region', { name: 'Tickets' })).toContainText('HTTP/web.mit.test');
    await page.waitForTimeout(1_100);
    await page.keyboard.press('Control+r');
    await expect(page.getByRole('status').filter({ hasText: 'renewed, valid until' })).not.toHaveCount(0);

    // Held down it is one wish.
    const renewals = (): Promise<number> =>
      page.evaluate(async () => {
        const state = await (window as unknown as { tessera: Bridge }).tessera.state.get({});
        return state.ok ? state.value.history.filter(({ kind }) => kind === 'renew').length : -1;
      });
    const before = await renewals();
    await page.keyboard.down('Control');
    for (let n = 0; n < 40; n++) await page.keyboard.down('r');
    await page.keyboard.up('r');
    await page.keyboard.up('Control');
    await expect.poll(renewals).toBe(before + 1);
    await page.waitForTimeout(500);
    expect(await renewals()).toBe(before + 1);
    await expect(page.getByRole('alertdialog')).toBeHidden();

    // MIT's tools know this KDC only from a krb5.conf, and the copied line says so.
    await page.getByRole('button', { name: `More for ${USER}` }).click();
    await page.getByRole('menuitem', { name: 'Copy the command that signs in' }).click();
    const notice = page.getByText('krb5.conf has to name the servers of MIT.TEST for it').first();
    await expect(notice).toContainText(`kdc = ${KDC}, kpasswd_server = 127.10.0.1:18464`);
    await picture(page, 'sign-in-kdc-copied');

    const again = await form(USER);
    await expect(again.getByLabel('Where is the KDC of MIT.TEST?')).toHaveValue(KDC);
    await expect(again.getByText('MIT.TEST can be reached. Its KDC as given here:')).toBeVisible();
    await picture(page, 'sign-in-kdc-known');
    await page.keyboard.press('Escape');
  });
});

test('a clock that differs and a cache of garbage: the four rows, and the garbage stays as it is', async () => {
  const realm = await startPracticeRealm({
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
  });
  const own = mkdtempSync(path.join(os.tmpdir(), 'tessera-skew-'));
  const krb5Conf = path.join(own, 'krb5.conf');
  // Without it the KDC's clock would be followed.
  writeFileSync(krb5Conf, realm.krb5Conf.replace('[libdefaults]', '[libdefaults]\n  kdc_timesync = 0'));
  kerberos = ownKerberos(krb5Conf);
  writeFileSync(kerberos.cache, 'no credential cache at all', { mode: 0o600 });
  tessera = await launchTessera({ env: kerberos.env });
  try {
    const { page, app } = tessera;
    await expect(page.getByText('Its tickets cannot be read').first()).toBeVisible();
    await page.getByRole('button', { name: /^More for FILE:/ }).click();
    await page.getByRole('menuitem', { name: 'Why it cannot be read' }).click();
    const unreadable = await expectFourRows(/cannot be read/, 'bad-cache');
    await unreadable.getByRole('button', { name: 'Close' }).click();

    const skewed = 'skewed@PRACTICE.TEST';
    const sheet = await form(skewed);
    const prompt = app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    await answerPrompt(await prompt, skewed, realm.users[0]!.password);
    const alert = await expectFourRows(`Cannot sign in as ${skewed}`, 'bad-clock');
    await expect(alert).toContainText('The clocks differ: the KDC of PRACTICE.TEST is 10 minutes ahead');
    await alert.getByRole('button', { name: 'Close' }).click();
    expect(readFileSync(kerberos.cache, 'utf8')).toBe('no credential cache at all');
  } finally {
    await tessera.close();
    kerberos.remove();
    rmSync(own, { recursive: true });
    await realm.stop();
  }
});
