import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { launchTessera, ownKerberos, runtimeCommand, type Launched } from './launch.ts';
import { inetSockets, isLoopback, isRunning, processTree, renderers, seccompMode } from './process-tree.ts';

const pidOf = ({ app }: Launched): number => app.process().pid ?? 0;

test.describe('the main window', () => {
  let tessera: Launched;
  test.beforeAll(async () => {
    tessera = await launchTessera();
  });
  test.afterAll(async () => {
    await tessera.close();
  });

  test('has a page without Node and with a frozen bridge', async () => {
    const seen = await tessera.page.evaluate(() => {
      const all = globalThis as unknown as Record<string, unknown>;
      const names = ['require', 'process', 'module', 'tesseraWire', 'tesseraReceive'];
      return [...names.map((name) => typeof all[name]), Object.isFrozen(all['tessera'])];
    });
    expect(seen).toEqual([...Array<string>(5).fill('undefined'), true]);
  });

  test('runs in a process that the system confines', () => {
    const found = renderers(pidOf(tessera));
    expect(found.length).toBeGreaterThan(0);
    for (const { pid, commandLine } of found) {
      expect(seccompMode(pid), commandLine).toBe('2');
      expect(commandLine).not.toContain('--no-sandbox');
    }
  });

  test('runs no inline script, no foreign one, and no text made into one', async () => {
    const result = await tessera.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective);
      });
      const outcome = (action: () => unknown): string => {
        try {
          action();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const script = document.createElement('script');
      const inline = outcome(() => {
        script.textContent = 'window.ran = 1';
        document.head.append(script);
      });
      const foreign = outcome(() => {
        const other = document.createElement('script');
        other.setAttribute('src', 'https://example.com/x.js');
        document.head.append(other);
      });
      const markup = outcome(() => {
        document.createElement('div').innerHTML = '<b>x</b>';
      });
      const policy = outcome(() => {
        const factory = (
          window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }
        ).trustedTypes;
        factory.createPolicy('mine', { createHTML: (text: string) => text });
      });
      await new Promise((done) => setTimeout(done, 200));
      return {
        inline,
        foreign,
        markup,
        policy,
        violations: [...new Set(violations)].sort(),
        ran: 'ran' in window,
      };
    });
    expect(result).toEqual({
      inline: 'TypeError',
      foreign: 'TypeError',
      markup: 'TypeError',
      policy: 'TypeError',
      violations: ['require-trusted-types-for', 'trusted-types'],
      ran: false,
    });
  });

  test('asks nobody: no fetch, no socket, no picture, no frame, no form, no worker', async () => {
    const violations = await tessera.page.evaluate(async () => {
      const seen = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => seen.add(event.effectiveDirective));
      await fetch('https://example.com/').catch(() => undefined);
      await fetch('/index.html').catch(() => undefined);
      try {
        new WebSocket('wss://example.com/');
      } catch {
        // refused at once is as good
      }
      const picture = new Image();
      picture.src = 'https://example.com/x.png';
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      document.body.append(picture, frame, form);
      form.submit();
      await new Promise((done) => setTimeout(done, 300));
      frame.remove();
      form.remove();
      picture.remove();
      return [...seen].sort();
    });
    expect(violations).toEqual(['connect-src', 'form-action', 'frame-src', 'img-src']);
  });

  test('takes styles by the nonce of this load and by no other', async () => {
    const widths = await tessera.page.evaluate(() => {
      const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
      const measure = (value: string | undefined): string => {
        const style = document.createElement('style');
        if (value !== undefined) style.nonce = value;
        style.textContent = '#probe { width: 77px }';
        const probe = document.createElement('div');
        probe.id = 'probe';
        document.head.append(style);
        document.body.append(probe);
        const { width } = getComputedStyle(probe);
        style.remove();
        probe.remove();
        return width;
      };
      return [measure(nonce), measure('wrong'), measure(undefined)].map((width) => width === '77px');
    });
    expect(widths).toEqual([true, false, false]);
    const nonceNow = (): Promise<string | undefined> =>
      tessera.page.evaluate(
        () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce,
      );
    const before = await nonceNow();
    await tessera.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.loadURL('app://tessera/index.html'),
    );
    expect(await nonceNow()).not.toBe(before);
  });

  test('stays where it is: no navigation, neither away nor to another page of ours', async () => {
    const address = (): Promise<string | undefined> =>
      tessera.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    const before = await address();
    expect(before).toBe('app://tessera/index.html');
    const here = tessera.page.url();
    const elsewhere = [
      'https://example.com/',
      'app://secret/prompt/index.html',
      'data:text/html,x',
      'file:///etc/passwd',
    ];
    for (const target of elsewhere) {
      await tessera.page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
      }, target);
      await wait(150);
      expect(await address(), target).toBe(before);
      expect(tessera.page.url(), target).toBe(here);
    }
  });

  test('opens no window', async () => {
    await tessera.page.evaluate(() => {
      window.open('https://example.com/');
      window.open('/index.html', 'other');
    });
    await wait(300);
    expect(await tessera.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(tessera.app.windows()).toHaveLength(1);
  });

  test('is granted no permission', async () => {
    const result = await tessera.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
      const states = await Promise.all(
        names.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      );
      const asked = await new Promise<number>((done) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            done(0);
          },
          (error) => {
            done(error.code);
          },
        );
      });
      return { states: [...new Set(states)], asked, notification: await Notification.requestPermission() };
    });
    expect(result).toEqual({ states: ['denied'], asked: 1, notification: 'denied' });
  });

  test('has a title of ours, whatever its page says', async () => {
    await tessera.page.evaluate(() => {
      document.title = 'Something else';
    });
    await wait(100);
    const title = await tessera.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getTitle(),
    );
    expect(title).toMatch(/^Tessera/);
    const version = await tessera.app.evaluate(() => process.versions['electron']);
    expect(title?.includes('stand-in')).toBe(version.includes('standin'));
  });

  test('shows light or dark as the app says', async () => {
    const dark = (): Promise<boolean> =>
      tessera.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    for (const source of ['dark', 'light'] as const) {
      await tessera.app.evaluate(({ nativeTheme }, value) => {
        nativeTheme.themeSource = value;
      }, source);
      await expect.poll(dark).toBe(source === 'dark');
    }
  });

  test('has a tray with a tooltip and a menu', async () => {
    const seen = await tessera.app.evaluate(({ Tray, nativeTheme }) => {
      const found: { tooltip?: string; menu?: string[] } = {};
      type Method = (argument: unknown) => void;
      const own = Object.getOwnPropertyDescriptors(Tray.prototype);
      const setToolTip = own.setToolTip.value as Method;
      const setContextMenu = own.setContextMenu.value as Method;
      Tray.prototype.setToolTip = function (text): void {
        found.tooltip = text;
        setToolTip.call(this, text);
      };
      Tray.prototype.setContextMenu = function (menu): void {
        found.menu = menu?.items.map(({ label }) => label) ?? [];
        setContextMenu.call(this, menu);
      };
      nativeTheme.themeSource = 'dark'; // makes it draw itself again
      nativeTheme.themeSource = 'system';
      Object.assign(Tray.prototype, { setToolTip, setContextMenu });
      return found;
    });
    expect(seen.tooltip).toMatch(/\S/);
    expect(seen.menu).toEqual(expect.arrayContaining(['Open Tessera', 'Quit Tessera']));
  });
});

