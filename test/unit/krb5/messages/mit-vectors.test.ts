import { describe, expect, it } from 'vitest';
import { decodeDer, encodeDer } from '../../../../src/krb5/asn1/index.ts';
import { codec } from '../../../support/codecs.ts';
import { comparable, hex, readVectors, toHex } from '../../../support/vectors.ts';

interface Vector {
  readonly name: string;
  readonly codec: string;
  readonly hex: string;
  readonly value: unknown;
}

interface DecodeVector extends Vector {
  readonly mit: 'reads' | 'refuses';
}

const reference = readVectors('messages/mit-reference') as { vectors: readonly Vector[] };
const decodeOnly = readVectors('messages/mit-decode-only') as { vectors: readonly DecodeVector[] };

describe("MIT's reference encodings", () => {
  it.each(reference.vectors)('$name is read to the value it was made of', (vector) => {
    const value = decodeDer(codec(vector.codec), hex(vector.hex), { strict: true });
    expect(comparable(value)).toEqual(comparable(vector.value));
  });

  it.each(reference.vectors)('$name is written byte for byte', (vector) => {
    expect(toHex(encodeDer(codec(vector.codec), vector.value))).toBe(vector.hex);
  });

  it.each(reference.vectors)('$name, read and written again, keeps its bytes', (vector) => {
    const value = decodeDer(codec(vector.codec), hex(vector.hex));
    expect(toHex(encodeDer(codec(vector.codec), value))).toBe(vector.hex);
  });
});

describe('encodings that are not the ones we write', () => {
  it.each(decodeOnly.vectors)('$name is read', (vector) => {
    const value = decodeDer(codec(vector.codec), hex(vector.hex));
    expect(comparable(value)).toEqual(comparable(vector.value));
  });

  it.each(decodeOnly.vectors.filter((vector) => vector.mit === 'refuses'))(
    '$name is BER and refused where DER is required',
    (vector) => {
      expect(() => decodeDer(codec(vector.codec), hex(vector.hex), { strict: true })).toThrow(/not DER/);
    },
  );
});
