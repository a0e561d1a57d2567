// The services over everything real: the engine, caches in a folder, SQLite, and a practice realm on loopback. Only
// the person is played: the prompt answers what the test says.
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SecretPrompt, Services } from '../../../../src/main/services/index.ts';
import { openCache } from '../../../../src/node/index.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import { eventEnvelope } from '../../../../src/shared/events.ts';
import { contract } from '../../../../src/shared/index.ts';
import type { EventEnvelope, Snapshot } from '../../../../src/shared/index.ts';
import { errorOf, newAccount, practiceRealm, servicesOf } from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

const ALICE = 'alice@PRACTICE.TEST';
const BOB = 'bob@PRACTICE.TEST';
const WEB = 'HTTP/web.practice.test';

let realm: PracticeRealm;
let password = '';
let account: Account;
let folder = '';
let services: Services;
let env: Record<string, string> = {};
/** What the person does when asked. */
let answer: SecretPrompt['ask'];
let asked: string[] = [];
let events: EventEnvelope[] = [];

beforeAll(async () => {
  realm = await practiceRealm();
  password = realm.users[0]!.password;
});
afterAll(async () => {
  await realm.stop();
});

async function open(more: Record<string, string> = {}): Promise<void> {
  env = {
    KRB5_CONFIG: join(folder, 'krb5.conf'),
    KRB5CCNAME: `FILE:${join(folder, 'krb5cc')}`,
    XDG_RUNTIME_DIR: join(folder, 'run'),
    ...more,
  };
  services = await servicesOf(
    account,
    {
      env,
      prompt: {
        ask: (request) => {
          asked.push(request.principal);
          return answer(request);
        },
      },
    },
    events,
  );
}

beforeEach(async () => {
  account = newAccount(realm.krb5Conf);
  folder = account.folder;
  asked = [];
  events = [];
  answer = () => Promise.resolve(new TextEncoder().encode(password));
  await open();
});
afterEach(() => {
  services.close();
  account.remove();
});

const operation = (): string => crypto.randomUUID();
const signIn = (principal: string, id = operation()) =>
  services.handlers['identity.signIn']({ operation: id, principal, options: {} });
const snapshot = (): Promise<Snapshot> => services.handlers['state.get']({});
const identity = async (principal: string) =>
  (await snapshot()).identities.find((each) => each.principal === principal);
const defaultCache = (): string => join(folder, 'krb5cc');

