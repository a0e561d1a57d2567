// Every screen in three themes and four sizes, empty, usual, busy, full and failing: pictures in out/screens, and in
// each of them nothing cut off and nothing for axe to find.
import net from 'node:net';
import path from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { gallery, type State } from './gallery.ts';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt } from './made-ticket.ts';
import { cacheOfMany, manyPrincipal } from '../support/many-tickets.ts';
import { answerPrompt, ownKerberos, signInForm, type Kerberos } from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';
test.describe.configure({ timeout: 180_000 });

/** What is wrong in any picture, looked at when all are taken. */
const wrong: string[] = [];
async function show(page: Page, screen: string, state: State): Promise<void> {
  wrong.push(...(await gallery(page, screen, state)));
}

async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[role=dialog], [role=alertdialog]')).toHaveCount(0);
}

test.describe.serial('screens of the practice realm', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  test.beforeAll(async () => {
    kerberos = ownKerberos();
    tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
  });

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
    await page.keyboard.press('F7');
    await show(page, 'tickets', 'full');
    await page.keyboard.press('F7');
    await page.keyboard.press('Control+2');
    await show(page, 'timeline', 'full');
    await page.keyboard.press('Control+,');
    await show(page, 'settings', 'full');
  });
});

test('in none of them is anything cut off, and axe finds nothing', () => {
  expect(wrong).toEqual([]);
});
