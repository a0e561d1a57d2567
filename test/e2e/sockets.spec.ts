// What the app's processes are connected to while it does its main job: the KDC and the password server that the job
// needs, from the main process, and nothing else. There is no telemetry, no updater, no crash reporter.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { CountingRelay, kdcOf } from '../support/counting-relay.ts';
import { startPeer } from '../support/peers.ts';
import { launchTessera, type Launched } from './launch.ts';
import { SocketWatch } from './socket-watch.ts';
import { answerPrompt, ownKerberos, signIn, type Kerberos } from './window.ts';

const absent = (process.env['TESSERA_ABSENT'] ?? '').split(',');
const USER = 'user@MIT.TEST';
const SLOW_MS = 400;

test.describe.serial('sockets during the main job', () => {
  test.skip(absent.includes('mit'), 'the MIT realm cannot run on this machine');
  let tessera: Launched;
  let kerberos: Kerberos;
  /** A KDC that is slow enough for each socket to be seen. */
  let relay: CountingRelay;
  let config = '';
  test.afterAll(async () => {
    await tessera.close();
    relay.close();
    kerberos.remove();
    rmSync(path.dirname(config), { recursive: true });
  });

  test('are to the realm’s servers, in the main process, and to nobody else', async () => {
    test.setTimeout(120_000);
    const peer = startPeer('mit');
    relay = await CountingRelay.open(kdcOf(peer.krb5Conf), SLOW_MS);
    config = path.join(mkdtempSync(path.join(os.tmpdir(), 'tessera-sockets-')), 'krb5.conf');
    writeFileSync(config, relay.krb5Conf(peer.realm));
    kerberos = ownKerberos(config);
    tessera = await launchTessera({ env: kerberos.env });
    const { page, app } = tessera;
    const pid = app.process().pid ?? 0;
    await expect(page.getByText('default realm MIT.TEST')).toBeVisible();
    const watched = await SocketWatch.open(pid);

    await signIn(tessera, USER, 'no-Passw0rd-of-theirs');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await signIn(tessera, USER, peer.password);
    const card = page.getByRole('region', { name: USER });
    await expect(card).toContainText('Signed in');
    await page.getByLabel('Web address or server').fill('HTTP/web.mit.test');
    await page.getByRole('button', { name: 'Get ticket' }).click();
    const sheet = page.getByRole('dialog', { name: 'Get a service ticket' });
    await sheet.getByRole('button', { name: 'Get ticket' }).click();
    await expect(page.getByRole('region', { name: 'Tickets' })).toContainText('HTTP/web.mit.test');
    await page.keyboard.press('Control+r');
    await expect(page.getByRole('status').filter({ hasText: 'renewed, valid until' })).not.toHaveCount(0);
    await page.getByRole('button', { name: `More for ${USER}` }).click();
    await page.getByRole('menuitem', { name: 'Change its password' }).click();
    const first = app.waitForEvent('window');
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    // The present one again is refused or taken; either way the password server is asked.
    const prompt = await first;
    await answerPrompt(prompt, USER, 'no-Passw0rd-of-theirs');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    for (const link of await page.getByRole('navigation').getByRole('link').all()) {
      await link.click();
      await page.keyboard.press('F7');
      await wait(300);
    }
    await watched.stop();

    const kdc = `127.0.0.1:${String(relay.port)}`;
    const counted = watched.count([kdc]);
    expect(counted.strangers).toEqual([]);
    expect(counted.remotes).toEqual([kdc]);
  });

  test('the judge sees one that is none of the job’s', async () => {
    const { app } = tessera;
    const pid = app.process().pid ?? 0;
    const watched = await SocketWatch.open(pid);
    const port = await app.evaluate(async () => {
      const { createServer } = process.getBuiltinModule('node:net');
      const server = createServer();
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      Object.assign(globalThis, { stranger: server });
      return (server.address() as { readonly port: number }).port;
    });
    await expect
      .poll(() => [...watched.seen.values()].flatMap(({ ends }) => ends.map(({ local }) => local)))
      .toContain(`127.0.0.1:${String(port)}`);
    await watched.stop();
    expect(watched.count([]).strangers).toContainEqual(expect.stringContaining(`127.0.0.1:${String(port)}`));
    await app.evaluate(
      () =>
        new Promise<void>((resolve) => {
          (globalThis as unknown as { stranger: Server }).stranger.close(() => {
            resolve();
          });
        }),
    );
  });

  test('and one of another process', async () => {
    const { app } = tessera;
    const watched = await SocketWatch.open(app.process().pid ?? 0);
    const child = await app.evaluate(() => {
      const { spawn } = process.getBuiltinModule('node:child_process');
      const { pid = 0 } = spawn(process.execPath, [
        '-e',
        "require('node:dgram').createSocket('udp4').bind(0, '127.0.0.1'); setTimeout(() => process.exit(), 60000)",
      ]);
      return pid;
    });
    await expect
      .poll(() => watched.count([]).strangers)
      .toContainEqual(expect.stringMatching(/^127\.0\.0\.1:\d+ to nobody of .*createSocket/));
    process.kill(child);
    await watched.stop();
  });
});
