import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncryptionKey, formatPrincipal, krbtgt, parsePrincipal } from '#krb5';
import type { CacheContents, Credential } from '#krb5';
import { openCache } from '../../../../src/node/ccache/open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-exchange-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function credential(name: string, server: string): Credential {
  return {
    client: parsePrincipal(name),
    server: server === 'krbtgt' ? krbtgt('A') : parsePrincipal(server),
    key: new EncryptionKey(18, new Uint8Array(32).fill(7)),
    times: { authTime: 1000, startTime: 1000, endTime: 2000, renewTill: 9000 },
    isSkey: false,
    flags: 0x40e10000,
    addresses: [],
    authorizationData: [],
    ticket: new Uint8Array([0x61, 1, server.length]),
    secondTicket: new Uint8Array(),
  };
}
const holding = (name: string, ...servers: readonly string[]): CacheContents => ({
  principal: parsePrincipal(name),
  credentials: ['krbtgt', ...servers].map((server) => credential(name, server)),
  config: [{ key: 'fast_avail', principal: 'krbtgt/A@A', value: new TextEncoder().encode('yes') }],
  kdcOffset: { seconds: 3, micros: 5 },
});
const file = (): string => path.join(folder, 'cc');

describe.each([
  ['FILE', () => `FILE:${file()}`],
  ['MEMORY', () => `MEMORY:${folder}`],
])('a %s cache is exchanged', (type, name) => {
  it('for another principal’s where it holds exactly what was read, times of the KDC and notes included', async () => {
    const cache = openCache(name());
    await cache.initialize(holding('alice@A', 'HTTP/web@A'));
    expect(await cache.exchange(await cache.read(), holding('bob@A'))).toBe('written');
    expect(await cache.read()).toMatchObject({
      principal: parsePrincipal('bob@A'),
      kdcOffset: { seconds: 3 },
    });
    expect((await cache.read())?.config).toHaveLength(1);
    if (type === 'FILE') expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('never where a ticket more, or none, or another principal is there by now', async () => {
    const cache = openCache(name());
    await cache.initialize(holding('alice@A'));
    const read = await cache.read();
    await cache.store(credential('alice@A', 'HTTP/web@A'));
    expect(await cache.exchange(read, holding('bob@A'))).toBe('changed');
    expect(await cache.exchange(read, undefined)).toBe('changed');
    expect((await cache.read())?.credentials).toHaveLength(2);
    await cache.initialize(holding('carol@A'));
    expect(await cache.exchange(read, holding('bob@A'))).toBe('changed');
    expect(formatPrincipal((await cache.read())!.principal)).toBe('carol@A');
    await cache.destroy();
    expect(await cache.exchange(read, holding('bob@A'))).toBe('changed');
    expect(await cache.read()).toBeUndefined();
  });

  it('for a first one only where there is none', async () => {
    const cache = openCache(name());
    expect(await cache.exchange(undefined, holding('alice@A'))).toBe('written');
    expect(await cache.exchange(undefined, holding('bob@A'))).toBe('changed');
    expect(formatPrincipal((await cache.read())!.principal)).toBe('alice@A');
    await cache.destroy();
  });

  it('for nothing: it is gone', async () => {
    const cache = openCache(name());
    await cache.initialize(holding('alice@A'));
    expect(await cache.exchange(await cache.read(), undefined)).toBe('written');
    expect(await cache.read()).toBeUndefined();
    expect(existsSync(file())).toBe(false);
  });
});

it('an exchange is whole or not at all: nothing but the cache lies there afterwards', async () => {
  const cache = openCache(`FILE:${file()}`);
  await cache.initialize(holding('alice@A'));
  const before = readFileSync(file());
  await cache.exchange(undefined, holding('bob@A'));
  expect(readFileSync(file()).equals(before)).toBe(true);
});
