import { describe, expect, it } from 'vitest';
import { EncryptionKey } from '../../../../src/krb5/crypto/key.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import { findKey } from '../../../../src/krb5/keytab/find.ts';
import { parseKeytab } from '../../../../src/krb5/keytab/parse.ts';
import type { KeytabEntry } from '../../../../src/krb5/keytab/parse.ts';
import { formatPrincipal, parsePrincipal } from '../../../../src/krb5/principal.ts';
import files from '../../../vectors/files/mit-files.json' with { type: 'json' };

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
const summary = (entries: readonly KeytabEntry[]): string[] =>
  entries.map(
    (entry) => `${formatPrincipal(entry.principal)} ${String(entry.kvno)} ${String(entry.key.keyType)}`,
  );

describe('keytabs', () => {
  it('reads what MIT writes, the 32-bit version before the 8-bit one', () => {
    const { entries, version } = parseKeytab(hex(files.keytab.written));
    expect(version).toBe(2);
    expect(summary(entries)).toEqual([
      'alice@MIT.TEST 3 18',
      'HTTP/web.mit.test@MIT.TEST 300 17',
      'bob@MIT.TEST 1 23',
      'alice@MIT.TEST 4 20',
    ]);
    expect(entries[2]?.key.keyValue).toEqual(hex('878d8014606cda29677a44efa1353fc7')); // RC4 of "secret"
  });

  it('skips the hole that a removed entry leaves', () => {
    expect(summary(parseKeytab(hex(files.keytab.withHole)).entries)).toEqual([
      'alice@MIT.TEST 3 18',
      'bob@MIT.TEST 1 23',
      'alice@MIT.TEST 4 20',
    ]);
  });

  // version 2: size, 1 component, "R", "a", name type 1, timestamp, kvno 8 bits, enctype 18, key of 2 bytes
  const entry = (tail: string, kvno8 = '05'): string => {
    const body = `0001 0001 52 0001 61 00000001 5f000000 ${kvno8} 0012 0002 abcd ${tail}`;
    return `${hex(body).length.toString(16).padStart(8, '0')} ${body}`;
  };

  it.each([
    ['no trailing field', '', 5],
    ['a 32-bit version', '00000105', 261],
    ['a 32-bit version of 0, which is padding', '00000000', 5],
    ['less than four bytes, which say nothing', '000001', 5],
    ['further fields behind the version', '00000105 deadbeef 01', 261],
  ])('takes the version from an entry with %s', (_, tail, kvno) => {
    expect(parseKeytab(hex(`0502 ${entry(tail)}`)).entries[0]?.kvno).toBe(kvno);
  });

  it('reads version 1 in the order of the machine: the realm counts as a component, there is no name type', () => {
    const little = hex('0501 17000000 0200 0100 52 0100 61 0000005f 05 1200 0200 abcd 05010000');
    const big = hex('0501 00000017 0002 0001 52 0001 61 5f000000 05 0012 0002 abcd 00000105');
    for (const [bytes, littleEndian] of [
      [little, true],
      [big, false],
    ] as const) {
      const [read] = parseKeytab(bytes, { littleEndian }).entries;
      expect(read).toMatchObject({ kvno: 261, timestamp: 0x5f000000 });
      expect(read?.principal).toEqual({ name: { nameType: 0, nameString: ['a'] }, realm: 'R' });
    }
  });

  it('ends at a size of 0', () => {
    expect(parseKeytab(hex(`0502 ${entry('')} 00000000 ff`)).entries).toHaveLength(1);
  });

  it.each([
    ['', 'the file ends inside a record'],
    ['0503', 'not a keytab of a known version'],
    ['0502 00000010 00', 'a record goes beyond the file'],
    ['0502 80000000', 'a record goes beyond the file'],
    ['0502 00000004 0000 0000', 'a name without components'],
    ['0502 00000005 0001 0009 52', 'the file ends inside a record'],
  ])('refuses %s: %s', (bytes, reason) => {
    expect(() => parseKeytab(hex(bytes))).toThrow(reason);
  });
});

describe('finding a key', () => {
  const alice = parsePrincipal('alice@A');
  const key = (kvno: number, etype: number, timestamp = 100, name = 'alice@A'): KeytabEntry => ({
    principal: parsePrincipal(name),
    timestamp,
    kvno,
    key: new EncryptionKey(etype, new Uint8Array([kvno & 0xff])),
  });
  const found = (entries: readonly KeytabEntry[], selection = {}): string => {
    const entry = findKey(entries, alice, selection);
    return `${String(entry.kvno)}/${String(entry.key.keyType)}`;
  };

  it('takes the highest version', () => {
    expect(found([key(2, 18), key(3, 18), key(1, 18)])).toBe('3/18');
  });

  it('takes the first enctype asked for, of the highest version that has any of them', () => {
    expect(found([key(3, 17), key(3, 18), key(2, 20)], { etypes: [20, 18, 17] })).toBe('3/18');
    expect(found([key(3, 23), key(2, 18)], { etypes: [18] })).toBe('2/18');
  });

  it('takes a small version for the newer one when it was not written before a large one: the count has wrapped', () => {
    expect(found([key(255, 18, 100), key(1, 18, 100)])).toBe('1/18');
    expect(found([key(1, 18, 100), key(255, 18, 100)])).toBe('1/18');
    expect(found([key(1, 18, 100), key(255, 18, 200)])).toBe('255/18');
    expect(found([key(200, 18, 100), key(1, 18, 200)])).toBe('200/18');
  });

  it('takes the version asked for, else one that holds its low 8 bits', () => {
    expect(found([key(4, 18), key(260, 18)], { kvno: 260 })).toBe('260/18');
    expect(found([key(4, 18), key(261, 18)], { kvno: 260 })).toBe('4/18');
  });

  it('lists what is there when nothing fits', () => {
    const entries = [key(1, 23), key(1, 18, 1, 'bob@A')];
    try {
      findKey(entries, alice, { etypes: [18] }, 'FILE:/kt');
      throw new Error('found');
    } catch (error) {
      if (!isKerberosError(error, 'KEY_NOT_FOUND')) throw error;
      expect(error.details).toEqual({
        keytab: 'FILE:/kt',
        principal: 'alice@A',
        etypes: [18],
        present: [
          { principal: 'alice@A', kvno: 1, etype: 23 },
          { principal: 'bob@A', kvno: 1, etype: 18 },
        ],
      });
      expect(JSON.stringify(error)).not.toContain('keyValue');
    }
    expect(() => findKey([key(1, 18)], alice, { kvno: 9 })).toThrow('with version 9');
  });
});
