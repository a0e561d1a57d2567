// The counterpart of byte-reader.ts.

export class ByteWriter {
  readonly #littleEndian: boolean;
  #bytes = new Uint8Array(1024);
  #length = 0;

  constructor(littleEndian = false) {
    this.#littleEndian = littleEndian;
  }

  get length(): number {
    return this.#length;
  }

  #reserve(length: number): DataView {
    if (this.#length + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes.fill(0); // keys pass through here
      this.#bytes = larger;
    }
    const view = new DataView(this.#bytes.buffer, this.#length, length);
    this.#length += length;
    return view;
  }

  u8(value: number): this {
    this.#reserve(1).setUint8(0, value);
    return this;
  }

  u16(value: number): this {
    this.#reserve(2).setUint16(0, value & 0xffff, this.#littleEndian);
    return this;
  }

  u32(value: number): this {
    this.#reserve(4).setUint32(0, value >>> 0, this.#littleEndian);
    return this;
  }

  bytes(value: Uint8Array): this {
    const view = this.#reserve(value.length);
    this.#bytes.set(value, view.byteOffset);
    return this;
  }

  data32(value: Uint8Array): this {
    return this.u32(value.length).bytes(value);
  }

  data16(value: Uint8Array): this {
    return this.u16(value.length).bytes(value);
  }

  /** What was written; the writer keeps no copy of it. */
  finish(): Uint8Array {
    const result = this.#bytes.slice(0, this.#length);
    this.#bytes.fill(0);
    this.#length = 0;
    return result;
  }
}
