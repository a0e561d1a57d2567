// A ticket of some seconds that renews itself while the window shows it: the time planned on its card, the later ticket,
// and the request on the Timeline.
import { expect, test, type Page } from '@playwright/test';
import type { Bridge } from '../../src/shared/index.ts';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt, madePrincipal } from './made-ticket.ts';
import { environmentOf, mit, ownKerberos, picture } from './window.ts';
import type { Kerberos } from './window.ts';

const ALICE = 'alice@PRACTICE.TEST';

let tessera: Launched;
let kerberos: Kerberos;
test.beforeEach(async () => {
  kerberos = ownKerberos();
  tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
});
test.afterEach(async () => {
  await tessera.close();
  kerberos.remove();
});

/** MIT's kinit as alice, into the cache of the practice realm, as the window's own words tell. */
async function kinitHere(page: Page, ...options: readonly string[]): Promise<void> {
  const practice = await page.evaluate(async () => {
    const { tessera: bridge } = window as unknown as { tessera: Bridge };
    const state = await bridge.state.get({});
    return state.ok ? state.value.practice : undefined;
  });
  const { password = '' } = practice?.users.find(({ principal }) => principal === ALICE) ?? {};
  await mit('kinit', [...options, ALICE], environmentOf((practice?.environment ?? []).join(' ')), `${password}\n`);
}

test('what MIT’s kinit got for ten seconds renews itself, and the card says when', async () => {
  const { page } = tessera;
  await page.getByRole('button', { name: 'Start practising' }).click();
  const card = page.getByRole('region', { name: ALICE });
  await expect(card).toContainText(/Signed in, renews itself at \d\d:\d\d(?!:)/);
  await expect(card).toContainText(/renews \d\d:\d\d/);
  for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'renews-itself', look);
  await page.setViewportSize({ width: 1280, height: 800 });

  await kinitHere(page, '-l', '10s', '-r', '1h');
  await expect(card).toContainText(/Signed in, renews itself at \d\d:\d\d:\d\d/);
  const first = /renews itself at (\S+)/.exec(await card.innerText())?.[1];
  await expect(card).not.toContainText(`renews itself at ${first ?? ''}`, { timeout: 15_000 });
  await expect(card).toContainText(/renews itself at \d\d:\d\d:\d\d/);
});

test('the end of renewal is a warning of its own, and Sign in is what helps', async () => {
  const { page } = tessera;
  // The last one: it lasts until renewal ends.
  cacheWithTgt(kerberos.cache, 7 * 3_600, 7 * 3_600);
  const card = page.getByRole('region', { name: madePrincipal });
  await expect(card).toContainText(/Cannot be renewed after \S/);
  await expect(card).toContainText('Sign in before then to keep your tickets.');
  await expect(card.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await picture(page, 'renewal-ends');
  await page.keyboard.press('F7');
  await expect(page.getByRole('row', { name: madePrincipal })).toContainText('Cannot be renewed after');
  await picture(page, 'renewal-ends-expert');
});

test('a KDC that cannot be reached: the card says so, and when it is tried again', async () => {
  const { page } = tessera;
  cacheWithTgt(kerberos.cache, 40, 3_600);
  const card = page.getByRole('region', { name: madePrincipal });
  await expect(card).toContainText('not renewed yet', { timeout: 30_000 });
  await picture(page, 'renewal-waits');
});