test('a second start brings the first to the front and ends', async () => {
  const tessera = await launchTessera();
  await tessera.app.evaluate(({ app }) => {
    const counter = globalThis as unknown as { seconds: number };
    counter.seconds = 0;
    app.on('second-instance', () => counter.seconds++);
  });
  const { command, args } = runtimeCommand([`--user-data-dir=${tessera.userData}`]);
  const second = spawn(command, args, { stdio: 'ignore' });
  const code = await new Promise<number | null>((done) => second.on('exit', done));
  expect(code).toBe(0);
  const counted = (): Promise<number> =>
    tessera.app.evaluate(() => (globalThis as unknown as { seconds: number }).seconds);
  await expect.poll(counted).toBe(1);
  expect(tessera.app.windows()).toHaveLength(1);
  await tessera.close();
});

test('a window whose process died is filled again', async () => {
  const tessera = await launchTessera();
  await tessera.app.evaluate(({ BrowserWindow }) => {
    const counter = globalThis as unknown as { loads: number };
    counter.loads = 0;
    BrowserWindow.getAllWindows()[0]?.webContents.on('did-finish-load', () => counter.loads++);
  });
  const [lost] = renderers(pidOf(tessera));
  process.kill(lost?.pid ?? 0, 'SIGKILL');
  const loads = (): Promise<number> =>
    tessera.app.evaluate(() => (globalThis as unknown as { loads: number }).loads);
  await expect.poll(loads).toBe(1);
  expect(renderers(pidOf(tessera)).map(({ pid }) => pid)).not.toContain(lost?.pid);
  await tessera.close();
});

