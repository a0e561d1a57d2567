// Notices, as objects of the runtime: a ticket that nobody can renew runs out while the app watches. The ticket is a
// made one in the cache; no KDC is there.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type ElectronApplication } from '@playwright/test';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt, madePrincipal } from './made-ticket.ts';
import { listenToNotices, noticeTitles, seenNotices } from './seen-notices.ts';
import { ownKerberos, type Kerberos } from './window.ts';

let kerberos: Kerberos;
let tessera: Launched;
test.beforeEach(async () => {
  kerberos = ownKerberos();
  tessera = await launchTessera({ env: { ...kerberos.env, LC_ALL: 'C.UTF-8' } });
  await listenToNotices(tessera.app);
});
test.afterEach(async () => {
  await tessera.close();
  kerberos.remove();
});

test('before and at the end of a ticket there is one notice each, which names it and the time', async () => {
  cacheWithTgt(kerberos.cache, 20);
  await expect.poll(() => noticeTitles(tessera.app)).toHaveLength(1);
  const [before] = await seenNotices(tessera.app);
  expect(before?.title).toMatch(/^alice@NOWHERE\.TEST expires in (1?\d|20) s$/);
  expect(before?.body).toMatch(/\S/);
  // Buttons only where a press on them is heard.
  const buttons = process.platform === 'linux' ? 0 : 2;
  expect(before?.actions).toHaveLength(buttons);
  await expect
    .poll(() => noticeTitles(tessera.app), { timeout: 30_000 })
    .toContain(`${madePrincipal} has expired`);
  expect(await noticeTitles(tessera.app)).toHaveLength(2);
});

test('a notice is taken away once there is a newer ticket', async () => {
  cacheWithTgt(kerberos.cache, 40);
  await expect.poll(() => noticeTitles(tessera.app)).toHaveLength(1);
  cacheWithTgt(kerberos.cache, 36_000);
  await expect.poll(async () => (await seenNotices(tessera.app)).map(({ closed }) => closed)).toEqual([true]);
});

test('a click on it opens the identity in the window, with what could be done', async () => {
  cacheWithTgt(kerberos.cache, 40);
  await expect.poll(() => noticeTitles(tessera.app)).toHaveLength(1);
  await tessera.page.evaluate(() => {
    interface Envelope {
      readonly change: { readonly type: string };
    }
    type Subscribe = (listener: (event: Envelope) => void) => void;
    const { tessera: bridge } = window as unknown as { tessera: { events: { subscribe: Subscribe } } };
    bridge.events.subscribe(({ change }) => {
      if (change.type === 'window.asked') Object.assign(window, { asked: change });
    });
  });
  await tessera.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
    const [object] = (globalThis as unknown as { objects: Electron.Notification[] }).objects;
    object?.emit('click', {});
  });
  const asked = (): Promise<unknown> =>
    tessera.page.evaluate(() => (window as unknown as { asked?: unknown }).asked);
  await expect
    .poll(asked)
    .toMatchObject({ ask: { show: 'identity', actions: expect.arrayContaining(['sign-in', 'snooze']) } });
  await expect
    .poll(() => tessera.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
});

test('nothing is said twice over a restart, but for a memory that is lost', async () => {
  const { userData } = tessera;
  /** What the stand-in was told since its start: a notice may be older than any listener of ours. */
  const told = (app: ElectronApplication): Promise<number | undefined> =>
    app.evaluate((electron) => {
      const { standInJournal } = electron as unknown as { standInJournal?: { readonly what: string }[] };
      return standInJournal?.filter(({ what }) => what === 'notification').length;
    });
  test.skip((await told(tessera.app)) === undefined, 'Electron keeps no journal');
  cacheWithTgt(kerberos.cache, 59);
  await expect.poll(() => told(tessera.app)).toBe(1);
  await tessera.app.close();
  for (const expected of [0, 1]) {
    const again = await launchTessera({ env: kerberos.env, userData });
    await again.page.getByText('alice').first().waitFor();
    expect(await told(again.app)).toBe(expected);
    await again.close();
    rmSync(path.join(userData, 'told.json'));
  }
  rmSync(userData, { recursive: true });
});
