// Every screen in three themes and four sizes, empty, usual, busy, full and failing: pictures in out/screens, and in
// each of them nothing cut off and nothing for axe to find.
import net from 'node:net';
import path from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { gallery, promptSizes, type Shots, type State } from './gallery.ts';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt } from './made-ticket.ts';
import { cacheOfMany, manyPrincipal } from '../support/many-tickets.ts';
import { userKeytab } from '../support/user-keytab.ts';
import {
  answerPrompt,
  closeSheet,
  ownKerberos,
  picksFile,
  signInForm,
  type Kerberos,
  ownApp,
} from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';
test.describe.configure({ timeout: 180_000 });

/** What is wrong in any picture, looked at when all are taken. */
const wrong: string[] = [];
async function show(page: Page, screen: string, state: State, shots?: Shots): Promise<void> {
  wrong.push(...(await gallery(page, screen, state, shots)));
}

test.describe.serial('screens of the practice realm', () => {
  const tessera = ownApp({ LC_ALL: 'C.UTF-8' });

  test('with nothing there yet', async () => {
    const { page } = tessera;
    await expect(page.getByText('No tickets on this computer yet')).toBeVisible();
    await show(page, 'identities', 'empty');
    await page.keyboard.press('Control+2');
    await show(page, 'timeline', 'empty');
    await page.keyboard.press('Control+3');
    await show(page, 'activity', 'empty');
    await page.keyboard.press('Control+1');
  });

  test('signed in', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: 'Start practising' }).click();
    await expect(page.getByRole('region', { name: ALICE })).toContainText('Signed in');
    await show(page, 'identities', 'usual');
    await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
    await show(page, 'practice', 'usual');
    await closeSheet(page);
    await page.keyboard.press('F7');
    await page.getByRole('row').filter({ hasText: 'krbtgt/' }).first().click();
    const side = page.getByRole('complementary', { name: 'Selected ticket' });
    for (const tab of ['Overview', 'Times', 'Flags', 'Encryption', 'PAC', 'Trace', 'Raw']) {
      await side.getByRole('tab', { name: tab }).click();
      if (tab === 'PAC') await expect(side).toContainText('Alice Able');
      if (tab === 'Trace') await expect(side).toContainText('AS-REP');
      if (tab === 'Raw') await expect(side.getByRole('tree')).toBeVisible();
      await show(page, `inspector-${tab.toLowerCase()}`, 'usual');
    }
    await page.keyboard.press('F7');
  });

  test('the forms', async () => {
    const { page, app } = tessera;
    const sheet = await signInForm(page, 'bob@PRACTICE.TEST');
    await expect(sheet.getByText('can be reached.')).toBeVisible();
    await sheet.getByRole('button', { name: 'Options' }).click();
    await show(page, 'sign-in', 'usual');
    const opened = app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Continue' }).click();
    const prompt = await opened;
    await expect(prompt.getByLabel('Password')).toBeVisible();
    await show(prompt, 'prompt', 'usual', { sizes: promptSizes(288) });
    await show(page, 'sign-in', 'busy');
    await answerPrompt(prompt, 'bob@PRACTICE.TEST', 'no-Passw0rd-of-theirs');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await page.getByRole('button', { name: 'For your helpdesk' }).click();
    await show(page, 'sign-in', 'failing');
    await closeSheet(page);
    await page.keyboard.press('Control+t');
    await page.getByLabel('Service', { exact: true }).fill('web.practice.test');
    await expect(page.getByRole('dialog').getByRole('radio').first()).toBeChecked();
    await show(page, 'service-ticket', 'usual');
    await page.getByRole('dialog').getByRole('button', { name: 'Options' }).click();
    await show(page, 'service-ticket-options', 'usual');
    const answer = page.getByRole('region', { name: 'Answer' });
    await page.getByRole('dialog').getByRole('button', { name: 'Options' }).click();
    await page.getByRole('button', { name: 'Can I get it?' }).click();
    await expect(answer).toContainText('Yes, there is a ticket');
    await show(page, 'ticket-check', 'usual');
    await page.getByLabel('Service', { exact: true }).fill('nobody.practice.test');
    await expect(page.getByRole('dialog').getByRole('radio').first()).toBeChecked();
    await page.getByRole('button', { name: 'Can I get it?' }).click();
    await expect(answer).toContainText('No ticket for');
    await show(page, 'ticket-check', 'failing');
    await closeSheet(page);
    await page.keyboard.press('Control+2');
    await show(page, 'timeline', 'usual');
    await page.getByRole('radio', { name: 'Table' }).click();
    await show(page, 'timeline-table', 'usual');
    await page.keyboard.press('Control+3');
    await show(page, 'activity', 'usual');
    await page.getByRole('list', { name: 'What went over the wire' }).getByRole('button').last().click();
    await expect(page.getByRole('complementary', { name: 'KRB-ERROR' }).getByRole('tree')).toBeVisible();
    await show(page, 'activity-message', 'usual');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: `More for ${ALICE}` }).click();
    await show(page, 'menu', 'usual');
    await page.getByRole('menuitem', { name: 'Destroy its tickets' }).click();
    await show(page, 'destroy', 'usual');
    await closeSheet(page);
  });

  test('the palette, the keys, a password', async () => {
    const { page, app } = tessera;
    await page.keyboard.press('Control+k');
    await show(page, 'palette', 'usual');
    await page.keyboard.type('pr');
    await expect(page.locator('mark').first()).toBeVisible();
    await show(page, 'palette-typed', 'usual');
    await page.keyboard.type(' colour of the walls');
    await show(page, 'palette', 'empty');
    await closeSheet(page);
    await page.keyboard.press('F1');
    await show(page, 'keys', 'usual');
    await closeSheet(page);
    await page.getByRole('button', { name: `More for ${ALICE}` }).click();
    await page.getByRole('menuitem', { name: 'Copy the command that renews it' }).click();
    await page.getByRole('button', { name: 'Another shell' }).click();
    await show(page, 'command', 'usual');
    await closeSheet(page);
    await page.getByRole('button', { name: `More for ${ALICE}` }).click();
    await page.getByRole('menuitem', { name: 'Change its password' }).click();
    await show(page, 'change-password', 'usual');
    const opened = app.waitForEvent('window');
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    const present = await opened;
    await expect(present.locator('input[type=password]').first()).toBeVisible();
    await show(present, 'prompt-present', 'usual', { sizes: promptSizes(288) });
    await show(page, 'change-password', 'busy');
    const fresh = app.waitForEvent('window');
    await answerPrompt(present, ALICE, 'Practice1!');
    const next = await fresh;
    await expect(next.locator('input[type=password]').first()).toBeVisible();
    await show(next, 'prompt-new', 'usual', { sizes: promptSizes(368) });
    const gone = next.waitForEvent('close');
    await next.keyboard.press('Escape').catch(() => undefined);
    await gone;
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Continue' })).toBeVisible();
    await closeSheet(page);
  });

  test('other ways to sign in: a keytab, and a realm whose KDC nobody knows', async () => {
    const { page, app } = tessera;
    const file = path.join(tessera.kerberos.env['XDG_RUNTIME_DIR'] ?? '', 'alice.keytab');
    writeFileSync(file, await userKeytab(ALICE, 'Practice1!', { kvno: 3 }), { mode: 0o600 });
    await picksFile(app, file);
    await page.keyboard.press('Control+n');
    const sheet = page.getByRole('dialog', { name: 'Sign in' });
    await sheet.getByLabel('Who are you?').fill(ALICE);
    await sheet.getByText('A file with keys').click();
    await show(page, 'sign-in-keytab', 'empty');
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(sheet.getByRole('list', { name: 'Keys in this keytab' })).toBeVisible();
    await show(page, 'sign-in-keytab', 'usual');
    writeFileSync(file, 'no keytab');
    await sheet.getByRole('button', { name: 'Choose a file…' }).click();
    await expect(sheet.getByRole('alert')).toBeVisible();
    await show(page, 'sign-in-keytab', 'failing');
    await sheet.getByText('Typed each time').click();
    await sheet.getByLabel('Who are you?').fill('somebody@UNKNOWN.TEST');
    await expect(sheet.getByLabel('Where is the KDC of UNKNOWN.TEST?')).toBeVisible();
    await show(page, 'sign-in-kdc', 'usual');
    await closeSheet(page);
  });
});