test('started without a test attached, the app has no internet socket in any of its processes', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  const picture = path.join(folder, 'picture.png');
  const { command, args } = runtimeCommand([`--user-data-dir=${folder}/data`, `--picture=${picture}`]);
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...ownKerberos(folder) } });
  await expect.poll(() => existsSync(picture), { timeout: 30_000 }).toBe(true);
  const tree = processTree(child.pid ?? 0);
  expect(tree.length).toBeGreaterThan(3);
  expect(inetSockets(tree)).toEqual([]);
  child.kill('SIGTERM');
  expect(await new Promise((done) => child.on('exit', done))).toBe(0);
  expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  rmSync(folder, { recursive: true });
});

test('the practice realm opens loopback sockets alone, and in the main process alone', async () => {
  const tessera = await launchTessera();
  const pid = pidOf(tessera);
  const sockets = (): string[] => inetSockets(processTree(pid));
  const ports = (lines: readonly string[]): string[] => lines.map((line) => line.split(/\s+/)[2] ?? '');
  const before = ports(sockets()); // Playwright's
  await tessera.page.getByRole('button', { name: 'Start practising' }).click();
  await expect(tessera.page.getByText('alice@PRACTICE.TEST').first()).toBeVisible();
  const added = sockets().filter((line) => !before.includes(line.split(/\s+/)[2] ?? ''));
  // KDC and kpasswd, each UDP and TCP on 127.0.0.1 and, where there is one, on ::1.
  expect([4, 8]).toContain(added.length);
  expect(added.filter((line) => !isLoopback(line))).toEqual([]);
  const others = inetSockets(processTree(pid).filter((entry) => entry.pid !== pid));
  expect(others.filter((line) => added.includes(line))).toEqual([]);
  await tessera.close();
});

test('the judge of sockets sees one where there is one', async () => {
  const tessera = await launchTessera(); // Playwright's two loopback ports
  expect(inetSockets(processTree(pidOf(tessera))).length).toBeGreaterThanOrEqual(2);
  await tessera.close();
});

test('nothing is left behind: no process, no folder in the temporary one', async () => {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'tessera-e2e-'));
  chmodSync(temporary, 0o755); // Chromium's user must reach it, or another is taken
  const tessera = await launchTessera({ env: { TMPDIR: temporary } });
  expect(readdirSync(temporary)).not.toEqual([]);
  const tree = processTree(pidOf(tessera));
  await tessera.close();
  const alive = (): number[] => tree.map(({ pid }) => pid).filter(isRunning);
  await expect.poll(alive).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
  rmdirSync(temporary);
});
