// EncryptionKey ::= SEQUENCE { keytype [0] Int32, keyvalue [1] OCTET STRING }   (RFC 4120 5.2.9)

/**
 * A key that does not print itself: JSON, string conversion and Node's inspect show the type and length alone.
 * `keyValue` is the key's own buffer, so that wipe() leaves no copy behind.
 */
export class EncryptionKey {
  readonly keyType: number;
  readonly #keyValue: Uint8Array;

  constructor(keyType: number, keyValue: Uint8Array) {
    this.keyType = keyType;
    this.#keyValue = keyValue;
  }

  /** The bytes themselves: for crypto, for the cache file, and for nothing else. */
  get keyValue(): Uint8Array {
    return this.#keyValue;
  }

  wipe(): void {
    this.#keyValue.fill(0);
  }

  toString(): string {
    return `[key etype ${String(this.keyType)}, ${String(this.#keyValue.length)} bytes]`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** Node's util.inspect looks this symbol up by name; the engine needs no Node for it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