test.describe.serial('screens of a machine in trouble', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  let silent: net.Server;
  test.beforeAll(async () => {
    // A KDC that takes connections and never answers.
    silent = net.createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as net.AddressInfo;
    kerberos = ownKerberos();
    const runtime = kerberos.env['XDG_RUNTIME_DIR'] ?? '';
    mkdirSync(path.join(runtime, 'tessera'), { mode: 0o700 });
    writeFileSync(path.join(runtime, 'tessera', 'krb5cc_garbage@NOWHERE.TEST'), 'no cache', { mode: 0o600 });
    cacheWithTgt(kerberos.cache, 9 * 60, 3_600);
    writeFileSync(
      kerberos.env['KRB5_CONFIG'] ?? '',
      `[libdefaults]\n default_realm = NOWHERE.TEST\n dns_lookup_kdc = false\n kdc_timeout = 100\n udp_preference_limit = 1\n` +
        `[realms]\n NOWHERE.TEST = {\n  kdc = 127.0.0.1:${String(port)}\n }\n`,
    );
    tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
  });
  test.afterAll(async () => {
    await tessera.close();
    silent.close();
    kerberos.remove();
  });

  test('failing', async () => {
    const { page } = tessera;
    await expect(page.getByText('alice@NOWHERE.TEST').first()).toBeVisible();
    await show(page, 'identities', 'failing');
    await page.keyboard.press('F7');
    await show(page, 'tickets', 'failing');
    await page.keyboard.press('F7');
    await page.keyboard.press('Control+2');
    await show(page, 'timeline', 'failing');
    await page.keyboard.press('Control+1');
  });

  test('busy', async () => {
    const { page } = tessera;
    await page.keyboard.press('Control+t');
    await page.getByLabel('Service', { exact: true }).fill('HTTP/web.nowhere.test');
    await expect(page.getByRole('dialog').getByRole('radio').first()).toBeChecked();
    await page.getByRole('dialog').getByRole('button', { name: 'Get ticket' }).click();
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Asking' })).toBeVisible();
    await show(page, 'service-ticket', 'busy');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });
});

