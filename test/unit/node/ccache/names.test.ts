import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EncryptionKey, krbtgt, parsePrincipal } from '#krb5';
import type { Credential } from '#krb5';
import { defaultCacheName, parseCacheName } from '../../../../src/node/ccache/name.ts';
import { openCache } from '../../../../src/node/ccache/open.ts';
import { watchCache } from '../../../../src/node/ccache/watch.ts';
import { defaultClientKeytabName, defaultKeytabName, readKeytab } from '../../../../src/node/keytab.ts';
import files from '../../../vectors/files/mit-files.json' with { type: 'json' };

const alice = parsePrincipal('alice@A');
const tgt: Credential = {
  client: alice,
  server: krbtgt('A'),
  key: new EncryptionKey(18, new Uint8Array(32)),
  times: { authTime: 1, startTime: 1, endTime: 2, renewTill: 3 },
  isSkey: false,
  flags: 0,
  addresses: [],
  authorizationData: [],
  ticket: new Uint8Array(1),
  secondTicket: new Uint8Array(),
};

describe('cache names', () => {
  it('are TYPE:residual, a bare path being a FILE', () => {
    expect(parseCacheName('FILE:/tmp/x')).toEqual({ type: 'FILE', residual: '/tmp/x' });
    expect(parseCacheName('/tmp/x')).toEqual({ type: 'FILE', residual: '/tmp/x' });
    expect(parseCacheName('C:\\x')).toEqual({ type: 'FILE', residual: 'C:\\x' });
    expect(parseCacheName('KEYRING:persistent:0')).toEqual({ type: 'KEYRING', residual: 'persistent:0' });
  });

  it('the default is KRB5CCNAME, then default_ccache_name expanded, then /tmp/krb5cc_UID', () => {
    const settings = { defaultCcacheName: 'KEYRING:persistent:%{uid}' };
    expect(defaultCacheName(settings, { KRB5CCNAME: 'DIR:/x' }, 7)).toBe('DIR:/x');
    expect(defaultCacheName(settings, {}, 7)).toBe('KEYRING:persistent:7');
    expect(defaultCacheName({ defaultCcacheName: undefined }, {}, 7)).toBe('FILE:/tmp/krb5cc_7');
    expect(() => defaultCacheName({ defaultCcacheName: '%{what}' }, {}, 7)).toThrow('default_ccache_name');
  });

  it.each(['DIR:/tmp/x', 'KCM:', 'KEYRING:persistent:0', 'API:', 'MSLSA:'])(
    '%s is named as not reached yet',
    (name) => {
      const run = (): unknown => openCache(name);
      expect(run).toThrow(expect.objectContaining({ code: 'CCACHE_TYPE_UNSUPPORTED' }) as Error);
      expect(run).toThrow('is not readable yet');
      expect(() => watchCache(name, () => undefined)).toThrow('is not readable yet');
    },
  );

  it('an unknown type is named as unknown', () => {
    expect(() => openCache('WHAT:ever')).toThrow('this is no known type of credential cache');
  });
});

describe('MEMORY caches', () => {
  it('belong to the process and do what a FILE does', async () => {
    const cache = openCache('MEMORY:test');
    let changes = 0;
    const watch = watchCache('MEMORY:test', () => changes++);
    expect(await cache.read()).toBeUndefined();
    await expect(cache.store(tgt)).rejects.toThrow('there is no credential cache MEMORY:test');
    await cache.initialize({ principal: alice, credentials: [tgt], config: [] });
    const renewed = { ...tgt, times: { ...tgt.times, startTime: 2 } };
    expect(await openCache('MEMORY:test').replaceTgt(renewed)).toBe('written');
    expect(await cache.replaceTgt(tgt)).toBe('superseded');
    await cache.store({ ...tgt, server: parsePrincipal('x@A') }, [{ key: 'k', value: new Uint8Array(1) }]);
    expect((await cache.read())?.credentials.map(({ times }) => times.startTime)).toEqual([2, 1]);
    expect(await cache.remove(({ server }) => server.name.nameString[0] === 'x')).toBe(1);
    expect(await cache.destroy()).toBe(true);
    expect(await cache.destroy()).toBe(false);
    expect(changes).toBe(5);
    watch.close();
  });
});

describe('watching a cache', () => {
  it('tells within a second that it was made, changed and destroyed, even when its folder comes later', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-watch-'));
    const file = path.join(folder, 'later', 'cc');
    const cache = openCache(file);
    let wake = (): void => undefined;
    let changed = false;
    const watch = watchCache(file, () => {
      changed = true;
      wake();
    });
    const change = async (): Promise<number> => {
      const start = performance.now();
      await Promise.race([
        delay(3000),
        changed ? undefined : new Promise<void>((resolve) => (wake = resolve)),
      ]);
      if (!changed) throw new Error('no change was reported');
      changed = false;
      return performance.now() - start;
    };
    try {
      const { mkdirSync } = await import('node:fs');
      mkdirSync(path.dirname(file));
      await cache.initialize({ principal: alice, credentials: [tgt], config: [] });
      expect(await change()).toBeLessThan(1000);
      await delay(100);
      changed = false;
      await cache.store({ ...tgt, server: parsePrincipal('x@A') });
      expect(await change()).toBeLessThan(1000);
      await cache.destroy();
      expect(await change()).toBeLessThan(1000);
    } finally {
      watch.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('keytab names', () => {
  it('come from the environment, then krb5.conf, then MIT’s places', () => {
    expect(defaultKeytabName({ defaultKeytabName: 'FILE:/%{null}k' }, {})).toBe('FILE:/k');
    expect(defaultKeytabName({ defaultKeytabName: 'x' }, { KRB5_KTNAME: 'y' })).toBe('y');
    expect(defaultKeytabName({ defaultKeytabName: undefined }, {})).toBe('FILE:/etc/krb5.keytab');
    expect(defaultClientKeytabName({ defaultClientKeytabName: undefined }, { KRB5_CLIENT_KTNAME: 'z' })).toBe(
      'z',
    );
    expect(defaultClientKeytabName({ defaultClientKeytabName: undefined }, {})).toMatch(
      /^FILE:\/var\/lib\/krb5\/user\/\d+\/client.keytab$/,
    );
  });

  it('are read by path, FILE: or WRFILE:, and keys outlive the wiped bytes', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-keytab-'));
    const file = path.join(folder, 'kt');
    writeFileSync(file, Buffer.from(files.keytab.written, 'hex'));
    for (const name of [file, `FILE:${file}`, `WRFILE:${file}`]) {
      expect(Buffer.from(readKeytab(name).entries[2]?.key.keyValue ?? []).toString('hex')).toBe(
        '878d8014606cda29677a44efa1353fc7',
      );
    }
    writeFileSync(file, 'x');
    expect(() => readKeytab(file)).toThrow(file);
    rmSync(folder, { recursive: true });
    expect(() => readKeytab(file)).toThrow('there is no such keytab');
    expect(() => readKeytab('SRVTAB:/x')).toThrow('are not supported');
  });
});
