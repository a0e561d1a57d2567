// Reads the integers and length-prefixed strings of the cache and keytab formats out of a byte string, within a
// budget, so that a hostile file ends in a typed error and never in a crash or an endless loop.
import { KerberosError } from '../errors.ts';

export interface FileLimits {
  readonly bytes: number;
  /** Records, name components, addresses and authorization data, all together. */
  readonly entries: number;
}

export const DEFAULT_FILE_LIMITS: FileLimits = { bytes: 16 * 1024 * 1024, entries: 50_000 };

/** The bytes end before the record does. Never leaves the parser. */
export class EndOfBytes extends Error {}

export class ByteReader {
  readonly #format: 'ccache' | 'keytab';
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #limits: FileLimits;
  readonly #end: number;
  #entries = 0;
  offset = 0;
  /** Byte order of what follows: files of old versions have the order of the machine that wrote them. */
  littleEndian = false;

  constructor(
    format: 'ccache' | 'keytab',
    bytes: Uint8Array,
    limits: FileLimits,
    end: number = bytes.length,
  ) {
    this.#format = format;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
    this.#end = end;
    if (bytes.length > limits.bytes) throw this.limit('bytes', limits.bytes);
  }

  get remaining(): number {
    return this.#end - this.offset;
  }

  #take(length: number): number {
    const at = this.offset;
    if (length > this.#end - at) throw new EndOfBytes();
    this.offset += length;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), this.littleEndian);
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2), this.littleEndian);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), this.littleEndian);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), this.littleEndian);
  }

  /** A copy, so that wiping a key never reaches into the file's bytes and the other way round. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return new Uint8Array(this.#bytes.subarray(at, at + length));
  }

  /** A 32-bit length and that many bytes. Longer than the whole file is nonsense rather than a file cut short. */
  data32(): Uint8Array {
    const at = this.offset;
    const length = this.u32();
    if (length > this.#bytes.length) throw this.invalid('a length goes beyond the file', at);
    return this.bytes(length);
  }

  /** The same without a copy: the file's own bytes, for what is read at once and kept in another form. */
  lent32(): Uint8Array {
    const from = this.offset;
    const length = this.u32();
    if (length > this.#bytes.length) throw this.invalid('a length goes beyond the file', from);
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  data16(): Uint8Array {
    return this.bytes(this.u16());
  }

  /** Counts towards the budget. */
  count(entries: number): void {
    this.#entries += entries;
    if (this.#entries > this.#limits.entries) throw this.limit('entries', this.#limits.entries);
  }

  invalid(reason: string, offset: number = this.offset): KerberosError<'FORMAT_INVALID'> {
    return new KerberosError('FORMAT_INVALID', `${this.#format}: ${reason} (at byte ${String(offset)})`, {
      format: this.#format,
      reason,
      offset,
    });
  }

  limit(what: 'bytes' | 'entries', bound: number): KerberosError<'LIMIT'> {
    return new KerberosError('LIMIT', `${this.#format}: more ${what} than ${String(bound)}`, {
      what,
      limit: bound,
      where: this.#format,
    });
  }
}
