// NDR transfer syntax (C706 chapter 14) as [MS-RPCE] 2.2.6 serializes one type, version 1: little-endian, a common
// header (01 10 08 00 CC CC CC CC), a private header with the length of the object buffer, then the object.
// Alignment counts from the start of the object buffer. Pointers are unique pointers: a 32-bit referent id, 0 for
// NULL; what an embedded pointer refers to follows the outermost structure, in order ([C706] 14.3.12.3).
import { KerberosError } from '../errors.ts';
import { formatSid, MAX_SUB_AUTHORITIES } from './types.ts';
import type { FileTime, Sid } from './types.ts';

export interface NdrLimits {
  /** Longest input, in bytes. */
  readonly maxBytes: number;
  /** Array elements over the whole input. */
  readonly maxEntries: number;
}

export const NDR_LIMITS: NdrLimits = { maxBytes: 1 << 20, maxEntries: 16_384 };

/** The part of an RPC_UNICODE_STRING ([MS-DTYP] 2.3.10) that stands in the structure; its characters come later. */
export interface UnicodeStringHead {
  readonly length: number;
  readonly maximumLength: number;
  readonly referent: number;
}

const COMMON_HEADER_LENGTH = 8;
const HEADERS_LENGTH = 16;

/** Every read checks the bounds first. Offsets in errors count from the start of the bytes given. */
export class NdrReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #limits: NdrLimits;
  readonly #base: number;
  #at = 0;
  #entries = 0;

  /** @param base what to add to offsets in errors */
  constructor(bytes: Uint8Array, limits: NdrLimits = NDR_LIMITS, base = 0) {
    if (bytes.length > limits.maxBytes) throw limit('bytes', limits.maxBytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
    this.#base = base;
  }

  get offset(): number {
    return this.#base + this.#at;
  }

  /** Padding bytes are skipped whatever they hold: C706 14.2.2 leaves their value open. */
  align(size: number): void {
    const to = Math.ceil(this.#at / size) * size;
    this.#need(to - this.#at);
    this.#at = to;
  }

  bytes(length: number): Uint8Array {
    this.#need(length);
    const part = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    return part;
  }

  uint8(): number {
    this.#need(1);
    return this.#view.getUint8(this.#at++);
  }

  uint16(): number {
    this.align(2);
    this.#need(2);
    const value = this.#view.getUint16(this.#at, true);
    this.#at += 2;
    return value;
  }

  uint32(): number {
    this.align(4);
    this.#need(4);
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return value;
  }

  /** FILETIME is a structure of two 32-bit numbers, so it aligns to 4, not to 8. */
  fileTime(): FileTime {
    const low = this.uint32();
    const high = this.uint32();
    return (BigInt(high) << 32n) | BigInt(low);
  }

  /** A unique pointer's referent id; 0 is NULL. */
  pointer(): number {
    return this.uint32();
  }

  /** The maximum count before a conformant array; `elementSize` is the least a single element takes. */
  conformance(elementSize: number): number {
    const count = this.uint32();
    this.#countEntries(count);
    if (count * elementSize > this.#bytes.length - this.#at) throw this.invalid('an array runs past the end');
    return count;
  }

  unicodeStringHead(): UnicodeStringHead {
    const length = this.uint16();
    const maximumLength = this.uint16();
    const referent = this.pointer();
    if (length % 2 !== 0 || maximumLength < length) throw this.invalid('a string has impossible lengths');
    return { length, maximumLength, referent };
  }

  /** What the head points to: a conformant and varying array of UTF-16LE units. NULL is the empty string. */
  unicodeStringReferent(head: UnicodeStringHead): string {
    if (head.referent === 0) {
      if (head.length !== 0) throw this.invalid('a string has a length and no characters');
      return '';
    }
    const maximum = this.uint32();
    const first = this.uint32();
    const actual = this.uint32();
    if (first !== 0 || actual > maximum) throw this.invalid('a string has an impossible range');
    if (actual * 2 !== head.length) throw this.invalid("a string's two lengths differ");
    return utf16leText(this.bytes(actual * 2));
  }

  /** RPC_SID ([MS-DTYP] 2.4.2.3), a conformant structure: the count first, then the SID. */
  rpcSid(): Sid {
    const count = this.conformance(4);
    return this.sid(count);
  }

  /** SID ([MS-DTYP] 2.4.2.2), the packet form. */
  sid(announced?: number): Sid {
    const revision = this.uint8();
    const count = this.uint8();
    if (revision !== 1) throw this.invalid('a SID has a revision other than 1');
    if (count > MAX_SUB_AUTHORITIES) throw this.invalid('a SID has more than 15 sub-authorities');
    if (announced !== undefined && announced !== count) throw this.invalid("a SID's two counts differ");
    const authority = this.bytes(6).reduce((sum, octet) => sum * 256 + octet, 0);
    const subAuthorities: number[] = [];
    for (let i = 0; i < count; i++) subAuthorities.push(this.uint32());
    return formatSid({ authority, subAuthorities });
  }

  invalid(reason: string): KerberosError<'FORMAT_INVALID'> {
    return ndrInvalid(reason, this.offset);
  }

  #need(length: number): void {
    if (length > this.#bytes.length - this.#at) throw this.invalid('the bytes end too early');
  }

  #countEntries(count: number): void {
    this.#entries += count;
    if (this.#entries > this.#limits.maxEntries) throw limit('entries', this.#limits.maxEntries);
  }
}

/**
 * Reads one top-level pointer to a type, type serialization version 1. Bytes after the object, within its announced
 * buffer or behind it, are padding.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function readSerialized<T>(
  bytes: Uint8Array,
  read: (reader: NdrReader) => T,
  limits: NdrLimits = NDR_LIMITS,
): T {
  const headers = new NdrReader(bytes, limits);
  if (headers.uint8() !== 1) throw ndrInvalid('not type serialization version 1', 0);
  if (headers.uint8() !== 0x10) throw ndrInvalid('not little-endian', 1);
  if (headers.uint16() !== COMMON_HEADER_LENGTH) throw ndrInvalid('common header length is not 8', 2);
  headers.uint32();
  const length = headers.uint32();
  headers.uint32();
  if (length > bytes.length - HEADERS_LENGTH) throw ndrInvalid('the object buffer runs past the end', 8);
  const object = new NdrReader(
    bytes.subarray(HEADERS_LENGTH, HEADERS_LENGTH + length),
    limits,
    HEADERS_LENGTH,
  );
  if (object.pointer() === 0) throw ndrInvalid('the top-level pointer is NULL', HEADERS_LENGTH);
  return read(object);
}

/** UTF-16LE to a string, unit by unit: a lone surrogate stays one. The length is even. */
export function utf16leText(bytes: Uint8Array): string {
  const units: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) units.push((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  let text = '';
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.slice(at, at + 4096));
  return text;
}

export function utf16leBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

function ndrInvalid(reason: string, offset: number): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `NDR: ${reason} (at ${offset})`, {
    format: 'ndr',
    reason,
    offset,
  });
}

function limit(what: 'bytes' | 'entries', value: number): KerberosError<'LIMIT'> {
  return new KerberosError('LIMIT', `NDR: more than ${value} ${what}`, { what, limit: value, where: 'NDR' });
}
