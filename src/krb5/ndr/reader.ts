// NDR transfer syntax (C706 chapter 14) as [MS-RPCE] 2.2.6 serializes one type, version 1: little-endian. Alignment
// counts from the start of the object buffer. Pointers are unique pointers: a 32-bit referent id, 0 for NULL; what an
// embedded pointer refers to follows the outermost structure, in order ([C706] 14.3.12.3). Every read checks the bounds
// first; a read that is given a name is told to the recorder, where there is one.
import { KerberosError } from '../errors.ts';
import type { NdrPlace, NdrReading, NdrRecorder, NumberReading } from './recorder.ts';
import { fileTimeReading, formatGuid, formatSid, MAX_SUB_AUTHORITIES } from './types.ts';
import type { FileTime, Guid, Sid } from './types.ts';
import { utf16leText } from './utf16.ts';

export interface NdrLimits {
  /** Longest input, in bytes. */
  readonly maxBytes: number;
  /** Array elements over the whole input. */
  readonly maxEntries: number;
}

export const NDR_LIMITS: NdrLimits = { maxBytes: 1 << 20, maxEntries: 16_384 };

export interface NdrReaderOptions {
  readonly limits?: NdrLimits | undefined;
  /** What to add to offsets in errors and fields. */
  readonly base?: number | undefined;
  readonly recorder?: NdrRecorder | undefined;
}

/** A pointer in a structure; what it refers to is read later, with `follow`. */
export interface NdrPointer {
  readonly referent: number;
  readonly place: NdrPlace | undefined;
}

/** The part of an RPC_UNICODE_STRING ([MS-DTYP] 2.3.10) that stands in the structure; its characters come later. */
export interface UnicodeStringHead extends NdrPointer {
  readonly length: number;
  readonly maximumLength: number;
}

const asInteger = (value: number | bigint): NdrReading => ({ kind: 'integer', value: String(value) });

