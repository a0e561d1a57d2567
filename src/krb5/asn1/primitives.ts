// The primitive types of Kerberos, RFC 4120 5.2: Int32, UInt32, Microseconds, KerberosFlags, KerberosString, OCTET
// STRING, BOOLEAN, and ENUMERATED, UTF8String and OBJECT IDENTIFIER of its neighbours. Integers are read through BigInt
// with a range each; strings keep their octets (text.ts).
import { octetsFromText, textFromOctets } from '../text.ts';
import type { Codec, DecodeContext } from './codec.ts';
import { tagName } from './codec.ts';
import { primitiveNode, TagClass } from './tree.ts';
import type { DerNode } from './tree.ts';

const Tag = {
  BOOLEAN: 1,
  INTEGER: 2,
  BIT_STRING: 3,
  OCTET_STRING: 4,
  OBJECT_IDENTIFIER: 6,
  ENUMERATED: 10,
  UTF8_STRING: 12,
  GENERAL_STRING: 27,
} as const;

const is = (node: DerNode, tagNumber: number): boolean =>
  node.tagClass === TagClass.UNIVERSAL && node.tagNumber === tagNumber && !node.constructed;

/** A primitive type of one universal tag whose contents octets are all there is to it. */
export function primitive<T>(
  name: string,
  tagNumber: number,
  read: (content: Uint8Array, fail: (reason: string) => Error) => T,
  write: (value: T) => Uint8Array,
): Codec<T> {
  return {
    name,
    universalTag: tagNumber,
    matches: (node) => is(node, tagNumber),
    decode(node: DerNode, at: DecodeContext) {
      if (!is(node, tagNumber)) throw at.fail(node, `${tagName(node)} where ${name} should be`);
      return read(node.content, (reason) => at.fail(node, reason));
    },
    encode: (value) => primitiveNode(tagNumber, write(value)),
  };
}

const MIN_INT32 = -(2 ** 31);
const MAX_UINT32 = 2 ** 32 - 1;

function readInteger(content: Uint8Array, fail: (reason: string) => Error): bigint {
  if (content.length === 0) throw fail('INTEGER without octets');
  const negative = (content[0] ?? 0) >= 0x80;
  let start = 0;
  while (start < content.length - 1 && content[start] === (negative ? 0xff : 0)) start++;
  // Nothing in Kerberos is wider than 64 bits and its sign; a megabyte of digits need not become a number.
  if (content.length - start > 9) throw fail('INTEGER out of range');
  let value = negative ? -1n : 0n;
  for (const octet of content.subarray(start)) value = (value << 8n) | BigInt(octet);
  return value;
}

function writeInteger(value: number): Uint8Array {
  const octets: number[] = [];
  let rest = BigInt(value);
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!(rest === 0n && (octets[0] ?? 0) < 0x80) && !(rest === -1n && (octets[0] ?? 0) >= 0x80));
  return Uint8Array.from(octets);
}

/**
 * INTEGER (min..max). `normalize` turns what was read into the form kept inside, `toWire` that form into the number
 * sent; both are the identity by default.
 */
export function integer(
  name: string,
  min: number,
  max: number,
  normalize: (value: number) => number = (value) => value,
  toWire: (value: number) => number = (value) => value,
): Codec<number> {
  return primitive(
    name,
    Tag.INTEGER,
    (content, fail) => {
      const value = readInteger(content, fail);
      if (value < BigInt(min) || value > BigInt(max)) throw fail(`${String(value)} is outside ${name}`);
      return normalize(Number(value));
    },
    (value) => {
      if (!Number.isInteger(value) || value < min || value > max) {
        throw new TypeError(`${String(value)} is outside ${name}`);
      }
      return writeInteger(toWire(value));
    },
  );
}

/** Int32 of types (enctype, padata-type, ...). A peer's unsigned spelling of a negative number is read as that number. */
export const int32: Codec<number> = integer(
  'Int32',
  MIN_INT32,
  MAX_UINT32,
  (value) => value | 0,
  (value) => value | 0,
);

/** UInt32 that old peers send with a sign: sequence numbers. Kept and sent unsigned. */
export const uint32: Codec<number> = integer(
  'UInt32',
  MIN_INT32,
  MAX_UINT32,
  (value) => value >>> 0,
  (value) => value >>> 0,
);

/** A nonce is echoed as it was sent, sign and all. */
export const nonceNumber: Codec<number> = integer('UInt32', MIN_INT32, MAX_UINT32);

/** Read-only DCs number their krbtgt keys in the high 16 bits: kept unsigned, sent with a sign as Windows and MIT do. */
export const kvnoNumber: Codec<number> = integer(
  'UInt32',
  MIN_INT32,
  MAX_UINT32,
  (value) => value >>> 0,
  (value) => value | 0,
);

