import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsOf, removalPatches } from '../../src/krb5/ccache/edit.ts';
import { encodeCredentialRecord, writeCcache } from '../../src/krb5/ccache/encode.ts';
import { parseCcache } from '../../src/krb5/ccache/parse.ts';
import { parseDuration } from '../../src/krb5/config/duration.ts';
import { parseKrb5Conf } from '../../src/krb5/config/parse.ts';
import { Profile } from '../../src/krb5/config/profile.ts';
import type { Credential } from '../../src/krb5/credential.ts';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';
import { isKerberosError } from '../../src/krb5/errors.ts';
import { parseKeytab } from '../../src/krb5/keytab/parse.ts';
import type { Principal } from '../../src/krb5/principal.ts';
import { textFromOctets } from '../../src/krb5/text.ts';
import files from '../vectors/files/mit-files.json' with { type: 'json' };

const octets = fc.uint8Array({ maxLength: 40 });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const i32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
const i16 = fc.integer({ min: -0x8000, max: 0x7fff });
const name = octets.map(textFromOctets);
const principal: fc.Arbitrary<Principal> = fc.record({
  name: fc.record({ nameType: i32, nameString: fc.array(name, { maxLength: 4 }) }),
  realm: name,
});
const credential: fc.Arbitrary<Credential> = fc.record({
  client: principal,
  server: principal.filter(({ realm }) => !realm.startsWith('X-')),
  key: fc.tuple(i16, octets).map(([type, value]) => new EncryptionKey(type, value)),
  times: fc.record({ authTime: u32, startTime: u32, endTime: u32.map((time) => time || 1), renewTill: u32 }),
  isSkey: fc.boolean(),
  flags: u32,
  addresses: fc.array(fc.record({ addrType: i16, address: octets }), { maxLength: 3 }),
  authorizationData: fc.array(fc.record({ adType: i16, adData: octets }), { maxLength: 3 }),
  ticket: octets,
  secondTicket: octets,
});
const contents = fc.record({
  principal,
  credentials: fc.array(credential, { maxLength: 4 }),
  config: fc.array(
    fc.oneof(
      fc.record({ key: name, value: octets }),
      fc.record({ key: name, principal: name, value: octets }),
    ),
    { maxLength: 3 },
  ),
  kdcOffset: fc.option(fc.record({ seconds: i32, micros: i32 }), { nil: undefined }),
});

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const samples = [...Object.values(files.ccache), ...Object.values(files.keytab)].map(hex);

/** Only typed errors may leave a decoder. */
function typed(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!isKerberosError(error, 'FORMAT_INVALID') && !isKerberosError(error, 'LIMIT')) throw error;
  }
}

describe('credential caches', () => {
  it('hold what was put into them', () => {
    fc.assert(
      fc.property(contents, (made) => {
        const parsed = parseCcache(writeCcache(made));
        expect(contentsOf(parsed)).toEqual(made);
        expect(parsed.incomplete).toBe(false);
      }),
    );
  });

  it('give each record the bytes it was written with, in every version and byte order', () => {
    const dialects = [1, 2, 3, 4] as const;
    fc.assert(
      fc.property(credential, fc.constantFrom(...dialects), fc.boolean(), (made, version, little) => {
        const dialect = { version, littleEndian: version < 3 && little };
        const header = version === 4 ? [5, 4, 0, 0] : [5, version];
        const record = encodeCredentialRecord(made, dialect);
        const owner = record.slice(0, principalLength(made.client, version));
        const parsed = parseCcache(Uint8Array.from([...header, ...owner, ...record]), {
          littleEndian: little,
        });
        expect(parsed.records.map(({ bytes }) => bytes)).toEqual([record]);
      }),
    );
  });

  it('cut short anywhere read up to the last whole record or are refused', () => {
    fc.assert(
      fc.property(contents, fc.nat(), (made, cut) => {
        const whole = writeCcache(made);
        const bytes = whole.slice(0, cut % (whole.length + 1));
        typed(() => {
          const parsed = parseCcache(bytes);
          expect(whole.subarray(0, parsed.end)).toEqual(bytes.subarray(0, parsed.end));
          expect(parsed.records).toEqual(parseCcache(whole).records.slice(0, parsed.records.length));
        });
      }),
    );
  });

  it('lose exactly the record that is marked removed', () => {
    fc.assert(
      fc.property(contents, fc.nat(), (made, pick) => {
        const file = writeCcache(made);
        const parsed = parseCcache(file);
        const record = parsed.records[pick % Math.max(parsed.records.length, 1)];
        if (record === undefined) return;
        for (const patch of removalPatches(record)) file.set(patch.bytes, patch.offset);
        const live = parseCcache(file).records.filter(({ removed }) => !removed);
        expect(live).toEqual(parsed.records.filter((other) => other !== record));
      }),
    );
  });
});

function principalLength({ name: { nameString }, realm }: Principal, version: number): number {
  const size = (text: string): number => 4 + encodeLength(text);
  return (version === 1 ? 4 : 8) + size(realm) + nameString.reduce((sum, part) => sum + size(part), 0);
}

function encodeLength(text: string): number {
  return (
    writeCcache({
      principal: { name: { nameType: 0, nameString: [] }, realm: text },
      credentials: [],
      config: [],
    }).length - 16
  );
}

describe('hostile files', () => {
  it('end in typed errors, whatever bytes are changed in files written by MIT', () => {
    const change = fc.record({
      sample: fc.nat(),
      at: fc.nat(),
      with: fc.uint8Array({ minLength: 1, maxLength: 6 }),
      cut: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = (samples[(changes[0]?.sample ?? 0) % samples.length] ?? new Uint8Array()).slice();
        for (const { at, with: put } of changes) bytes.set(put, at % Math.max(bytes.length - 6, 1));
        const cut = changes.length === 1 ? (changes[0]?.cut ?? 0) % bytes.length : bytes.length;
        typed(() => parseCcache(bytes.slice(0, cut)));
        typed(() => parseKeytab(bytes.slice(0, cut)));
      }),
      { numRuns: 2000 },
    );
  });

  it('of krb5.conf end in typed errors', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '=',
      '*',
      '"',
      '\\',
      '\n',
      ' ',
      'a',
      'include ',
      'module x',
      '#',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        typed(() =>
          new Profile([parseKrb5Conf({ file: 'f', text: `[a]\n${pieces.join('')}` })]).relations('a'),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('durations are numbers or typed errors', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789dhms:- ')), maxLength: 12 }),
        (text) => {
          typed(() => {
            expect(Number.isSafeInteger(parseDuration(text))).toBe(true);
          });
        },
      ),
    );
  });
});
