// Every scenario of the practice realm, met with our own engine over real sockets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDer } from '../../../src/krb5/asn1/index.ts';
import {
  acquireInitialCredential,
  changePassword,
  ownTicketForPac,
  parsePrincipal,
  renewCredential,
  requestServiceTicket,
} from '../../../src/krb5/index.ts';
import type {
  CacheContents,
  Credential,
  InitialOptions,
  KerberosSettings,
  OwnTicket,
} from '../../../src/krb5/index.ts';
import { decrypt } from '../../../src/krb5/crypto/index.ts';
import { TicketFlag } from '../../../src/krb5/iana/flags.ts';
import { KeyUsage } from '../../../src/krb5/iana/key-usage.ts';
import { encTicketPart, ticket } from '../../../src/krb5/messages/index.ts';
import { decodePac, pacOfTicket } from '../../../src/krb5/pac/index.ts';
import type { PacContents } from '../../../src/krb5/pac/index.ts';
import { contentsOf, engineFor, failureOf, password } from '../../support/engine.ts';
import type { Engine } from '../../support/engine.ts';
import { startPractice } from '../../support/practice.ts';
import type { Practice } from '../../support/practice.ts';

let practice: Practice;

beforeAll(async () => {
  practice = await startPractice();
});

afterAll(async () => {
  await practice.stop();
});

const engine = (change: Partial<KerberosSettings> = {}): Engine => engineFor(practice.krb5Conf, change);
const named = (name: string): ReturnType<typeof parsePrincipal> =>
  parsePrincipal(name, { defaultRealm: 'PRACTICE.TEST' });

async function signIn(
  user: string,
  options: InitialOptions = {},
  from: Engine = engine(),
  secret: string = practice.password,
): Promise<CacheContents> {
  const request = { client: named(user), secret: password(secret), options };
  return contentsOf(await acquireInitialCredential(from.ports, from.settings, request));
}

async function serviceTicket(
  contents: CacheContents,
  server: string,
  from: Engine = engine(),
): Promise<Credential> {
  const { credential } = await requestServiceTicket(from.ports, from.settings, {
    contents,
    server: named(server),
  });
  return credential;
}

const kdcError = (error: unknown): unknown =>
  (error as { details?: { error?: { errorCode?: number } } }).details?.error?.errorCode;

describe('the plain case', () => {
  it('gives alice a TGT and a ticket for each service but the RC4 one', async () => {
    const contents = await signIn('alice', { renewLifetime: 86_400, forwardable: true });
    const [tgt] = contents.credentials;
    expect(tgt?.flags).toBe(
      TicketFlag.FORWARDABLE |
        TicketFlag.RENEWABLE |
        TicketFlag.INITIAL |
        TicketFlag.PRE_AUTHENT |
        TicketFlag.ENC_PA_REP,
    );
    for (const { name } of practice.realm.services.filter((service) => !service.name.includes('legacy'))) {
      expect((await serviceTicket(contents, name)).server.name.nameString.join('/')).toBe(name);
    }
  });

  it('renews alice’s TGT', async () => {
    const { ports, settings } = engine();
    const contents = await signIn('alice', { renewLifetime: 86_400 });
    const renewed = await renewCredential(ports, settings, { contents });
    expect(renewed.times.renewTill).toBe(contents.credentials[0]?.times.renewTill);
    expect(renewed.flags & TicketFlag.INITIAL).toBe(0);
  });

  it('marks tickets for the portal ok-as-delegate', async () => {
    const credential = await serviceTicket(await signIn('alice'), 'HTTP/portal.practice.test');
    expect(credential.flags & TicketFlag.OK_AS_DELEGATE).not.toBe(0);
  });

  it('does not forward for bob', async () => {
    const contents = await signIn('bob', { forwardable: true });
    expect((contents.credentials[0]?.flags ?? 0) & TicketFlag.FORWARDABLE).toBe(0);
  });
});

