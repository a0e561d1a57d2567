// What the services keep of the caches they watch: everything but the session keys.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { EncryptionKey, parsePrincipal } from '../../../../src/krb5/index.ts';
import type { Credential, CredentialCache } from '../../../../src/krb5/index.ts';
import { createHub } from '../../../../src/main/services/hub.ts';
import { holdingsOf } from '../../../../src/main/services/holding.ts';
import { createOperations } from '../../../../src/main/services/operations.ts';
import { createPlaces } from '../../../../src/main/services/places.ts';
import { openCache, systemClock, watchCache } from '../../../../src/node/index.ts';

const client = parsePrincipal('alice@A');
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const tgt: Credential = {
  client,
  server: parsePrincipal('krbtgt/A@A'),
  key: new EncryptionKey(18, KEY.slice()),
  times: { authTime: 1, startTime: 1, endTime: 2_000_000_000, renewTill: 0 },
  isSkey: false,
  flags: 0,
  addresses: [],
  authorizationData: [],
  ticket: new Uint8Array(8),
  secondTicket: new Uint8Array(),
};

it('a cache that is watched, read again or looked into gives enctypes and no keys; an action gets them till its end', async () => {
  const name = 'MEMORY:places';
  await openCache(name).initialize({ principal: client, credentials: [tgt], config: [] });
  const places = createPlaces(
    {
      caches: { open: (which) => openCache(which), watch: watchCache, defaultName: () => name },
      folder: {
        caches: () => [],
        cacheFor: () => name,
        standIn: () => name,
        practiceCacheFor: () => name,
        writePracticeConfig: () => '',
        clearPractice: () => undefined,
      },
    },
    () => undefined,
  );
  const added = await places.add(name, 'default');
  const shown = [added, (await places.reread(name))?.now, await places.peek(name), places.byName(name)];
  for (const place of shown) {
    const [credential] = place?.contents?.credentials ?? [];
    expect(credential?.key).toEqual({ keyType: 18 });
  }

  const identity = { id: 'a', principal: 'alice@A', realm: 'A', place: added };
  const holding = holdingsOf(places);
  const [untold] = (await holding.look(identity)).contents.credentials;
  expect(untold?.key).toEqual({ keyType: 18 });
  const operations = createOperations(createHub(), systemClock());
  let lent = new Uint8Array();
  const action = operations.run({ id: '1', key: 'k', kind: 'renew' }, async (running) => {
    const [credential] = (await holding.lend(identity, running)).contents.credentials;
    lent = credential!.key.keyValue as Uint8Array<ArrayBuffer>;
    expect([...lent]).toEqual([...KEY]);
    throw new TypeError('it fails');
  });
  await expect(action).rejects.toThrow('it fails');
  expect([...lent]).toEqual([...new Uint8Array(32)]);
  // What was lent was a copy: the cache has its key.
  expect((await openCache(name).read())?.credentials[0]?.key.keyValue).toEqual(KEY);
  places.close();
});

it('a cache that nobody wrote to since is not read again, one that somebody wrote to is', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-places-'));
  const name = `FILE:${path.join(dir, 'cc')}`;
  let readings = 0;
  let stamp: string | undefined = 'first';
  const counted = (which: string): CredentialCache => {
    const cache = openCache(which);
    const read = cache.read.bind(cache);
    return Object.assign(cache, {
      stamp: () => Promise.resolve(stamp),
      read: () => {
        readings += 1;
        return read();
      },
    });
  };
  await openCache(name).initialize({ principal: client, credentials: [tgt], config: [] });
  const places = createPlaces(
    {
      caches: { open: counted, watch: () => ({ close: () => undefined }), defaultName: () => name },
      folder: undefined as never,
    },
    () => undefined,
  );
  const { contents } = await places.add(name, 'default');
  expect((await places.reread(name))?.now.contents).toBe(contents);
  expect((await places.peek(name))?.contents).toBe(contents);
  expect(readings).toBe(1);
  stamp = 'second';
  await places.reread(name);
  expect(readings).toBe(2);
  stamp = undefined; // it cannot be told
  await places.reread(name);
  await places.reread(name);
  expect(readings).toBe(4);
  places.close();
  rmSync(dir, { recursive: true });
});
