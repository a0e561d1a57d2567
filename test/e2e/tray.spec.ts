// What stays when the window is closed. Whether there is a tray is asked of the session bus by a small tool; here the
// tool is a script of the test's own.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type ElectronApplication } from '@playwright/test';
import { launchTessera, runtimeCommand, type Launched } from './launch.ts';
import { cacheWithTgt } from './made-ticket.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-tray-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The session bus says that a host is there, or that none is. */
function bus(host: boolean): Record<string, string> {
  const tool = path.join(folder, 'gdbus');
  writeFileSync(tool, `#!/bin/sh\necho '(<${String(host)}>,)'\n`);
  chmodSync(tool, 0o755);
  return {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/bus`,
    LC_ALL: 'C.UTF-8',
    XDG_CONFIG_HOME: path.join(folder, 'config'),
  };
}

interface Seen {
  readonly notices: { readonly title: string; readonly body: string }[];
}

/** From now on what the app tells the system is kept in its own process, for looking at. */
const listen = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const seen: Seen = { notices: [] };
    Object.assign(globalThis, { seen });
    const show = Object.getOwnPropertyDescriptor(Notification.prototype, 'show')?.value as () => void;
    Notification.prototype.show = function (): void {
      seen.notices.push({ title: this.title, body: this.body });
      show.call(this);
    };
  });
const seen = (app: ElectronApplication): Promise<Seen> =>
  app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);

interface Shown {
  readonly visible: boolean;
  readonly minimised: boolean;
}
const windows = (app: ElectronApplication): Promise<Shown[]> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      visible: window.isVisible(),
      minimised: window.isMinimized(),
    })),
  );
const close = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });

/** The tray's menu, drawn once more: labels by id, two levels. */
const trayMenu = (app: ElectronApplication): Promise<Record<string, string>> =>
  app.evaluate(({ Tray, nativeTheme }) => {
    const labels: Record<string, string> = {};
    const setContextMenu = Object.getOwnPropertyDescriptor(Tray.prototype, 'setContextMenu')?.value as (
      menu: unknown,
    ) => void;
    Tray.prototype.setContextMenu = function (menu): void {
      for (const item of menu?.items ?? []) {
        if (item.id !== '') labels[item.id] = item.label;
        for (const below of item.submenu?.items ?? []) labels[below.id] = below.label;
      }
      Object.assign(globalThis, { trayMenu: menu });
      setContextMenu.call(this, menu);
    };
    nativeTheme.themeSource = 'dark'; // makes it draw itself again
    nativeTheme.themeSource = 'system';
    Object.assign(Tray.prototype, { setContextMenu });
    return labels;
  });
const press = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate((_electron, wanted) => {
    interface Menu {
      readonly items: readonly { readonly id: string; readonly submenu?: Menu; readonly click: () => void }[];
    }
    const find = (menu: Menu): Menu['items'][number] | undefined => {
      for (const item of menu.items) {
        const found = item.id === wanted ? item : item.submenu && find(item.submenu);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    find((globalThis as unknown as { trayMenu: Menu }).trayMenu)?.click();
  }, id);

test.describe('where there is a tray', () => {
  let tessera: Launched;
  test.beforeEach(async () => {
    tessera = await launchTessera({ env: bus(true) });
    await listen(tessera.app);
  });
  test.afterEach(async () => {
    await tessera.close();
  });

  test('closing the window hides it; the tray brings it back, its page never left', async () => {
    await tessera.page.evaluate(() => Object.assign(window, { stays: true }));
    await close(tessera.app);
    await expect.poll(() => windows(tessera.app)).toEqual([{ visible: false, minimised: false }]);
    expect((await seen(tessera.app)).notices).toEqual([]);
    await trayMenu(tessera.app);
    await press(tessera.app, 'open');
    await expect.poll(() => windows(tessera.app)).toEqual([{ visible: true, minimised: false }]);
    expect(await tessera.page.evaluate(() => 'stays' in window)).toBe(true);
  });

  test('its menu has a line and one action for each identity, which does what it says', async () => {
    await tessera.page.evaluate(() =>
      (
        window as unknown as { tessera: { practice: { start: (input: object) => Promise<unknown> } } }
      ).tessera.practice.start({ operation: crypto.randomUUID() }),
    );
    const line = async (): Promise<[string, string] | undefined> =>
      Object.entries(await trayMenu(tessera.app)).find(([id]) => id.startsWith('identity:'));
    await expect
      .poll(async () => (await line())?.[1])
      .toMatch(/^\S+@PRACTICE\.\S+, .*\d+ [hms].*, practice$/);
    const id = ((await line())?.[0] ?? '').slice('identity:'.length);
    const menu = await trayMenu(tessera.app);
    const action = Object.keys(menu).find((key) => key === `renew:${id}` || key === `sign-in:${id}`) ?? '';
    expect(menu[action]).toMatch(/^(Renew|Sign in as) \S+@PRACTICE\./);
    interface Row {
      readonly kind: string;
    }
    const history = (): Promise<Row[]> =>
      tessera.page.evaluate(async () => {
        type List = (input: object) => Promise<{ readonly value: { readonly rows: Row[] } }>;
        const { tessera: bridge } = window as unknown as { tessera: { history: { list: List } } };
        return (await bridge.history.list({ limit: 50 })).value.rows;
      });
    const kind = action.startsWith('renew') ? 'renew' : 'sign-in';
    const before = (await history()).filter((row) => row.kind === kind).length;
    await press(tessera.app, action);
    await expect
      .poll(async () => (await history()).filter((row) => row.kind === kind).length)
      .toBe(before + 1);
  });

  test('Quit asks when tickets then die that only we renew, and stays or goes as it is told', async () => {
    const cache = path.join(tessera.userData, 'krb5cc');
    cacheWithTgt(cache, 36_000, 604_800);
    await expect
      .poll(async () => Object.values(await trayMenu(tessera.app)))
      .toContainEqual(expect.stringMatching(/^alice@NOWHERE\.TEST, (10 h 0|9 h 59) m, renews itself$/));
    await tessera.app.evaluate(({ dialog }) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked, answer: 1 });
      dialog.showMessageBox = (...given: unknown[]) => {
        asked.push((given.at(-1) as Electron.MessageBoxOptions).detail ?? '');
        return Promise.resolve({
          response: (globalThis as unknown as { answer: number }).answer,
          checkboxChecked: false,
        });
      };
    });
    await press(tessera.app, 'quit');
    const asked = (): Promise<string[]> =>
      tessera.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
    await expect.poll(asked).toEqual([expect.stringContaining('alice@NOWHERE.TEST, ')]);
    expect(await windows(tessera.app)).toHaveLength(1);
    const ended = tessera.app.waitForEvent('close');
    await tessera.app.evaluate(() => Object.assign(globalThis, { answer: 0 }));
    await press(tessera.app, 'quit').catch(() => undefined);
    await ended;
  });

  test('after a sleep it says at once how things are now', async () => {
    await tessera.app.evaluate(({ Tray, powerMonitor }) => {
      const setToolTip = Object.getOwnPropertyDescriptor(Tray.prototype, 'setToolTip')?.value as (
        text: string,
      ) => void;
      const tips: string[] = [];
      Object.assign(globalThis, { tips });
      Tray.prototype.setToolTip = function (text): void {
        tips.push(text);
        setToolTip.call(this, text);
      };
      powerMonitor.emit('suspend');
      powerMonitor.emit('resume');
    });
    await expect
      .poll(() => tessera.app.evaluate(() => (globalThis as unknown as { tips: string[] }).tips.length))
      .toBeGreaterThan(0);
  });

  test('a tessera: link of a second start fills a form and does nothing else; a malformed one does not even that', async () => {
    await tessera.page.evaluate(() => {
      interface Envelope {
        readonly change: { readonly type: string };
      }
      type Subscribe = (listener: (event: Envelope) => void) => void;
      const { tessera: bridge } = window as unknown as { tessera: { events: { subscribe: Subscribe } } };
      const told: unknown[] = [];
      Object.assign(window, { told });
      bridge.events.subscribe(({ change }) => told.push(change));
    });
    await tessera.app.evaluate(({ app }) => {
      for (const link of ['tessera:destroy?principal=a@B', 'tessera:sign-in?principal=alice@AD.TEST'])
        app.emit('second-instance', {}, ['tessera', link]);
    });
    await expect
      .poll(() => tessera.page.evaluate(() => (window as unknown as { told: unknown[] }).told))
      .toEqual([{ type: 'window.asked', ask: { show: 'sign-in', principal: 'alice@AD.TEST' } }]);
    expect(tessera.app.windows()).toHaveLength(1); // no prompt
  });

  test('Quit asks nothing when nothing is lost, and ends the app', async () => {
    const ended = tessera.app.waitForEvent('close');
    await trayMenu(tessera.app);
    await press(tessera.app, 'quit').catch(() => undefined); // gone before it answers
    await ended;
  });
});

test('where there is none, as on plain GNOME, the window is minimised, which is said once for good', async () => {
  const userData = mkdtempSync(path.join(folder, 'data-'));
  const say = async (): Promise<Seen> => {
    const tessera = await launchTessera({ env: bus(false), userData });
    await listen(tessera.app);
    for (let times = 0; times < 2; times++) {
      await close(tessera.app);
      await expect.poll(() => windows(tessera.app)).toEqual([expect.objectContaining({ minimised: true })]);
      await tessera.app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.restore();
      });
    }
    const told = await seen(tessera.app);
    await tessera.close();
    return told;
  };
  const first = await say();
  expect(first.notices).toHaveLength(1);
  expect(first.notices[0]?.title).toBe('Tessera keeps running');
  expect(first.notices[0]?.body).toContain('minimised');
  expect((await say()).notices).toEqual([]);
});

/** The check box in the application's menu. */
const startAtLogin = (app: ElectronApplication, press: boolean): Promise<[boolean, boolean] | undefined> =>
  app.evaluate(({ Menu }, pressed) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('start-at-login');
    if (item === null || item === undefined) return undefined;
    if (pressed) (item.click as () => void)();
    return [item.enabled, item.checked];
  }, press);

test('start at login is a choice in the menu, and on Linux a file that goes again', async () => {
  test.skip(process.platform !== 'linux', 'the system keeps it itself');
  const file = path.join(folder, 'config', 'autostart', 'org.tessera.Tessera.desktop');
  const env = { ...bus(true), APPIMAGE: '/opt/Tessera of mine.AppImage' };
  const tessera = await launchTessera({ env });
  expect(await startAtLogin(tessera.app, false)).toEqual([true, false]);
  await startAtLogin(tessera.app, true);
  expect(readFileSync(file, 'utf8')).toContain('\nExec="/opt/Tessera of mine.AppImage" --hidden\n');
  await tessera.close();
  const again = await launchTessera({ env });
  expect(await startAtLogin(again.app, false)).toEqual([true, true]);
  await startAtLogin(again.app, true);
  expect(existsSync(file)).toBe(false);
  await again.close();
});

test('started hidden it opens no window; a second start, here with a link, opens it', async () => {
  const userData = path.join(folder, 'data');
  const env = { ...process.env, ...bus(true), KRB5CCNAME: `FILE:${folder}/cc` };
  const start = (...args: string[]): ReturnType<typeof spawn> => {
    const { command, args: words } = runtimeCommand([`--user-data-dir=${userData}`, ...args]);
    return spawn(command, [...words], { stdio: ['ignore', 'ignore', 'pipe'], env });
  };
  const first = start('--hidden', `--picture=${folder}/window.png`);
  const ended = new Promise((done) => first.on('exit', done));
  await new Promise((done) => setTimeout(done, 3_000));
  expect(existsSync(path.join(folder, 'window.png'))).toBe(false);
  const second = start('tessera:sign-in?principal=alice@AD.TEST');
  expect(await new Promise((done) => second.on('exit', done))).toBe(0);
  await expect.poll(() => existsSync(path.join(folder, 'window.png')), { timeout: 15_000 }).toBe(true);
  first.kill('SIGTERM');
  await ended;
});