describe('signing in', () => {
  it('puts the tickets of the first identity into the default cache', async () => {
    const { cache } = await signIn('alice');
    expect(cache).toBe(env['KRB5CCNAME']);
    expect(asked).toEqual([ALICE]);
    expect(statSync(defaultCache()).mode & 0o777).toBe(0o600);
    expect(await identity(ALICE)).toMatchObject({ isDefault: true, isPractice: false, environment: [] });
  });

  it('never overwrites another principal’s tickets: a further identity gets a cache of its own', async () => {
    await signIn(ALICE);
    const before = readFileSync(defaultCache());
    const { cache } = await signIn(BOB);
    expect(readFileSync(defaultCache()).equals(before)).toBe(true);
    expect(cache).toBe(`FILE:${join(folder, 'run', 'tessera', 'krb5cc_bob%40PRACTICE.TEST')}`);
    expect(await identity(BOB)).toMatchObject({ isDefault: false, environment: [`KRB5CCNAME=${cache}`] });
    expect(statSync(join(folder, 'run', 'tessera')).mode & 0o777).toBe(0o700);
  });

  it('goes on in the cache that an identity has', async () => {
    await signIn(ALICE);
    const { cache } = await signIn(BOB);
    expect((await signIn(BOB)).cache).toBe(cache);
    expect((await signIn(ALICE)).cache).toBe(env['KRB5CCNAME']);
  });

  it('chooses the cache when the ticket is there: what another program did meanwhile stays', async () => {
    await signIn(BOB);
    const bobs = readFileSync(defaultCache());
    await openCache(env['KRB5CCNAME']!).destroy();
    answer = () => {
      writeFileSync(defaultCache(), bobs, { mode: 0o600 });
      return Promise.resolve(new TextEncoder().encode(password));
    };
    const { cache } = await signIn(ALICE);
    expect(cache).not.toBe(env['KRB5CCNAME']);
    expect(readFileSync(defaultCache()).equals(bobs)).toBe(true);
  });

  it('does not trust what it saw a moment ago: an identity whose cache was taken over moves', async () => {
    const { cache: bobs } = await signIn(BOB);
    const taken = readFileSync(bobs.slice('FILE:'.length));
    await openCache(bobs).destroy();
    await signIn(ALICE);
    answer = () => {
      writeFileSync(defaultCache(), taken, { mode: 0o600 });
      return Promise.resolve(new TextEncoder().encode(password));
    };
    const { cache } = await signIn(ALICE);
    expect(cache).toBe(`FILE:${join(folder, 'run', 'tessera', 'krb5cc_alice%40PRACTICE.TEST')}`);
    expect(readFileSync(defaultCache()).equals(taken)).toBe(true);
  });

  it('explains a wrong password, keeps the old tickets, and tells nobody what was typed', async () => {
    await signIn(ALICE);
    const before = readFileSync(defaultCache());
    const typed = new TextEncoder().encode('hunter2-not-this');
    answer = () => Promise.resolve(typed);
    const error = await errorOf(signIn(ALICE));
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: 'PASSWORD_INCORRECT' });
    expect(error?.explanation.helpdesk[0]).toBe('KDC_ERR_PREAUTH_FAILED (24)');
    expect(asked).toHaveLength(2);
    expect(readFileSync(defaultCache()).equals(before)).toBe(true);
    expect([...typed].every((octet) => octet === 0)).toBe(true);
    const state = await snapshot();
    expect(state.history[0]).toMatchObject({ kind: 'sign-in', outcome: 'failed', principal: ALICE });
    expect(JSON.stringify([events, state])).not.toContain('hunter2');
  });

  it('joins identical requests: one prompt, one answer for both', async () => {
    const results = await Promise.all([signIn(ALICE), signIn(ALICE)]);
    expect(results[0]).toEqual(results[1]);
    expect(asked).toHaveLength(1);
  });

  it('stops when the last of those who asked cancels, and closes the prompt', async () => {
    let closed = false;
    answer = ({ signal }) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          closed = true;
          resolve(undefined);
        });
      });
    const [first, second] = [operation(), operation()];
    const outcomes = [errorOf(signIn(ALICE, first)), errorOf(signIn(ALICE, second))];
    while (asked.length === 0) await wait(5);
    await services.handlers['operation.cancel']({ operation: first });
    expect(await outcomes[0]).toMatchObject({ code: 'CANCELLED' });
    expect(closed).toBe(false);
    await services.handlers['operation.cancel']({ operation: second });
    expect(await outcomes[1]).toMatchObject({ code: 'CANCELLED' });
    await wait(20);
    expect(closed).toBe(true);
    expect(existsSync(defaultCache())).toBe(false);
    expect((await snapshot()).operations).toEqual([]);
  });

  it('asks for renewable tickets: for as long as krb5.conf says, else a week, unless the person says otherwise', async () => {
    const renewableFor = async (options: { readonly renewable?: number }): Promise<number> => {
      await services.handlers['identity.signIn']({ operation: operation(), principal: ALICE, options });
      const tgt = (await identity(ALICE))!.tickets.find(({ kind }) => kind === 'tgt')!;
      return tgt.flags.includes('renewable') ? tgt.renewTill - tgt.authTime : 0;
    };
    const config = (line: string): void => {
      writeFileSync(join(folder, 'krb5.conf'), realm.krb5Conf.replace(/^\s*renew_lifetime.*$/m, line));
    };
    config('');
    expect(await renewableFor({})).toBeCloseTo(7 * 86_400, -1);
    config('  renew_lifetime = 2d');
    expect(await renewableFor({})).toBeCloseTo(2 * 86_400, -1);
    expect(await renewableFor({ renewable: 0 })).toBe(0);
  });

  it('names a realm nobody knows', async () => {
    expect(await errorOf(signIn('alice@NOWHERE.TEST'))).toMatchObject({
      code: 'KERBEROS',
      kerberos: 'REALM_UNKNOWN',
    });
    expect(asked).toEqual([]);
  });
});

