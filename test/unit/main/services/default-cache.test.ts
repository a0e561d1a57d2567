// The star over everything real: the engine, cache files, a practice realm on loopback as the system's realm. Other
// programs, and a crash, come in at a chosen moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPrincipal } from '#krb5';
import type { CacheContents } from '#krb5';
import type { Services } from '../../../../src/main/services/index.ts';
import { openCache } from '../../../../src/node/index.ts';
import { FileCache } from '../../../../src/node/ccache/file-cache.ts';
import type { PracticeRealm } from '../../../../src/practice-realm/index.ts';
import type { EventEnvelope } from '../../../../src/shared/index.ts';
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

let realm: PracticeRealm;
let account: Account;
let folder = '';
let services: Services;
let events: EventEnvelope[] = [];

beforeAll(async () => {
  realm = await practiceRealm();
});
afterAll(async () => {
  await realm.stop();
});

const home = (): string => `FILE:${join(folder, 'krb5cc')}`;
const ownOf = (principal: string): string =>
  `FILE:${join(folder, 'run', 'tessera', `krb5cc_${encodeURIComponent(principal)}`)}`;

async function open(more: Record<string, string> = {}): Promise<void> {
  services = await servicesOf(
    account,
    {
      env: {
        ...more,
      },
      prompt: alwaysTypes(realm.users[0]!.password),
    },
    events,
  );
}

beforeEach(async () => {
  account = newAccount(realm.krb5Conf);
  folder = account.folder;
  events = [];
  await open();
});
afterEach(() => {
  services.close();
  account.remove();
});

const operation = (): string => crypto.randomUUID();
const signIn = async (principal: string): Promise<string> =>
  (await services.handlers['identity.signIn']({ operation: operation(), principal, options: {} })).identity;
const makeDefault = (identity: string) =>
  services.handlers['identity.makeDefault']({ operation: operation(), identity });
const acquire = (identity: string, service: string) =>
  services.handlers['ticket.acquire']({ operation: operation(), identity, service });
const identities = async () => (await services.handlers['state.get']({})).identities;
const names = (contents: CacheContents | undefined): string[] =>
  (contents?.credentials ?? []).map(({ server }) => formatPrincipal(server));
const read = (name: string) => openCache(name).read();
const holder = async (name: string): Promise<string | undefined> => {
  const contents = await read(name);
  return contents === undefined ? undefined : formatPrincipal(contents.principal);
};

/** alice in the default with a service ticket, bob in a cache of his own with another. */
async function both(): Promise<{ alice: string; bob: string }> {
  const alice = await signIn(ALICE);
  await acquire(alice, 'HTTP/web.practice.test');
  const bob = await signIn(BOB);
  await acquire(bob, 'cifs/files.practice.test');
  return { alice, bob };
}

/** Runs `what` once, before the `nth` exchange of a cache. */
function before(nth: number, what: () => Promise<void> | void): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back below
  const original = FileCache.prototype.exchange;
  let count = 0;
  FileCache.prototype.exchange = async function (...given) {
    count += 1;
    if (count === nth) {
      FileCache.prototype.exchange = original;
      await what();
    }
    return original.apply(this, given);
  };
  return () => {
    FileCache.prototype.exchange = original;
  };
}

/** From the `nth` exchange on, nothing more reaches the disk: what is there is what a crash leaves. */
function crash(nth: number): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back below
  const original = FileCache.prototype.exchange;
  let count = 0;
  FileCache.prototype.exchange = function (...given) {
    count += 1;
    return count < nth ? original.apply(this, given) : Promise.reject(new Error('the power is gone'));
  };
  return () => {
    FileCache.prototype.exchange = original;
  };
}

