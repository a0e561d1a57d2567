// "Can I get it?" in the service-ticket sheet, on the practice realm: the KDC's yes with realm, way, enctypes and end,
// its no in the four rows, and a cache that MIT's klist finds unchanged until the ticket is kept.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchTessera, type Launched } from './launch.ts';
import { mit, ownKerberos, picture, type Kerberos } from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';

test.describe.serial('asking whether there is a ticket', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  let environment: Record<string, string>;
  const sheet = () => tessera.page.getByRole('dialog', { name: 'Get a service ticket' });
  const answer = () => sheet().getByRole('region', { name: 'Answer' });
  const klist = () => mit('klist', ['-e'], environment);

  test.beforeAll(async () => {
    kerberos = ownKerberos();
    tessera = await launchTessera({ env: kerberos.env });
    const { page } = tessera;
    await page.getByRole('button', { name: 'Start practising' }).click();
    await expect(page.getByRole('region', { name: ALICE })).toContainText('Signed in');
    const practice = path.join(kerberos.env['XDG_RUNTIME_DIR'] ?? '', 'tessera', 'practice');
    environment = {
      KRB5_CONFIG: path.join(practice, 'krb5.conf'),
      KRB5CCNAME: `FILE:${path.join(practice, `krb5cc_${encodeURIComponent(ALICE)}`)}`,
    };
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
  });

  test('yes: from which realm, by which way, with which enctypes, until when; and nothing is stored', async () => {
    const { page } = tessera;
    const before = await klist();
    await page.keyboard.press('Control+t');
    await sheet().getByLabel('Service', { exact: true }).fill('https://web.practice.test');
    await sheet().getByRole('button', { name: 'Can I get it?' }).click();
    await expect(answer()).toContainText('Yes, there is a ticket for HTTP/web.practice.test');
    await expect(answer()).toContainText('PRACTICE.TEST, your own realm');
    await expect(answer()).toContainText('asked directly');
    await expect(answer()).toContainText('aes256-cts-hmac');
    await expect(answer()).toContainText('nothing was put into the cache');
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'ticket-check-yes', look);
    await picture(page, 'ticket-check-yes', 'light', { width: 640, height: 480 });
    expect(await klist()).toBe(before);
  });

  test('no: in the four rows, and another name takes the answer away', async () => {
    const { page } = tessera;
    await sheet().getByLabel('Service', { exact: true }).fill('nobody.practice.test');
    await expect(answer()).toBeHidden();
    await expect(sheet().getByRole('radio')).toBeChecked();
    await sheet().getByRole('button', { name: 'Can I get it?' }).click();
    await expect(answer()).toContainText('No ticket for HTTP/nobody.practice.test');
    for (const row of ['What happened', 'Why', 'What to do', 'Who can do it']) {
      await expect(answer().getByText(row, { exact: true })).toBeVisible();
    }
    for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'ticket-check-no', look);
    await page.keyboard.press('Escape');
    await expect(sheet()).toBeHidden();
  });

  test('keeping it is another button, and then it is there for MIT too', async () => {
    const { page } = tessera;
    await page.keyboard.press('Control+t');
    await sheet().getByLabel('Service', { exact: true }).fill('web.practice.test');
    await sheet().getByRole('button', { name: 'Can I get it?' }).click();
    await expect(answer()).toContainText('Yes');
    await sheet().getByRole('button', { name: 'Get ticket' }).click();
    await expect(sheet()).toBeHidden();
    expect(await klist()).toContain('HTTP/web.practice.test@PRACTICE.TEST');
    await page.keyboard.press('Control+t');
    await sheet().getByLabel('Service', { exact: true }).fill('web.practice.test');
    await sheet().getByRole('button', { name: 'Can I get it?' }).click();
    await expect(answer()).toContainText('One for it is in the cache already');
    await page.keyboard.press('Escape');
  });
});
