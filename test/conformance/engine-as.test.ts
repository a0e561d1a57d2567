// Initial tickets from real KDCs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acquireInitialCredential,
  decodeDer,
  explain,
  formatPrincipal,
  NameType,
  parsePrincipal,
  TicketFlag,
  validateCredential,
  writeCcache,
  asReq,
} from '../../src/krb5/index.ts';
import type { InitialOptions, InitialRequest } from '../../src/krb5/index.ts';
import {
  contentsOf,
  engineFor,
  failureOf,
  keytab,
  password,
  principal,
  proofsSent,
} from '../support/engine.ts';
import type { Engine } from '../support/engine.ts';
import { describeWith, mitEnvironment, runTool, startPeer } from '../support/peers.ts';
import type { Peer, PeerName } from '../support/peers.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'tessera-engine-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const USERS: readonly (readonly [PeerName, string])[] = [
  ['mit', 'user@MIT.TEST'],
  ['heimdal', 'user@HEIMDAL.TEST'],
  ['samba', 'alice@AD.TEST'],
];

const has = (flags: number, bit: number): boolean => (flags & bit) !== 0;

describe.each(USERS)('an initial ticket from %s', (name, user) => {
  describeWith([name], 'AS exchange', () => {
    let peer: Peer;
    let engine: Engine;
    beforeAll(() => {
      peer = startPeer(name);
    });

    const signIn = (options: InitialOptions = {}, more: Partial<InitialRequest> = {}) => {
      engine = engineFor(peer.krb5Conf);
      const secret = password(peer.password);
      return acquireInitialCredential(engine.ports, engine.settings, {
        client: principal(user),
        secret,
        options,
        ...more,
      });
    };

    it('comes for a password, with one proof, signed by the KDC', async () => {
      const { credential, config, kdcOffset } = await signIn();
      expect(formatPrincipal(credential.client)).toBe(user);
      expect(has(credential.flags, TicketFlag.INITIAL)).toBe(true);
      expect(has(credential.flags, TicketFlag.PRE_AUTHENT)).toBe(true);
      expect(proofsSent(engine.trace)).toBe(1);
      const checks = engine.trace.find((event) => event.type === 'reply.checked')?.checks;
      expect(checks).toContain('encrypted-pa-data.PA-REQ-ENC-PA-REP');
      expect(config.map(({ key, value }) => [key, new TextDecoder().decode(value)])).toEqual([
        ['fast_avail', 'yes'],
        ['pa_type', '2'],
      ]);
      expect(Math.abs(kdcOffset?.seconds ?? 99)).toBeLessThanOrEqual(1);
    });

    it('is listed by MIT klist with the config entries that MIT kinit writes', async () => {
      const initial = await signIn({ renewLifetime: 3600 });
      const ours = path.join(scratch, `${name}-ours`);
      writeFileSync(ours, writeCcache(contentsOf(initial)), { mode: 0o600 });
      const theirs = path.join(scratch, `${name}-theirs`);
      const env = mitEnvironment(peer, `FILE:${theirs}`);
      const made = await runTool('kinit', ['-r', '1h', user], { env, input: `${peer.password}\n` });
      expect(made.code, made.stderr).toBe(0);
      const list = async (file: string) => (await runTool('klist', ['-f', '-e', '-C', file], { env })).stdout;
      const normal = (text: string): string =>
        text.replaceAll(/\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d/g, 'TIME').replace(/^Ticket cache.*$/m, '');
      // MIT's kinit answers an MIT KDC with SPAKE (151), which is all that may differ.
      const expected = normal(await list(theirs)).replace(/(pa_type.* = )\d+/, '$12');
      expect(normal(await list(ours))).toBe(expected);
    });

    it('lives, renews and is forwardable, proxiable as asked', async () => {
      const now = Math.floor(Date.now() / 1000);
      const { credential } = await signIn({
        lifetime: 600,
        renewLifetime: 1200,
        forwardable: true,
        proxiable: true,
      });
      expect(credential.times.endTime).toBeGreaterThan(now + 500);
      expect(credential.times.endTime).toBeLessThanOrEqual(now + 605);
      expect(credential.times.renewTill).toBeLessThanOrEqual(now + 1205);
      expect(has(credential.flags, TicketFlag.RENEWABLE)).toBe(true);
      expect(has(credential.flags, TicketFlag.FORWARDABLE)).toBe(true);
      expect(has(credential.flags, TicketFlag.PROXIABLE)).toBe(true);
      const plain = await signIn({ lifetime: 300, renewLifetime: 0, forwardable: false, proxiable: false });
      expect(has(plain.credential.flags, TicketFlag.RENEWABLE)).toBe(false);
      expect(has(plain.credential.flags, TicketFlag.FORWARDABLE)).toBe(false);
      expect(has(plain.credential.flags, TicketFlag.PROXIABLE)).toBe(false);
    });

    it('is bound to the addresses asked for', async () => {
      const loopback = { addrType: 2, address: Uint8Array.of(127, 0, 0, 1) };
      const { credential } = await signIn({ addresses: [loopback] });
      expect(credential.addresses).toEqual([loopback]);
    });

    it('for a wrong password ends in words after one proof', async () => {
      const error = await failureOf(signIn({}, { secret: password('wrong') }));
      expect(error).toMatchObject({ code: 'PASSWORD_INCORRECT', details: { client: user, evidence: 'kdc' } });
      expect(proofsSent(engine.trace)).toBe(1);
    });

    it.each([-7200, 7200])(
      'comes although our clock is %i s off, and the offset is learnt',
      async (ahead) => {
        engine = engineFor(peer.krb5Conf);
        const { clock } = engine.ports;
        const ports = {
          ...engine.ports,
          clock: { ...clock, nowMicros: () => clock.nowMicros() + ahead * 1_000_000 },
        };
        const request = { client: principal(user), secret: password(peer.password) };
        const { kdcOffset } = await acquireInitialCredential(ports, engine.settings, request);
        expect(kdcOffset?.seconds).toBeGreaterThanOrEqual(-ahead - 2);
        expect(kdcOffset?.seconds).toBeLessThanOrEqual(-ahead + 2);
        expect(engine.trace.filter((event) => event.type === 'skew.adjusted')).toHaveLength(1);
        const strict = { ...engine.settings, kdcTimesync: false };
        const refused = acquireInitialCredential(ports, strict, {
          ...request,
          secret: password(peer.password),
        });
        expect((await failureOf(refused)).code).toBe('CLOCK_SKEW');
      },
    );

    it('for a name that does not exist ends in words', async () => {
      const realm = user.slice(user.indexOf('@'));
      const error = await failureOf(signIn({}, { client: principal(`nosuch${realm}`) }));
      expect(error).toMatchObject({
        code: 'KDC_ERROR',
        details: { exchange: 'AS', error: { errorCode: 6 } },
      });
    });

    it('stops at once when it is cancelled', async () => {
      const cancel = new AbortController();
      cancel.abort();
      expect((await failureOf(signIn({}, { signal: cancel.signal }))).code).toBe('CANCELLED');
    });
  });
});