/** Offsets count from `base`. */
export class NdrReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #limits: NdrLimits;
  readonly #base: number;
  readonly #recorder: NdrRecorder | undefined;
  #at = 0;
  #end: number;
  #entries = 0;

  /** @throws KerberosError LIMIT */
  constructor(bytes: Uint8Array, { limits = NDR_LIMITS, base = 0, recorder }: NdrReaderOptions = {}) {
    if (bytes.length > limits.maxBytes) throw limit('bytes', limits.maxBytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.length;
    this.#limits = limits;
    this.#base = base;
    this.#recorder = recorder;
  }

  /** What is read from here on ends after so many octets. @throws KerberosError FORMAT_INVALID */
  endAfter(length: number): void {
    this.#need(length);
    this.#end = this.#at + length;
  }

  get offset(): number {
    return this.#base + this.#at;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  get recorder(): NdrRecorder | undefined {
    return this.#recorder;
  }

  /** A structure, for the recorder: until `close`. A number is an element's place in its array. */
  open(name: string | number, type: string): NdrPlace | undefined {
    return this.#recorder?.open(typeof name === 'string' ? name : `[${name}]`, type, this.offset);
  }

  close(value?: string): void {
    this.#recorder?.close(this.offset, value);
  }

  /** Padding bytes are skipped whatever they hold: C706 14.2.2 leaves their value open. */
  align(size: 2 | 4 | 8): void {
    const to = (this.#at + size - 1) & -size;
    this.#need(to - this.#at);
    this.#at = to;
  }

  bytes(
    length: number,
    name?: string,
    reading?: (octets: Uint8Array) => NdrReading,
    type = 'UCHAR[]',
  ): Uint8Array {
    this.#need(length);
    const part = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    if (name !== undefined && this.#recorder !== undefined) {
      const shown = reading?.(part) ?? { kind: 'octets', value: part };
      this.#note(name, type, length, shown);
    }
    return part;
  }

  /** Octets that are no value, only shown. */
  skip(length: number, name: string, reading: (octets: Uint8Array) => NdrReading, type = 'UCHAR[]'): void {
    this.#need(length);
    this.#at += length;
    if (this.#recorder === undefined) return;
    this.#note(name, type, length, reading(this.#bytes.subarray(this.#at - length, this.#at)));
  }

  uint8(name?: string, reading?: NumberReading): number {
    this.#need(1);
    const value = this.#view.getUint8(this.#at++);
    if (name !== undefined) this.#noteNumber(name, 'UCHAR', 1, value, reading);
    return value;
  }

  uint16(name?: string, reading?: NumberReading, type = 'USHORT'): number {
    this.align(2);
    this.#need(2);
    const value = this.#view.getUint16(this.#at, true);
    this.#at += 2;
    if (name !== undefined) this.#noteNumber(name, type, 2, value, reading);
    return value;
  }

  uint32(name?: string, reading?: NumberReading, type = 'ULONG'): number {
    this.align(4);
    this.#need(4);
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    if (name !== undefined) this.#noteNumber(name, type, 4, value, reading);
    return value;
  }

  int32(name?: string, reading?: NumberReading): number {
    this.align(4);
    this.#need(4);
    const value = this.#view.getInt32(this.#at, true);
    this.#at += 4;
    if (name !== undefined) this.#noteNumber(name, 'LONG', 4, value, reading);
    return value;
  }

  /** `hyper`, aligned to 8. */
  uint64(name?: string | number, reading: (value: bigint) => NdrReading = asInteger): bigint {
    return this.#hyper(name, 'ULONG64', (at) => this.#view.getBigUint64(at, true), reading);
  }

  int64(name?: string | number): bigint {
    return this.#hyper(name, 'LONG64', (at) => this.#view.getBigInt64(at, true), asInteger);
  }

  /** FILETIME is a structure of two 32-bit numbers, so it aligns to 4, not to 8. */
  fileTime(name?: string): FileTime {
    this.align(4);
    this.#need(8);
    const value = this.#view.getBigUint64(this.#at, true);
    this.#at += 8;
    if (name !== undefined && this.#recorder !== undefined) {
      this.#note(name, 'FILETIME', 8, fileTimeReading(value));
    }
    return value;
  }

  /** A unique pointer. Named, it is a field to be filled by `follow`. */
  pointer(name?: string | number, type = ''): NdrPointer {
    const referent = this.uint32();
    if (name === undefined || this.#recorder === undefined) return { referent, place: undefined };
    const shown = typeof name === 'string' ? name : `[${name}]`;
    if (referent === 0) {
      this.#note(shown, type, 4, { kind: 'octets', value: '', meaning: 'NULL' });
      return { referent, place: undefined };
    }
    const place = this.#recorder.open(shown, type, this.offset - 4, true);
    this.#recorder.close(this.offset);
    return { referent, place };
  }

  /** What a pointer refers to starts here; ends with `close`. */
  follow(pointer: NdrPointer): void {
    if (pointer.place !== undefined) this.#recorder?.resume(pointer.place, this.offset);
  }

  /** Ends what `follow` began; a NULL or unnamed pointer began nothing. */
  followed(pointer: NdrPointer, value?: string): void {
    if (pointer.place !== undefined) this.#recorder?.close(this.offset, value);
  }

  /** The maximum count before a conformant array; `elementSize` is the least a single element takes. */
  conformance(elementSize: number): number {
    const count = this.uint32();
    this.#countEntries(count);
    if (count * elementSize > this.#end - this.#at) throw this.invalid('an array runs past the end');
    return count;
  }

  /**
   * The count of the conformant array that a pointer refers to, which the structure has announced already.
   * @returns 0 for NULL
   */
  announced(pointer: NdrPointer, count: number, elementSize: number): number {
    const found = pointer.referent === 0 ? 0 : this.conformance(elementSize);
    if (found !== count) throw this.invalid("an array's two counts differ");
    return found;
  }

  /** The same of an array of octets, which do not count as entries. */
  announcedBytes(pointer: NdrPointer, count: number): number {
    const found = pointer.referent === 0 ? 0 : this.uint32();
    if (found !== count) throw this.invalid("an array's two counts differ");
    return found;
  }

  unicodeStringHead(name?: string): UnicodeStringHead {
    this.align(4);
    const place = name === undefined ? undefined : this.open(name, 'RPC_UNICODE_STRING');
    const length = this.uint16('Length');
    const maximumLength = this.uint16('MaximumLength');
    const referent = this.uint32();
    if (place !== undefined) this.close();
    if (length % 2 !== 0 || maximumLength < length) throw this.invalid('a string has impossible lengths');
    return { length, maximumLength, referent, place };
  }

  /** What the head points to: a conformant and varying array of UTF-16LE units. NULL is the empty string. */
  unicodeStringReferent(head: UnicodeStringHead): string {
    if (head.referent === 0) {
      if (head.length !== 0) throw this.invalid('a string has a length and no characters');
      return '';
    }
    this.align(4);
    const recorder = head.place === undefined ? undefined : this.#recorder;
    if (head.place !== undefined) recorder?.resume(head.place, this.offset);
    const start = this.offset;
    const units = this.#varying();
    if (units * 2 !== head.length) throw this.invalid("a string's two lengths differ");
    const valueOffset = this.offset;
    const text = this.#utf16(units);
    if (recorder !== undefined) {
      const place = { offset: start, length: this.offset - start, valueOffset };
      recorder.leaf({ name: 'Buffer', type: 'WCHAR[]', ...place }, { kind: 'text', value: text });
      recorder.close(this.offset, text);
    }
    return text;
  }

  /** `[string] wchar_t *` of C706 14.3.4: conformant and varying, the zero at its end counted. */
  wideString(): string {
    const units = this.#varying();
    const whole = this.#utf16(units);
    return whole.endsWith('\0') ? whole.slice(0, -1) : whole;
  }

  /** RPC_SID ([MS-DTYP] 2.4.2.3), a conformant structure: the count first, then the SID. */
  rpcSid(name?: string): Sid {
    this.align(4);
    const start = this.offset;
    const count = this.conformance(4);
    return this.#sid(name, 'RPC_SID', start, count);
  }

  /** SID ([MS-DTYP] 2.4.2.2), the packet form. */
  sid(name?: string): Sid {
    return this.#sid(name, 'SID', this.offset, undefined);
  }

  /** GUID ([MS-DTYP] 2.3.4.2), the packet form. */
  guid(name: string): Guid {
    const start = this.offset;
    const guid = formatGuid(this.bytes(16));
    this.#recorder?.leaf({ name, type: 'GUID', offset: start, length: 16 }, { kind: 'text', value: guid });
    return guid;
  }

  invalid(reason: string): KerberosError<'FORMAT_INVALID'> {
    return ndrInvalid(reason, this.offset);
  }

  #sid(name: string | undefined, type: string, start: number, announced: number | undefined): Sid {
    this.#need(8);
    const at = this.#at;
    const count = this.#view.getUint8(at + 1);
    if (this.#view.getUint8(at) !== 1) throw this.invalid('a SID has a revision other than 1');
    if (count > MAX_SUB_AUTHORITIES) throw this.invalid('a SID has more than 15 sub-authorities');
    if (announced !== undefined && announced !== count) throw this.invalid("a SID's two counts differ");
    const authority = this.#view.getUint16(at + 2) * 2 ** 32 + this.#view.getUint32(at + 4);
    this.#at += 8;
    this.#need(4 * count);
    const subAuthorities: number[] = [];
    for (let i = 0; i < count; i++, this.#at += 4) subAuthorities.push(this.#view.getUint32(this.#at, true));
    const sid = formatSid({ authority, subAuthorities });
    if (name !== undefined && this.#recorder !== undefined) {
      const valueOffset = this.#base + at;
      const leaf = { name, type, offset: start, length: this.offset - start, valueOffset };
      this.#recorder.leaf(leaf, { kind: 'text', value: sid });
    }
    return sid;
  }

  /** Maximum, first and actual count of a conformant and varying array of 16-bit units. */
  #varying(): number {
    const maximum = this.uint32();
    const first = this.uint32();
    const actual = this.uint32();
    if (first !== 0 || actual > maximum) throw this.invalid('a string has an impossible range');
    return actual;
  }

  #utf16(units: number): string {
    this.#need(units * 2);
    const text = utf16leText(this.#bytes, this.#at, units);
    this.#at += units * 2;
    return text;
  }

  #hyper(
    name: string | number | undefined,
    type: string,
    read: (at: number) => bigint,
    reading: (value: bigint) => NdrReading,
  ): bigint {
    this.align(8);
    this.#need(8);
    const value = read(this.#at);
    this.#at += 8;
    if (name !== undefined && this.#recorder !== undefined) {
      this.#note(typeof name === 'string' ? name : `[${name}]`, type, 8, reading(value));
    }
    return value;
  }

  #noteNumber(name: string, type: string, length: number, value: number, reading?: NumberReading): void {
    if (this.#recorder !== undefined) this.#note(name, type, length, (reading ?? asInteger)(value));
  }

  /** Of the octets read last. */
  #note(name: string, type: string, length: number, reading: NdrReading): void {
    this.#recorder?.leaf({ name, type, offset: this.offset - length, length }, reading);
  }

  #need(length: number): void {
    if (length > this.#end - this.#at) throw this.invalid('the bytes end too early');
  }

  #countEntries(count: number): void {
    this.#entries += count;
    if (this.#entries > this.#limits.maxEntries) throw limit('entries', this.#limits.maxEntries);
  }
}

export function ndrInvalid(reason: string, offset: number): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `NDR: ${reason} (at ${offset})`, {
    format: 'ndr',
    reason,
    offset,
  });
}

function limit(what: 'bytes' | 'entries', value: number): KerberosError<'LIMIT'> {
  return new KerberosError('LIMIT', `NDR: more than ${value} ${what}`, { what, limit: value, where: 'NDR' });
}
