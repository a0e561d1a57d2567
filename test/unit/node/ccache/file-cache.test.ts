import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncryptionKey, formatPrincipal, isKerberosError, krbtgt, parseCcache, parsePrincipal } from '#krb5';
import type { CacheContents, Credential, TraceEvent } from '#krb5';
import { openCache } from '../../../../src/node/ccache/open.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-ccache-'));
  file = path.join(folder, 'cc');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const alice = parsePrincipal('alice@A');

function credential(server: string, start = 1000, more: Partial<Credential> = {}): Credential {
  return {
    client: alice,
    server: server === 'krbtgt' ? krbtgt('A') : parsePrincipal(server),
    key: new EncryptionKey(18, new Uint8Array(32).fill(start & 0xff)),
    times: { authTime: 1000, startTime: start, endTime: start + 1000, renewTill: 9000 },
    isSkey: false,
    flags: 0x40e10000,
    addresses: [],
    authorizationData: [],
    ticket: new Uint8Array([0x61, 1, start & 0xff]),
    secondTicket: new Uint8Array(),
    ...more,
  };
}

const contents = (...credentials: Credential[]): CacheContents => ({
  principal: alice,
  credentials,
  config: [],
});
const shown = (cache: CacheContents | undefined): string[] =>
  (cache?.credentials ?? []).map(
    ({ server, times }) => `${formatPrincipal(server)} ${String(times.startTime)}`,
  );
const records = (): Uint8Array[] => parseCcache(readFileSync(file)).records.map((record) => record.bytes);

