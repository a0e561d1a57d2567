// Packets and capture files made from messages: what real traffic has little of (fragments, holes, odd link layers) and
// what has to be repeatable. Checksums are left 0: a listener does not look at them.

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const be = (size: number, value: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 2 ** (8 * (size - 1 - at))) % 256);

export const le = (size: number, value: number): Uint8Array => be(size, value).reverse();

export interface Ends {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
}

export const reversed = ({ source, sourcePort, destination, destinationPort }: Ends): Ends => ({
  source: destination,
  sourcePort: destinationPort,
  destination: source,
  destinationPort: sourcePort,
});

const address4 = (text: string): Uint8Array => Uint8Array.from(text.split('.').map(Number));
const address6 = (text: string): Uint8Array =>
  concat(...text.split(':').map((group) => be(2, Number.parseInt(group, 16))));

export interface Ipv4Options {
  readonly id?: number;
  /** In octets. */
  readonly fragmentOffset?: number;
  readonly moreFragments?: boolean;
}

export function ipv4(
  { source, destination }: Ends,
  protocol: number,
  payload: Uint8Array,
  { id = 1, fragmentOffset = 0, moreFragments = false }: Ipv4Options = {},
): Uint8Array {
  const control = (moreFragments ? 0x2000 : 0) | (fragmentOffset >> 3);
  return concat(
    Uint8Array.of(0x45, 0),
    be(2, 20 + payload.length),
    be(2, id),
    be(2, control),
    Uint8Array.of(64, protocol, 0, 0),
    address4(source),
    address4(destination),
    payload,
  );
}

/** @param headers extension headers, already in order; `next` is the first one's number */
export function ipv6(
  { source, destination }: Ends,
  next: number,
  payload: Uint8Array,
  headers: readonly Uint8Array[] = [],
): Uint8Array {
  const rest = concat(...headers, payload);
  return concat(
    be(4, 0x60000000),
    be(2, rest.length),
    Uint8Array.of(next, 64),
    address6(source),
    address6(destination),
    rest,
  );
}

export const UDP = 17;
export const TCP = 6;

export const udp = ({ sourcePort, destinationPort }: Ends, payload: Uint8Array): Uint8Array =>
  concat(be(2, sourcePort), be(2, destinationPort), be(2, 8 + payload.length), be(2, 0), payload);

export const Flag = { FIN: 1, SYN: 2, RST: 4, ACK: 16 } as const;

export const tcp = (
  { sourcePort, destinationPort }: Ends,
  sequence: number,
  acknowledged: number,
  flags: number,
  payload: Uint8Array = new Uint8Array(),
): Uint8Array =>
  concat(
    be(2, sourcePort),
    be(2, destinationPort),
    be(4, sequence >>> 0),
    be(4, acknowledged >>> 0),
    Uint8Array.of(0x50, flags),
    be(2, 65_535),
    be(4, 0),
    payload,
  );

