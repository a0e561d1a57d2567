import { describe, expect, it } from 'vitest';
import { contentsOf, removalPatches, withTgt } from '../../../../src/krb5/ccache/edit.ts';
import {
  clampedTimes,
  composeCcache,
  encodeConfigRecord,
  encodeCredentialRecord,
  writeCcache,
} from '../../../../src/krb5/ccache/encode.ts';
import { parseCcache } from '../../../../src/krb5/ccache/parse.ts';
import type { CcacheVersion } from '../../../../src/krb5/ccache/parse.ts';
import type { Credential } from '../../../../src/krb5/credential.ts';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { formatPrincipal, krbtgt, parsePrincipal } from '../../../../src/krb5/principal.ts';
import files from '../../../vectors/files/mit-files.json' with { type: 'json' };

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const mit = (version: CcacheVersion): Uint8Array =>
  hex(files.ccache[`version${String(version)}` as 'version4']);
const alice = parsePrincipal('alice@A.TEST');

function credential(server: string, change: Partial<Credential> = {}): Credential {
  return {
    client: alice,
    server: server === 'krbtgt' ? krbtgt('A.TEST') : parsePrincipal(server),
    key: new EncryptionKey(18, new Uint8Array(32).fill(7)),
    times: { authTime: 1000, startTime: 1000, endTime: 2000, renewTill: 3000 },
    isSkey: false,
    flags: 0x40e10000,
    addresses: [],
    authorizationData: [],
    ticket: new Uint8Array([0x61, 1, 2]),
    secondTicket: new Uint8Array(),
    ...change,
  };
}

describe('caches written by MIT', () => {
  it.each([1, 2, 3, 4] as const)('version %i reads', (version) => {
    const parsed = parseCcache(mit(version));
    expect(parsed).toMatchObject({ version, littleEndian: version < 3, incomplete: false });
    const contents = contentsOf(parsed);
    expect(formatPrincipal(contents.principal)).toBe('nopreauth@MIT.TEST');
    expect(contents.config).toEqual([
      { key: 'fast_avail', principal: 'krbtgt/MIT.TEST@MIT.TEST', value: new TextEncoder().encode('yes') },
    ]);
    const [tgt] = contents.credentials;
    expect(tgt?.server.name.nameString).toEqual(['krbtgt', 'MIT.TEST']);
    expect(tgt?.key.keyType).toBe(18);
    expect(tgt?.key.keyValue).toHaveLength(32);
    expect(tgt?.ticket[0]).toBe(0x61);
    expect(tgt?.addresses.map(({ addrType, address }) => [addrType, address.length])).toEqual([
      [2, 4],
      [24, 16],
    ]);
    expect((tgt?.times.endTime ?? 0) - (tgt?.times.startTime ?? 0)).toBe(36_000);
    expect(contents.kdcOffset).toEqual(version === 4 ? { seconds: 0, micros: 0 } : undefined);
  });

  it.each([1, 2, 3, 4] as const)(
    'each record of version %i is encoded again to the same bytes',
    (version) => {
      const parsed = parseCcache(mit(version));
      for (const record of parsed.records) {
        expect(encodeCredentialRecord(record.credential, parsed)).toEqual(record.bytes);
        if (record.config !== undefined && version !== 1) {
          expect(encodeConfigRecord(parsed.principal, record.config, parsed)).toEqual(record.bytes);
        }
      }
    },
  );

  it('a version 4 file is written again byte for byte', () => {
    expect(writeCcache(contentsOf(parseCcache(mit(4))))).toEqual(mit(4));
  });

  it('versions 1 and 2 of a big-endian machine read when told so', () => {
    const own = parseCcache(mit(2));
    const record = own.records[1];
    if (record === undefined) throw new Error('no record');
    const swapped = { version: 2, littleEndian: false } as const;
    const principal = encodeCredentialRecord(credential('x@Y'), swapped).slice(0, 27);
    const bytes = Uint8Array.from([
      5,
      2,
      ...principal,
      ...encodeCredentialRecord(record.credential, swapped),
    ]);
    expect(parseCcache(bytes, { littleEndian: false }).records[0]?.credential).toEqual(record.credential);
  });
});

