// The two actions over the real engine, a MEMORY: cache and the practice realm's KDC without its sockets.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  Profile,
  acquireInitialCredential,
  isKerberosError,
  parseKrb5Conf,
  parsePrincipal,
  renewCredential,
  settingsFromProfile,
} from '../../../../src/krb5/index.ts';
import type { ClientSecret, CredentialCache, KerberosSettings, Ports } from '../../../../src/krb5/index.ts';
import { renewTicket, signInAnew } from '../../../../src/main/services/renewal/actions.ts';
import type { RenewalWork } from '../../../../src/main/services/renewal/actions.ts';
import { ticketFacts } from '../../../../src/main/services/renewal/ticket-facts.ts';
import { openCache } from '../../../../src/node/index.ts';
import { practiceKrb5Conf } from '../../../../src/practice-realm/krb5-conf.ts';
import { PracticeKdc } from '../../../support/practice-kdc.ts';
import { kdf, random } from '../../../support/practice.ts';

const ALICE = parsePrincipal('alice@PRACTICE.TEST');

let kdc: PracticeKdc;
let ports: Ports;
let settings: KerberosSettings;
let requests = 0;
/** Happens before the KDC answers. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();
let cache: CredentialCache;

const keysOf = (user: string): ClientSecret => {
  const { keys, kvno } = kdc.directory.findUser(parsePrincipal(`${user}@PRACTICE.TEST`).name, false)!;
  const principal = parsePrincipal(`${user}@PRACTICE.TEST`);
  return {
    kind: 'keytab',
    name: 'test',
    entries: keys.map((key) => ({ principal, timestamp: 0, kvno, key })),
  };
};

beforeAll(async () => {
  kdc = await PracticeKdc.create();
  const text = practiceKrb5Conf(['127.0.0.1'], []);
  settings = settingsFromProfile(new Profile([parseKrb5Conf({ file: 'krb5.conf', text })]));
  ports = {
    clock: kdc.clock,
    random,
    kdf,
    resolver: {
      canonicalName: () => Promise.resolve(undefined),
      reverse: () => Promise.resolve(undefined),
      localHostname: () => 'localhost',
      searchDomain: () => undefined,
    },
    trace: () => undefined,
    transport: {
      async exchange({ bytes }) {
        requests += 1;
        const act = meanwhile;
        meanwhile = () => Promise.resolve();
        await act();
        return { reply: kdc.send(bytes)!, from: { transport: 'tcp', host: '127.0.0.1', port: 88 } };
      },
    },
  };
});

async function kinit(user = 'alice'): Promise<void> {
  const client = parsePrincipal(`${user}@PRACTICE.TEST`);
  const { credential, config, kdcOffset } = await acquireInitialCredential(ports, settings, {
    client,
    secret: keysOf(user),
  });
  await cache.initialize({ principal: client, credentials: [credential], config, kdcOffset });
}

async function renewBeside(): Promise<void> {
  kdc.clock.move(1);
  await cache.replaceTgt(await renewCredential(ports, settings, { contents: (await cache.read())! }));
}

async function work(): Promise<RenewalWork> {
  return {
    async holding() {
      const contents = await cache.read();
      return contents === undefined ? undefined : { cache, contents, settings, ports };
    },
    writing: (_name, write) => write(),
    ticket: ticketFacts((await cache.read())!, true)!,
    signal: new AbortController().signal,
  };
}

const factsNow = async () => ticketFacts((await cache.read())!, true)!;

beforeEach(async () => {
  cache = openCache('MEMORY:renewal-actions');
  await kinit();
  kdc.clock.move(60);
  requests = 0;
});
afterEach(async () => {
  await cache.destroy();
});

describe('renewing', () => {
  it('puts the renewed ticket in place of the old one with one request', async () => {
    const planned = await work();
    const done = await renewTicket(planned);
    expect(requests).toBe(1);
    expect(done).toEqual({ kind: 'done', endTime: (await factsNow()).endTime });
    expect(done.endTime).toBeGreaterThanOrEqual(planned.ticket.endTime + 60);
  });

  it('asks nobody where another program was faster', async () => {
    const planned = await work();
    await renewBeside();
    requests = 0;
    expect(await renewTicket(planned)).toEqual({ kind: 'superseded', endTime: (await factsNow()).endTime });
    expect(requests).toBe(0);
  });

  it('asks once and writes nothing where somebody signed in while the KDC was asked', async () => {
    const planned = await work();
    meanwhile = async () => {
      kdc.clock.move(5);
      await kinit();
    };
    expect((await renewTicket(planned)).kind).toBe('superseded');
    expect((await factsNow()).authTime).toBeGreaterThan(planned.ticket.authTime);
  });

  it('asks nobody for, and writes nothing over, the tickets of another principal', async () => {
    const planned = await work();
    meanwhile = async () => {
      kdc.clock.move(5);
      await kinit('bob');
    };
    expect((await renewTicket(planned)).kind).toBe('superseded');
    const theirs = await cache.read();
    expect(theirs!.principal).toEqual(parsePrincipal('bob@PRACTICE.TEST'));
    requests = 0;
    expect((await renewTicket(planned)).kind).toBe('superseded');
    expect(requests).toBe(0);
    expect(await cache.read()).toEqual(theirs);
  });

  it('brings nothing back after kdestroy, before the request or during it', async () => {
    const planned = await work();
    meanwhile = () => cache.destroy();
    expect(await renewTicket(planned)).toEqual({ kind: 'superseded', endTime: 0 });
    expect(await cache.read()).toBeUndefined();
    requests = 0;
    expect(await renewTicket(planned)).toEqual({ kind: 'superseded', endTime: 0 });
    expect(requests).toBe(0);
  });
});

describe('signing in anew', () => {
  const anew = async () => ({
    ...(await work()),
    secret: keysOf('alice'),
    options: {},
    onSignedIn: () => undefined,
  });

  it('makes a new ticket of a new sign-in', async () => {
    const planned = await anew();
    expect((await signInAnew(planned)).kind).toBe('done');
    expect((await factsNow()).authTime).toBeGreaterThan(planned.ticket.authTime);
  });

  it('leaves the tickets of another principal that came meanwhile', async () => {
    const planned = await anew();
    meanwhile = async () => {
      kdc.clock.move(5);
      await kinit('bob');
    };
    expect((await signInAnew(planned)).kind).toBe('superseded');
    expect((await cache.read())!.principal).toEqual(parsePrincipal('bob@PRACTICE.TEST'));
  });

  it('signs nobody in again who signed out meanwhile', async () => {
    const planned = await anew();
    meanwhile = () => cache.destroy();
    expect((await signInAnew(planned)).kind).toBe('superseded');
    expect(await cache.read()).toBeUndefined();
  });

  it('leaves the old tickets where it fails', async () => {
    const planned = { ...(await anew()), secret: { kind: 'keytab', name: 'empty', entries: [] } as const };
    const before = await factsNow();
    const error: unknown = await signInAnew(planned).catch((thrown: unknown) => thrown);
    expect(isKerberosError(error, 'KEY_NOT_FOUND')).toBe(true);
    expect(await factsNow()).toEqual(before);
    expect((await cache.read())!.principal).toEqual(ALICE);
  });
});
