// A ticket of some seconds that renews itself while the window shows it: the time planned on its card, the later ticket,
// and the request on the Timeline.
import { expect, test, type Page } from '@playwright/test';
import type { Bridge } from '../../src/shared/index.ts';
import { launchTessera, type Launched } from './launch.ts';
import { violations } from './axe.ts';
import { cacheWithTgt, madePrincipal, manyTickets } from './made-ticket.ts';
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
  await mit(
    'kinit',
    [...options, ALICE],
    environmentOf((practice?.environment ?? []).join(' ')),
    `${password}\n`,
  );
}

test('what MIT’s kinit got for ten seconds renews itself, and the card says when', async () => {
  const { page } = tessera;
  await page.getByRole('button', { name: 'Start practising' }).click();
  const card = page.getByRole('region', { name: ALICE });
  await expect(card).toContainText(/Signed in, renews itself (at|tomorrow) \d\d:\d\d(?!:)/);
  await expect(card).toContainText(/renews (tomorrow )?\d\d:\d\d/);
  for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'renews-itself', look);
  await page.setViewportSize({ width: 1280, height: 800 });

  await kinitHere(page, '-l', '10s', '-r', '1h');
  await expect(card).toContainText(/Signed in, renews itself at \d\d:\d\d:\d\d/);
  const first = /renews itself at (\S+)/.exec(await card.innerText())?.[1];
  await expect(card).not.toContainText(`renews itself at ${first ?? ''}`, { timeout: 15_000 });
  await expect(card).toContainText(/renews itself at \d\d:\d\d:\d\d/);

  // The same on the Timeline: the request that was made, the ticket that is there, the next one planned.
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await page.getByRole('radio', { name: 'Minutes' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const ticket = page.getByRole('button', { name: /^Signs you in valid from/ });
  await expect(ticket).toHaveAccessibleName(/renewal planned at \d\d:\d\d:\d\d/);
  await expect(ticket.locator('[data-mark=planned]')).toHaveCount(1);
  await expect(ticket.locator('[data-mark=renewed]').first()).toBeVisible();
  await expect(ticket.locator('[data-bar=past]').first()).toBeVisible();
  await ticket.hover();
  await expect(page.locator('.tl-d')).toContainText('Renewal: worked');
  for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'timeline-minutes', look);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('radio', { name: 'Table' }).click();
  const requests = page.getByRole('region', { name: 'Requests for a new ticket' });
  await expect(requests.getByRole('row').filter({ hasText: 'Renewal' }).first()).toContainText('worked');
  await expect(requests.getByRole('row').filter({ hasText: 'Sign-in' }).first()).toContainText('hand');
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

test('many tickets over days: by keyboard through rows and time, to a ticket, at every width', async () => {
  const { page } = tessera;
  manyTickets(kerberos.cache, 60);
  await expect(page.getByRole('region', { name: madePrincipal })).toBeVisible();
  await page.keyboard.press('F7');
  await page.keyboard.press('Control+2');
  const list = page.getByRole('list', { name: 'Tickets over time' });
  await expect(list.getByRole('listitem')).toHaveCount(62);
  for (const look of ['light', 'dark', 'contrast'] as const) await picture(page, 'timeline', look);
  await picture(page, 'timeline', 'light', { width: 760, height: 560 });
  await picture(page, 'timeline', 'light', { width: 640, height: 480 });
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await violations(page)).toEqual([]);

  // F6 reaches the rows; arrows move through rows and time.
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  const focused = page.locator(':focus');
  await expect(focused).toHaveAccessibleName(new RegExp(`^${madePrincipal}`));
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveAccessibleName(/^krbtgt\/NOWHERE\.TEST valid from .* renewable until/);
  await expect(page.locator('.tl-d')).toContainText('krbtgt/NOWHERE.TEST valid from');
  const now = page.locator('.nowl');
  const left = async (): Promise<number> => (await now.boundingBox())?.x ?? -1;
  const before = await left();
  await page.keyboard.press('ArrowRight');
  expect(await left()).toBeLessThan(before);
  await page.keyboard.press('0');
  await expect.poll(async () => Math.abs((await left()) - before)).toBeLessThan(3);
  await page.keyboard.press('-');
  await expect(page.getByRole('radio', { name: 'Week' })).toBeVisible();
  await page.getByRole('radio', { name: 'Week' }).click();
  await picture(page, 'timeline-week');
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(now).toHaveCount(0);
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(now).toHaveCount(1);

  await list.getByRole('button', { name: /^HTTP\/host5\./ }).click();
  await expect(page.getByRole('complementary', { name: 'Selected ticket' })).toContainText(
    'HTTP/host5.nowhere.test',
  );
});

test('a sleep is a band on the Timeline, and a row of its table', async () => {
  const { page, app } = tessera;
  manyTickets(kerberos.cache, 3);
  await expect(page.getByRole('region', { name: madePrincipal })).toBeVisible();
  await page.keyboard.press('Control+2');
  await page.getByRole('radio', { name: 'Minutes' }).click();
  const sleeps = page.locator('[data-sleep]');
  await expect(sleeps).toHaveCount(0);
  const power = (event: 'suspend' | 'resume'): Promise<unknown> =>
    app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
  await power('suspend');
  await page.waitForTimeout(7_000); // shorter ones are not written down
  await power('resume');
  await expect(sleeps).toHaveCount(1);
  await picture(page, 'timeline-sleep');
  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(page.getByRole('region', { name: 'Sleeps, clock and network' })).toContainText('Asleep until');
});

test('a thousand tickets are drawn as far as they are seen', async () => {
  const { page } = tessera;
  await page.keyboard.press('Control+2');
  await expect(page.getByText('No tickets, and nothing done yet.')).toBeVisible();
  manyTickets(kerberos.cache, 1_000);
  const list = page.getByRole('list', { name: 'Tickets over time' });
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '1002');
  expect(await list.getByRole('listitem').count()).toBeLessThan(100);
  await list.getByRole('button').first().focus();
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toHaveAccessibleName(/^ldap\/host997/);
});

test('the badge counts who wants something of the person, where the system has one', async () => {
  const { app } = tessera;
  /** What the stand-in was told to show. */
  const badges = (): Promise<unknown[] | undefined> =>
    app.evaluate((electron) => {
      type Journal = readonly { readonly what: string; readonly detail: unknown }[];
      const { standInJournal } = electron as unknown as { standInJournal?: Journal };
      return standInJournal?.filter(({ what }) => what === 'setBadgeCount').map(({ detail }) => detail);
    });
  test.skip(process.platform !== 'linux' || (await badges()) === undefined, 'Electron keeps no journal');
  cacheWithTgt(kerberos.cache, 600);
  await expect.poll(badges).toEqual([1]);
  cacheWithTgt(kerberos.cache, 36_000);
  await expect.poll(badges).toEqual([1, 0]);
});
