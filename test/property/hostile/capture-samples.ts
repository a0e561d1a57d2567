// Captures that mutants grow from: both formats, each transport, protocol and kind of fragment, and what tcpdump wrote.
import {
  be,
  concat,
  conversation,
  ethernet,
  ipv4,
  ipv6,
  pcap,
  pcapng,
  reversed,
  TCP,
  udp,
  UDP,
} from '../../support/capture-builder.ts';
import type { Ends, MadePacket } from '../../support/capture-builder.ts';
import { recordedKpasswd, recordedMessage } from '../../support/captured-messages.ts';

const ends = (destinationPort: number): Ends => ({
  source: '192.0.2.1',
  sourcePort: 50_000,
  destination: '192.0.2.88',
  destinationPort,
});
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** What clients and servers say on a port. */
function said(): readonly {
  readonly port: number;
  readonly client: Uint8Array;
  readonly server: Uint8Array;
}[] {
  const framed = (message: Uint8Array): Uint8Array => concat(be(4, message.length), message);
  const token = recordedMessage('apReq');
  const line = `Negotiate ${Buffer.from(token).toString('base64')}`;
  const smb = concat(
    Uint8Array.of(0xfe, 0x53, 0x4d, 0x42, 64, 0),
    new Uint8Array(6),
    Uint8Array.of(1, 0),
    new Uint8Array(50),
    Uint8Array.of(25, 0),
    new Uint8Array(10),
    Uint8Array.of(88, 0, token.length & 0xff, token.length >> 8),
    new Uint8Array(8),
    token,
  );
  const bind = concat(
    Uint8Array.of(0x30, 0x82, 0x02, 0x1d, 0x02, 1, 1, 0x60, 0x82, 0x02, 0x16, 2, 1, 3, 4, 0, 0xa3),
    Uint8Array.of(0x82, 0x02, 0x0d, 4, 6),
    text('GSSAPI'),
    Uint8Array.of(4, 0x82, 0x02, 0x01),
    token.subarray(0, 513),
  );
  const rpc = concat(
    Uint8Array.of(5, 0, 11, 3, 0x10, 0, 0, 0, 124, 0, 84, 0, 1, 0, 0, 0),
    Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    Uint8Array.of(9, 5, 0, 0, 0, 0, 0, 0),
    token.subarray(0, 84),
  );
  return [
    { port: 88, client: framed(recordedMessage('asReq')), server: framed(recordedMessage('asRep')) },
    { port: 464, client: framed(recordedKpasswd('request')), server: framed(recordedKpasswd('reply')) },
    { port: 445, client: framed(smb), server: framed(smb) },
    { port: 389, client: bind, server: bind },
    { port: 49_152, client: rpc, server: rpc },
    {
      port: 80,
      client: text(`POST /KdcProxy HTTP/1.1\r\nAuthorization: ${line}\r\nContent-Length: 4\r\n\r\nabcd`),
      server: text(
        `HTTP/1.1 200 OK\r\nWWW-Authenticate: ${line}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
      ),
    },
  ];
}

const numbered = (ips: readonly Uint8Array[]): MadePacket[] =>
  ips.map((ip, at) => ({
    time: 1_763_750_000_000_000 + at,
    bytes: ethernet(ip, at % 5 === 0 ? [0x8100] : []),
  }));

export function captureSamples(): Uint8Array[] {
  const streams = said().map(({ port, client, server }) =>
    conversation(
      ends(port),
      [
        { from: 'client', bytes: client },
        { from: 'server', bytes: server },
      ],
      { size: 300 },
    ).map(({ side, segment }) => ipv4(side === 'client' ? ends(port) : reversed(ends(port)), TCP, segment)),
  );
  const datagram = udp(ends(88), recordedMessage('tgsReq'));
  const six = { ...ends(88), source: '2001:db8:0:0:0:0:0:1', destination: '2001:db8:0:0:0:0:0:2' };
  const header = concat(Uint8Array.of(UDP, 0), be(2, 0), be(4, 7));
  const datagrams = [
    ipv4(ends(88), UDP, datagram),
    ipv4(ends(88), UDP, datagram.subarray(0, 400), { id: 3, moreFragments: true }),
    ipv4(ends(88), UDP, datagram.subarray(400), { id: 3, fragmentOffset: 400 }),
    ipv6(six, 44, udp(six, recordedMessage('asReq')), [header]),
  ];
  const files = [...streams, datagrams].map(numbered);
  return files.flatMap((packets, at) => [
    pcap(packets, { little: at % 2 === 0, nanoseconds: at % 3 === 0 }),
    pcapng(packets, { little: at % 2 === 1, resolution: 9 }),
    // The middle of it, some cut.
    pcap(packets.slice(2).map((packet, index) => (index === 1 ? { ...packet, captured: 100 } : packet))),
  ]);
}
