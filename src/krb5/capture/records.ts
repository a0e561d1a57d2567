// Streams that are one record after another, each with its length in front: Kerberos over TCP, NetBIOS sessions, LDAP,
// DCE/RPC. Only records that are wanted are kept; the others are stepped over as they pass.
import type { Held, StreamParser } from './tcp.ts';
import type { CaptureProblem } from './types.ts';

/** How a protocol's records are told. Each function may get more octets than it needs. */
export interface RecordFormat {
  /** Octets of the length, with what stands before it. */
  readonly header: number;
  /** Of the whole record with its header; 'more' where `head` is too short to say; undefined where this is no record. */
  length(head: Uint8Array): number | 'more' | undefined;
  /** Octets that `wanted` looks at, where the record is that long. */
  readonly peek: number;
  wanted(head: Uint8Array): boolean;
}

/** Where the records go, and what they may take up. */
export interface RecordSink {
  readonly held: Held;
  readonly messageBytes: number;
  /** @param bytes the whole record, header included; good until this returns */
  deliver(bytes: Uint8Array, problems: readonly CaptureProblem[]): void;
}

const MID_STREAM: CaptureProblem = { kind: 'mid-stream' };
const CONFLICT: CaptureProblem = { kind: 'conflict' };
const EMPTY = new Uint8Array(0);

export class Records implements StreamParser {
  readonly #format: RecordFormat;
  readonly #sink: RecordSink;
  /** The beginning of a record: enough to decide, or all of one that is wanted. */
  #kept: Uint8Array = EMPTY;
  #keptLength = 0;
  /** Of the record that is being kept; undefined until it is decided on. */
  #total: number | undefined;
  /** Octets of an unwanted record, or one cut down to the limit, that are still to pass. */
  #skip = 0;
  /** Out of step: each segment is tried for the beginning of a record. */
  #lost: boolean;
  #problems: CaptureProblem[] = [];

  /** @param midStream the beginning of the connection was not captured */
  constructor(format: RecordFormat, sink: RecordSink, midStream: boolean) {
    this.#format = format;
    this.#sink = sink;
    this.#lost = midStream;
    if (midStream) this.#problems.push(MID_STREAM);
  }

  data(bytes: Uint8Array, conflict: boolean): void {
    if (conflict) this.#problems.push(CONFLICT);
    let at = 0;
    while (at < bytes.length) {
      if (this.#skip > 0) {
        const part = Math.min(this.#skip, bytes.length - at);
        this.#skip -= part;
        at += part;
      } else if (this.#total !== undefined) {
        at += this.#keep(bytes.subarray(at), this.#total);
      } else {
        const taken = this.#decide(bytes.subarray(at), at === 0);
        if (taken === undefined) return;
        at += taken;
      }
    }
  }

  /** @returns how much of `bytes` was used; undefined where nothing can be made of them */
  #decide(bytes: Uint8Array, atStart: boolean): number | undefined {
    if (this.#lost && !atStart) return undefined;
    const { header, peek } = this.#format;
    const head = this.#keptLength === 0 ? bytes : this.#joined(bytes, peek);
    const before = this.#keptLength;
    const length = head.length < header ? 'more' : this.#format.length(head);
    if (length === undefined) {
      this.#clear();
      this.#lost = true;
      return undefined;
    }
    if (length === 'more' || (head.length < peek && head.length < length)) {
      if (this.#lost && length === 'more') return undefined;
      return this.#append(bytes.subarray(0, Math.max(1, peek - before)), peek);
    }
    this.#lost = false;
    if (!this.#format.wanted(head)) {
      this.#clear();
      this.#skip = length - before;
      return 0;
    }
    if (length > this.#sink.messageBytes) {
      this.#problems.push({ kind: 'too-long', length });
    }
    // In one piece, as most are.
    if (before === 0 && bytes.length >= length && length <= this.#sink.messageBytes) {
      this.#deliver(bytes.subarray(0, length));
      return length;
    }
    this.#total = length;
    return 0;
  }

  /** What is kept and the beginning of what has come. */
  #joined(bytes: Uint8Array, upTo: number): Uint8Array {
    const more = bytes.subarray(0, Math.max(0, upTo - this.#keptLength));
    const joined = new Uint8Array(this.#keptLength + more.length);
    joined.set(this.#kept.subarray(0, this.#keptLength));
    joined.set(more, this.#keptLength);
    return joined;
  }

  #append(part: Uint8Array, expected: number): number {
    const length = this.#keptLength + part.length;
    if (this.#kept.length < length) {
      const room = Math.min(Math.max(expected, length), Math.max(2 * length, 4096));
      const bigger = new Uint8Array(room);
      bigger.set(this.#kept.subarray(0, this.#keptLength));
      this.#sink.held.bytes += room - this.#kept.length;
      this.#kept = bigger;
    }
    this.#kept.set(part, this.#keptLength);
    this.#keptLength = length;
    return part.length;
  }

  #keep(bytes: Uint8Array, total: number): number {
    const limit = Math.min(total, this.#sink.messageBytes);
    const taken = this.#append(bytes.subarray(0, limit - this.#keptLength), limit);
    if (this.#keptLength === limit) {
      const kept = this.#kept.subarray(0, limit);
      this.#total = undefined;
      this.#deliver(kept);
      this.#clear();
      this.#skip = total - limit;
    }
    return taken;
  }

  #deliver(record: Uint8Array): void {
    const problems = this.#problems;
    this.#problems = [];
    this.#sink.deliver(record, problems);
  }

  #clear(): void {
    this.#sink.held.bytes -= this.#kept.length;
    this.#kept = EMPTY;
    this.#keptLength = 0;
    this.#total = undefined;
  }

  gap(length: number): void {
    let left = length;
    if (this.#total !== undefined) {
      const limit = Math.min(this.#total, this.#sink.messageBytes);
      const zeros = Math.min(left, limit - this.#keptLength);
      this.#problems.push({ kind: 'missing', offset: this.#keptLength, length: zeros });
      // Octets are not invented in pieces: the place is there, and it is zero.
      left -= this.#keep(new Uint8Array(zeros), this.#total);
    }
    const skipped = Math.min(left, this.#skip);
    this.#skip -= skipped;
    left -= skipped;
    if (left > 0) {
      this.#clear();
      this.#lost = true;
    }
  }

  end(): void {
    if (this.#keptLength > 0) {
      this.#problems.push({ kind: 'cut-short' });
      if (this.#total !== undefined) this.#deliver(this.#kept.subarray(0, this.#keptLength));
    }
    this.#clear();
  }
}
