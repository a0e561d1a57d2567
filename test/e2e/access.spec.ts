// The window for everybody: names and contrast as axe checks them, the whole main job by keyboard alone, and what
// the page says when something about the machine is not as usual.
import { expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { launchTessera } from './launch.ts';
import { ownKerberos, picture, ownApp } from './window.ts';

test.describe.serial('the window for everybody', () => {
  const tessera = ownApp();
  const ALICE = 'alice@PRACTICE.TEST';

  test('does the main job by keyboard alone', async () => {
    const { page } = tessera;
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await expect(page.getByRole('button', { name: 'Start practising' })).toBeVisible();
    for (let tries = 0; (await focused()) !== 'Start practising' && tries < 20; tries++) await press('Tab');
    await press('Enter');
    await expect(page.getByRole('region', { name: ALICE })).toContainText('Signed in');
    await press('Control+t');
    await expect(page.getByLabel('Service', { exact: true })).toBeFocused();
    await page.keyboard.type('web.practice.test');
    await expect(page.getByRole('dialog').getByRole('radio')).toBeChecked();
    await press('Enter');
    await expect(page.getByRole('region', { name: 'Tickets' })).toContainText('HTTP/web.practice.test');
    await expect(page.getByRole('dialog')).toBeHidden();
    await press('F7');
    const grid = page.getByRole('treegrid');
    await expect(grid).toBeVisible();
    await grid.getByRole('row').nth(1).focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await expect(page.getByRole('complementary', { name: 'Selected ticket' })).toContainText(
      'HTTP/web.practice.test',
    );
    await press('ArrowLeft', 'ArrowLeft');
    await expect(grid.getByRole('row').filter({ hasText: 'HTTP/web' })).toHaveCount(0);
    await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'Delete');
    await expect(
      page.getByRole('status').filter({ hasText: 'Removed the ticket for HTTP/web' }),
    ).not.toHaveCount(0);
    await press('Control+3');
    await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
    await press('Control+1', 'F6', 'F7');
    await expect(grid).toBeHidden();
  });

  test('has a name for everything and enough contrast, in light and dark', async () => {
    const { page } = tessera;
    for (const look of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      expect(await violations(page), `simple, ${look}`).toEqual([]);
      await page.keyboard.press('F7');
      await page.getByRole('row').filter({ hasText: 'krbtgt/' }).click();
      await expect(page.getByRole('complementary', { name: 'Selected ticket' })).toBeVisible();
      expect(await violations(page), `expert, ${look}`).toEqual([]);
      for (const tab of ['Times', 'Flags', 'Encryption']) {
        await page.getByRole('tab', { name: tab }).click();
        expect(await violations(page), `${tab}, ${look}`).toEqual([]);
      }
      await page.keyboard.press('F7');
      await page.keyboard.press('Control+n');
      await page.getByLabel('Who are you?').fill('alice@PRACTICE.TEST');
      await expect(page.getByText('can be reached.')).toBeVisible();
      await page.getByRole('button', { name: 'Options' }).click();
      expect(await violations(page), `sign-in, ${look}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await page.keyboard.press('Control+t');
      await page.mouse.move(0, 0); // what lies under it by chance says its name in a tooltip
      await page.getByLabel('Service', { exact: true }).fill('typo.practice.test');
      await expect(page.getByRole('dialog').getByRole('radio')).toBeChecked();
      expect(await violations(page), `service ticket, ${look}`).toEqual([]);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      expect(await violations(page), `failure, ${look}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('alertdialog')).toBeHidden();
      await page.keyboard.press('Control+3');
      expect(await violations(page), `activity, ${look}`).toEqual([]);
      await page.keyboard.press('Control+1');
    }
  });

  test('scrolls sideways at no width', async () => {
    const { page } = tessera;
    for (const density of ['simple', 'expert']) {
      for (const width of [640, 760, 900, 1040, 1600]) {
        await page.setViewportSize({ width, height: 560 });
        const wider = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.pg, .tg-b, .insp, .insp-b, .ct')]
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map(({ className }) => className),
        );
        expect(wider, `${density} at ${width}`).toEqual([]);
      }
      await page.keyboard.press('F7');
    }
  });

  test('names a default cache that cannot be read yet, and what is used in its place', async () => {
    const other = ownKerberos();
    const second = await launchTessera({ env: { ...other.env, KRB5CCNAME: 'KEYRING:persistent:0' } });
    try {
      const { page } = second;
      await expect(page.getByText('The default cache KEYRING:persistent:0 cannot be used')).toBeVisible();
      await page.getByRole('button', { name: 'Start practising' }).click();
      await expect(page.getByRole('region', { name: ALICE })).toBeVisible();
      await expect(page.getByText('The default cache KEYRING:persistent:0 cannot be used')).toBeVisible();
      await picture(page, 'cache-not-reached');
    } finally {
      await second.close();
      other.remove();
    }
  });
});
