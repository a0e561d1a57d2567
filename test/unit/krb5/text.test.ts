import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText, octetsFromText, textFromOctets } from '../../../src/krb5/text.ts';
import { hex, toHex } from '../../support/vectors.ts';

describe('text of the wire', () => {
  it('keeps every octet, valid UTF-8 or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        expect(toHex(octetsFromText(textFromOctets(octets)))).toBe(toHex(octets));
      }),
      { numRuns: 2000 },
    );
  });

  it('of valid UTF-8 is the string it spells, also beside octets that are none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const octets = new TextEncoder().encode(text);
        expect(textFromOctets(octets)).toBe(text);
        expect(textFromOctets(Uint8Array.of(...octets, 0xff))).toBe(`${text}\udcff`);
      }),
    );
  });

  it.each([
    ['overlong forms', 'c080 e08080 f0808080'],
    ['surrogates', 'eda080'],
    ['what is beyond U+10FFFF', 'f4908080'],
    ['a sequence cut short', 'e282'],
    ['Latin-1', 'e9'],
  ])('takes %s octet by octet', (_, bytes) => {
    const octets = hex(bytes.replaceAll(' ', ''));
    const text = textFromOctets(octets);
    expect(text).toHaveLength(octets.length);
    expect(Array.from(octets, (_octet, at) => text.charCodeAt(at) - 0xdc00)).toEqual([...octets]);
  });

  it('is written as TextEncoder writes it, but for the octets that were none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const plain = text.replace(/[\ud800-\udbff]$|[\udc80-\udcff]/g, '').toWellFormed();
        const octets = [...new TextEncoder().encode(plain), 0xfe];
        expect([...octetsFromText(`${plain}\udcfe`)]).toEqual(octets);
      }),
    );
    expect(toHex(octetsFromText('\ud800a\udcff'))).toBe('efbfbd61ff');
  });

  it('keeps a byte order mark', () => {
    expect(textFromOctets(hex('efbbbf41'))).toBe('\ufeffA');
    expect(textFromOctets(hex('efbbbf41ff'))).toBe('\ufeffA\udcff');
  });

  it('takes mebibytes without choking', () => {
    const octets = new Uint8Array(1 << 20).fill(0xff);
    expect(textFromOctets(octets)).toHaveLength(1 << 20);
  });
});

describe('text as it is shown', () => {
  it('has no controls, no bidi marks, nothing invisible and no line of its own', () => {
    expect(displayText('a\x1b[31m\u202eb\u200b\n\x9b\u2028c')).toBe(
      'a\\x1b[31m\\u{202e}b\\u{200b}\\x0a\\x9b\\u{2028}c',
    );
    expect(displayText(textFromOctets(hex('6361 66e9'.replace(' ', ''))))).toBe('caf\\xe9');
    expect(displayText('J\u00fcrgen \u{1f511}')).toBe('J\u00fcrgen \u{1f511}');
  });
});
