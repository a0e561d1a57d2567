// Capture files: pcap (draft-ietf-opsawg-pcap: four magics, microseconds and nanoseconds in either byte order, and the
// longer record header of `a1b2cd34`) and pcapng (draft-ietf-opsawg-pcapng: sections in either byte order, interfaces
// with their resolution and offset of time, enhanced, simple and old packet blocks; other blocks are stepped over).
// Bytes come in pieces of any length; of what has come no more than one unfinished record is kept.
import { KerberosError } from '../errors.ts';

export interface Packet {
  readonly linkType: number;
  /** Microseconds since 1970; 0 where the file has no time. */
  readonly time: number;
  /** A view that is good until the next packet. */
  readonly bytes: Uint8Array;
  /** As long as it was on the wire. */
  readonly originalLength: number;
}

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  /** Time units a second, as a power of ten or two; undefined: microseconds. */
  readonly unitsPerSecond: bigint | undefined;
  readonly offsetSeconds: number;
}

const SECTION = 0x0a0d0d0a;
const BYTE_ORDER = 0x1a2b3c4d;
const Block = { INTERFACE: 1, PACKET: 2, SIMPLE_PACKET: 3, ENHANCED_PACKET: 6 } as const;
const Option = { END: 0, TIME_RESOLUTION: 9, TIME_OFFSET: 14 } as const;
const MAX_INTERFACES = 4096;
const TWO_32 = 2 ** 32;

interface Bytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

const viewed = (bytes: Uint8Array): Bytes => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

interface Kind {
  readonly pcapng: boolean;
  readonly little: boolean;
  readonly nanoseconds: boolean;
  /** Of a record. */
  readonly header: number;
}

function kindOf(magic: number): Kind | undefined {
  const pcap = (little: boolean, nanoseconds: boolean, header: number): Kind => ({
    pcapng: false,
    little,
    nanoseconds,
    header,
  });
  switch (magic) {
    case 0xa1b2c3d4:
      return pcap(false, false, 16);
    case 0xd4c3b2a1:
      return pcap(true, false, 16);
    case 0xa1b23c4d:
      return pcap(false, true, 16);
    case 0x4d3cb2a1:
      return pcap(true, true, 16);
    case 0xa1b2cd34:
      return pcap(false, false, 24);
    case 0x34cdb2a1:
      return pcap(true, false, 24);
    case SECTION:
      return { pcapng: true, little: false, nanoseconds: false, header: 0 };
    default:
      return undefined;
  }
}

const EMPTY = new Uint8Array(0);

export class CaptureFile {
  readonly #onPacket: (packet: Packet) => void;
  readonly #packetBytes: number;
  #kind: Kind | undefined;
  #linkType = -1;
  #little = false;
  #interfaces: Interface[] = [];
  #lastTime = 0;
  /** The beginning of a record whose end has not come. */
  #held: Uint8Array = EMPTY;
  #heldLength = 0;
  /** Octets still to be stepped over. */
  #skip = 0;
  /** Of the file, up to what is parsed. */
  #offset = 0;

  constructor(packetBytes: number, onPacket: (packet: Packet) => void) {
    this.#packetBytes = packetBytes;
    this.#onPacket = onPacket;
  }