describe('the scenarios to learn from', () => {
  it.each([
    ['expired', 1],
    ['disabled', 18],
    ['locked', 18],
    ['mustchange', 23],
    ['nosuch', 6],
  ])('refuse %s with error %i', async (user, code) => {
    expect(kdcError(await failureOf(signIn(user)))).toBe(code);
  });

  it('answer a wrong password with KDC_ERR_PREAUTH_FAILED', async () => {
    expect(await failureOf(signIn('alice', {}, engine(), 'wrong'))).toMatchObject({
      code: 'PASSWORD_INCORRECT',
    });
  });

  it('lock lockme after three wrong passwords', async () => {
    for (let i = 0; i < 3; i++) await failureOf(signIn('lockme', {}, engine(), 'wrong'));
    expect(kdcError(await failureOf(signIn('lockme')))).toBe(18);
  });

  it('give shortlife two minutes, renewable for ten', async () => {
    const { times } = (await signIn('shortlife', { renewLifetime: 86_400 })).credentials[0]!;
    expect(times.endTime - times.authTime).toBe(120);
    expect(times.renewTill - times.authTime).toBe(600);
  });

  it('show skewed the KDC’s clock, ten minutes ahead, and give a ticket by it', async () => {
    const skewed = engine();
    const contents = await signIn('skewed', {}, skewed);
    expect(skewed.trace.find(({ type }) => type === 'skew.adjusted')).toBeDefined();
    expect(contents.kdcOffset?.seconds).toBeGreaterThan(590);
    expect(await serviceTicket(contents, 'HTTP/web.practice.test')).toBeDefined();
  });

  it('know nothing of a typo', async () => {
    const contents = await signIn('alice');
    expect(kdcError(await failureOf(serviceTicket(contents, 'HTTP/typo.practice.test')))).toBe(7);
  });

  it('refuse the RC4-only service unless RC4 is allowed', async () => {
    const contents = await signIn('alice');
    expect(kdcError(await failureOf(serviceTicket(contents, 'HTTP/legacy.practice.test')))).toBe(14);
    const weak = engine({ defaultTgsEnctypes: [18, 23] });
    expect((await serviceTicket(contents, 'HTTP/legacy.practice.test', weak)).key.keyType).toBe(23);
  });

  it('let oldcrypto in with RC4 alone', async () => {
    expect(await failureOf(signIn('oldcrypto'))).toMatchObject({ code: 'ETYPE_UNSUPPORTED' });
    expect((await signIn('oldcrypto', { enctypes: [18, 23] })).credentials).toHaveLength(1);
  });

  it('send manygroups to TCP', async () => {
    const before = practice.events.length;
    await signIn('manygroups');
    const outcomes = practice.events.slice(before).map(({ transport, outcome }) => `${transport} ${outcome}`);
    expect(outcomes).toEqual([
      'udp KDC_ERR_PREAUTH_REQUIRED',
      'udp KRB_ERR_RESPONSE_TOO_BIG',
      'tcp repeated',
    ]);
  });

  it('are all described, with users and services that exist', () => {
    const users = practice.realm.users.map(({ name }) => name);
    for (const { id, user, title, expect: expected } of practice.realm.scenarios) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect(users).toContain(user);
      expect(title.length * expected.length).toBeGreaterThan(0);
    }
    expect(new Set(practice.realm.scenarios.map(({ id }) => id)).size).toBe(practice.realm.scenarios.length);
  });
});

describe('a password change', () => {
  const NEW = 'Brand-new-2';
  const change = async (user: string, from: string, to: string): ReturnType<typeof changePassword> => {
    const { ports, settings } = engine();
    const newPassword = (): Uint8Array => new TextEncoder().encode(to);
    return changePassword(ports, settings, { client: named(user), secret: password(from), newPassword });
  };

  it.each(['short', 'alllowercase', 'Bob-has-a-name-1'])('to "%s" is refused with the policy', async (to) => {
    expect(await failureOf(change('bob', practice.password, to))).toMatchObject({
      code: 'PASSWORD_CHANGE_REFUSED',
      details: { resultCode: 4, policy: { minLength: 8, history: 1, properties: 1 } },
    });
  });

  it('to the password in force is refused', async () => {
    const failure = await failureOf(change('bob', practice.password, practice.password));
    expect(failure).toMatchObject({ code: 'PASSWORD_CHANGE_REFUSED', details: { resultCode: 4 } });
  });

  it('takes effect at once, with the next key version', async () => {
    await change('bob', practice.password, NEW);
    expect(await failureOf(signIn('bob'))).toMatchObject({ code: 'PASSWORD_INCORRECT' });
    expect((await signIn('bob', {}, engine(), NEW)).credentials).toHaveLength(1);
    await change('bob', NEW, practice.password);
  });

  it('lets mustchange in', async () => {
    await change('mustchange', practice.password, NEW);
    expect((await signIn('mustchange', {}, engine(), NEW)).credentials).toHaveLength(1);
  });
});

describe('one’s own PAC', () => {
  function pacIn({ credential, tgt }: OwnTicket): PacContents {
    const { encPart } = decodeDer(ticket, credential.ticket);
    expect(encPart.kvno).toBeUndefined();
    const part = decodeDer(encTicketPart, decrypt(tgt.key, KeyUsage.TICKET, encPart.cipher));
    return decodePac(pacOfTicket(part)!);
  }

  it.each([
    ['user-to-user', 'S-1-18-1'],
    ['s4u2self+user-to-user', 'S-1-18-2'],
  ] as const)('opens with the TGT’s session key, by %s', async (how, asserted) => {
    const { ports, settings } = engine();
    const pac = pacIn(await ownTicketForPac(ports, settings, { contents: await signIn('alice'), how }));
    expect(pac.logonInfo?.effectiveName).toBe('alice');
    expect(pac.logonInfo?.extraSids).toEqual([{ sid: asserted, attributes: 7 }]);
    expect(pac.upnDnsInfo).toMatchObject({ upn: 'alice@practice.test', samName: 'alice' });
  });

  it('lists nested groups, and domain local ones as resource groups', async () => {
    const { ports, settings } = engine();
    const { logonInfo } = pacIn(await ownTicketForPac(ports, settings, { contents: await signIn('alice') }));
    expect(logonInfo?.groupIds.map(({ relativeId }) => relativeId)).toEqual([513, 1201, 1203, 1204]);
    expect(logonInfo?.resourceGroupIds.map(({ relativeId }) => relativeId)).toEqual([1205]);
    expect(logonInfo?.resourceGroupDomainSid).toBe(logonInfo?.logonDomainId);
  });
});
