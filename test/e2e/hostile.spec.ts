// The window taken over: code of an attacker's runs in its page, with everything the page has. Each thing that it may
// not do is tried through window.tessera and past it.
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { procedureNames } from '../../src/shared/channels.ts';
import { launchTessera, type Launched } from './launch.ts';
import { cacheWithTgt } from './made-ticket.ts';
import { ownKerberos, type Kerberos } from './window.ts';

interface Outcome {
  readonly ok: boolean;
  readonly code?: string;
  readonly value?: unknown;
}

test.describe.serial('a window that was taken over', () => {
  let tessera: Launched;
  let kerberos: Kerberos;
  let host: Server;
  let connections = 0;

  /** Runs in the page: a call of the bridge, `times` times at once. */
  const call = (page: Page, name: string, input: unknown, times = 1): Promise<Outcome[]> =>
    page.evaluate(
      async ([procedure, given, count]) => {
        const [noun = '', verb = ''] = procedure.split('.');
        const { tessera: bridge } = globalThis as unknown as {
          tessera: Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
        };
        const results = await Promise.all(
          Array.from({ length: count }, () => {
            const one =
              typeof given === 'object' && given !== null && 'operation' in given
                ? { ...given, operation: crypto.randomUUID() }
                : given;
            return bridge[noun]![verb]!(one) as Promise<{
              ok: boolean;
              value?: unknown;
              error?: { code: string };
            }>;
          }),
        );
        return results.map(({ ok, value, error }) => ({
          ok,
          value,
          ...(error === undefined ? {} : { code: error.code }),
        }));
      },
      [name, input, times] as const,
    );
  const dialogs = (): Promise<string[]> =>
    tessera.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  const ids = async (page: Page): Promise<Record<string, string>> => {
    const [state] = await call(page, 'state.get', {});
    const { identities } = state!.value as { identities: { id: string; principal: string }[] };
    return Object.fromEntries(identities.map(({ id, principal }) => [principal, id]));
  };

  test.beforeAll(async () => {
    host = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
    kerberos = ownKerberos();
    tessera = await launchTessera({ env: kerberos.env });
    await expect(tessera.page.getByRole('heading').first()).toBeVisible();
    const own = (n: number): string =>
      path.join(kerberos.env['XDG_RUNTIME_DIR'] ?? '', 'tessera', `krb5cc_m${n}`);
    cacheWithTgt(kerberos.cache, 36_000, 0, 'alice@NOWHERE.TEST');
    cacheWithTgt(own(1), 36_000, 0, 'bob@NOWHERE.TEST');
    cacheWithTgt(own(2), 36_000, 0, 'carol@NOWHERE.TEST');
    await tessera.app.close();
    tessera = await launchTessera({ env: kerberos.env });
    await expect(tessera.page.getByRole('region', { name: 'carol@NOWHERE.TEST' })).toBeVisible();
    await tessera.app.evaluate(({ dialog, shell }) => {
      const asked: string[] = [];
      const opened: string[] = [];
      Object.assign(globalThis, { asked, opened });
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message, cancelId = 1 } = given.at(-1) as Electron.MessageBoxOptions;
        asked.push(message);
        return Promise.resolve({ response: cancelId, checkboxChecked: false });
      };
      shell.openExternal = (url: string) => {
        opened.push(url);
        return Promise.resolve();
      };
    });
  });
  test.afterAll(async () => {
    await tessera.close();
    kerberos.remove();
    await new Promise((done) => host.close(done));
  });

  test('finds one function for each procedure and nothing else: no Node, no ipcRenderer, no other channel', async () => {
    const found = await tessera.page.evaluate(() => {
      const { tessera: bridge } = globalThis as unknown as {
        tessera: Record<string, Record<string, unknown>>;
      };
      const names = Object.entries(bridge).flatMap(([noun, verbs]) =>
        Object.keys(verbs).map((verb) => `${noun}.${verb}`),
      );
      const globals = [
        'require',
        'process',
        'ipcRenderer',
        'electron',
        'Buffer',
        'module',
        'tesseraWire',
        'tesseraReceive',
      ];
      return { names, globals: globals.filter((name) => name in globalThis) };
    });
    expect(found.names.toSorted()).toEqual([...procedureNames, 'events.subscribe'].toSorted());
    expect(found.globals).toEqual([]);
  });

  test('cannot pass a path, a channel or a function where a name belongs', async () => {
    const { page } = tessera;
    const known = await ids(page);
    const alice = known['alice@NOWHERE.TEST'];
    for (const [name, input] of [
      ['identity.destroy', { operation: '', identity: alice, cache: '/etc/passwd' }],
      ['identity.signIn', { operation: '', principal: 'a@B', options: {}, password: 'x' }],
      [
        'identity.signIn',
        { operation: '', principal: 'a@B', options: {}, how: { kind: 'keytab', keytab: '/etc/krb5.keytab' } },
      ],
      ['keytab.open', { from: '/etc/krb5.keytab' }],
      ['identity.makeDefault', { operation: '', identity: alice, cache: 'FILE:/tmp/x' }],
      ['ticket.raw', { identity: alice, ticket: '../../x' }],
    ] as const) {
      expect((await call(page, name, input))[0], name).toMatchObject({ ok: false, code: 'BAD_INPUT' });
    }
    await expect(
      page.evaluate(() => {
        const { tessera: bridge } = globalThis as unknown as {
          tessera: { state: { get: (x: unknown) => unknown } };
        };
        return bridge.state.get(() => 1);
      }),
    ).resolves.not.toMatchObject({ ok: true });
  });

  test('destroys one identity’s tickets at most: the next is main’s own question, which the page cannot answer', async () => {
    const { page } = tessera;
    const known = await ids(page);
    expect(
      await call(page, 'identity.destroy', { operation: '', identity: known['carol@NOWHERE.TEST'] }),
    ).toMatchObject([{ ok: true }]);
    const rest = await Promise.all(
      ['alice@NOWHERE.TEST', 'bob@NOWHERE.TEST'].map((name) =>
        call(page, 'identity.destroy', { operation: '', identity: known[name] }),
      ),
    );
    expect(rest.flat()).toMatchObject([
      { ok: false, code: 'CANCELLED' },
      { ok: false, code: 'CANCELLED' },
    ]);
    expect(await dialogs()).toHaveLength(1);
    // Nor by taking the ticket that signs in out of the cache.
    const [state] = await call(page, 'state.get', {});
    const { identities } = state!.value as { identities: { id: string; tickets: { id: string }[] }[] };
    for (const { id, tickets } of identities.filter((each) => each.tickets.length > 0)) {
      const [removed] = await call(page, 'ticket.remove', {
        operation: '',
        identity: id,
        ticket: tickets[0]?.id,
      });
      expect(removed).toMatchObject({ ok: false, code: 'CANCELLED' });
    }
    expect(await dialogs()).toHaveLength(1);
    await expect(page.getByRole('region', { name: 'alice@NOWHERE.TEST' })).toContainText('Signed in');
    await expect(page.getByRole('region', { name: 'bob@NOWHERE.TEST' })).toContainText('Signed in');
  });

  test('clears no history without that question either', async () => {
    expect(await call(tessera.page, 'history.clear', {})).toMatchObject([
      { ok: true, value: { cleared: false } },
    ]);
  });

  test('starts no sign-in to a realm never used, nor reaches a host it names, but by the prompt window', async () => {
    const { page, app } = tessera;
    const kdc = `127.0.0.1:${(host.address() as AddressInfo).port}`;
    const prompt = app.waitForEvent('window');
    const signIn = call(page, 'identity.signIn', {
      operation: '',
      principal: 'victim@EVIL.TEST',
      options: {},
      servers: { kdc: [kdc], kpasswd: [] },
    });
    const opened = await prompt;
    await expect(opened.locator('body')).toContainText('victim@EVIL.TEST');
    await expect(opened.locator('body')).toContainText('EVIL.TEST');
    expect(connections).toBe(0);
    await opened.keyboard.press('Escape').catch(() => undefined);
    expect(await signIn).toMatchObject([{ ok: false, code: 'CANCELLED' }]);
    expect(connections).toBe(0);
  });

  test('learns of few unknown realms, and of no host in them', async () => {
    const { page } = tessera;
    const states: unknown[] = [];
    for (let n = 0; n < 14; n++) {
      const [found] = await call(page, 'realm.probe', { principal: `x@GUESS${n}.TEST` });
      states.push((found?.value as { state?: string } | undefined)?.state ?? found?.code);
    }
    expect(states.filter((state) => state === 'unknown-realm')).toHaveLength(12);
    expect(states.slice(12)).toEqual(['not-looked', 'not-looked']);
  });

  test('floods nothing: each kind of request ends in BUSY, the KDC’s and the clipboard’s soonest', async () => {
    const { page } = tessera;
    const alice = (await ids(page))['alice@NOWHERE.TEST'];
    const answered = async (name: string, input: unknown, times: number): Promise<number> =>
      (await call(page, name, input, times)).filter(({ code }) => code !== 'BUSY').length;
    expect(
      await answered('ticket.acquire', { operation: '', identity: alice, service: 'HTTP/x' }, 200),
    ).toBeLessThanOrEqual(26);
    expect(await answered('clipboard.write', { text: 'rm -rf /' }, 200)).toBeLessThanOrEqual(14);
    expect(await answered('identity.pin', { identity: alice, pinned: true }, 400)).toBeLessThan(400);
    expect(await answered('state.get', {}, 600)).toBeLessThan(600);
    // What is running can still be stopped, and the person still gets an answer.
    expect(await call(page, 'operation.cancel', { operation: crypto.randomUUID() })).toMatchObject([
      { ok: true },
    ]);
    await page.waitForTimeout(3_000);
    expect(await call(page, 'state.get', {})).toMatchObject([{ ok: true }]);
  });

  test('opens no link, no window and no page, and sends nothing out', async () => {
    const { page, app } = tessera;
    const before = page.url();
    const outcome = await page.evaluate(
      async (port) => {
        window.open('https://evil.test/');
        const fetched = await fetch(`http://127.0.0.1:${port}/`).then(
          () => true,
          () => false,
        );
        const link = document.createElement('a');
        link.href = 'tessera:sign-in?principal=x@EVIL.TEST';
        document.body.append(link);
        link.click();
        link.href = 'https://evil.test/';
        link.target = '_blank';
        link.click();
        link.remove();
        return fetched;
      },
      (host.address() as AddressInfo).port,
    );
    expect(outcome).toBe(false);
    await page.waitForTimeout(300);
    expect(page.url()).toBe(before);
    expect(connections).toBe(0);
    expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([]);
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))
      .toBe(1);
    await expect.poll(() => app.windows().length).toBe(1);
  });
});