describe('tickets', () => {
  const acquire = (id: string, service: string, name?: string) =>
    services.handlers['ticket.acquire']({
      operation: operation(),
      identity: id,
      service,
      ...(name === undefined ? {} : { name }),
    });

  it('are got by address, kept, and found in the cache the next time', async () => {
    const { identity: id } = await signIn(ALICE);
    const { candidates } = await services.handlers['ticket.resolve']({
      identity: id,
      service: 'https://web.practice.test',
    });
    expect(candidates.map(({ principal }) => principal)).toEqual([`${WEB}@PRACTICE.TEST`]);
    const got = await acquire(id, 'https://web.practice.test', candidates[0]!.principal);
    expect(got).toMatchObject({ fromCache: false, made: `${WEB}@PRACTICE.TEST`, path: ['PRACTICE.TEST'] });
    expect((await identity(ALICE))?.tickets.find((ticket) => ticket.id === got.ticket)).toMatchObject({
      name: WEB,
      kind: 'service',
      sessionEtype: { weak: false },
    });
    expect(await acquire(id, WEB)).toMatchObject({ fromCache: true, ticket: got.ticket });
  });

  it('are renewed with the service tickets kept', async () => {
    const { identity: id } = await signIn(ALICE);
    await acquire(id, WEB);
    const before = (await identity(ALICE))!.tickets;
    await wait(1_100);
    await services.handlers['ticket.renew']({ operation: operation(), identity: id });
    const after = (await identity(ALICE))!.tickets;
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    expect(after[0]!.startTime).toBeGreaterThan(before[0]!.startTime);
    expect(after[1]).toEqual(before[1]);
  });

  it('are removed one at a time', async () => {
    const { identity: id } = await signIn(ALICE);
    const { ticket } = await acquire(id, WEB);
    await acquire(id, 'cifs/files.practice.test');
    const removed = await services.handlers['ticket.remove']({
      operation: operation(),
      identity: id,
      ticket,
    });
    expect(removed).toEqual({ removed: 1 });
    expect((await identity(ALICE))!.tickets.map(({ name }) => name)).toEqual([
      'krbtgt/PRACTICE.TEST',
      'cifs/files.practice.test',
    ]);
    expect(
      await errorOf(services.handlers['ticket.remove']({ operation: operation(), identity: id, ticket })),
    ).toMatchObject({ code: 'UNKNOWN' });
  });

  it('of one identity are destroyed and of no other', async () => {
    const { identity: alice } = await signIn(ALICE);
    const { identity: bob } = await signIn(BOB);
    await services.handlers['identity.destroy']({ operation: operation(), identity: bob });
    expect(readdirSync(join(folder, 'run', 'tessera'))).toEqual([]);
    expect(existsSync(defaultCache())).toBe(true);
    expect((await identity(BOB))?.signedOutAt).toBeGreaterThan(0);
    await services.handlers['identity.forget']({ identity: bob });
    expect(await identity(BOB)).toBeUndefined();
    expect(await errorOf(services.handlers['identity.forget']({ identity: alice }))).toMatchObject({
      code: 'UNKNOWN',
    });
  });

  it('of whoever took the cache over are not destroyed in the name of the one before', async () => {
    const { identity: alice } = await signIn(ALICE);
    const { cache } = await signIn(BOB);
    const bobs = readFileSync(cache.slice('FILE:'.length));
    const destroy = services.handlers['identity.destroy'];
    writeFileSync(defaultCache(), bobs);
    expect(await errorOf(destroy({ operation: operation(), identity: alice }))).toMatchObject({
      code: 'KERBEROS',
      kerberos: 'CCACHE_WRONG_PRINCIPAL',
    });
    expect(readFileSync(defaultCache()).equals(bobs)).toBe(true);
  });

  it('have no key in anything the window is told', async () => {
    const { identity: id } = await signIn(ALICE);
    await acquire(id, WEB);
    const contents = await openCache(env['KRB5CCNAME']!).read();
    const told = JSON.stringify([events, await snapshot()]);
    for (const { key, ticket } of contents!.credentials) {
      for (const bytes of [key.keyValue, ticket.subarray(-16)]) {
        const buffer = Buffer.from(bytes);
        for (const text of [
          buffer.toString('hex'),
          buffer.toString('base64'),
          JSON.stringify([...buffer]).slice(1, -1),
        ]) {
          expect(told).not.toContain(text);
        }
      }
    }
  });
});

describe('what other programs do', () => {
  const within = async (check: () => Promise<boolean>): Promise<boolean> => {
    for (let tries = 0; tries < 20; tries++) {
      if (await check()) return true;
      await wait(50);
    }
    return false;
  };

  it('is shown within a second and written down; what we do is not mistaken for it', async () => {
    await signIn(ALICE);
    const contents = await openCache(env['KRB5CCNAME']!).read();
    await wait(700); // longer than the watch's own look
    expect((await snapshot()).history.map(({ kind }) => kind)).toEqual(['sign-in']);
    rmSync(defaultCache());
    expect(await within(async () => (await identity(ALICE))?.tickets.length === 0)).toBe(true);
    await openCache(env['KRB5CCNAME']!).initialize(contents!);
    expect(await within(async () => (await identity(ALICE))?.tickets.length === 1)).toBe(true);
    expect(
      (await snapshot()).history.slice(0, 2).map(({ kind, detail }) => `${kind} ${detail ?? ''}`),
    ).toEqual(['seen signed-in', 'seen signed-out']);
  });

  it('to a cache that nobody can read is a card with the reason', async () => {
    writeFileSync(defaultCache(), 'these are no tickets');
    expect(await within(async () => (await snapshot()).identities[0]?.problem !== undefined)).toBe(true);
    const { problem, cache } = (await snapshot()).identities[0]!;
    expect(cache).toBe(env['KRB5CCNAME']);
    expect(problem).toMatchObject({ code: 'KERBEROS', kerberos: 'FORMAT_INVALID' });
    // And it is left alone.
    expect((await signIn(ALICE)).cache).not.toBe(env['KRB5CCNAME']);
    expect(readFileSync(defaultCache(), 'utf8')).toBe('these are no tickets');
  });
});