describe('the star', () => {
  it('moves the default’s tickets whole into a cache of their own, then the chosen identity’s into the default', async () => {
    const { alice, bob } = await both();
    const [alices, bobs] = [await read(home()), await read(ownOf(BOB))];
    expect(await makeDefault(bob)).toEqual({
      cache: home(),
      moved: { principal: ALICE, cache: ownOf(ALICE) },
    });
    expect(await read(home())).toEqual(bobs);
    expect(await read(ownOf(ALICE))).toEqual(alices);
    expect(existsSync(ownOf(BOB).slice(5))).toBe(false);
    expect(statSync(ownOf(ALICE).slice(5)).mode & 0o777).toBe(0o600);
    expect(await identities()).toMatchObject([
      { id: bob, principal: BOB, isDefault: true, environment: [], signedOutAt: 0 },
      { id: alice, principal: ALICE, isDefault: false, environment: [`KRB5CCNAME=${ownOf(ALICE)}`] },
    ]);
  });

  it('shows the swap as one step: nobody is signed out, doubled or seen as another program’s on the way', async () => {
    const { bob } = await both();
    events = [];
    await makeDefault(bob);
    const types = events.map(({ change }) => change.type);
    expect(types).not.toContain('identity.removed');
    for (const { change } of events) {
      if (change.type === 'identity.changed') expect(change.identity.tickets).toHaveLength(2);
      if (change.type === 'history.added')
        expect(change.row).toMatchObject({ kind: 'make-default', outcome: 'ok' });
    }
  });

  it('lets renewals and further tickets go on where the tickets are now', async () => {
    const { alice, bob } = await both();
    await makeDefault(bob);
    await services.handlers['ticket.renew']({ operation: operation(), identity: alice });
    await acquire(bob, 'HTTP/web.practice.test');
    expect(names(await read(home()))).toContain('HTTP/web.practice.test@PRACTICE.TEST');
    expect(await holder(ownOf(ALICE))).toBe(ALICE);
    expect(await signIn(ALICE)).toBe(alice);
    expect(await holder(home())).toBe(BOB);
  });

  it('goes back and forth without leaving anything behind', async () => {
    const { alice, bob } = await both();
    const alices = await read(home());
    await makeDefault(bob);
    await makeDefault(alice);
    expect(await read(home())).toEqual(alices);
    expect(await holder(ownOf(BOB))).toBe(BOB);
    expect(readdirSync(join(folder, 'run', 'tessera'))).toEqual(['krb5cc_bob%40PRACTICE.TEST']);
  });

  it('of the default itself changes nothing, and of one without tickets says so', async () => {
    const { alice, bob } = await both();
    const was = readFileSync(home().slice(5));
    expect(await makeDefault(alice)).toEqual({ cache: home() });
    await services.handlers['identity.destroy']({ operation: operation(), identity: bob });
    expect(await errorOf(makeDefault(bob))).toMatchObject({ code: 'UNKNOWN' });
    expect(readFileSync(home().slice(5)).equals(was)).toBe(true);
  });

  it('fills a default in which nothing is', async () => {
    const { bob } = await both();
    await openCache(home()).destroy();
    expect(await makeDefault(bob)).toEqual({ cache: home() });
    expect(await holder(home())).toBe(BOB);
  });

  it('never writes over a cache that is there: one principal’s second cache gets a further name', async () => {
    const { bob } = await both();
    await openCache(home()).destroy();
    await makeDefault(bob);
    const first = await read(home());
    await signIn(BOB);
    await openCache(ownOf(BOB)).initialize(first!);
    await expect
      .poll(async () => (await identities()).filter(({ principal }) => principal === BOB).length)
      .toBe(2);
    const second = (await identities()).find(({ principal, isDefault }) => principal === BOB && !isDefault)!;
    const present = await read(home());
    expect(await makeDefault(second.id)).toEqual({
      cache: home(),
      moved: { principal: BOB, cache: `${ownOf(BOB)}+2` },
    });
    expect(await read(home())).toEqual(first);
    expect(await read(`${ownOf(BOB)}+2`)).toEqual(present);
    expect(existsSync(ownOf(BOB).slice(5))).toBe(false);
  });

  it('never falls to a practice identity', async () => {
    const { identity } = await services.handlers['practice.start']({ operation: operation() });
    expect(await errorOf(makeDefault(identity))).toMatchObject({ code: 'UNKNOWN' });
    expect(existsSync(home().slice(5))).toBe(false);
  });

  it('says why not where the default is of a type that is not reached, and touches nothing', async () => {
    services.close();
    await open({ KRB5CCNAME: 'KEYRING:persistent:1000' });
    await signIn(ALICE);
    const bob = await signIn(BOB);
    const error = await errorOf(makeDefault(bob));
    expect(error).toMatchObject({ code: 'KERBEROS', kerberos: 'CCACHE_TYPE_UNSUPPORTED' });
    expect(error?.explanation.whatHappened).toContain('KEYRING');
    expect(await holder(ownOf(BOB))).toBe(BOB);
  });
});

