// Activity through the window: each exchange as a ladder, each message open to its fields, found again, copied; and the
// inspector's Trace and Raw. On the practice realm.
import { expect, test, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { mit, picture, environmentOf, ownApp } from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';
const entry = (page: Page, words: string) => page.locator('button.axr').filter({ hasText: words }).first();
const ladder = (page: Page) => page.getByRole('list', { name: 'What went over the wire' });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Selected ticket' });

test.describe.serial('activity on the practice realm', () => {
  const tessera = ownApp({ LC_ALL: 'C.UTF-8' });

  test('a sign-in is a ladder of four messages, with what was done between them', async () => {
    const { page } = tessera;
    await page.getByRole('button', { name: 'Start practising' }).click();
    await expect(page.getByRole('region', { name: ALICE })).toContainText('Signed in');
    await page.getByRole('link', { name: 'Activity' }).click();
    await entry(page, 'Signed in').click();
    const messages = ladder(page).getByRole('button');
    await expect(messages).toHaveCount(4);
    await expect(messages.nth(0)).toHaveAccessibleName(
      /This computer to KDC 127\.0\.0\.1:\d+, AS-REQ krbtgt/,
    );
    await expect(messages.nth(1)).toHaveAccessibleName(
      /to this computer, KRB-ERROR 25 KDC_ERR_PREAUTH_REQUIRED/,
    );
    await expect(messages.nth(3)).toHaveAccessibleName(/AS-REP/);
    await expect(ladder(page)).toContainText('Proves with PA-ENC-TIMESTAMP');
    await expect(ladder(page)).toContainText('The reply was held against the request');
    await picture(page, 'activity-ladder');
  });

  test('a message opens to its fields: names of the RFC, numbers in words, the error explained', async () => {
    const { page } = tessera;
    await ladder(page).getByRole('button').nth(1).click();
    const side = page.getByRole('complementary', { name: 'KRB-ERROR' });
    await expect(side).toContainText('KDC to this computer');
    const tree = side.getByRole('tree');
    await expect(tree.getByRole('treeitem', { name: /^error-code/ })).toContainText(
      '25 KDC_ERR_PREAUTH_REQUIRED',
    );
    await expect(tree.getByRole('treeitem', { name: /^salt/ }).first()).toContainText('PRACTICE.TESTalice');
    await tree.getByRole('treeitem', { name: /^error-code/ }).click();
    await expect(side).toContainText('Why the server refuses, or what it wants first.');
    await expect(side).toContainText('Nearly every sign-in begins like this.');
    await picture(page, 'activity-error');
  });

  test('what is sealed is shown by its length, and hatched among the bytes', async () => {
    const { page } = tessera;
    await page.getByRole('complementary', { name: 'KRB-ERROR' }).getByRole('treeitem').first().focus();
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    const side = page.getByRole('complementary', { name: 'AS-REP' });
    await expect(side.getByRole('treeitem', { name: /^cipher/ }).last()).toContainText(
      /sealed, [\d,]+ bytes/,
    );
    await expect(side).toContainText('Checked before it was kept');
    await expect(side).toContainText('The nonce is the one we sent');
    await side.getByRole('treeitem', { name: /^crealm/ }).click();
    await side.getByRole('tab', { name: 'Bytes' }).click();
    await expect(side.getByRole('group', { name: 'Bytes of AS-REP' })).toContainText(/bytes, left out/);
    await picture(page, 'activity-bytes');
    await picture(page, 'activity-bytes', 'dark');
    await picture(page, 'activity-bytes', 'contrast');
    await picture(page, 'activity-bytes', 'light', { width: 900, height: 640 });
    await picture(page, 'activity-bytes', 'light');
  });

  test('is walked by keyboard alone', async () => {
    const { page } = tessera;
    await page.keyboard.press('Escape');
    await entry(page, 'Signed in').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect(entry(page, 'Signed in')).toBeFocused();
    await page.keyboard.press('Enter');
    const third = ladder(page).getByRole('button').nth(2);
    for (let steps = 0; steps < 40; steps++) {
      await page.keyboard.press('Tab');
      if (await third.evaluate((element) => element === document.activeElement)) break;
    }
    await expect(third).toBeFocused();
    await page.keyboard.press('Enter');
    const side = page.getByRole('complementary', { name: 'AS-REQ' });
    await side.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(side.getByRole('treeitem', { name: /^pvno/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(side.getByRole('treeitem', { name: /^padata/ }).first()).toBeFocused();
    const before = await side.getByRole('treeitem').count();
    await page.keyboard.press('ArrowLeft');
    expect(await side.getByRole('treeitem').count()).toBeLessThan(before);
    await page.keyboard.press('ArrowRight');
    expect(await side.getByRole('treeitem').count()).toBe(before);
    await page.keyboard.press('Escape');
    await expect(side).toBeHidden();
    await expect(third).toBeFocused();
  });

  test('a ticket that is refused says why, above the ladder that shows it', async () => {
    const { page } = tessera;
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+t');
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Service', { exact: true }).fill('HTTP/nobody.practice.test');
    await expect(sheet.getByRole('radio').first()).toBeChecked();
    await sheet.getByRole('button', { name: 'Get ticket', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Activity' }).click();
    await entry(page, 'No ticket for').click();
    await expect(page.locator('.lad')).toContainText('What happened');
    await expect(ladder(page)).toContainText('KRB-ERROR 7');
    await expect(ladder(page)).toContainText('Ended:');
    await ladder(page)
      .getByRole('button', { name: /KRB-ERROR/ })
      .click();
    await expect(page.getByRole('complementary', { name: 'KRB-ERROR' })).toContainText(
      'is not known to the realm',
    );
    await picture(page, 'activity-refused');
  });

  test('the list is filtered by text, kind and outcome, and says so when nothing fits', async () => {
    const { page } = tessera;
    const rows = page.locator('button.axr');
    const all = await rows.count();
    await page.getByRole('textbox', { name: 'Find' }).fill('NOBODY');
    await expect(rows).toHaveCount(1);
    await page.getByRole('textbox', { name: 'Find' }).fill('there is no such thing');
    await expect(page.getByText('Nothing in the list fits.')).toBeVisible();
    await picture(page, 'activity-nothing');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect(rows).toHaveCount(all);
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await expect(rows).toHaveCount(1);
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Any outcome' }).click();
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Sign-ins' }).click();
    await expect(rows).toHaveCount(1);
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Everything', exact: true }).click();
  });

  test('an exchange is copied as JSON and as a command', async () => {
    const { page } = tessera;
    await entry(page, 'Signed in').click();
    await page.getByRole('button', { name: 'Copy as JSON' }).click();
    await expect(page.getByText('Copied as JSON, without anything sealed.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Copy as command' }).click();
    await expect(page.getByText('Copied').first()).toBeVisible();
  });

  test('a ticket tells by which exchange it came, and one of kvno’s that it came from elsewhere', async () => {
    const { page } = tessera;
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'Accounts and commands' }).first().click();
    const line = await page.getByRole('dialog').locator('.cmd code').first().textContent();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F7');
    await page.getByRole('row').filter({ hasText: 'krbtgt/' }).first().click();
    await inspector(page).getByRole('tab', { name: 'Trace' }).click();
    await expect(inspector(page)).toContainText('The exchange that brought it');
    await expect(inspector(page)).toContainText('AS-REP');
    await expect(inspector(page)).toContainText('Proves with PA-ENC-TIMESTAMP');
    await picture(page, 'inspector-trace');
    await mit('kvno', ['HTTP/web.practice.test'], environmentOf(line ?? ''));
    await page.getByRole('row').filter({ hasText: 'HTTP/web' }).first().click();
    await inspector(page).getByRole('tab', { name: 'Trace' }).click();
    await expect(inspector(page)).toContainText('It came from another program.');
    await picture(page, 'inspector-trace-elsewhere');
  });

  test('Raw shows the ticket and its record with the session key’s place blank', async () => {
    const { page } = tessera;
    await inspector(page).getByRole('tab', { name: 'Raw' }).click();
    await expect(inspector(page).getByRole('treeitem', { name: /^tkt-vno/ })).toBeVisible();
    await expect(inspector(page).getByRole('treeitem', { name: /^cipher/ })).toContainText('sealed');
    await picture(page, 'inspector-raw');
    await inspector(page).getByRole('tab', { name: 'Record in the cache' }).click();
    await expect(inspector(page).getByRole('treeitem', { name: /^keyvalue/ })).toContainText(
      'secret, 32 bytes',
    );
    await inspector(page).getByRole('tab', { name: 'Bytes' }).click();
    await picture(page, 'inspector-raw-bytes');
    await picture(page, 'inspector-raw-bytes', 'dark');
    await picture(page, 'inspector-raw-bytes', 'contrast');
    await picture(page, 'inspector-raw-bytes', 'light', { width: 640, height: 480 });
    await picture(page, 'inspector-raw-bytes');
    expect(await violations(page)).toEqual([]);
  });

  test('in a narrow window the ladder takes the list’s place, and gives it back', async () => {
    const { page } = tessera;
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.setViewportSize({ width: 640, height: 480 });
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(page.locator('.lad')).toBeHidden();
    await picture(page, 'activity-list', 'light', { width: 640, height: 480 });
    await entry(page, 'Signed in').click();
    await expect(ladder(page)).toBeVisible();
    await picture(page, 'activity-ladder', 'light', { width: 640, height: 480 });
    await ladder(page).getByRole('button').nth(3).click();
    await picture(page, 'activity-message', 'light', { width: 640, height: 480 });
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(page.locator('button.axr').first()).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('has a name for everything and enough contrast, in every look', async () => {
    const { page } = tessera;
    await entry(page, 'Signed in').click();
    await ladder(page).getByRole('button').nth(3).click();
    for (const look of ['light', 'dark', 'contrast'] as const) {
      await picture(page, 'activity-open', look);
      if (look !== 'contrast') expect(await violations(page), look).toEqual([]);
    }
    await picture(page, 'activity-open');
  });
});