async function refusal(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (isKerberosError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('was not refused');
}

describe('a FILE cache', () => {
  it('is not there before it is made, and gone when destroyed', async () => {
    const cache = openCache(file);
    expect(cache.name).toBe(`FILE:${file}`);
    expect(await cache.read()).toBeUndefined();
    expect(await cache.destroy()).toBe(false);
    await cache.initialize(contents(credential('krbtgt')));
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1000']);
    expect(await cache.destroy()).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is made with mode 600 whatever the umask, in place of what was there, with nothing left beside it', async () => {
    writeFileSync(file, 'anything', { mode: 0o644 });
    const before = process.umask(0);
    try {
      await openCache(file).initialize(contents(credential('krbtgt')));
    } finally {
      process.umask(before);
    }
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['cc']);
  });

  it('gets a further ticket as one record behind the others, which keep their bytes', async () => {
    const cache = openCache(`FILE:${file}`);
    await cache.initialize(contents(credential('krbtgt'), credential('HTTP/w@A'), credential('HTTP/v@A')));
    const inode = statSync(file).ino;
    const before = readFileSync(file);
    await cache.store(credential('HTTP/x@A'), [{ key: 'k', value: new Uint8Array([1]) }]);
    const after = readFileSync(file);
    expect(statSync(file).ino).toBe(inode);
    expect(after.subarray(0, before.length).equals(before)).toBe(true);
    expect(shown(await cache.read()).at(-1)).toBe('HTTP/x@A 1000');
    expect((await cache.read())?.config).toEqual([{ key: 'k', value: new Uint8Array([1]) }]);
  });

  it('gets a ticket larger than itself by a whole new file: cut short, its length would spoil the cache for MIT', async () => {
    const cache = openCache(file);
    await cache.initialize(contents(credential('krbtgt')));
    const inode = statSync(file).ino;
    await cache.store(credential('HTTP/x@A', 1000, { ticket: new Uint8Array(5000) }));
    expect(statSync(file).ino).not.toBe(inode);
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1000', 'HTTP/x@A 1000']);
  });

  it('takes a ticket in the version that it is written in', async () => {
    for (const version of [1, 2, 3] as const) {
      const files = await import('../../../vectors/files/mit-files.json', { with: { type: 'json' } });
      writeFileSync(
        file,
        Buffer.from(files.default.ccache[`version${String(version)}` as 'version1'], 'hex'),
      );
      await openCache(file).store(credential('HTTP/x@A'));
      expect(parseCcache(readFileSync(file)).version).toBe(version);
      expect(shown(await openCache(file).read()).at(-1)).toBe('HTTP/x@A 1000');
    }
  });

  it('has no second entry of a config key: the first is marked removed', async () => {
    const cache = openCache(file);
    await cache.initialize({
      ...contents(credential('krbtgt')),
      config: [{ key: 'k', value: new Uint8Array([1]) }],
    });
    await cache.store(credential('HTTP/x@A'), [{ key: 'k', value: new Uint8Array([2]) }]);
    expect((await cache.read())?.config).toEqual([{ key: 'k', value: new Uint8Array([2]) }]);
  });

  it('refuses a ticket where there is no cache', async () => {
    expect(await refusal(() => openCache(file).store(credential('HTTP/x@A')))).toContain('CCACHE_NOT_FOUND');
    expect(existsSync(file)).toBe(false);
  });

  it('never holds a TGT behind an older one: storing one replaces the older, and an older one is not stored', async () => {
    const cache = openCache(file);
    await cache.initialize(contents(credential('krbtgt'), credential('HTTP/x@A')));
    await cache.store(credential('krbtgt', 1500));
    expect(shown(await cache.read()).toSorted()).toEqual(['HTTP/x@A 1000', 'krbtgt/A@A 1500']);
    await cache.store(credential('krbtgt', 1200));
    expect(shown(await cache.read()).toSorted()).toEqual(['HTTP/x@A 1000', 'krbtgt/A@A 1500']);
  });

  it('does not append behind a record cut short, but writes the file anew without it', async () => {
    const cache = openCache(file);
    await cache.initialize(contents(credential('krbtgt')));
    appendFileSync(file, records()[0]?.subarray(0, 60) ?? '');
    await cache.store(credential('HTTP/x@A'));
    expect(parseCcache(readFileSync(file)).incomplete).toBe(false);
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1000', 'HTTP/x@A 1000']);
  });

  it('marks removed tickets in place and shows them no more', async () => {
    const cache = openCache(file);
    await cache.initialize(contents(credential('krbtgt'), credential('HTTP/x@A'), credential('HTTP/y@A')));
    const size = statSync(file).size;
    expect(await cache.remove(({ server }) => server.name.nameString[1] === 'x')).toBe(1);
    expect(await cache.remove(({ server }) => server.name.nameString[1] === 'x')).toBe(0);
    expect(statSync(file).size).toBe(size);
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1000', 'HTTP/y@A 1000']);
  });

  it('wipes temporary files that a killed writer has left, and nobody else’s', async () => {
    const dead = `${file}.tessera-4194304-0123456789abcdef`;
    const living = `${file}.tessera-${String(process.pid)}-0123456789abcdef`;
    for (const left of [dead, living, `${file}.other`]) {
      writeFileSync(left, 'x');
      utimesSync(left, 1, 1);
    }
    await openCache(file).initialize(contents(credential('krbtgt')));
    expect(readdirSync(folder).toSorted()).toEqual(
      [file, `${file}.other`, living].map((name) => path.basename(name)).toSorted(),
    );
  });

  it('says in the trace what it did, and which times it clamped', async () => {
    const events: TraceEvent[] = [];
    const cache = openCache(file, { trace: (event) => events.push(event) });
    const times = { authTime: 1000, startTime: 1000, endTime: 2 ** 33, renewTill: 0 };
    await cache.initialize(contents(credential('krbtgt', 1000, { times })));
    expect(events).toEqual([
      { type: 'cache.written', cache: `FILE:${file}`, how: 'initialize' },
      { type: 'cache.clamped', cache: `FILE:${file}`, server: 'krbtgt/A@A', fields: ['endTime'] },
    ]);
    expect(JSON.stringify(events)).not.toContain('keyValue');
  });

  it('names the file when it is no cache', async () => {
    writeFileSync(file, 'text');
    expect(await refusal(() => openCache(file).read())).toContain(
      `FORMAT_INVALID: ${file}: ccache: not a credential cache`,
    );
  });
});

