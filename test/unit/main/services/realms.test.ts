// What the window may learn of, and reach in, a realm that nobody here has used.
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../../../src/main/services/index.ts';
import type { SecretPrompt, Services } from '../../../../src/main/services/index.ts';
import { createRealms } from '../../../../src/main/services/realms.ts';
import type { World } from '../../../../src/main/services/ports.ts';
import { memoryStore } from '../../../../src/main/storage/memory-store.ts';
import { newAccount, servicesOf } from '../../../support/services-bench.ts';
import type { Account } from '../../../support/services-bench.ts';

let account: Account;
let server: Server;
/** Connections that the host in question saw. */
let seen = 0;
let services: Services;
let answer: SecretPrompt['ask'];
let asked: string[] = [];

const port = (): number => (server.address() as AddressInfo).port;
const operation = (): string => crypto.randomUUID();

beforeEach(async () => {
  seen = 0;
  asked = [];
  server = createServer((socket) => {
    seen += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  account = newAccount(
    `[libdefaults]\n dns_lookup_kdc = false\n udp_preference_limit = 1\n[realms]\n NAMED.TEST = {\n  kdc = tcp/127.0.0.1:${port()}\n }\n`,
  );
  services = await servicesOf(account, {
    prompt: {
      ask: (question) => {
        asked.push(`${question.principal} ${question.reason} ${seen}`);
        return answer(question);
      },
    },
  });
});
afterEach(async () => {
  services.close();
  await new Promise((done) => server.close(done));
  account.remove();
});

const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => {
      const { code, kerberos } = describeError(error);
      return kerberos ?? code;
    },
  );

describe('a sign-in with a KDC that the window names', () => {
  const signIn = () =>
    services.handlers['identity.signIn']({
      operation: operation(),
      principal: 'alice@NEW.TEST',
      options: {},
      servers: { kdc: [`tcp/127.0.0.1:${port()}`], kpasswd: [] },
    });

  it('asks for the password first, and the prompt names the realm and the KDC: until then no host sees anything', async () => {
    answer = () => Promise.resolve(undefined);
    expect(await outcome(signIn())).toBe('CANCELLED');
    expect(asked).toEqual([expect.stringMatching(/^alice@NEW\.TEST .*NEW\.TEST.*127\.0\.0\.1:\d+ 0$/)]);
    expect(seen).toBe(0);
  });

  it('goes to it once the person has typed the password, which is wiped', async () => {
    const typed = new TextEncoder().encode('not to be kept');
    answer = () => Promise.resolve(typed);
    expect(await outcome(signIn())).toBe('KDC_UNREACHABLE');
    expect(asked).toHaveLength(1);
    expect(seen).toBeGreaterThan(0);
    expect(typed.every((octet) => octet === 0)).toBe(true);
  });
});

describe('whether a realm can be reached', () => {
  const probe = (principal: string) => services.handlers['realm.probe']({ principal });

  it('is found out by connecting where krb5.conf names the KDC, and it is said that nobody used it', async () => {
    expect(await probe('alice@NAMED.TEST')).toMatchObject({ state: 'reached', neverUsed: true });
    expect(seen).toBe(1);
  });

  it('is looked up for a dozen unknown names in a row, and no more', async () => {
    const states: string[] = [];
    for (let n = 0; n < 15; n++) states.push((await probe(`alice@GUESS${n}.TEST`)).state);
    expect(states.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 'unknown-realm'));
    expect(states.slice(12)).toEqual(['not-looked', 'not-looked', 'not-looked']);
    expect((await probe('alice@NAMED.TEST')).state).toBe('reached');
  });
});

describe('a realm whose KDCs DNS names', () => {
  function realms(used: readonly string[] = []) {
    const store = memoryStore();
    for (const principal of used) store.remember({ principal, lastSignIn: 1, signedOutAt: 0, options: {} });
    const asked: string[] = [];
    let at = 1_000;
    const world = {
      settings: { realms: new Map(), defaultRealm: 'HOME.TEST' },
      knows: (realm: string) => {
        asked.push(`dns ${realm}`);
        return Promise.resolve('dns');
      },
      probe: (realm: string) => {
        asked.push(`connect ${realm}`);
        return Promise.resolve({ realm, state: 'reached', servers: [] });
      },
    } as unknown as World;
    const made = createRealms({
      identities: () => [],
      store,
      worldFor: () => world,
      practice: () => undefined,
      now: () => at,
    });
    const { signal } = new AbortController();
    return {
      asked,
      later: (seconds: number) => {
        at += seconds;
      },
      probe: (realm: string) => made.probe(realm, `alice@${realm}`, signal),
      promptFirst: (realm: string) => made.promptFirst(realm, undefined, signal),
    };
  }

  it('is not connected to before somebody signs in there: no port of our network answers to its records', async () => {
    const { probe, promptFirst, asked } = realms();
    expect(await probe('EVIL.TEST')).toEqual({
      realm: 'EVIL.TEST',
      state: 'named',
      servers: [],
      source: 'dns',
      neverUsed: true,
    });
    expect(await promptFirst('EVIL.TEST')).toBe(true);
    expect(asked).toEqual(['dns EVIL.TEST', 'dns EVIL.TEST']);
  });

  it('is like any other once it was used, as is the default realm', async () => {
    const { probe, promptFirst, asked } = realms(['bob@USED.TEST']);
    expect(await probe('USED.TEST')).not.toHaveProperty('neverUsed');
    expect(await probe('HOME.TEST')).toMatchObject({ state: 'reached', neverUsed: true });
    expect(await promptFirst('USED.TEST')).toBe(false);
    expect(asked).toEqual(['connect USED.TEST', 'connect HOME.TEST']);
  });

  it('comes back into reach with time: one name every half minute', async () => {
    const { probe, later } = realms();
    for (let n = 0; n < 12; n++) await probe(`G${n}.TEST`);
    expect((await probe('X.TEST')).state).toBe('not-looked');
    later(30);
    expect((await probe('X.TEST')).state).toBe('named');
    expect((await probe('Y.TEST')).state).toBe('not-looked');
  });
});
