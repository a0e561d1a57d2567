// From a captured frame to what UDP or TCP gets: link layers (tcpdump.org's LINKTYPE registry), IPv4 (RFC 791) and IPv6
// (RFC 8200) with their fragments put together. What is none of these is passed over.

/** A transport segment and where it came from; addresses are octets, 4 or 16. */
export interface Datagram {
  readonly protocol: number;
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  /** May be shorter than it was on the wire: `missing` says by how much. */
  readonly payload: Uint8Array;
  readonly missing: number;
}

const EtherType = { IPV4: 0x0800, IPV6: 0x86dd, VLAN: 0x8100, QINQ: 0x88a8, OLD_QINQ: 0x9100 } as const;
const LinkType = {
  NULL: 0,
  ETHERNET: 1,
  RAW_BSD: 12,
  RAW_OPENBSD: 14,
  RAW: 101,
  LOOP: 108,
  COOKED: 113,
  IPV4: 228,
  IPV6: 229,
  COOKED_2: 276,
} as const;

const at16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Where IP begins in a frame; undefined where it holds none. */
function ipOffset(linkType: number, frame: Uint8Array): number | undefined {
  switch (linkType) {
    case LinkType.ETHERNET:
      return behindType(frame, 12);
    case LinkType.COOKED:
      return behindType(frame, 14);
    case LinkType.COOKED_2:
      return isIp(at16(frame, 0)) ? 20 : behindVlan(frame, at16(frame, 0), 20);
    case LinkType.NULL:
    case LinkType.LOOP:
      return 4;
    case LinkType.RAW:
    case LinkType.RAW_BSD:
    case LinkType.RAW_OPENBSD:
    case LinkType.IPV4:
    case LinkType.IPV6:
      return 0;
    default:
      return undefined;
  }
}

const isIp = (type: number): boolean => type === EtherType.IPV4 || type === EtherType.IPV6;

function behindType(frame: Uint8Array, at: number): number | undefined {
  const type = at16(frame, at);
  if (isIp(type)) return at + 2;
  // IEEE 802.3: a length, then LLC and SNAP (RFC 1042).
  if (type <= 1500 && at16(frame, at + 2) === 0xaaaa) return isIp(at16(frame, at + 8)) ? at + 10 : undefined;
  return behindVlan(frame, type, at + 2);
}

/** IEEE 802.1Q: two octets of tag and the next type, up to four times. */
function behindVlan(frame: Uint8Array, first: number, start: number): number | undefined {
  let type = first;
  let at = start;
  for (let tags = 0; tags < 4; tags++) {
    if (type !== EtherType.VLAN && type !== EtherType.QINQ && type !== EtherType.OLD_QINQ) return undefined;
    type = at16(frame, at + 2);
    at += 4;
    if (isIp(type)) return at;
  }
  return undefined;
}

/** What a fragment says of its datagram. */
interface Fragment {
  readonly key: string;
  readonly offset: number;
  readonly last: boolean;
  readonly datagram: Datagram;
}

export class IpReader {
  readonly #fragments: Fragments;

  constructor(limits: { readonly datagrams: number; readonly bytes: number }) {
    this.#fragments = new Fragments(limits.datagrams, limits.bytes);
  }

  /** The datagram that a frame holds or completes. */
  read(linkType: number, frame: Uint8Array, time: number): Datagram | undefined {
    const at = ipOffset(linkType, frame);
    if (at === undefined || at >= frame.length) return undefined;
    const version = (frame[at] ?? 0) >> 4;
    if (version === 4) return this.#version4(frame, at, time);
    return version === 6 ? this.#version6(frame, at, time) : undefined;
  }

