// The app and the command line renewing one cache in the same moment, as two processes: each asks the KDC once at
// most, and the cache is whole, whichever of them is answered first.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { contentsOf, formatPrincipal, parseCcache } from '../../src/krb5/index.ts';
import { CountingRelay, kdcOf } from '../support/counting-relay.ts';
import { startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';
import { launchTessera, root, type Launched } from './launch.ts';
import { mit, ownKerberos } from './window.ts';
import type { Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');
const run = promisify(execFile);
const USER = 'user@MIT.TEST';
const SERVICE = 'HTTP/web.mit.test@MIT.TEST';

test.describe.serial('the app and the command line renew at once', () => {
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');
  let peer: Peer;
  let folder = '';
  let kerberos: Kerberos;
  let tessera: Launched;
  let app: CountingRelay;
  let commandLine: CountingRelay;

  const configFor = (relay: CountingRelay, name: string): string => {
    const file = path.join(folder, `${name}.conf`);
    writeFileSync(file, relay.krb5Conf('MIT.TEST'));
    return file;
  };
  const renewByCommand = () =>
    run(process.execPath, [path.join(root, 'out/cli/tessera.js'), 'kinit', '-R'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        ...kerberos.env,
        KRB5_CONFIG: path.join(folder, 'command-line.conf'),
      },
    });
  const tickets = () => {
    const parsed = parseCcache(readFileSync(kerberos.cache));
    expect(parsed.incomplete).toBe(false);
    return contentsOf(parsed).credentials;
  };
  const services = () => tickets().map(({ server }) => formatPrincipal(server));
  const tgts = () => tickets().filter(({ server }) => server.name.nameString[0] === 'krbtgt');
  /** A fresh ten-second ticket with a service ticket, of MIT's own programs. */
  async function signIn(): Promise<number> {
    const env = { ...kerberos.env, KRB5_CONFIG: peer.krb5Conf };
    await mit('kinit', ['-l', '10s', '-r', '1h', USER], env, `${peer.password}\n`);
    await mit('kvno', ['-q', SERVICE], env);
    const card = tessera.page.getByRole('region', { name: USER });
    await expect(card).toContainText('Signed in');
    return tgts()[0]?.times.endTime ?? 0;
  }
  async function whole(before: number): Promise<void> {
    const [tgt, ...more] = tgts();
    expect(more).toEqual([]);
    expect(tgt?.times.endTime).toBeGreaterThan(before);
    const env = { ...kerberos.env, KRB5_CONFIG: peer.krb5Conf };
    await mit('kvno', ['-q', 'host/host.mit.test@MIT.TEST'], env);
    expect(await mit('klist', ['-e'], env)).toContain(`Default principal: ${USER}`);
  }

  test.beforeAll(async () => {
    peer = startPeer('mit');
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-together-'));
    const kdc = kdcOf(peer.krb5Conf);
    app = await CountingRelay.open(kdc);
    commandLine = await CountingRelay.open(kdc);
    configFor(commandLine, 'command-line');
    kerberos = ownKerberos(configFor(app, 'app'));
    tessera = await launchTessera({ env: kerberos.env });
  });
  test.afterAll(async () => {
    await tessera.close();
    app.close();
    commandLine.close();
    kerberos.remove();
    rmSync(folder, { recursive: true });
  });

  for (const first of ['the command line', 'the app'] as const) {
    test(`while both wait for the KDC and ${first} is answered first`, async () => {
      const relays = { 'the app': app, 'the command line': commandLine };
      app.hold();
      commandLine.hold();
      const before = await signIn();
      const asked = { app: app.requests, commandLine: commandLine.requests };
      const byCommand = renewByCommand();
      // The app comes by itself, at half of the lifetime.
      await expect.poll(() => commandLine.requests - asked.commandLine).toBe(1);
      await expect.poll(() => app.requests - asked.app, { timeout: 9_000, intervals: [20] }).toBe(1);
      const second = first === 'the app' ? 'the command line' : 'the app';
      relays[first].release();
      await expect.poll(() => tgts()[0]?.times.endTime, { intervals: [20] }).toBeGreaterThan(before);
      // kinit -R makes a new cache, as MIT's does; the app keeps what else is in it.
      if (first === 'the app') expect(services()).toContain(SERVICE);
      relays[second].release();
      await byCommand;
      await whole(before);
      // Neither asks again: the app's next one is due at half of the new lifetime.
      await wait(2_500);
      expect({ app: app.requests, commandLine: commandLine.requests }).toEqual({
        app: asked.app + 1,
        commandLine: asked.commandLine + 1,
      });
      await whole(before);
    });
  }

  test('five times over, without anybody holding them', async () => {
    for (let round = 0; round < 5; round++) {
      const before = await signIn();
      const asked = { app: app.requests, commandLine: commandLine.requests };
      // When the app renews by itself is not known to the second; a person's click is.
      const clicked = tessera.page.keyboard.press('Control+r');
      await Promise.all([renewByCommand(), clicked, wait(1_000)]);
      expect(app.requests - asked.app).toBeLessThanOrEqual(1);
      expect(commandLine.requests - asked.commandLine).toBe(1);
      await whole(before - 1); // the same second again is no fault
    }
  });
});
