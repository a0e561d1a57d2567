// Walks over bytes of a file format that a parser has already found whole, and makes fields of what it passes. The
// fields count from the start of the bytes.
import { takeField } from './budget.ts';
import type { Budget } from './budget.ts';
import { fieldAt, shownText, timeText } from './make.ts';
import type { Leaf } from './make.ts';
import type { Field } from './field.ts';

type Size = 1 | 2 | 4;

export class Cursor {
  at: number;
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly #view: DataView;
  readonly #budget: Budget;

  constructor(bytes: Uint8Array, budget: Budget, at = 0, littleEndian = false) {
    this.#budget = budget;
    this.bytes = bytes;
    this.at = at;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(size: Size): number {
    const { at } = this;
    this.at += size;
    if (size === 1) return this.#view.getUint8(at);
    return size === 2
      ? this.#view.getUint16(at, this.littleEndian)
      : this.#view.getUint32(at, this.littleEndian);
  }

  /** Steps over data behind a length of 2 or 4 octets. */
  data(size: 2 | 4): { readonly offset: number; readonly octets: Uint8Array } {
    const length = this.number(size);
    const offset = this.at;
    this.at += length;
    return { offset, octets: this.bytes.subarray(offset, this.at) };
  }

  /** From `from` to here. @throws KerberosError LIMIT */
  field(name: string, from: number, leaf: Leaf, valueOffset = from): Field {
    takeField(this.#budget);
    return fieldAt(name, from, this.at, leaf, valueOffset);
  }

  integer(name: string, size: Size, meaningOf?: (value: number) => string, signed = false): Field {
    const from = this.at;
    const unsigned = this.number(size);
    const value = signed && unsigned >= 2 ** (8 * size - 1) ? unsigned - 2 ** (8 * size) : unsigned;
    const type = `${signed ? 'Int' : 'UInt'}${String(8 * size)}`;
    const meaning = meaningOf === undefined ? {} : { meaning: meaningOf(value) };
    return this.field(name, from, { type, kind: 'integer', value: String(value), ...meaning });
  }

  /** Seconds since 1970, 32 bits; 0 is absent. */
  time(name: string): Field {
    const from = this.at;
    const seconds = this.number(4);
    return this.field(name, from, {
      type: 'UInt32',
      kind: 'time',
      value: seconds === 0 ? '' : timeText(seconds),
    });
  }

  text(name: string, size: 2 | 4): Field {
    const from = this.at;
    const { offset, octets } = this.data(size);
    return this.field(name, from, { type: 'text', kind: 'text', value: shownText(octets) }, offset);
  }

  /** A key: its place and length are all that is said. */
  secret(name: string, size: 2 | 4): Field {
    const from = this.at;
    const { offset } = this.data(size);
    return this.field(name, from, { type: 'octets', kind: 'secret', plain: false }, offset);
  }

  /** What holds the fields that `make` makes. */
  group(name: string, leaf: Omit<Leaf, 'kind' | 'children'>, make: () => readonly Field[]): Field {
    const from = this.at;
    const children = make();
    return this.field(name, from, { ...leaf, kind: 'constructed', children });
  }
}