  #version4(frame: Uint8Array, at: number, time: number): Datagram | undefined {
    const header = ((frame[at] ?? 0) & 0x0f) * 4;
    if (header < 20 || at + header > frame.length) return undefined;
    // 0 where the network card cut the segments after the capture.
    const announced = at16(frame, at + 2);
    const length = announced === 0 ? frame.length - at : announced;
    if (length < header) return undefined;
    const end = Math.min(at + length, frame.length);
    const datagram: Datagram = {
      protocol: frame[at + 9] ?? 0,
      source: frame.subarray(at + 12, at + 16),
      destination: frame.subarray(at + 16, at + 20),
      payload: frame.subarray(at + header, end),
      missing: at + length - end,
    };
    const control = at16(frame, at + 6);
    if ((control & 0x3fff) === 0) return datagram;
    const id = at16(frame, at + 4);
    return this.#fragments.add(
      {
        key: `${addressKey(datagram)}|${String(id)}|${String(datagram.protocol)}`,
        offset: (control & 0x1fff) * 8,
        last: (control & 0x2000) === 0,
        datagram,
      },
      time,
    );
  }

  #version6(frame: Uint8Array, start: number, time: number): Datagram | undefined {
    let at = start + 40;
    if (at > frame.length) return undefined;
    const announced = at16(frame, start + 4);
    const whole = announced === 0 ? frame.length : at + announced;
    const end = Math.min(whole, frame.length);
    let protocol = frame[start + 6] ?? 0;
    const source = frame.subarray(start + 8, start + 24);
    const destination = frame.subarray(start + 24, start + 40);
    const rest = (): Datagram => ({
      protocol,
      source,
      destination,
      payload: frame.subarray(at, end),
      missing: whole - end,
    });
    for (let headers = 0; headers < 16 && at + 8 <= end; headers++) {
      const next = frame[at] ?? 0;
      const size = frame[at + 1] ?? 0;
      if (protocol === 44) {
        const control = at16(frame, at + 2);
        const id = `${String(at16(frame, at + 4))}.${String(at16(frame, at + 6))}`;
        at += 8;
        protocol = next;
        const datagram = rest();
        // A fragment that is the whole datagram (RFC 6946).
        if ((control & 0xfff9) === 0) continue;
        const key = `${addressKey(datagram)}|${id}`;
        return this.#fragments.add(
          { key, offset: control & 0xfff8, last: (control & 1) === 0, datagram },
          time,
        );
      }
      // Hop-by-hop, routing, destination options, mobility; authentication counts in words of four octets.
      if (protocol === 0 || protocol === 43 || protocol === 60 || protocol === 135) at += (size + 1) * 8;
      else if (protocol === 51) at += (size + 2) * 4;
      else break;
      protocol = next;
    }
    return at > end ? undefined : rest();
  }
}

const addressKey = ({ source, destination }: Datagram): string =>
  `${String.fromCharCode(...source)}${String.fromCharCode(...destination)}`;

interface Partial {
  readonly parts: Fragment[];
  readonly since: number;
  bytes: number;
  /** Length of the whole, once its last fragment is there. */
  length: number | undefined;
}

/** RFC 791 3.2 and RFC 8200 4.5 wait for a minute at most. */
const WAIT_MICROSECONDS = 60_000_000;
const MAX_DATAGRAM = 65_535;
const MAX_PARTS = 2048;

/** Fragments by their datagram; the oldest go where there are too many. */
class Fragments {
  readonly #waiting = new Map<string, Partial>();
  readonly #maxDatagrams: number;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxDatagrams: number, maxBytes: number) {
    this.#maxDatagrams = maxDatagrams;
    this.#maxBytes = maxBytes;
  }

  add(fragment: Fragment, time: number): Datagram | undefined {
    const { key, offset, last, datagram } = fragment;
    const { payload } = datagram;
    const end = offset + payload.length;
    let partial = this.#waiting.get(key);
    if (partial !== undefined && (time - partial.since > WAIT_MICROSECONDS || time < partial.since)) {
      this.#drop(key, partial);
      partial = undefined;
    }
    if (partial === undefined) {
      partial = { parts: [], since: time, bytes: 0, length: undefined };
      this.#waiting.set(key, partial);
    }
    // Beyond what IP can carry, cut by the capture, or too many to be honest.
    if (end > MAX_DATAGRAM || datagram.missing > 0 || partial.parts.length >= MAX_PARTS) {
      this.#drop(key, partial);
      return undefined;
    }
    // The frame is gone after this call.
    partial.parts.push({
      ...fragment,
      datagram: {
        ...datagram,
        source: datagram.source.slice(),
        destination: datagram.destination.slice(),
        payload: payload.slice(),
      },
    });
    partial.bytes += payload.length;
    this.#bytes += payload.length;
    if (last) partial.length = end;
    const whole = joined(partial);
    if (whole !== undefined) this.#drop(key, partial);
    for (const [oldest, waiting] of this.#waiting) {
      if (this.#waiting.size <= this.#maxDatagrams && this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest, waiting);
    }
    return whole;
  }

  #drop(key: string, partial: Partial): void {
    this.#bytes -= partial.bytes;
    this.#waiting.delete(key);
  }
}

function joined({ parts, length, bytes }: Partial): Datagram | undefined {
  if (length === undefined || bytes < length) return undefined;
  const [first] = parts;
  if (first === undefined) return undefined;
  const inOrder = [...parts].sort((a, b) => a.offset - b.offset);
  const payload = new Uint8Array(length);
  let covered = 0;
  for (const { offset, datagram } of inOrder) {
    if (offset > covered) return undefined;
    payload.set(datagram.payload.subarray(0, Math.max(0, length - offset)), offset);
    covered = Math.max(covered, offset + datagram.payload.length);
  }
  if (covered < length) return undefined;
  // The next header of the first fragment counts (RFC 8200 4.5).
  const head = inOrder[0]?.datagram ?? first.datagram;
  return { ...head, payload, missing: 0 };
}
