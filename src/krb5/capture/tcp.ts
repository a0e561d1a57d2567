// TCP (RFC 9293) as somebody who listens sees it: each direction's octets in order, each once. Segments may come twice,
// overlapping, out of order or never; a connection may have begun before the capture. What never came is told as a gap
// when the peer has acknowledged it and more has come since, when what waits behind it is too much, or at the end.

/** Takes one direction of a connection, in order. */
export interface StreamParser {
  /** @param conflict octets were seen with another value as well */
  data(bytes: Uint8Array, conflict: boolean): void;
  gap(length: number): void;
  end(): void;
}

interface Waiting {
  /** Of the first octet, from the half's `next`'s base. */
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly conflict: boolean;
}

export interface Held {
  bytes: number;
}

export const TcpFlag = { FIN: 1, SYN: 2, RST: 4, ACK: 16 } as const;

/** Segments behind an acknowledged hole, until it is taken for lost in the capture. */
const PATIENCE = 3;
const MAX_WAITING = 512;

/** a - b on the circle of sequence numbers. */
const distance = (a: number, b: number): number => (a - b) | 0;

export class TcpHalf {
  /** Where in-order data ends; undefined before the first segment. */
  #next: number | undefined;
  #initial: number | undefined;
  /** Behind a hole, in order, without overlap. */
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #fin: number | undefined;
  #acknowledged: number | undefined;
  #sinceAcknowledged = 0;
  #ended = false;
  readonly #parser: StreamParser;
  readonly #held: Held;
  readonly #maxBytes: number;

  constructor(parser: StreamParser, held: Held, maxBytes: number) {
    this.#parser = parser;
    this.#held = held;
    this.#maxBytes = maxBytes;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Its sequence numbers begin behind that of its SYN. */
  begin(seq: number): void {
    this.#initial = seq;
    this.#next ??= (seq + 1) >>> 0;
  }

  /** Is this the SYN of a later connection between the same ports? */
  isAnother(seq: number): boolean {
    return this.#next !== undefined && this.#initial !== seq;
  }

  /** @param missing octets that the capture has cut off behind `bytes` */
  segment(seq: number, bytes: Uint8Array, missing: number, fin: boolean): void {
    if (this.#ended) return;
    this.#next ??= seq;
    const end = (seq + bytes.length + missing) >>> 0;
    if (fin) this.#fin = end;
    if (bytes.length + missing > 0) {
      this.#take(seq, bytes, missing);
      if (this.#waiting.length > 0 && this.#acknowledged !== undefined) {
        if (distance(this.#acknowledged, this.#next) > 0 && ++this.#sinceAcknowledged >= PATIENCE)
          this.#giveUp();
      }
      while (this.#waitingBytes > this.#maxBytes || this.#waiting.length > MAX_WAITING) this.#giveUp();
    }
    if (this.#fin !== undefined && distance(this.#fin, this.#next) <= 0) this.end();
  }

  /**
   * The peer says that it has all before `seq`.
   * @param answers it sends something itself: what it has, it has read
   */
  acknowledge(seq: number, answers: boolean): void {
    if (this.#next === undefined || this.#waiting.length === 0) return;
    if (distance(seq, this.#next) <= 0) return;
    this.#acknowledged = seq;
    if (answers) this.#giveUp();
  }

  end(): void {
    if (this.#ended) return;
    while (this.#waiting.length > 0) this.#giveUp();
    this.#ended = true;
    this.#parser.end();
  }

  #take(seq: number, bytes: Uint8Array, missing: number): void {
    const next = this.#next ?? seq;
    const ahead = distance(seq, next);
    if (ahead <= 0) {
      // The part that is new; all of it was seen when `next` lies behind it.
      if (ahead + bytes.length + missing <= 0) return;
      const fresh = bytes.subarray(Math.min(-ahead, bytes.length));
      if (this.#waiting.length === 0) {
        this.#deliver(fresh, false);
        this.#miss(missing - Math.max(0, -ahead - bytes.length));
        return;
      }
      this.#queue(next, fresh);
      this.#drain();
      return;
    }
    this.#queue(seq, bytes);
  }

  #deliver(bytes: Uint8Array, conflict: boolean): void {
    if (bytes.length === 0) return;
    this.#next = ((this.#next ?? 0) + bytes.length) >>> 0;
    this.#parser.data(bytes, conflict);
  }

  #miss(length: number): void {
    if (length <= 0) return;
    this.#next = ((this.#next ?? 0) + length) >>> 0;
    this.#parser.gap(length);
  }

  /** Puts the parts that nobody waits with yet among those that wait. */
  #queue(start: number, octets: Uint8Array): void {
    let seq = start;
    let bytes = octets;
    let at = 0;
    for (; at < this.#waiting.length && bytes.length > 0; at++) {
      const other = this.#waiting[at];
      if (other === undefined) break;
      const before = distance(other.seq, seq);
      if (before >= bytes.length) break;
      if (before > 0) {
        this.#insert(at++, seq, bytes.subarray(0, before));
        bytes = bytes.subarray(before);
        seq = other.seq;
      }
      const covered = other.bytes.length - distance(seq, other.seq);
      if (covered <= 0) continue;
      const same = Math.min(covered, bytes.length);
      const theirs = other.bytes.subarray(other.bytes.length - covered);
      if (!other.conflict && differ(theirs, bytes, same)) this.#waiting[at] = { ...other, conflict: true };
      bytes = bytes.subarray(same);
      seq = (seq + same) >>> 0;
    }
    if (bytes.length > 0) this.#insert(at, seq, bytes);
  }

  #insert(at: number, seq: number, bytes: Uint8Array): void {
    this.#waiting.splice(at, 0, { seq, bytes: bytes.slice(), conflict: false });
    this.#waitingBytes += bytes.length;
    this.#held.bytes += bytes.length;
  }

  /** Hands on what is in order now. */
  #drain(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined || distance(first.seq, this.#next ?? 0) > 0) break;
      this.#waiting.shift();
      this.#waitingBytes -= first.bytes.length;
      this.#held.bytes -= first.bytes.length;
      this.#deliver(first.bytes.subarray(distance(this.#next ?? 0, first.seq)), first.conflict);
    }
    if (this.#waiting.length === 0) {
      this.#acknowledged = undefined;
      this.#sinceAcknowledged = 0;
    }
  }

  /** The hole before what waits will not be filled. */
  #giveUp(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#miss(distance(first.seq, this.#next ?? 0));
    this.#drain();
  }
}

function differ(a: Uint8Array, b: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return true;
  return false;
}
