// The options of the service-ticket sheet, each acting for real: the services ask a practice realm over loopback, and
// what came is read from the caches.
import { existsSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  decodeDer,
  decrypt,
  encTicketPart,
  formatPrincipal,
  KeyUsage,
  ticket,
} from '../../../../src/krb5/index.ts';
import type { Credential } from '../../../../src/krb5/index.ts';
import { openCache } from '../../../../src/node/index.ts';
import type { Services } from '../../../../src/main/services/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { InputOf } from '../../../../src/shared/index.ts';
import {
  alwaysTypes,
  errorOf,
  newAccount,
  practiceRealm,
  servicesOf,
} from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

const ALICE = 'alice@PRACTICE.TEST';
const BOB = 'bob@PRACTICE.TEST';
const WEB = 'HTTP/web.practice.test';
const AES128 = 17;
const RC4 = 23;

let realm: PracticeRealm;
let account: Account;
let services: Services;
let alice = '';

beforeAll(async () => {
  realm = await practiceRealm();
});
afterAll(async () => {
  await realm.stop();
});
beforeEach(async () => {
  account = newAccount(realm.krb5Conf);
  services = await servicesOf(account, { prompt: alwaysTypes(realm.users[0]!.password) });
  alice = await signIn(ALICE);
});
afterEach(() => {
  services.close();
  account.remove();
});

async function signIn(principal: string): Promise<string> {
  const operation = crypto.randomUUID();
  return (await services.handlers['identity.signIn']({ operation, principal, options: {} })).identity;
}
async function acquire(
  service: string,
  more: Pick<InputOf<'ticket.acquire'>, 'options' | 'keep'> = {},
  identity = alice,
) {
  const operation = crypto.randomUUID();
  const got = await services.handlers['ticket.acquire']({ operation, identity, service, ...more });
  return contract['ticket.acquire'].output.parse(got);
}
const stored = async (cache: string): Promise<readonly Credential[]> =>
  (await openCache(cache).read())?.credentials ?? [];
async function storedFor(cache: string, name: string): Promise<Credential> {
  const found = (await stored(cache)).filter(({ server }) => formatPrincipal(server) === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}
const home = (): string => `FILE:${account.cache}`;

describe('the enctype of the session key', () => {
  it('is the one that is asked for, whatever the ticket itself is sealed with', async () => {
    await acquire(WEB, { options: { enctype: AES128 } });
    const { key, ticket: octets } = await storedFor(home(), `${WEB}@PRACTICE.TEST`);
    expect(key.keyType).toBe(AES128);
    expect(decodeDer(ticket, octets).encPart.etype).not.toBe(AES128);
  });

  it('makes a ticket with another session key no answer: the KDC is asked again', async () => {
    expect((await acquire(WEB)).fromCache).toBe(false);
    expect((await acquire(WEB)).fromCache).toBe(true);
    expect((await acquire(WEB, { options: { enctype: AES128 } })).fromCache).toBe(false);
  });

  it('is refused where krb5.conf does not permit it, before anybody is asked', async () => {
    const error = await errorOf(acquire(WEB, { options: { enctype: RC4 } }));
    expect(error?.explanation.whatHappened).toContain('permitted_enctypes');
    const check = {
      operation: crypto.randomUUID(),
      identity: alice,
      service: WEB,
      options: { enctype: RC4 },
    };
    expect(await errorOf(services.handlers['ticket.check'](check))).toMatchObject({ code: 'KERBEROS' });
    expect(await stored(home())).toHaveLength(1);
    const { enctypes } = await services.handlers['ticket.resolve']({ identity: alice, service: WEB });
    expect(enctypes.map(({ number }) => number)).toContain(AES128);
    expect(enctypes.map(({ number }) => number)).not.toContain(RC4);
  });
});

describe('user-to-user', () => {
  it('gives a ticket that the session key of the other one’s ticket-granting ticket opens', async () => {
    const bob = await signIn(BOB);
    await acquire(BOB, { options: { userToUser: bob } });
    const got = await storedFor(home(), BOB);
    expect(got.isSkey).toBe(true);
    const bobCache = (await services.handlers['state.get']({})).identities.find(
      ({ id }) => id === bob,
    )!.cache;
    const tgt = await storedFor(bobCache, 'krbtgt/PRACTICE.TEST@PRACTICE.TEST');
    const { cipher } = decodeDer(ticket, got.ticket).encPart;
    const inside = decodeDer(encTicketPart, decrypt(tgt.key, KeyUsage.TICKET, cipher), {
      trailing: 'allow',
    });
    expect(inside.cname.nameString).toEqual(['alice']);
    const shown = (await services.handlers['state.get']({})).identities.find(({ id }) => id === alice)!;
    expect(shown.tickets.find(({ server }) => server === BOB)).toMatchObject({ userToUser: true });
  });

  it('with oneself works too, and a check keeps nothing', async () => {
    const check = {
      operation: crypto.randomUUID(),
      identity: alice,
      service: ALICE,
      options: { userToUser: alice },
    };
    const { ticket: told } = await services.handlers['ticket.check'](check);
    expect(told).toMatchObject({ server: ALICE, userToUser: true });
    expect(await stored(home())).toHaveLength(1);
  });

  it('for somebody else’s name is refused by the KDC', async () => {
    const bob = await signIn(BOB);
    const error = await errorOf(acquire(WEB, { options: { userToUser: bob } }));
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: 'KDC_ERROR' });
    expect(await stored(home())).toHaveLength(1);
  });
});

describe('a new cache', () => {
  it('gets the ticket alone, at the name that was told before; the other cache stays as it is', async () => {
    const { newCache } = await services.handlers['ticket.resolve']({ identity: alice, service: WEB });
    const got = await acquire(WEB, { keep: 'new' });
    expect(got.cache).toBe(newCache);
    expect((await stored(newCache)).map(({ server }) => formatPrincipal(server))).toEqual([
      `${WEB}@PRACTICE.TEST`,
    ]);
    expect(statSync(newCache.slice(5)).mode & 0o777).toBe(0o600);
    expect(await stored(home())).toHaveLength(1);
    const { identities } = await services.handlers['state.get']({});
    const card = identities.find(({ id }) => id === got.identity)!;
    expect(card).toMatchObject({
      principal: ALICE,
      cache: newCache,
      environment: [`KRB5CCNAME=${newCache}`],
    });
    expect(card.tickets[0]!.id).toBe(got.ticket);
    // The next one goes elsewhere.
    expect((await acquire(WEB, { keep: 'new' })).cache).not.toBe(newCache);
  });

  it('of the practice realm lies with the practice realm’s', async () => {
    await services.handlers['practice.start']({ operation: crypto.randomUUID() });
    const { identities } = await services.handlers['state.get']({});
    const practising = identities.find(({ isPractice }) => isPractice)!;
    const { cache } = await acquire(WEB, { keep: 'new' }, practising.id);
    expect(cache).toMatch(/\/run\/tessera\/practice\/krb5cc_.*\+2$/);
    expect(existsSync(cache.slice(5))).toBe(true);
  });
});

describe('the name', () => {
  it('is the KDC’s where it may correct it, and stays the asked one in the cache', async () => {
    const got = await acquire('web.practice.test', { options: { canonicalize: true } });
    expect(got.made).toBe(`${WEB}@PRACTICE.TEST`);
    await storedFor(home(), `${WEB}@PRACTICE.TEST`);
  });
});