describeWith(['mit'], 'initial tickets of MIT.TEST', () => {
  let peer: Peer;
  let engine: Engine;
  beforeAll(() => {
    peer = startPeer('mit');
    engine = engineFor(peer.krb5Conf);
  });
  const signIn = (client: string, options: InitialOptions = {}) =>
    acquireInitialCredential(engine.ports, engine.settings, {
      client: principal(client),
      secret: password(peer.password),
      options,
    });

  it.each([
    ['u-aes256', 18],
    ['u-aes128', 17],
    ['u-aes256sha2', 20],
    ['u-aes128sha2', 19],
    ['u-rc4', 23],
  ])('%s signs in with enctype %i', async (user, etype) => {
    await signIn(`${user}@MIT.TEST`);
    const derived = engine.trace.filter((event) => event.type === 'key.derived');
    expect(derived.at(-1)?.etype).toBe(etype);
  });

  it.each(['u-saltnorealm', 'u-saltspecial', 'u-renamed'])(
    '%s signs in with a salt of its own',
    async (user) => {
      const { credential } = await signIn(`${user}@MIT.TEST`);
      expect(formatPrincipal(credential.client)).toBe(`${user}@MIT.TEST`);
    },
  );

  it('an account with keys of no enctype that we allow is told that the KDC names none', async () => {
    const error = await failureOf(signIn('u-rc4@MIT.TEST', { enctypes: [18, 17] }));
    expect(error).toMatchObject({ code: 'PREAUTH_UNSUPPORTED' });
    expect(explain(error).why).toContain('encryption types that are not allowed here');
    const nopreauth = failureOf(signIn('nopreauth@MIT.TEST', { enctypes: [3] }));
    expect(await nopreauth).toMatchObject({ code: 'ETYPE_UNSUPPORTED', details: { ours: [3] } });
  });

  it('an account without pre-authentication signs in without a proof', async () => {
    const before = proofsSent(engine.trace);
    const { config } = await signIn('nopreauth@MIT.TEST');
    expect(proofsSent(engine.trace)).toBe(before);
    expect(config.map((entry) => entry.key)).toEqual(['fast_avail']);
    const wrong = acquireInitialCredential(engine.ports, engine.settings, {
      client: principal('nopreauth@MIT.TEST'),
      secret: password('wrong'),
    });
    expect(await failureOf(wrong)).toMatchObject({
      code: 'PASSWORD_INCORRECT',
      details: { evidence: 'reply' },
    });
  });

  it('a KDC whose replies are too big for UDP is asked again over TCP with the same bytes', async () => {
    const own = engineFor(peer.krb5Conf);
    await acquireInitialCredential(own.ports, own.settings, {
      client: principal('user2@MIT2.TEST'),
      secret: password(peer.password),
    });
    const sent = own.trace.filter((event) => event.type === 'message.sent');
    const nonces = sent.map((event) => [event.to.transport, decodeDer(asReq, event.bytes).reqBody.nonce]);
    expect(nonces.map(([transport]) => transport)).toEqual(expect.arrayContaining(['udp', 'tcp']));
    expect(new Set(nonces.map(([, nonce]) => nonce)).size).toBe(2);
  });

  it('a keytab signs in, and one without the name says what it holds', async () => {
    const client = principal('user@MIT.TEST');
    const secret = keytab(peer.dir, 'keytabs/user.keytab');
    const { credential } = await acquireInitialCredential(engine.ports, engine.settings, { client, secret });
    expect(has(credential.flags, TicketFlag.PRE_AUTHENT)).toBe(true);
    const error = await failureOf(
      acquireInitialCredential(engine.ports, engine.settings, {
        client: principal('nopreauth@MIT.TEST'),
        secret,
      }),
    );
    expect(error).toMatchObject({ code: 'KEY_NOT_FOUND', details: { principal: 'nopreauth@MIT.TEST' } });
  });

  it.each([
    ['expired', 1],
    ['disabled', 18],
    ['pwexpired', 23],
    ['mustchange', 23],
  ])('%s is told by error %i', async (user, errorCode) => {
    expect(await failureOf(signIn(`${user}@MIT.TEST`))).toMatchObject({
      code: 'KDC_ERROR',
      details: { error: { errorCode } },
    });
  });

  it('pre-authentication of a kind not supported is named', async () => {
    expect((await failureOf(signIn('hwauth@MIT.TEST'))).code).toBe('PREAUTH_UNSUPPORTED');
  });

  it('a postdated ticket is invalid until it is validated after its start', async () => {
    const initial = await signIn('user@MIT.TEST', { startAfter: 2 });
    expect(has(initial.credential.flags, TicketFlag.INVALID)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const valid = await validateCredential(engine.ports, engine.settings, { contents: contentsOf(initial) });
    expect(has(valid.flags, TicketFlag.INVALID)).toBe(false);
  });

  it('a wrong password counts once towards the lock-out', async () => {
    const admin = (query: string): string =>
      execFileSync('kadmin.local', ['-r', 'MIT.TEST', '-q', query], {
        env: {
          ...process.env,
          KRB5_CONFIG: path.join(peer.dir, 'kdc-krb5.conf'),
          KRB5_KDC_PROFILE: path.join(peer.dir, 'kdc1/kdc.conf'),
        },
        encoding: 'utf8',
      });
    admin('modprinc -unlock lockme');
    const wrong = acquireInitialCredential(engine.ports, engine.settings, {
      client: principal('lockme@MIT.TEST'),
      secret: password('wrong'),
    });
    expect((await failureOf(wrong)).code).toBe('PASSWORD_INCORRECT');
    expect(admin('getprinc lockme')).toContain('Failed password attempts: 1');
    admin('modprinc -unlock lockme');
  });
});

describeWith(['samba'], 'initial tickets of AD.TEST', () => {
  let peer: Peer;
  let engine: Engine;
  beforeAll(() => {
    peer = startPeer('samba');
    engine = engineFor(peer.krb5Conf);
  });
  const signIn = (request: Pick<InitialRequest, 'client' | 'options'>) =>
    acquireInitialCredential(engine.ports, engine.settings, { ...request, secret: password(peer.password) });

  it.each(['John Doe@AD.TEST', 'jürgen@AD.TEST', 'carol@AD.TEST'])('%s signs in', async (user) => {
    const { credential } = await signIn({ client: principal(user) });
    expect(formatPrincipal(credential.client)).toBe(user);
  });

  it('an enterprise name becomes the account name', async () => {
    const client = parsePrincipal('carol.upn@corp-ad.example', { enterprise: true, defaultRealm: 'AD.TEST' });
    expect(client.name.nameType).toBe(NameType.ENTERPRISE);
    const { credential } = await signIn({ client, options: { canonicalize: true } });
    expect(formatPrincipal(credential.client)).toBe('carol@AD.TEST');
  });

  it('a name in another spelling becomes the account name only where canonicalize was asked for', async () => {
    const client = principal('ALICE@AD.TEST');
    const { credential } = await signIn({ client, options: { canonicalize: true } });
    expect(formatPrincipal(credential.client)).toBe('alice@AD.TEST');
  });

  it('an enterprise name of another forest is followed there', async () => {
    const client = parsePrincipal('alice@ad2.test', { enterprise: true, defaultRealm: 'AD.TEST' });
    const { credential } = await signIn({ client, options: { canonicalize: true } });
    expect(formatPrincipal(credential.client)).toBe('alice@AD2.TEST');
    expect(engine.trace).toContainEqual({ type: 'realm.redirected', from: 'AD.TEST', to: 'AD2.TEST' });
  });

  it.each([
    ['disabled', 18],
    ['expired', 18],
    ['mustchange', 23],
    ['pwexpired', 23],
  ])('%s is told by error %i', async (user, errorCode) => {
    expect(await failureOf(signIn({ client: principal(`${user}@AD.TEST`) }))).toMatchObject({
      code: 'KDC_ERROR',
      details: { error: { errorCode } },
    });
  });
});
