// The writing side of reader.ts: type serialization version 1 ([MS-RPCE] 2.2.6), little-endian, unique pointers with
// referent ids as Windows numbers them (0x00020000 and up in steps of 4), padded with zeros.
import { parseSid } from './types.ts';
import type { FileTime, Sid } from './types.ts';
import { utf16leBytes } from './utf16.ts';

const FIRST_REFERENT = 0x0002_0000;

export class NdrWriter {
  #bytes = new Uint8Array(256);
  #length = 0;
  #nextReferent = FIRST_REFERENT;

  align(size: number): void {
    this.#grow(Math.ceil(this.#length / size) * size - this.#length);
  }

  bytes(part: Uint8Array): void {
    const at = this.#grow(part.length);
    this.#bytes.set(part, at);
  }

  uint8(value: number): void {
    const at = this.#grow(1);
    this.#bytes[at] = value;
  }

  uint16(value: number): void {
    this.align(2);
    const at = this.#grow(2);
    this.#view().setUint16(at, value, true);
  }

  uint32(value: number): void {
    this.align(4);
    const at = this.#grow(4);
    this.#view().setUint32(at, value, true);
  }

  /** `hyper`, signed or not. */
  uint64(value: bigint): void {
    this.align(8);
    const at = this.#grow(8);
    this.#view().setBigUint64(at, BigInt.asUintN(64, value), true);
  }

  fileTime(time: FileTime): void {
    this.uint32(Number(time & 0xffff_ffffn));
    this.uint32(Number((time >> 32n) & 0xffff_ffffn));
  }

  /** A fresh referent id, or NULL when there is nothing to point to. */
  pointer(present = true): void {
    this.uint32(present ? this.#nextReferent : 0);
    if (present) this.#nextReferent += 4;
  }

  unicodeStringHead(text: string): void {
    this.uint16(text.length * 2);
    this.uint16(text.length * 2);
    this.pointer();
  }

  unicodeStringReferent(text: string): void {
    this.uint32(text.length);
    this.uint32(0);
    this.uint32(text.length);
    this.bytes(utf16leBytes(text));
  }

  /** `[string] wchar_t *`, with its zero at the end. */
  wideString(text: string): void {
    this.uint32(text.length + 1);
    this.uint32(0);
    this.uint32(text.length + 1);
    this.bytes(utf16leBytes(`${text}\0`));
  }

  rpcSid(sid: Sid): void {
    this.uint32(parseSid(sid).subAuthorities.length);
    this.sid(sid);
  }

  sid(sid: Sid): void {
    const { authority, subAuthorities } = parseSid(sid);
    this.uint8(1);
    this.uint8(subAuthorities.length);
    for (let i = 5; i >= 0; i--) this.uint8(Math.floor(authority / 256 ** i) % 256);
    for (const part of subAuthorities) this.uint32(part);
  }

  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #view(): DataView {
    return new DataView(this.#bytes.buffer);
  }

  /** Makes room for `count` zero bytes at the end and returns where they start. */
  #grow(count: number): number {
    const at = this.#length;
    if (at + count > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, at + count));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#length += count;
    return at;
  }
}

/** One top-level pointer and what `write` puts behind it, with both headers, padded to a multiple of 8. */
export function writeSerialized(write: (writer: NdrWriter) => void): Uint8Array {
  const object = new NdrWriter();
  object.pointer();
  write(object);
  object.align(8);
  const body = object.toBytes();
  const whole = new NdrWriter();
  whole.bytes(Uint8Array.of(1, 0x10, 8, 0, 0xcc, 0xcc, 0xcc, 0xcc));
  whole.uint32(body.length);
  whole.uint32(0);
  whole.bytes(body);
  return whole.toBytes();
}