describe('the version 4 header', () => {
  it('gives the KDC offset of tag 1, in signed seconds and microseconds', () => {
    const bytes = writeCcache({
      principal: alice,
      credentials: [],
      config: [],
      kdcOffset: { seconds: -300, micros: 250 },
    });
    expect([...bytes.slice(0, 16)]).toEqual([5, 4, 0, 12, 0, 1, 0, 8, 0xff, 0xff, 0xfe, 0xd4, 0, 0, 0, 250]);
    expect(parseCcache(bytes).kdcOffset).toEqual({ seconds: -300, micros: 250 });
  });

  it('keeps unknown tags through a replacement', () => {
    const tags = [
      { tag: 77, data: hex('c0ffee') },
      { tag: 1, data: hex('0000000100000002') },
    ];
    const before = parseCcache(composeCcache(tags, alice, [encodeCredentialRecord(credential('krbtgt'))]));
    const after = parseCcache(withTgt(before, credential('krbtgt', { ticket: hex('6101') })));
    expect(after.headerTags).toEqual(tags);
  });

  it.each([
    ['0504000400010000', 'the KDC offset is not 8 bytes long'],
    ['0504000200010000', 'a header field is cut short'],
    ['050400080001000800', 'the header goes beyond the file'],
    ['05040004004d0008', 'a header field goes beyond the header'],
    ['0505', 'not a credential cache of a known version'],
    ['0000000000', 'not a credential cache of a known version'],
    ['', 'the file is empty'],
    ['05', 'the file ends inside its header'],
    ['0504000000000001', 'the file ends inside its header'],
  ])('refuses %s: %s', (bytes, reason) => {
    expect(() => parseCcache(hex(bytes))).toThrow(reason);
  });
});

describe('replacing a TGT', () => {
  const config = encodeConfigRecord(alice, {
    key: 'pa_type',
    principal: 'krbtgt/A.TEST@A.TEST',
    value: hex('31'),
  });
  const userToUser = encodeCredentialRecord(
    credential('bob@A.TEST', {
      isSkey: true,
      secondTicket: hex('61aabb'),
      authorizationData: [{ adType: -5, adData: hex('01') }],
    }),
  );
  const foreign = encodeCredentialRecord(credential('krbtgt/B.TEST@A.TEST'));
  const old = encodeCredentialRecord(credential('krbtgt'));
  const renewed = credential('krbtgt', {
    times: { authTime: 1000, startTime: 1500, endTime: 2500, renewTill: 3000 },
  });

  it('keeps every other record byte for byte, and its place', () => {
    const before = parseCcache(composeCcache([], alice, [config, old, userToUser, old, foreign]));
    const after = parseCcache(withTgt(before, renewed));
    expect(after.records.map((record) => record.bytes)).toEqual([
      config,
      encodeCredentialRecord(renewed),
      userToUser,
      foreign,
    ]);
  });

  it('turns a cache of an old version into version 4', () => {
    const before = parseCcache(mit(1));
    const [tgt] = contentsOf(before).credentials;
    if (tgt === undefined) throw new Error('no TGT');
    const after = parseCcache(withTgt(before, { ...tgt, ticket: hex('6102') }));
    expect(after.version).toBe(4);
    expect(contentsOf(after).config).toEqual(contentsOf(before).config);
    expect(contentsOf(after).credentials.map(({ ticket }) => ticket)).toEqual([hex('6102')]);
  });

  it('leaves out removed records and a tail cut short', () => {
    const whole = composeCcache([], alice, [old, userToUser]);
    for (const patch of removalPatches(parseCcache(whole).records[1] ?? fail()))
      whole.set(patch.bytes, patch.offset);
    const before = parseCcache(Uint8Array.from([...whole, ...foreign.slice(0, 40)]));
    expect(before.incomplete).toBe(true);
    const after = parseCcache(withTgt(before, renewed));
    expect(after.records).toHaveLength(1);
    expect(after.incomplete).toBe(false);
  });
});

