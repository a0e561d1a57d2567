// What a capture holds does not depend on the pieces it is read in, nor on the order, repetition and overlap in which
// TCP's segments were captured.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kerberosDirection } from '../../src/krb5/capture/formats.ts';
import { captureReader } from '../../src/krb5/capture/reader.ts';
import type { CapturedMessage } from '../../src/krb5/capture/types.ts';
import {
  be,
  concat,
  conversation,
  ethernet,
  ipv4,
  pcap,
  pcapng,
  TCP,
  udp,
  UDP,
} from '../support/capture-builder.ts';
import type { Ends, MadePacket } from '../support/capture-builder.ts';
import { inShort, messagesOf, recordedMessages } from '../support/captured-messages.ts';

const SEED = 20_261_121;
const messages = recordedMessages(['asReq', 'asRep', 'tgsReq', 'tgsRep', 'krbError']);
const ENDS: Ends = {
  source: '192.0.2.1',
  sourcePort: 50_000,
  destination: '192.0.2.88',
  destinationPort: 88,
};
const TIME = 1_763_750_000_000_000;

const framed = (message: Uint8Array): Uint8Array => concat(be(4, message.length), message);
const packet = (segment: Uint8Array, protocol = TCP): MadePacket => ({
  time: TIME,
  bytes: ethernet(ipv4(ENDS, protocol, segment)),
});

const messageList = fc.array(fc.integer({ min: 0, max: messages.length - 1 }), {
  minLength: 1,
  maxLength: 8,
});
const chosen = (list: readonly number[]): Uint8Array[] => list.map((at) => messages[at] ?? new Uint8Array());

function inPieces(file: Uint8Array, cuts: readonly number[]): CapturedMessage[] {
  const reader = captureReader();
  const places = [...new Set(cuts.map((cut) => cut % (file.length + 1)))].sort((a, b) => a - b);
  const found: CapturedMessage[] = [];
  let at = 0;
  for (const place of [...places, file.length]) {
    // A piece that is written over once it was read.
    const piece = file.slice(at, place);
    found.push(...reader.push(piece));
    piece.fill(0xaa);
    at = place;
  }
  found.push(...reader.end());
  expect(reader.complete).toBe(true);
  expect(reader.heldBytes).toBe(0);
  return found;
}

describe('a capture file in pieces', () => {
  it.each(['pcap', 'pcapng'])('gives what it gives in one: %s', (format) => {
    fc.assert(
      fc.property(
        messageList,
        fc.array(fc.nat(), { maxLength: 60 }),
        fc.integer({ min: 40, max: 1460 }),
        (list, cuts, size) => {
          const bytes = chosen(list);
          const [first = new Uint8Array()] = bytes;
          const turns = bytes.map((message) => ({ from: 'client' as const, bytes: framed(message) }));
          const packets = [
            packet(udp(ENDS, first), UDP),
            ...conversation(ENDS, turns, { size })
              .filter(({ side }) => side === 'client')
              .map(({ segment }) => packet(segment)),
          ];
          const file = format === 'pcap' ? pcap(packets) : pcapng(packets, { little: false });
          expect(inPieces(file, cuts)).toEqual(messagesOf(file));
          expect(messagesOf(file).map((message) => message.bytes)).toEqual([first, ...bytes]);
        },
      ),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('octet by octet, too', () => {
    const file = pcapng(messages.slice(0, 4).map((message) => packet(udp(ENDS, message), UDP)));
    const every = Array.from({ length: file.length }, (_, at) => at);
    expect(inPieces(file, every)).toEqual(messagesOf(file));
  });
});

describe('TCP segments', () => {
  it('permuted, repeated and overlapping give the same messages', () => {
    fc.assert(
      fc.property(
        messageList,
        fc.array(fc.record({ at: fc.nat(), length: fc.integer({ min: 1, max: 900 }) }), { maxLength: 30 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 0xffffffff }),
        (list, extra, order, initial) => {
          const bytes = chosen(list);
          const whole = concat(...bytes.map(framed));
          const turns = [{ from: 'client' as const, bytes: whole }];
          const regular = conversation(ENDS, turns, { size: 700, initial }).filter(
            ({ side }) => side === 'client',
          );
          const header = regular[0]?.segment.subarray(0, 20) ?? new Uint8Array();
          const data = regular.slice(2, -1).map(({ segment }) => segment);
          // Pieces of the stream anywhere, as other retransmissions.
          for (const { at, length } of extra) {
            const start = at % whole.length;
            const piece = concat(header, whole.subarray(start, start + length));
            piece.set(be(4, (initial + 1 + start) >>> 0), 4);
            piece[13] = 16;
            data.push(piece);
          }
          const shuffled = data
            .map((segment, at) => ({ segment, key: order[at % order.length] ?? 0, at }))
            .sort((a, b) => a.key - b.key || b.at - a.at)
            .map(({ segment }) => segment);
          const ends = [regular[0], regular.at(-1)].map((each) => each?.segment ?? new Uint8Array());
          const [syn = new Uint8Array(), fin = new Uint8Array()] = ends;
          const found = messagesOf(pcap([syn, ...shuffled, fin].map((segment) => packet(segment))));
          expect(found.map(inShort)).toEqual(bytes.map((message) => inShort(expectedOf(message))));
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

function expectedOf(bytes: Uint8Array): CapturedMessage {
  const { source, sourcePort, destination, destinationPort } = ENDS;
  return {
    time: TIME,
    packet: 0,
    source: { address: source, port: sourcePort },
    destination: { address: destination, port: destinationPort },
    transport: 'tcp',
    protocol: 'kerberos',
    contents: 'kerberos',
    direction: kerberosDirection(bytes),
    bytes,
    streamId: 1,
    problems: [],
  };
}