it('names a default cache of a type that is not reached yet, and says what is used in its place', async () => {
  services.close();
  await open({ KRB5CCNAME: 'KEYRING:persistent:0' });
  const { environment } = await snapshot();
  const instead = `FILE:${join(folder, 'run', 'tessera', 'krb5cc_default')}`;
  expect(environment.cache).toMatchObject({ name: instead, unreached: { name: 'KEYRING:persistent:0' } });
  expect((await signIn(ALICE)).cache).toBe(instead);
  expect((await identity(ALICE))?.environment).toEqual([`KRB5CCNAME=${instead}`]);
});

it('says what is wrong with a configuration that cannot be used, and still shows the tickets', async () => {
  await signIn(ALICE);
  services.close();
  writeFileSync(join(folder, 'krb5.conf'), '[libdefaults\n');
  await open();
  const state = await snapshot();
  expect(state.environment.config.problem).toContain('krb5.conf');
  expect(state.identities.map(({ principal }) => principal)).toEqual([ALICE]);
});

describe('the practice realm', () => {
  it('signs in with one call and without the prompt, beside the default cache', async () => {
    await services.handlers['practice.start']({ operation: operation() });
    expect(asked).toEqual([]);
    expect(existsSync(defaultCache())).toBe(false);
    const { practice, identities } = await snapshot();
    expect(identities).toMatchObject([{ principal: ALICE, isPractice: true, isDefault: false }]);
    expect(practice.users.map(({ principal }) => principal)).toContain('disabled@PRACTICE.TEST');
    const [config = '', cache = ''] = identities[0]!.environment;
    expect(practice.environment).toEqual([config, cache]);
    const file = config.slice('KRB5_CONFIG='.length);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('PRACTICE.TEST');
  });

  it('starts once, however often it is asked for', async () => {
    const start = services.handlers['practice.start'];
    await Promise.all([start({ operation: operation() }), start({ operation: operation() })]);
    await start({ operation: operation(), user: BOB });
    const { history, identities } = await snapshot();
    expect(history.filter(({ kind }) => kind === 'practice')).toHaveLength(1);
    expect(identities.map(({ principal }) => principal).sort()).toEqual([ALICE, BOB]);
  });

  it('refuses what its scenarios refuse, in words', async () => {
    const error = await errorOf(
      services.handlers['practice.start']({ operation: operation(), user: 'disabled@PRACTICE.TEST' }),
    );
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: 'KDC_ERROR', kdcError: 18 });
    expect(error?.explanation.helpdesk[0]).toBe('KDC_ERR_CLIENT_REVOKED (18)');
  });

  it('leaves nothing behind when it stops', async () => {
    await services.handlers['practice.start']({ operation: operation() });
    await services.handlers['practice.stop']({});
    const { practice, identities } = await snapshot();
    expect([practice.running, identities]).toEqual([false, []]);
    expect(existsSync(join(folder, 'run', 'tessera', 'practice'))).toBe(false);
  });
});

it('sends only what the contract says, with revisions that rise by one', async () => {
  await services.handlers['practice.start']({ operation: operation() });
  await signIn(ALICE).catch(() => undefined);
  expect(events.length).toBeGreaterThan(5);
  for (const [at, event] of events.entries()) {
    eventEnvelope.parse(event);
    expect(event.revision).toBe(at + 1);
  }
  contract['state.get'].output.parse(await snapshot());
});

it('remembers an identity, how it signed in, and the window’s density from one start to the next', async () => {
  await services.handlers['identity.signIn']({
    operation: operation(),
    principal: ALICE,
    options: { lifetime: 7_200 },
  });
  await services.handlers['settings.update']({ density: 'expert' });
  expect(services.language()).toBe('en');
  await services.handlers['settings.update']({ language: 'de' });
  await openCache(env['KRB5CCNAME']!).destroy();
  services.close();
  await open();
  const state = await snapshot();
  expect(state.settings).toMatchObject({ density: 'expert', language: 'de' });
  expect(services.language()).toBe('de');
  expect(state.identities).toMatchObject([{ principal: ALICE, tickets: [], options: { lifetime: 7_200 } }]);
  expect(state.identities[0]!.lastSignIn).toBeGreaterThan(0);
});