function fail(): never {
  throw new Error('not there');
}

describe('removing a record in place', () => {
  it('sets endtime 0 and authtime -1 and nothing else', () => {
    const record = encodeCredentialRecord(credential('http/x@A.TEST'));
    const file = composeCcache([], alice, [record]);
    const parsed = parseCcache(file);
    for (const patch of removalPatches(parsed.records[0] ?? fail())) file.set(patch.bytes, patch.offset);
    const after = parseCcache(file).records[0];
    expect(after?.removed).toBe(true);
    expect(after?.credential.times).toEqual({
      authTime: 0xffffffff,
      startTime: 1000,
      endTime: 0,
      renewTill: 3000,
    });
    expect(after?.bytes.filter((byte, i) => byte !== record[i])).toHaveLength(6);
    expect(contentsOf(parseCcache(file)).credentials).toEqual([]);
  });

  it.each([1, 2, 3, 4] as const)('renames the realm of a config entry (version %i)', (version) => {
    const file = mit(version);
    const parsed = parseCcache(file);
    for (const patch of removalPatches(parsed.records[0] ?? fail())) file.set(patch.bytes, patch.offset);
    const after = parseCcache(file);
    expect(after.records[0]).toMatchObject({ removed: true, config: undefined });
    expect(after.records[0]?.credential.server.realm).toBe('X-RMED-CONF:');
    expect(contentsOf(after).config).toEqual([]);
    expect(contentsOf(after).credentials).toHaveLength(1);
  });

  it('takes an entry without end and authentication time for one in use, as gssproxy writes them', () => {
    const zero = { authTime: 0, startTime: 0, endTime: 0, renewTill: 0 };
    const file = composeCcache([], alice, [encodeCredentialRecord(credential('x@A.TEST', { times: zero }))]);
    expect(parseCcache(file).records[0]?.removed).toBe(false);
  });
});

describe('limits of a record', () => {
  it('times beyond 32 bits are clamped, and named', () => {
    const times = { authTime: 1000, startTime: 1000, endTime: 2 ** 33, renewTill: 2 ** 32 };
    expect(clampedTimes(times)).toEqual(['endTime', 'renewTill']);
    const file = composeCcache([], alice, [encodeCredentialRecord(credential('x@A.TEST', { times }))]);
    expect(parseCcache(file).records[0]?.credential.times).toMatchObject({
      endTime: 0xffffffff,
      renewTill: 0xffffffff,
    });
  });

  it('flags, negative types and names that are no UTF-8 survive', () => {
    const odd = credential('x@A.TEST', {
      server: { name: { nameType: -130, nameString: ['\udcff', ''] }, realm: '' },
      key: new EncryptionKey(-133, new Uint8Array(3)),
      flags: 0xffffffff,
      authorizationData: [{ adType: -1, adData: new Uint8Array() }],
    });
    expect(
      parseCcache(composeCcache([], alice, [encodeCredentialRecord(odd)])).records[0]?.credential,
    ).toEqual(odd);
  });

  it('a length beyond the file is malformed, one cut short is an incomplete tail', () => {
    const record = encodeCredentialRecord(credential('x@A.TEST', { ticket: new Uint8Array(300) }));
    const file = composeCcache([], alice, [record]);
    expect(parseCcache(file.slice(0, -1))).toMatchObject({ records: [], incomplete: true });
    const absurd = file.slice();
    absurd.set([0x7f, 0xff, 0xff, 0xff], absurd.length - 4);
    expect(() => parseCcache(absurd)).toThrow('a length goes beyond the file');
  });

  it('a count that promises more than the budget ends in LIMIT', () => {
    const file = composeCcache([], { name: { nameType: 1, nameString: [] }, realm: 'R' }, []);
    new DataView(file.buffer).setUint32(8, 0xffffffff);
    const limit = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        if (isKerberosError(error)) return error.code;
      }
      return 'read';
    };
    expect(limit(() => parseCcache(file))).toBe('LIMIT');
    expect(limit(() => parseCcache(file, { limits: { bytes: 5, entries: 5 } }))).toBe('LIMIT');
  });
});
