// One decoder, two results: what NdrReader reads it may also tell to a recorder, which notes name, type, place and
// value of each field. Without a recorder nothing of this is computed.

/** Where a structure stood when it was left, to come back to with what its pointer refers to. */
export type NdrPlace = object;

export interface NdrLeaf {
  readonly name: string;
  /** As the specification's IDL has it: `ULONG`, `FILETIME`. */
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  /** Where the value starts, after counts and padding that belong to it; default `offset`. */
  readonly valueOffset?: number;
}

/** What a value is, in the words of the tree of fields (fields/field.ts). */
export interface NdrReading {
  readonly kind: 'integer' | 'text' | 'time' | 'flags' | 'boolean' | 'octets' | 'sealed' | 'secret';
  readonly value?: string | Uint8Array;
  readonly meaning?: string;
  /** Of flags: `0x00000007`. */
  readonly bits?: string;
  /** Of a secret that nobody is ever shown. */
  readonly withheld?: true;
}

export interface NdrRecorder {
  /**
   * A structure or an array starts; what follows stands in it until `close`.
   * @param isPointer it will be where that is which it refers to
   */
  open(name: string, type: string, offset: number, isPointer?: boolean): NdrPlace;
  /** @param value the structure in one line */
  close(end: number, value?: string): void;
  leaf(leaf: NdrLeaf, reading: NdrReading): void;
  /** What follows stands in that structure again, until `close`. */
  resume(place: NdrPlace, offset: number): void;
}

/** How to say a number: `(value) => ({ kind: 'flags', value: '…' })`. */
export type NumberReading = (value: number) => NdrReading;
