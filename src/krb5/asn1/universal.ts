// Universal types of modules besides RFC 4120 (X.680, X.690): INTEGER of any size, BIT STRING, NULL,
// the strings of RFC 5280's DirectoryString, UTCTime.
import { octetsFromText, textFromOctets } from '../text.ts';
import type { Codec } from './codec.ts';
import { tagName } from './codec.ts';
import { integer, primitive } from './primitives.ts';
import { formatKerberosTime, kerberosTime, parseKerberosTime } from './time.ts';
import { primitiveNode, TagClass } from './tree.ts';

const Tag = {
  INTEGER: 2,
  BIT_STRING: 3,
  NULL: 5,
  OID: 6,
  UTF8_STRING: 12,
  IA5_STRING: 22,
  UTC_TIME: 23,
} as const;

/** INTEGER of any size, as its octets: a serial number, a modulus. */
export const wideInteger: Codec<Uint8Array> = primitive(
  'INTEGER',
  Tag.INTEGER,
  (content, fail) => {
    if (content.length === 0) throw fail('INTEGER without octets');
    return content.slice();
  },
  (value) => value,
);

/** INTEGER that counts: a version, a length. */
export const plainInteger: Codec<number> = integer('INTEGER', -(2 ** 31), 2 ** 32 - 1);

/** The octets of a BIT STRING, and how many bits of the last one are not its own. */
export interface BitString {
  readonly unused: number;
  readonly octets: Uint8Array;
}

export const bitString: Codec<BitString> = primitive(
  'BIT STRING',
  Tag.BIT_STRING,
  (content, fail) => {
    const unused = content[0];
    if (unused === undefined || unused > 7 || (content.length === 1 && unused !== 0)) {
      throw fail('malformed BIT STRING');
    }
    return { unused, octets: content.slice(1) };
  },
  ({ unused, octets }) => Uint8Array.of(unused, ...octets),
);

export const nullValue: Codec<true> = primitive(
  'NULL',
  Tag.NULL,
  (content, fail) => {
    if (content.length > 0) throw fail('NULL with octets');
    return true;
  },
  () => new Uint8Array(),
);

export const ia5String: Codec<string> = primitive(
  'IA5String',
  Tag.IA5_STRING,
  textFromOctets,
  octetsFromText,
);

/** UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString, GeneralString. */
const STRINGS: ReadonlySet<number> = new Set([Tag.UTF8_STRING, 18, 19, 20, Tag.IA5_STRING, 26, 27]);
const BMP_STRING = 30;

function bmpText(octets: Uint8Array): string {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const units = Array.from({ length: octets.length >> 1 }, (_, at) => view.getUint16(2 * at));
  return units.map((unit) => String.fromCharCode(unit)).join('');
}

/** Whatever string type a name was written in; written as UTF8String. */
export const directoryString: Codec<string> = {
  name: 'DirectoryString',
  matches: ({ tagClass, tagNumber, constructed }) =>
    tagClass === TagClass.UNIVERSAL && !constructed && (STRINGS.has(tagNumber) || tagNumber === BMP_STRING),
  decode(node, at) {
    if (!directoryString.matches(node)) {
      throw at.fail(node, `${tagName(node)} where DirectoryString should be`);
    }
    if (node.tagNumber === BMP_STRING) {
      if (node.content.length % 2 !== 0) throw at.fail(node, 'BMPString of half a character');
      return bmpText(node.content);
    }
    return textFromOctets(node.content);
  },
  encode: (value) => primitiveNode(Tag.UTF8_STRING, octetsFromText(value)),
};

/** YYMMDDHHMMSSZ; two digits from 50 on are of the last century (RFC 5280 4.1.2.5.1). */
const utcTime: Codec<number> = primitive(
  'UTCTime',
  Tag.UTC_TIME,
  (content, fail) => {
    const text = content.length === 13 ? String.fromCharCode(...content) : '';
    const seconds = parseKerberosTime(`${text < '5' ? '20' : '19'}${text}`);
    if (seconds === undefined) throw fail('time is not YYMMDDHHMMSSZ');
    return seconds;
  },
  (value) => Uint8Array.from(formatKerberosTime(value).slice(2), (char) => char.charCodeAt(0)),
);

const FIRST_UTC = parseKerberosTime('19500101000000Z') ?? 0;
const LAST_UTC = parseKerberosTime('20491231235959Z') ?? 0;

/** Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }, in seconds since 1970 (RFC 5280 4.1.2.5). */
export const certificateTime: Codec<number> = {
  name: 'Time',
  matches: (node) => utcTime.matches(node) || kerberosTime.matches(node),
  decode: (node, at) => (utcTime.matches(node) ? utcTime : kerberosTime).decode(node, at),
  encode: (value) => (value >= FIRST_UTC && value <= LAST_UTC ? utcTime : kerberosTime).encode(value),
};