describe('the star beside other programs', () => {
  it('takes along a ticket that another program gets meanwhile, in either cache', async () => {
    const { bob } = await both();
    const extra = (await read(ownOf(BOB)))!.credentials[1]!;
    // 1 is the copy of the default, 2 the default itself, 3 the chosen identity's own cache.
    const undo = before(2, () => openCache(home()).store(extra));
    await makeDefault(bob);
    undo();
    expect(names(await read(ownOf(ALICE)))).toContain('cifs/files.practice.test@PRACTICE.TEST');
    const undone = before(3, () =>
      openCache(ownOf(ALICE)).store({ ...extra, server: { ...extra.server, realm: 'LATE.TEST' } }),
    );
    await makeDefault((await identities()).find(({ principal }) => principal === ALICE)!.id);
    undone();
    expect(names(await read(home()))).toContain('cifs/files.practice.test@LATE.TEST');
    expect(existsSync(ownOf(ALICE).slice(5))).toBe(false);
  });

  it('overwrites nothing when somebody else signs in there meanwhile, and says so', async () => {
    const { bob } = await both();
    const carols = { ...(await read(ownOf(BOB)))! };
    const [name, ...rest] = carols.credentials;
    const carol = { ...carols.principal, name: { ...carols.principal.name, nameString: ['carol'] } };
    const theirs = {
      ...carols,
      principal: carol,
      credentials: [{ ...name!, client: carol }, ...rest.slice(1)],
    };
    const undo = before(2, () => openCache(home()).initialize(theirs));
    const error = await errorOf(makeDefault(bob));
    undo();
    expect(error).toMatchObject({ code: 'UNKNOWN' });
    expect(error?.explanation.whatHappened).toContain('Nothing was overwritten');
    expect(await holder(home())).toBe('carol@PRACTICE.TEST');
    expect(await holder(ownOf(BOB))).toBe(BOB);
    expect(existsSync(ownOf(ALICE).slice(5))).toBe(false);
  });

  it('brings back nothing that was destroyed meanwhile', async () => {
    const { bob } = await both();
    const undo = before(2, async () => {
      await openCache(home()).destroy();
    });
    expect(await errorOf(makeDefault(bob))).toMatchObject({ code: 'UNKNOWN' });
    undo();
    expect(await holder(home())).toBeUndefined();
    expect(existsSync(ownOf(ALICE).slice(5))).toBe(false);
    expect(await holder(ownOf(BOB))).toBe(BOB);
  });

  it('leaves the chosen identity’s cache to who has taken it meanwhile', async () => {
    const { bob } = await both();
    const alices = await read(home());
    const undo = before(3, () => openCache(ownOf(BOB)).initialize(alices!));
    await makeDefault(bob);
    undo();
    expect(await holder(home())).toBe(BOB);
    expect(await holder(ownOf(BOB))).toBe(ALICE);
  });
});

describe('a swap cut short', () => {
  it.each([1, 2, 3])('before its write %i loses no ticket, and the next start tidies up', async (nth) => {
    const { bob } = await both();
    const all = [...names(await read(home())), ...names(await read(ownOf(BOB)))].toSorted();
    const undo = crash(nth);
    await makeDefault(bob).catch(() => undefined);
    undo();
    const left = async (): Promise<string[]> => {
      const files = [home(), ownOf(ALICE), ownOf(BOB)];
      const found = await Promise.all(files.map(read));
      return found.flatMap(names).toSorted();
    };
    expect(await left()).toEqual(expect.arrayContaining(all));
    services.close();
    await open();
    expect(await left()).toEqual(all);
    expect((await identities()).map(({ principal }) => principal).toSorted()).toEqual([ALICE, BOB]);
  });
});

it('kinit of somebody else in the default while the app has that identity: hers are gone, his are his', async () => {
  const alice = await signIn(ALICE);
  const bob = await signIn(BOB);
  const bobs = (await read(ownOf(BOB)))!;
  await openCache(home()).initialize(bobs);
  await expect.poll(async () => (await identities()).find(({ id }) => id === alice)?.tickets.length).toBe(0);
  const renewal = services.handlers['ticket.renew']({ operation: operation(), identity: alice });
  expect(await errorOf(renewal)).toMatchObject({ code: 'UNKNOWN' });
  expect(await read(home())).toEqual(bobs);
  // She signs in again: into a cache of her own, since the default is his now.
  await signIn(ALICE);
  expect(await read(home())).toEqual(bobs);
  expect(await holder(ownOf(ALICE))).toBe(ALICE);
  expect((await identities()).find(({ id }) => id === bob)).toMatchObject({ isDefault: true });
});

describe('a process that is killed while it swaps', () => {
  const swapper = join(import.meta.dirname, '../../../support/star-swapper.ts');
  const files = (): string[] => {
    const own = join(folder, 'run', 'tessera');
    return [home(), ...readdirSync(own).map((name) => `FILE:${join(own, name)}`)];
  };
  /** What whole caches hold: each principal's services, however often. */
  async function held(): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    for (const file of files()) {
      const contents = await read(file).catch(() => undefined);
      if (contents === undefined) continue;
      const principal = formatPrincipal(contents.principal);
      found.set(principal, new Set([...(found.get(principal) ?? []), ...names(contents)]));
    }
    return found;
  }

  it('leaves every ticket of both to be found, before whichever change it dies', async () => {
    await both();
    services.close();
    const all = await held();
    expect([...all.values()].map(({ size }) => size)).toEqual([2, 2]);
    const before = files().map((name) => [name.slice(5), readFileSync(name.slice(5))] as const);
    let deaths = 0;
    for (let nth = 1; ; nth++) {
      for (const name of files()) rmSync(name.slice(5), { force: true });
      for (const [file, bytes] of before) writeFileSync(file, bytes, { mode: 0o600 });
      const child = spawn(process.execPath, [swapper, folder, BOB, String(nth)], { stdio: 'inherit' });
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(await held(), `killed before change ${String(nth)}`).toEqual(all);
      await open();
      const shown = await identities();
      services.close();
      expect(
        shown.map(({ principal, tickets }) => `${principal} ${String(tickets.length)}`).toSorted(),
      ).toEqual([`${ALICE} 2`, `${BOB} 2`]);
      if (signal === null) {
        expect(code).toBe(0);
        break;
      }
      expect(signal).toBe('SIGKILL');
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(8);
    expect(await holder(home())).toBe(BOB);
  }, 300_000);
});