/** Microseconds ::= INTEGER (0..999999) */
export const microseconds: Codec<number> = integer('Microseconds', 0, 999_999);

export const octetString: Codec<Uint8Array> = primitive(
  'OCTET STRING',
  Tag.OCTET_STRING,
  (content) => content.slice(),
  (value) => value,
);

/** KerberosString and Realm ::= GeneralString. */
export const kerberosString: Codec<string> = primitive(
  'KerberosString',
  Tag.GENERAL_STRING,
  textFromOctets,
  octetsFromText,
);

export const utf8String: Codec<string> = primitive(
  'UTF8String',
  Tag.UTF8_STRING,
  textFromOctets,
  octetsFromText,
);

/** ENUMERATED, of which no protocol here has more than a handful of values. */
export const enumerated: Codec<number> = primitive(
  'ENUMERATED',
  Tag.ENUMERATED,
  (content, fail) => {
    const value = readInteger(content, fail);
    if (value < 0n || value > BigInt(MAX_UINT32)) throw fail(`${String(value)} is outside ENUMERATED`);
    return Number(value);
  },
  writeInteger,
);

/** An identifier of ours is a dozen components; X.690 sets no end. */
const MAX_ARCS = 64;

/** OBJECT IDENTIFIER as its dotted text, X.690 8.19. */
export const objectIdentifier: Codec<string> = primitive(
  'OBJECT IDENTIFIER',
  Tag.OBJECT_IDENTIFIER,
  (content, fail) => {
    const arcs: number[] = [];
    let arc = 0;
    for (const [at, octet] of content.entries()) {
      if (arc === 0 && octet === 0x80) throw fail('OBJECT IDENTIFIER with a leading zero');
      arc = arc * 128 + (octet & 0x7f);
      if (arc > Number.MAX_SAFE_INTEGER) throw fail('OBJECT IDENTIFIER out of range');
      if (octet >= 0x80) {
        if (at === content.length - 1) throw fail('OBJECT IDENTIFIER breaks off');
        continue;
      }
      // The first two components share one number.
      if (arcs.length === 0) arcs.push(Math.min(Math.floor(arc / 40), 2), arc < 80 ? arc % 40 : arc - 80);
      else arcs.push(arc);
      if (arcs.length > MAX_ARCS) throw fail('OBJECT IDENTIFIER too long');
      arc = 0;
    }
    if (arcs.length === 0) throw fail('OBJECT IDENTIFIER without octets');
    return arcs.join('.');
  },
  (value) => {
    const [first = Number.NaN, second = Number.NaN, ...rest] = value.split('.').map(Number);
    const arcs = [first * 40 + second, ...rest];
    if (!/^[012](\.\d+)+$/.test(value) || arcs.some((arc) => !Number.isSafeInteger(arc))) {
      throw new TypeError(`${value} is no OBJECT IDENTIFIER`);
    }
    const octets = arcs.flatMap((arc) => {
      const seven: number[] = [arc % 128];
      for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
        seven.unshift(0x80 | (left % 128));
      }
      return seven;
    });
    return Uint8Array.from(octets);
  },
);

export const boolean: Codec<boolean> = primitive(
  'BOOLEAN',
  Tag.BOOLEAN,
  (content, fail) => {
    if (content.length !== 1) throw fail('BOOLEAN is not one octet');
    return content[0] !== 0;
  },
  (value) => Uint8Array.of(value ? 0xff : 0),
);

/**
 * KerberosFlags ::= BIT STRING (SIZE (32..MAX)), as an unsigned 32-bit number: bit 0 of the RFC is 0x80000000. Any
 * length is read (RFC 4120 5.2.8: missing bits are zero), 32 bits are sent.
 */
export const kerberosFlags: Codec<number> = primitive(
  'KerberosFlags',
  Tag.BIT_STRING,
  (content, fail) => {
    const unused = content[0];
    if (unused === undefined || unused > 7 || (content.length === 1 && unused !== 0)) {
      throw fail('malformed BIT STRING');
    }
    let flags = 0;
    for (let i = 1; i <= 4; i++) {
      const octet = content[i] ?? 0;
      flags = (flags << 8) | (i === content.length - 1 ? octet & (0xff << unused) : octet);
    }
    return flags >>> 0;
  },
  (value) => {
    if (!Number.isInteger(value) || value < MIN_INT32 || value > MAX_UINT32) {
      throw new TypeError(`${String(value)} is not 32 flags`);
    }
    return Uint8Array.of(0, value >>> 24, value >>> 16, value >>> 8, value);
  },
);