describe('renewal of the TGT in a FILE cache', () => {
  it('puts it in place of the old one and keeps all else byte for byte', async () => {
    const cache = openCache(file);
    await cache.initialize({
      ...contents(
        credential('krbtgt'),
        credential('HTTP/x@A', 1000, { secondTicket: new Uint8Array([1, 2]) }),
      ),
      config: [{ key: 'pa_type', value: new Uint8Array([50]) }],
      kdcOffset: { seconds: 3, micros: 4 },
    });
    const before = records();
    expect(await cache.replaceTgt(credential('krbtgt', 1500))).toBe('written');
    const after = records();
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1500', 'HTTP/x@A 1000']);
    expect((await cache.read())?.kdcOffset).toEqual({ seconds: 3, micros: 4 });
  });

  it.each([
    ['holds another principal', { ...contents(credential('krbtgt')), principal: parsePrincipal('bob@A') }],
    ['holds a newer renewal', contents(credential('krbtgt', 1501))],
    [
      'holds the ticket of a later sign-in',
      contents(
        credential('krbtgt', 1100, {
          times: { authTime: 1100, startTime: 1100, endTime: 1200, renewTill: 0 },
        }),
      ),
    ],
    ['holds no TGT, as in the middle of a sign-in', contents()],
  ])('is superseded when the cache %s', async (_, now) => {
    const cache = openCache(file);
    await cache.initialize(now);
    const before = readFileSync(file);
    expect(await cache.replaceTgt(credential('krbtgt', 1500))).toBe('superseded');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('brings nothing back after the cache was destroyed', async () => {
    expect(await openCache(file).replaceTgt(credential('krbtgt', 1500))).toBe('superseded');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes turns with other writes of this process', async () => {
    const cache = openCache(file);
    await cache.initialize(contents(credential('krbtgt')));
    await Promise.all([
      cache.store(credential('HTTP/a@A')),
      cache.replaceTgt(credential('krbtgt', 1500)),
      cache.store(credential('HTTP/b@A')),
      openCache(file).remove(({ server }) => server.name.nameString[1] === 'a'),
      openCache(file).replaceTgt(credential('krbtgt', 1600)),
    ]);
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1600', 'HTTP/b@A 1000']);
  });
});

describe.skipIf(process.platform === 'win32')('what a FILE cache refuses', () => {
  const shared = (): string => {
    const name = path.join(folder, 'shared');
    mkdirSync(name);
    chmodSync(name, 0o1777);
    return name;
  };

  it('a link in a shared folder, to read, to write and to destroy', async () => {
    const target = path.join(folder, 'target');
    await openCache(target).initialize(contents(credential('krbtgt')));
    const link = path.join(shared(), 'cc');
    symlinkSync(target, link);
    const before = readFileSync(target);
    const cache = openCache(link);
    for (const run of [
      () => cache.read(),
      () => cache.initialize(contents()),
      () => cache.store(credential('HTTP/x@A')),
      () => cache.replaceTgt(credential('krbtgt', 1500)),
      () => cache.remove(() => true),
      () => cache.destroy(),
    ]) {
      expect(await refusal(run)).toBe(
        `FILE_REFUSED: ${link}: it is a link in a folder that others may write to`,
      );
    }
    expect(readFileSync(target).equals(before)).toBe(true);
  });

  it('no link in a folder of one’s own, nor one on the way there', async () => {
    mkdirSync(path.join(folder, 'real'));
    symlinkSync('real', path.join(folder, 'way'));
    symlinkSync('target', path.join(folder, 'real', 'cc'));
    const cache = openCache(path.join(folder, 'way', 'cc'));
    await cache.initialize(contents(credential('krbtgt')));
    expect(readdirSync(path.join(folder, 'real')).toSorted()).toEqual(['cc', 'target']);
    expect(shown(await cache.read())).toEqual(['krbtgt/A@A 1000']);
  });

  it('a path that leads over links without end', async () => {
    symlinkSync('b', path.join(folder, 'a'));
    symlinkSync('a', path.join(folder, 'b'));
    expect(await refusal(() => openCache(path.join(folder, 'a')).read())).toContain('too many links');
  });

  it('what is no regular file, and a folder that is not there', async () => {
    expect(await refusal(() => openCache(folder).read())).toContain('it is no regular file');
    expect(await refusal(() => openCache(path.join(folder, 'no', 'cc')).initialize(contents()))).toContain(
      'its folder does not exist',
    );
    expect(await openCache(path.join(folder, 'no', 'cc')).read()).toBeUndefined();
  });

  it.runIf(process.geteuid?.() === 0)('a file, or a link on the way, of somebody else', async () => {
    await openCache(file).initialize(contents(credential('krbtgt')));
    chownSync(file, 1234, 1234);
    for (const run of [
      () => openCache(file).read(),
      () => openCache(file).initialize(contents()),
      () => openCache(file).store(credential('HTTP/x@A')),
      () => openCache(file).destroy(),
    ]) {
      expect(await refusal(run)).toBe(`FILE_REFUSED: ${file}: it belongs to uid 1234, not to you (uid 0)`);
    }
    const open = shared();
    symlinkSync(folder, path.join(open, 'way'));
    const { lchownSync } = await import('node:fs');
    lchownSync(path.join(open, 'way'), 1234, 1234);
    expect(await refusal(() => openCache(path.join(open, 'way', 'other')).read())).toContain(
      'over a link of uid 1234',
    );
  });
});

describe('the stamp of a cache', () => {
  it('is there once the cache was left alone, stays while nobody writes, and differs after a write', async () => {
    const cache = openCache(`FILE:${file}`);
    expect(await cache.stamp?.()).toBeUndefined(); // there is none
    await cache.initialize(contents(credential('krbtgt')));
    expect(await cache.stamp?.()).toBeUndefined(); // a second write would leave no trace
    await delay(2_100);
    const stamp = await cache.stamp?.();
    expect(stamp).toBeDefined();
    await cache.read();
    expect(await cache.stamp?.()).toBe(stamp);
    await cache.store(credential('HTTP/a@A'));
    expect(await cache.stamp?.()).toBeUndefined();
    await delay(2_100);
    expect(await cache.stamp?.()).not.toBe(stamp);
  });
});
