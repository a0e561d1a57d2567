// Walks over a structure of numbers and strings at fixed places and makes fields of what it passes, within bounds that
// it checks: what ends too early is a field `unreadable`, what stands before it is on show.
import { KerberosError, isKerberosError } from '../errors.ts';
import { takeField } from '../fields/budget.ts';
import type { Budget } from '../fields/budget.ts';
import { hex } from '../fields/field.ts';
import type { Field } from '../fields/field.ts';
import { bitsText, fieldAt, shownText, shownUtf16, timeText, unreadable } from '../fields/make.ts';
import type { Leaf } from '../fields/make.ts';
import { secondsFromFileTime } from '../ndr/types.ts';

/** Where something stands that is laid open, and what it may cost. */
export interface Scene {
  /** Of its first octet, in its source. */
  readonly base: number;
  readonly budget: Budget;
  /** How deep in others it is. */
  readonly depth: number;
}

export class Layout {
  at = 0;
  readonly fields: Field[] = [];
  isCut = false;
  readonly bytes: Uint8Array;
  readonly scene: Scene;
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(bytes: Uint8Array, scene: Scene, little: boolean) {
    this.bytes = bytes;
    this.scene = scene;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = little;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** @throws KerberosError FORMAT_INVALID where there are fewer */
  need(length: number): void {
    if (length > this.left) throw this.invalid(`${String(length - this.left)} octets are missing`);
  }

  invalid(reason: string): KerberosError<'FORMAT_INVALID'> {
    const offset = this.scene.base + this.at;
    return new KerberosError('FORMAT_INVALID', `GSS token: ${reason}`, { format: 'gss', reason, offset });
  }

  /** @throws KerberosError LIMIT where the budget throws */
  add(field: Field): void {
    if (takeField(this.scene.budget)) this.fields.push(field);
    else this.isCut = true;
  }

  /** A field over the next `length` octets. */
  leaf(name: string, length: number, leaf: Leaf): void {
    this.need(length);
    const from = this.scene.base + this.at;
    this.at += length;
    this.add(fieldAt(name, from, from + length, leaf));
  }

  peek(size: 1 | 2 | 4, at = this.at): number {
    if (at + size > this.bytes.length) throw this.invalid('octets are missing');
    if (size === 1) return this.#view.getUint8(at);
    return size === 2 ? this.#view.getUint16(at, this.#little) : this.#view.getUint32(at, this.#little);
  }

  integer(name: string, size: 1 | 2 | 4, meaningOf?: (value: number) => string | undefined): number {
    const value = this.peek(size);
    const meaning = meaningOf?.(value);
    this.leaf(name, size, {
      type: `UInt${String(8 * size)}`,
      kind: 'integer',
      value: String(value),
      ...(meaning === undefined ? {} : { meaning }),
    });
    return value;
  }

  wide(name: string): void {
    this.need(8);
    const value = this.#view.getBigUint64(this.at, this.#little);
    this.leaf(name, 8, { type: 'UInt64', kind: 'integer', value: String(value) });
  }

  flags(name: string, size: 1 | 4, table: Readonly<Record<string, number>>): number {
    const value = this.peek(size);
    const known = Object.entries(table).filter(([, mask]) => (value & mask) !== 0);
    const rest = known.reduce((left, [, mask]) => left & ~mask, value) >>> 0;
    const names = known.map(([text]) => text);
    if (rest !== 0) names.push(`0x${rest.toString(16)}`);
    const bits = size === 4 ? bitsText(value) : `0x${value.toString(16).padStart(2, '0')}`;
    this.leaf(name, size, { type: `UInt${String(8 * size)}`, kind: 'flags', value: names.join(', '), bits });
    return value;
  }

  octets(name: string, length: number, leaf: Partial<Leaf> = {}): void {
    this.need(length);
    const value = hex(this.bytes.subarray(this.at, this.at + length));
    this.leaf(name, length, { type: 'octets', kind: 'octets', value, ...leaf });
  }

  /** Ciphertext, or what a password could be guessed from: nothing of it is said. */
  sealed(name: string, length: number): void {
    this.leaf(name, length, { type: 'octets', kind: 'sealed', plain: false });
  }

  text(name: string, length: number, encoding: 'octets' | 'utf-16'): void {
    this.need(length);
    const octets = this.bytes.subarray(this.at, this.at + length);
    const value = encoding === 'utf-16' ? shownUtf16(octets) : shownText(octets);
    this.leaf(name, length, { type: encoding === 'utf-16' ? 'UTF-16' : 'text', kind: 'text', value });
  }

  guid(name: string, meaningOf?: (text: string) => string | undefined): void {
    this.need(16);
    const { at } = this;
    const part = (from: number, to: number, reverse: boolean): string => {
      const octets = this.bytes.slice(at + from, at + to);
      return hex(reverse ? octets.reverse() : octets);
    };
    const ends = `${part(8, 10, false)}-${part(10, 16, false)}`;
    const value = `${part(0, 4, true)}-${part(4, 6, true)}-${part(6, 8, true)}-${ends}`;
    const meaning = meaningOf?.(value);
    this.leaf(name, 16, { type: 'GUID', kind: 'text', value, ...(meaning === undefined ? {} : { meaning }) });
  }

  /** FILETIME; 0 is none. */
  fileTime(name: string): void {
    this.need(8);
    const seconds = secondsFromFileTime(this.#view.getBigUint64(this.at, this.#little));
    const isTime = seconds !== undefined && seconds > 0 && seconds < LAST_SECOND;
    this.leaf(name, 8, { type: 'FILETIME', kind: 'time', value: isTime ? timeText(seconds) : '' });
  }
}

/** The year 9999. */
const LAST_SECOND = 253_402_300_800;

/**
 * A structure as a field. `read` says its value in a word, if it has one.
 * @throws KerberosError LIMIT where the budget throws
 */
export function layOut(
  name: string,
  type: string,
  bytes: Uint8Array,
  scene: Scene,
  read: (layout: Layout) => string | undefined,
  { little = true, placed = false }: { readonly little?: boolean; readonly placed?: boolean } = {},
): Field {
  const layout = new Layout(bytes, scene, little);
  const { base } = scene;
  let value: string | undefined;
  try {
    value = read(layout);
    // Structures that say where their parts are may leave octets between them.
    if (!placed && layout.left > 0) throw layout.invalid('octets behind the token');
  } catch (error) {
    if (!isKerberosError(error, 'FORMAT_INVALID')) throw error;
    layout.add(unreadable('rest', base + layout.at, layout.left, error.details.reason));
  }
  const children = [...layout.fields].sort((a, b) => a.offset - b.offset);
  return {
    ...fieldAt(name, base, base + bytes.length, { type, kind: 'constructed', children }),
    ...(value === undefined ? {} : { value }),
    ...(layout.isCut ? { truncated: true as const } : {}),
  };
}