export const ethernet = (ip: Uint8Array, tags: readonly number[] = []): Uint8Array =>
  concat(
    new Uint8Array(12),
    ...tags.map((tag) => concat(be(2, tag), be(2, 7))),
    be(2, (ip[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800),
    ip,
  );

export interface MadePacket {
  /** Microseconds since 1970. */
  readonly time: number;
  readonly bytes: Uint8Array;
  /** Octets that the capture keeps of it; all by default. */
  readonly captured?: number;
}

export interface PcapOptions {
  readonly linkType?: number;
  readonly little?: boolean;
  readonly nanoseconds?: boolean;
}

export function pcap(
  packets: readonly MadePacket[],
  { linkType = 1, little = true, nanoseconds = false }: PcapOptions = {},
): Uint8Array {
  const n = little ? le : be;
  const records = packets.map(({ time, bytes, captured = bytes.length }) => {
    const micros = time % 1_000_000;
    return concat(
      n(4, Math.floor(time / 1_000_000)),
      n(4, nanoseconds ? micros * 1000 + 999 : micros),
      n(4, captured),
      n(4, bytes.length),
      bytes.subarray(0, captured),
    );
  });
  const magic = n(4, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  return concat(magic, n(2, 2), n(2, 4), n(4, 0), n(4, 0), n(4, 262_144), n(4, linkType), ...records);
}

export interface PcapngOptions {
  readonly linkType?: number;
  readonly little?: boolean;
  /** The if_tsresol octet: 6 is microseconds, 9 nanoseconds, 0x8a units of 1/1024 s. */
  readonly resolution?: number;
  readonly offsetSeconds?: number;
  readonly kind?: 'enhanced' | 'simple' | 'old';
}

export function pcapng(
  packets: readonly MadePacket[],
  { linkType = 1, little = true, resolution, offsetSeconds, kind = 'enhanced' }: PcapngOptions = {},
): Uint8Array {
  const n = little ? le : be;
  const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array(-bytes.length & 3));
  const block = (type: number, ...body: readonly Uint8Array[]): Uint8Array => {
    const inside = padded(concat(...body));
    return concat(n(4, type), n(4, inside.length + 12), inside, n(4, inside.length + 12));
  };
  const option = (code: number, value: Uint8Array): Uint8Array =>
    concat(n(2, code), n(2, value.length), padded(value));
  const perSecond =
    resolution === undefined ? 1e6 : resolution < 0x80 ? 10 ** resolution : 2 ** (resolution & 0x7f);
  const section = block(0x0a0d0d0a, n(4, 0x1a2b3c4d), n(2, 1), n(2, 0), n(4, 0xffffffff), n(4, 0xffffffff));
  const options = [
    option(2, new TextEncoder().encode('eth0')),
    ...(resolution === undefined ? [] : [option(9, Uint8Array.of(resolution))]),
    ...(offsetSeconds === undefined ? [] : [option(14, n(8, offsetSeconds))]),
    option(0, new Uint8Array()),
  ];
  const described = block(1, n(2, linkType), n(2, 0), n(4, 262_144), ...options);
  const blocks = packets.map(({ time, bytes, captured = bytes.length }) => {
    const units = Math.round(((time - (offsetSeconds ?? 0) * 1e6) / 1e6) * perSecond);
    const stamp = [n(4, Math.floor(units / 2 ** 32)), n(4, units % 2 ** 32)];
    const kept = bytes.subarray(0, captured);
    if (kind === 'simple') return block(3, n(4, bytes.length), kept);
    const sizes = [n(4, captured), n(4, bytes.length), kept];
    return kind === 'old'
      ? block(2, n(2, 0), n(2, 0), ...stamp, ...sizes)
      : block(6, n(4, 0), ...stamp, ...sizes);
  });
  // A name resolution block, which is stepped over.
  return concat(section, described, block(4, new Uint8Array(40)), ...blocks);
}

/** One TCP connection as segments of at most `size` octets, with its handshake. */
export function conversation(
  ends: Ends,
  turns: readonly { readonly from: 'client' | 'server'; readonly bytes: Uint8Array }[],
  { size = 1460, initial = 0xffffff00 }: { readonly size?: number; readonly initial?: number } = {},
): { readonly side: 'client' | 'server'; readonly segment: Uint8Array }[] {
  const sequence = { client: initial, server: initial >>> 1 };
  const made: { side: 'client' | 'server'; segment: Uint8Array }[] = [];
  const send = (side: 'client' | 'server', flags: number, bytes: Uint8Array = new Uint8Array()): void => {
    const own = side === 'client' ? ends : reversed(ends);
    const peer = side === 'client' ? sequence.server : sequence.client;
    made.push({ side, segment: tcp(own, sequence[side], peer, flags, bytes) });
    sequence[side] = (sequence[side] + bytes.length + ((flags & (Flag.SYN | Flag.FIN)) !== 0 ? 1 : 0)) >>> 0;
  };
  send('client', Flag.SYN);
  send('server', Flag.SYN | Flag.ACK);
  send('client', Flag.ACK);
  for (const { from, bytes } of turns) {
    for (let at = 0; at < bytes.length; at += size) send(from, Flag.ACK, bytes.subarray(at, at + size));
  }
  send('client', Flag.FIN | Flag.ACK);
  send('server', Flag.FIN | Flag.ACK);
  return made;
}
