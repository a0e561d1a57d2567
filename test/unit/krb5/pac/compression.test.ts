import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  decompressLznt1,
  decompressXpress,
  decompressXpressHuffman,
  MAX_OUTPUT,
} from '../../../../src/krb5/pac/compression/index.ts';
import { packedLznt1, packedXpress, packedXpressHuffman } from '../../../support/pac-arbitraries.ts';
import { hex } from '../../../support/vectors.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const malformed: unknown = expect.toSatisfy((e) => isKerberosError(e, 'FORMAT_INVALID'));
const overLimit: unknown = expect.toSatisfy(
  (e) => isKerberosError(e, 'LIMIT') && e.details.what === 'output' && e.details.limit === MAX_OUTPUT,
);

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABET_HEX = Buffer.from(ALPHABET).toString('hex');

describe('plain LZ77 ([MS-XCA] 3.1)', () => {
  it('is a string of literals where nothing repeats', () => {
    expect(text(decompressXpress(hex(`3f000000${ALPHABET_HEX}`), 26, MAX_OUTPUT))).toBe(ALPHABET);
  });

  it('is one long match where all repeats', () => {
    const read = decompressXpress(hex('ffffff1f61626317000fff2601'), 300, MAX_OUTPUT);
    expect(text(read)).toBe('abc'.repeat(100));
  });

  it('takes a length of 32 bits where 16 do not hold it', () => {
    // One literal, then a match of distance 1 whose length is 2^17: bits 7, half-octet 15, octet 255, word 0.
    const size = 1 + 131_072 + 3;
    const read = decompressXpress(hex('000000406107000fff000000000200'), size, MAX_OUTPUT);
    expect(read.length).toBe(size);
    expect(read.every((octet) => octet === 0x61)).toBe(true);
  });
});

describe('LZ77 with Huffman codes ([MS-XCA] 3.2)', () => {
  const lengths = (entries: Readonly<Record<number, number>>): string => {
    const table = new Uint8Array(256);
    for (const [symbol, length] of Object.entries(entries)) {
      const at = Number(symbol) >> 1;
      table[at] = (table[at] ?? 0) | (length << (Number(symbol) % 2 === 0 ? 0 : 4));
    }
    return Buffer.from(table).toString('hex');
  };

  it('is a string of literals where nothing repeats', () => {
    const table = lengths({
      256: 4,
      ...Object.fromEntries(
        Array.from(ALPHABET, (letter, i) => [letter.charCodeAt(0), i >= 22 ? 4 : 5] as const),
      ),
    });
    const stream = 'd8523ed794115be9195ff9d67cdf8d0400000000';
    expect(text(decompressXpressHuffman(hex(table + stream), 26, MAX_OUTPUT))).toBe(ALPHABET);
  });

  it('is one long match where all repeats', () => {
    const own = lengths({ 0x61: 3, 0x62: 3, 0x63: 2, 256: 2, 287: 2 });
    const read = decompressXpressHuffman(hex(`${own}a8dc0000ff2601`), 300, MAX_OUTPUT);
    expect(text(read)).toBe('abc'.repeat(100));
  });

  it('refuses code lengths that are more than there are codes', () => {
    const table = '11'.repeat(256);
    expect(() => decompressXpressHuffman(hex(`${table}00000000`), 10, MAX_OUTPUT)).toThrow(malformed);
  });
});

describe('LZNT1 ([MS-XCA] 3.3)', () => {
  const TUNE =
    'F# F# G A A G F# E D D E F# F# E E F# F# G A A G F# E D D E F# E D D ' +
    'E E F# D E F# G F# D E F# G F# E D E A F# F# G A A G F# E D D E F# E D D\0';

  it('reads the tune of the example', () => {
    const packed = hex(
      '38b08846232000204720410010a24701a045204400084501507900c045200524138805b4024a44ef' +
        '0358028c091601484500be009e000401189000',
    );
    expect(text(decompressLznt1(packed, TUNE.length, MAX_OUTPUT))).toBe(TUNE);
  });

  it('reads chunks that are not compressed', () => {
    const plain = new TextEncoder().encode('0123456789'.repeat(900));
    expect(decompressLznt1(packedLznt1(plain), plain.length, MAX_OUTPUT)).toEqual(plain);
  });

  it.each([
    ['a chunk longer than the input', '38b0884623'],
    ['a match before its chunk', '02b0010010'],
    ['a match cut in half', '01b00100'],
  ])('refuses %s', (_what, packed) => {
    expect(() => decompressLznt1(hex(packed), 100, MAX_OUTPUT)).toThrow(malformed);
  });
});

describe.each([
  ['LZNT1', decompressLznt1, packedLznt1],
  ['XPRESS', decompressXpress, packedXpress],
  ['XPRESS Huffman', decompressXpressHuffman, packedXpressHuffman],
])('%s', (_name, decompress, pack) => {
  const plain = new TextEncoder().encode('claims, and yet more claims. '.repeat(200));
  const packed = pack(plain);

  it('gives back what was packed', () => {
    expect(decompress(packed, plain.length, MAX_OUTPUT)).toEqual(plain);
  });

  it('announced as longer than the limit is refused before anything is written', () => {
    expect(() => decompress(packed, MAX_OUTPUT + 1, MAX_OUTPUT)).toThrow(overLimit);
  });

  it('that gives less than was announced is refused', () => {
    expect(() => decompress(packed, plain.length + 200, MAX_OUTPUT)).toThrow(malformed);
  });

  it('cut off anywhere is refused', () => {
    for (let length = 0; length < packed.length - 8; length += 97) {
      expect(() => decompress(packed.subarray(0, length), plain.length, MAX_OUTPUT)).toThrow(malformed);
    }
  });
});
