// Where new tickets are put while other programs sign in at the same moment: real cache files, a real folder of our
// own; the other program writes just before ours would.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncryptionKey, formatPrincipal, krbtgt, parsePrincipal } from '#krb5';
import type { CacheContents, CredentialCache } from '#krb5';
import { createNewTickets } from '../../../../src/main/services/new-tickets.ts';
import { createPlaces } from '../../../../src/main/services/places.ts';
import type { World } from '../../../../src/main/services/ports.ts';
import { ownFolder } from '../../../../src/main/storage/index.ts';
import { openCache, watchCache } from '../../../../src/node/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tessera-new-tickets-'));
  mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const signedIn = (name: string): CacheContents => {
  const principal = parsePrincipal(name);
  const credential = {
    client: principal,
    server: krbtgt(principal.realm),
    key: new EncryptionKey(18, new Uint8Array(32).fill(name.length)),
    times: { authTime: 1_000, startTime: 1_000, endTime: 2_000, renewTill: 9_000 },
    isSkey: false,
    flags: 0x40e10000,
    addresses: [],
    authorizationData: [],
    ticket: new Uint8Array([0x61, 1, name.length]),
    secondTicket: new Uint8Array(),
  };
  return { principal, credentials: [credential], config: [] };
};
const home = (): string => `FILE:${path.join(folder, 'krb5cc')}`;
const holds = async (name: string): Promise<string | undefined> => {
  const contents = await openCache(name).read();
  return contents === undefined ? undefined : formatPrincipal(contents.principal);
};

/** @param meanwhile what another program does to a cache after we looked at it and before we write */
function keeper(meanwhile: (name: string) => Promise<void>) {
  const open = (name: string): CredentialCache => {
    const cache = openCache(name);
    const exchange = cache.exchange.bind(cache);
    cache.exchange = async (expected, wanted) => {
      await meanwhile(cache.name);
      return exchange(expected, wanted);
    };
    return cache;
  };
  const own = ownFolder({
    runtimeFolder: path.join(folder, 'run'),
    dataFolder: folder,
    uid: process.getuid?.(),
  });
  const places = createPlaces(
    { caches: { defaultName: () => home(), open, watch: watchCache }, folder: own },
    () => undefined,
  );
  const keep = createNewTickets(
    { folder: own },
    { places, worldFor: () => ({}) as World, writing: (_cache, write) => write(() => undefined) },
  );
  return { keep, own, close: places.close };
}

describe('new tickets beside another program', () => {
  it('go elsewhere when it signs somebody else in between our look and our write', async () => {
    let first = true;
    const { keep, own, close } = keeper(async (name) => {
      if (!first) return;
      first = false;
      await openCache(name).initialize(signedIn('bob@A'));
    });
    const place = await keep(signedIn('alice@A'), false);
    expect(place.name).toBe(own.cacheFor('alice@A'));
    expect(await holds(home())).toBe('bob@A');
    expect(await holds(place.name)).toBe('alice@A');
    close();
  });

  it('come back to the default when it signs out in between', async () => {
    await openCache(home()).initialize(signedIn('alice@A'));
    let first = true;
    const { keep, close } = keeper(async (name) => {
      if (first) await openCache(name).destroy();
      first = false;
    });
    expect((await keep(signedIn('alice@A'), false)).name).toBe(home());
    expect(await holds(home())).toBe('alice@A');
    close();
  });

  it('are not forced upon a cache that never rests: what is there stays, and it says so', async () => {
    let round = 0;
    const { keep, close } = keeper((name) =>
      openCache(name).initialize(signedIn(`${'b'.repeat(++round)}@A`)),
    );
    await expect(keep(signedIn('alice@A'), false)).rejects.toMatchObject({ code: 'CCACHE_WRONG_PRINCIPAL' });
    expect(await holds(home())).not.toBe('alice@A');
    close();
  });

  it('of a practice account go to the practice realm’s folder, whatever the default is', async () => {
    const { keep, own, close } = keeper(() => Promise.resolve());
    const place = await keep(signedIn('alice@PRACTICE.TEST'), true);
    expect(place).toMatchObject({ kind: 'practice', name: own.practiceCacheFor('alice@PRACTICE.TEST') });
    expect(existsSync(home().slice('FILE:'.length))).toBe(false);
    expect(readFileSync(place.name.slice('FILE:'.length)).length).toBeGreaterThan(0);
    close();
  });
});
