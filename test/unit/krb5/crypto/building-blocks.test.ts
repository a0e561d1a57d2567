import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantTimeEqual } from '../../../../src/krb5/crypto/bytes.ts';
import { ctsDecrypt, ctsEncrypt } from '../../../../src/krb5/crypto/cts.ts';
import { nFold } from '../../../../src/krb5/crypto/nfold.ts';
import { aesCbcEncrypt } from '../../../../src/krb5/crypto/primitives.ts';
import { rc4 } from '../../../../src/krb5/crypto/rc4.ts';
import { utf16leFromUtf8 } from '../../../../src/krb5/crypto/utf16.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';

const octets = (size: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: size, maxLength: size });
const keys = fc.oneof(octets(16), octets(32));
const iv = new Uint8Array(16);

describe('ciphertext stealing', () => {
  it('keeps the length and comes back, for every length from one block on', () => {
    fc.assert(
      fc.property(keys, fc.uint8Array({ minLength: 16, maxLength: 150 }), (key, plain) => {
        const cipher = ctsEncrypt(key, iv, plain);
        expect(cipher.length).toBe(plain.length);
        expect(ctsDecrypt(key, iv, cipher)).toEqual(plain);
      }),
    );
  });

  it('of whole blocks is CBC with the last two changed over; of one block, CBC itself', () => {
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 2, max: 9 }).chain((blocks) => octets(blocks * 16)),
        (key, plain) => {
          const cbc = aesCbcEncrypt(key, iv, plain);
          const swapped = [...cbc.subarray(0, -32), ...cbc.subarray(-16), ...cbc.subarray(-32, -16)];
          expect([...ctsEncrypt(key, iv, plain)]).toEqual(swapped);
          expect(ctsEncrypt(key, iv, plain.subarray(0, 16))).toEqual(
            aesCbcEncrypt(key, iv, plain.subarray(0, 16)),
          );
        },
      ),
    );
  });
});

describe('n-fold', () => {
  it('of an input to its own length is the input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (input) => {
        expect(nFold(input, input.length)).toEqual(input);
      }),
    );
  });

  it('has the size asked for, and nothing but zeros only for zeros', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (input, size) => {
          const out = nFold(input, size);
          expect(out.length).toBe(size);
          expect(out.every((octet) => octet === 0)).toBe(input.every((octet) => octet === 0));
        },
      ),
    );
  });

  it('agrees with RFC 3961 5.1 done bit by bit', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 24 }),
        fc.integer({ min: 1, max: 24 }),
        (input, size) => {
          expect(nFold(input, size)).toEqual(foldBitByBit(input, size));
        },
      ),
    );
  });
});

/** The definition, slowly: bits in a list, rotated copies in a row, big integers added in ones' complement. */
function foldBitByBit(input: Uint8Array, size: number): Uint8Array {
  const bits = [...input].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  let row = '';
  for (let copy = 0; row.length === 0 || row.length % (size * 8) !== 0; copy += 1) {
    const turn = (13 * copy) % bits.length;
    row += bits.slice(bits.length - turn) + bits.slice(0, bits.length - turn);
  }
  const modulus = 1n << BigInt(size * 8);
  let sum = 0n;
  for (let at = 0; at < row.length; at += size * 8) sum += BigInt(`0b${row.slice(at, at + size * 8)}`);
  while (sum >= modulus) sum = (sum % modulus) + sum / modulus;
  const digits = sum.toString(16).padStart(size * 2, '0');
  return Uint8Array.from(digits.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

describe('RC4', () => {
  it('applied twice gives the input again', () => {
    fc.assert(
      fc.property(octets(16), fc.uint8Array(), (key, data) => {
        expect(rc4(key, rc4(key, data))).toEqual(data);
      }),
    );
  });
});

describe('comparison of checksums', () => {
  it('holds for equal octets alone', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(constantTimeEqual(a, a.slice())).toBe(true);
        expect(constantTimeEqual(a, b)).toBe(a.join() === b.join());
      }),
    );
  });
});

describe('a password for RC4', () => {
  it('is UTF-16LE, characters beyond the BMP as surrogate pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const utf16 = utf16leFromUtf8(new TextEncoder().encode(text));
        expect(new TextDecoder('utf-16le', { ignoreBOM: true }).decode(utf16)).toBe(text);
      }),
    );
    expect([...utf16leFromUtf8(new TextEncoder().encode('𝄞'))]).toEqual([0x34, 0xd8, 0x1e, 0xdd]);
  });

  it('that is not UTF-8 is refused, wherever a strict decoder refuses it', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const isUtf8 = (input: Uint8Array): boolean => {
      try {
        strict.decode(input);
        return true;
      } catch {
        return false;
      }
    };
    const lead = fc.constantFrom(
      0x41,
      0x80,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
      0x9f,
      0xa0,
      0x90,
      0x8f,
    );
    fc.assert(
      fc.property(fc.array(lead, { maxLength: 6 }), (list) => {
        const input = Uint8Array.from(list);
        let accepted = true;
        try {
          utf16leFromUtf8(input);
        } catch (error) {
          expect(isKerberosError(error, 'FORMAT_INVALID')).toBe(true);
          accepted = false;
        }
        expect(accepted).toBe(isUtf8(input));
      }),
      { numRuns: 2000 },
    );
  });
});
