// How one signs in, on real KDCs: from a keytab anew when a ticket cannot be renewed, and at a realm that no
// configuration names, by the KDC that the person named.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { composeServices } from '../../src/main/compose.ts';
import type { RenewalChoices } from '../../src/main/renewal-ports.ts';
import type { SecretPrompt, Services } from '../../src/main/services/index.ts';
import type { SignInOptions } from '../../src/shared/index.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer } from '../support/peers.ts';

let folder = '';
let services: Services | undefined;
let asked: Parameters<SecretPrompt['ask']>[0][] = [];
let answers: string[] = [];

afterEach(() => {
  services?.close();
  services = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function open(
  krb5Conf: string | undefined,
  keytab: string | undefined,
  renewal: RenewalChoices = {},
): Promise<Services> {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-sign-in-'));
  mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
  const empty = path.join(folder, 'krb5.conf');
  writeFileSync(empty, '[libdefaults]\n  dns_lookup_kdc = false\n');
  const own = path.join(folder, 'chosen.keytab');
  if (keytab !== undefined) copyFileSync(keytab, own);
  [asked, answers] = [[], []];
  services = await composeServices({
    env: {
      KRB5_CONFIG: krb5Conf ?? empty,
      KRB5CCNAME: `FILE:${path.join(folder, 'krb5cc')}`,
      XDG_RUNTIME_DIR: path.join(folder, 'run'),
    },
    dataFolder: path.join(folder, 'data'),
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    prompt: {
      ask(question) {
        asked.push(question);
        const typed = answers.shift();
        return Promise.resolve(typed === undefined ? undefined : new TextEncoder().encode(typed));
      },
    },
    dialogs: {
      pickKeytab: () => Promise.resolve(own),
      pickBlob: () => Promise.resolve(undefined),
      saveAs: () => Promise.resolve(undefined),
      confirmSignIn: () => Promise.resolve(true),
    },
    clipboard: () => undefined,
    startPractice: () => Promise.reject(new Error('not here')),
    renewal,
  });
  await services.start();
  return services;
}

async function withKeytab(principal: string, options: SignInOptions): Promise<void> {
  const { handlers } = services!;
  const { keytab } = await handlers['keytab.open']({ from: 'dialog' });
  const how = { kind: 'keytab', keytab: keytab!.keytab } as const;
  await handlers['identity.signIn']({ operation: crypto.randomUUID(), principal, options, how });
}

async function tgtOf(principal: string) {
  const { identities } = await services!.handlers['state.get']({});
  const identity = identities.find((each) => each.principal === principal)!;
  return { identity, tgt: identity.tickets.find(({ kind }) => kind === 'tgt')! };
}

const tool = (peer: Peer, command: string, ...args: readonly string[]) =>
  runTool(command, args, { env: mitEnvironment(peer, `FILE:${path.join(folder, 'krb5cc')}`) });

for (const [name, service] of [
  ['mit', 'HTTP/web.mit.test'],
  ['heimdal', 'HTTP/web.heimdal.test'],
] as const) {
  describeWith([name], `a ten-second ticket from a keytab of ${name}`, () => {
    it('is got anew from the keytab, with nobody asked, and works for MIT’s kvno', async () => {
      const peer = startPeer(name);
      await open(peer.krb5Conf, path.join(peer.dir, 'keytabs/user.keytab'));
      const principal = `user@${peer.realm}`;
      await withKeytab(principal, { lifetime: 10, renewable: 0 });
      const before = await tgtOf(principal);
      expect(before.tgt.flags).not.toContain('renewable');
      expect(services!.renewal!.planned(before.identity.id)).toMatchObject({ kind: 'sign-in' });
      await wait(7_500);
      const { tgt } = await tgtOf(principal);
      expect(tgt.authTime).toBeGreaterThan(before.tgt.authTime);
      expect(tgt.flags).toContain('initial');
      expect(asked).toEqual([]);
      expect(await tool(peer, 'kvno', service)).toMatchObject({ code: 0 });
    });
  });
}

describeWith(['samba'], 'a five-minute ticket from a keytab of Active Directory', () => {
  it('is got anew when less than 290 s are left', async () => {
    const peer = startPeer('samba');
    await open(peer.krb5Conf, path.join(peer.dir, 'keytabs/ad/user.keytab'), {
      settingsFor: () => ({ renewWhenLeft: 290 }),
    });
    await withKeytab('alice@AD.TEST', { lifetime: 300, renewable: 0 });
    const before = await tgtOf('alice@AD.TEST');
    await wait(13_000);
    const { tgt } = await tgtOf('alice@AD.TEST');
    expect(tgt.authTime).toBeGreaterThan(before.tgt.authTime);
    expect(await tool(peer, 'kvno', 'HTTP/web.ad.test')).toMatchObject({ code: 0 });
  });
});

describeWith(['mit'], 'a realm that no configuration names, by the servers that the person named', () => {
  const USER = 'shortlife@MIT.TEST';
  const servers = { kdc: ['127.10.0.1:18088'], kpasswd: ['127.10.0.1:18464'] };

  it('is signed in to, gives tickets, renews by itself and takes a new password', async () => {
    const peer = startPeer('mit');
    const { handlers } = await open(undefined, undefined);
    const signIn = (given: boolean) =>
      handlers['identity.signIn']({
        operation: crypto.randomUUID(),
        principal: USER,
        options: { lifetime: 10, renewable: 600 },
        ...(given ? { servers } : {}),
      });
    answers = [peer.password];
    await expect(signIn(false)).rejects.toMatchObject({ code: 'REALM_UNKNOWN' });
    answers = [peer.password];
    await signIn(true);
    expect(asked.at(-1)!.reason).toContain('127.10.0.1:18088');
    const { identity, tgt } = await tgtOf(USER);
    expect(identity.means).toEqual({ how: 'password', servers });
    const ask = {
      operation: crypto.randomUUID(),
      identity: identity.id,
      service: 'HTTP/web.mit.test@MIT.TEST',
    };
    expect((await handlers['ticket.acquire'](ask)).made).toBe('HTTP/web.mit.test@MIT.TEST');
    expect(await handlers['realm.probe']({ principal: USER })).toMatchObject({
      state: 'reached',
      source: 'given',
    });
    await wait(7_500);
    const renewed = await tgtOf(USER);
    expect(renewed.tgt.endTime).toBeGreaterThan(tgt.endTime);
    expect(renewed.tgt.authTime).toBe(tgt.authTime);

    const change = () =>
      handlers['identity.changePassword']({ operation: crypto.randomUUID(), identity: identity.id });
    try {
      answers = [peer.password, 'For-A-Moment-0nly'];
      await change();
      answers = ['For-A-Moment-0nly'];
      await signIn(false); // kept with the identity
    } finally {
      answers = ['For-A-Moment-0nly', peer.password];
      await change();
    }
  });
});
