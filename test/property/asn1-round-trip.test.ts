import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeDer,
  encodeDer,
  formatKerberosTime,
  kerberosTime,
  parseKerberosTime,
} from '../../src/krb5/asn1/index.ts';
import { arbitraries } from '../support/arbitraries.ts';
import { codec, codecs } from '../support/codecs.ts';
import { comparable, toHex } from '../support/vectors.ts';

describe('every message codec', () => {
  it('has values to be tried with', () => {
    expect(Object.keys(arbitraries).sort()).toEqual([...codecs.keys()].sort());
  });

  it.each([...codecs.keys()])('%s reads what it wrote, and what it wrote is DER', (name) => {
    fc.assert(
      fc.property(arbitraries[name]!, (value) => {
        const bytes = encodeDer(codec(name), value);
        const read = decodeDer(codec(name), bytes, { strict: true });
        expect(comparable(read)).toEqual(comparable(value));
        expect(toHex(encodeDer(codec(name), read))).toBe(toHex(bytes));
      }),
      { numRuns: 100 },
    );
  });

  it.each([...codecs.keys()])('%s refuses whatever follows it, unless trailing bytes are allowed', (name) => {
    fc.assert(
      fc.property(arbitraries[name]!, fc.uint8Array({ minLength: 1, maxLength: 8 }), (value, tail) => {
        const bytes = encodeDer(codec(name), value);
        const longer = Uint8Array.of(...bytes, ...tail);
        expect(() => decodeDer(codec(name), longer)).toThrow(/trailing byte/);
        expect(comparable(decodeDer(codec(name), longer, { trailing: 'allow' }))).toEqual(comparable(value));
      }),
      { numRuns: 20 },
    );
  });

  it.each([...codecs.keys()])('%s refuses every one of its prefixes', (name) => {
    fc.assert(
      fc.property(arbitraries[name]!, (value) => {
        const bytes = encodeDer(codec(name), value);
        for (let length = 0; length < bytes.length; length++) {
          expect(() => decodeDer(codec(name), bytes.subarray(0, length))).toThrow(
            expect.objectContaining({ code: 'ASN1_INVALID' }) as Error,
          );
        }
      }),
      { numRuns: 2 },
    );
  });
});

describe('KerberosTime', () => {
  it('agrees with the calendar of the platform for every second of the years 0 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
        const iso = new Date(seconds * 1000).toISOString();
        const text = `${iso.slice(0, 19).replace(/[-:T]/g, '')}Z`;
        expect(formatKerberosTime(seconds)).toBe(text);
        expect(parseKerberosTime(text)).toBe(seconds);
        expect(decodeDer(kerberosTime, encodeDer(kerberosTime, seconds))).toBe(seconds);
      }),
      { numRuns: 2000 },
    );
  });
});