test.describe.serial('screens of somebody with very many tickets', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  test.beforeAll(async () => {
    kerberos = ownKerberos();
    const own = path.join(kerberos.env['XDG_RUNTIME_DIR'] ?? '', 'tessera');
    mkdirSync(own, { mode: 0o700 });
    writeFileSync(kerberos.cache, cacheOfMany(400), { mode: 0o600 });
    for (let n = 1; n <= 12; n++) {
      const name = `${n === 5 ? 'a-service-account-with-a-very-long-name/of.some.host' : `person${n}`}@REALM${n}.TEST`;
      cacheWithTgt(path.join(own, `krb5cc_person${n}`), n * 1_500, n % 2 === 0 ? 86_400 : 0, name);
    }
    tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
  });

  test('full', async () => {
    const { page } = tessera;
    await expect(page.getByRole('region', { name: manyPrincipal })).toBeVisible();
    await expect(page.getByRole('region', { name: 'person12@REALM12.TEST' })).toBeVisible();
    await show(page, 'identities', 'full');
    await page.getByRole('button', { name: 'Make person1@REALM1.TEST the default' }).click();
    await show(page, 'make-default', 'usual');
    await closeSheet(page);
    await page.keyboard.press('F7');
    await show(page, 'tickets', 'full');
    await page.keyboard.press('F7');
    await page.keyboard.press('Control+2');
    await show(page, 'timeline', 'full');
    await page.keyboard.press('Control+,');
    await show(page, 'settings', 'full');
  });
});

test.describe.serial('screens in German', () => {
  const tessera = ownApp({ LC_ALL: 'de_DE.UTF-8' });

  test('whose words are longer', async () => {
    const { page } = tessera;
    const inGerman = (screen: string, state: State): Promise<void> =>
      show(page, `german-${screen}`, state, { themes: ['light'] });
    await expect(page.getByRole('button', { name: 'Üben beginnen' })).toBeVisible();
    await inGerman('identities', 'empty');
    await page.getByRole('button', { name: 'Üben beginnen' }).click();
    await expect(page.getByRole('region', { name: ALICE })).toContainText('Angemeldet');
    await inGerman('identities', 'usual');
    await page.keyboard.press('F7');
    await page.getByRole('row').filter({ hasText: 'krbtgt/' }).first().click();
    await inGerman('tickets', 'usual');
    await page.keyboard.press('F7');
    for (const [key, screen] of [
      ['2', 'timeline'],
      ['3', 'activity'],
      [',', 'settings'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      await inGerman(screen, 'usual');
    }
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+t');
    await page.getByLabel('Dienst', { exact: true }).fill('web.practice.test');
    await expect(page.getByRole('dialog').getByRole('radio').first()).toBeChecked();
    await page.getByRole('dialog').getByRole('button', { name: 'Optionen' }).click();
    await inGerman('service-ticket', 'usual');
    await closeSheet(page);
    await page.keyboard.press('Control+k');
    await inGerman('palette', 'usual');
    await closeSheet(page);
    await page.keyboard.press('F1');
    await inGerman('keys', 'usual');
    await closeSheet(page);
    await page.keyboard.press('Control+n');
    const sheet = page.getByRole('dialog', { name: 'Anmelden' });
    await sheet.getByLabel('Wer meldet sich an?').fill('bob@PRACTICE.TEST');
    await inGerman('sign-in', 'usual');
    const opened = tessera.app.waitForEvent('window');
    await sheet.getByRole('button', { name: 'Weiter' }).click();
    const prompt = await opened;
    await expect(prompt.locator('#reason')).toBeVisible();
    await show(prompt, 'german-prompt', 'usual', { themes: ['light'], sizes: promptSizes(288) });
    const closed = prompt.waitForEvent('close');
    await prompt.keyboard.press('Escape').catch(() => undefined);
    await closed;
  });
});

test('in none of them is anything cut off, and axe finds nothing', () => {
  expect(wrong).toEqual([]);
});