  /** @throws KerberosError FORMAT_INVALID with the offset in the file */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (this.#heldLength > 0) {
      const taken = this.#record(viewed(this.#held.subarray(0, this.#heldLength)), 0);
      if (taken < 0) {
        if (at === chunk.length) return;
        // Held is never more than the record needs, so that nothing of the next one is in it.
        const more = Math.min(-taken - this.#heldLength, chunk.length - at);
        this.#hold(chunk.subarray(at, at + more), -taken);
        at += more;
      } else if (taken > 0 || this.#skip > 0) {
        this.#skip -= taken > 0 ? 0 : this.#heldLength;
        this.#offset += this.#heldLength;
        this.#heldLength = 0;
      }
    }
    const source = viewed(chunk);
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const part = Math.min(this.#skip, chunk.length - at);
        this.#skip -= part;
        this.#offset += part;
        at += part;
        continue;
      }
      const taken = this.#record(source, at);
      if (taken < 0) {
        this.#hold(chunk.subarray(at), -taken);
        return;
      }
      this.#offset += taken;
      at += taken;
    }
  }

  /** Did the file end where a record does? */
  get complete(): boolean {
    return this.#heldLength === 0 && this.#skip === 0 && this.#kind !== undefined;
  }

  #hold(part: Uint8Array, needed: number): void {
    if (this.#held.length < needed) {
      const bigger = new Uint8Array(Math.max(needed, 4096));
      bigger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = bigger;
    }
    this.#held.set(part, this.#heldLength);
    this.#heldLength += part.length;
  }

  #fail(reason: string, at = 0): KerberosError<'FORMAT_INVALID'> {
    return new KerberosError('FORMAT_INVALID', `capture: ${reason}`, {
      format: 'capture',
      reason,
      offset: this.#offset + at,
    });
  }

  /** Reads what stands at `at`. @returns how long it was, or, below zero, how many octets it needs */
  #record(source: Bytes, at: number): number {
    const left = source.bytes.length - at;
    if (this.#kind === undefined) return this.#start(source, at, left);
    return this.#kind.pcapng ? this.#block(source, at, left) : this.#packet(source, at, left, this.#kind);
  }

  #start({ view }: Bytes, at: number, left: number): number {
    if (left < 4) return -4;
    const kind = kindOf(view.getUint32(at));
    if (kind === undefined) throw this.#fail('neither pcap nor pcapng begins like this');
    if (kind.pcapng) {
      this.#kind = kind;
      return 0;
    }
    if (left < 24) return -24;
    this.#kind = kind;
    // The four high bits tell of a frame check sequence behind each packet.
    this.#linkType = view.getUint32(at + 20, kind.little) & 0xffff;
    return 24;
  }

  #packet({ bytes, view }: Bytes, at: number, left: number, kind: Kind): number {
    if (left < kind.header) return -kind.header;
    const { little, header } = kind;
    const length = view.getUint32(at + 8, little);
    if (length > this.#packetBytes) throw this.#fail(`a packet of ${String(length)} octets`);
    if (left < header + length) return -(header + length);
    const fraction = view.getUint32(at + 4, little);
    const micros = kind.nanoseconds ? Math.floor(fraction / 1000) : fraction;
    this.#onPacket({
      linkType: this.#linkType,
      time: view.getUint32(at, little) * 1_000_000 + micros,
      bytes: bytes.subarray(at + header, at + header + length),
      originalLength: view.getUint32(at + 12, little),
    });
    return header + length;
  }

  #block(source: Bytes, at: number, left: number): number {
    if (left < 12) return -12;
    const { view } = source;
    const isSection = view.getUint32(at) === SECTION;
    if (isSection) {
      const order = view.getUint32(at + 8);
      if (order !== BYTE_ORDER && order !== 0x4d3c2b1a) throw this.#fail('a section of no byte order', 8);
      this.#little = order !== BYTE_ORDER;
      this.#interfaces = [];
    }
    const little = this.#little;
    const type = isSection ? SECTION : view.getUint32(at, little);
    const length = view.getUint32(at + 4, little);
    if (length < 12 || length % 4 !== 0) throw this.#fail(`a block of ${String(length)} octets`, 4);
    const carries = type === Block.ENHANCED_PACKET || type === Block.PACKET || type === Block.SIMPLE_PACKET;
    if (!carries && type !== Block.INTERFACE) {
      this.#skip = length;
      return 0;
    }
    if (length > this.#packetBytes + 4096) throw this.#fail(`a block of ${String(length)} octets`, 4);
    if (left < length) return -length;
    if (type === Block.INTERFACE) this.#interface(source, at, length);
    else this.#carried(source, at, length, type);
    return length;
  }

  #interface({ view }: Bytes, at: number, length: number): void {
    if (length < 20) throw this.#fail('an interface block that is too short');
    if (this.#interfaces.length >= MAX_INTERFACES)
      throw this.#fail(`more than ${String(MAX_INTERFACES)} interfaces`);
    const little = this.#little;
    let unitsPerSecond: bigint | undefined;
    let offsetSeconds = 0;
    const end = at + length - 4;
    for (let option = at + 16; option + 4 <= end;) {
      const code = view.getUint16(option, little);
      const size = view.getUint16(option + 2, little);
      if (code === Option.END || option + 4 + size > end) break;
      if (code === Option.TIME_RESOLUTION && size === 1) {
        const exponent = view.getUint8(option + 4);
        const power = BigInt(exponent & 0x7f);
        unitsPerSecond = exponent === 6 ? undefined : (exponent >= 0x80 ? 2n : 10n) ** power;
      }
      if (code === Option.TIME_OFFSET && size === 8)
        offsetSeconds = Number(view.getBigInt64(option + 4, little));
      option += 4 + Math.ceil(size / 4) * 4;
    }
    this.#interfaces.push({
      linkType: view.getUint16(at + 8, little),
      snapLength: view.getUint32(at + 12, little),
      unitsPerSecond,
      offsetSeconds,
    });
  }

  #carried({ bytes, view }: Bytes, at: number, length: number, type: number): void {
    const little = this.#little;
    const simple = type === Block.SIMPLE_PACKET;
    const header = simple ? 12 : 28;
    const room = length - header - 4;
    if (room < 0) throw this.#fail('a packet block that is too short');
    const number = simple
      ? 0
      : type === Block.PACKET
        ? view.getUint16(at + 8, little)
        : view.getUint32(at + 8, little);
    const from = this.#interfaces[number];
    if (from === undefined) throw this.#fail(`a packet of interface ${String(number)}, which is not there`);
    const originalLength = view.getUint32(at + (simple ? 8 : 24), little);
    const captured = simple
      ? Math.min(originalLength, from.snapLength === 0 ? originalLength : from.snapLength)
      : view.getUint32(at + 20, little);
    if (captured > room) throw this.#fail('a packet longer than its block');
    // A simple packet block has no time; it was captured about when the one before it was.
    if (!simple) this.#lastTime = timeOf(view, at + 12, little, from);
    const start = at + header;
    this.#onPacket({
      linkType: from.linkType,
      time: this.#lastTime,
      bytes: bytes.subarray(start, start + captured),
      originalLength,
    });
  }
}

/** The year 9999: what is later is no time. */
const LATEST = 253_402_300_799_000_000;

function timeOf(view: DataView, at: number, little: boolean, from: Interface): number {
  const high = view.getUint32(at, little);
  const low = view.getUint32(at + 4, little);
  const offset = from.offsetSeconds * 1_000_000;
  const time =
    from.unitsPerSecond === undefined
      ? high * TWO_32 + low
      : Number((((BigInt(high) << 32n) | BigInt(low)) * 1_000_000n) / from.unitsPerSecond);
  return Math.min(Math.max(time + offset, 0), LATEST);
}
