// A capture of 100 MiB: sign-ins and service tickets as recorded, SMB and HTTP sessions with their tokens and what they
// were opened for, and as much again of traffic that is none of ours. Read by a process of its own in pieces of 1 MiB;
// tshark reads the same file. Memory is what the process has beyond one that reads nothing.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import {
  be,
  concat,
  conversation,
  ethernet,
  ipv4,
  le,
  pcap,
  reversed,
  TCP,
  udp,
  UDP,
} from '../test/support/capture-builder.ts';
import type { Ends, MadePacket } from '../test/support/capture-builder.ts';
import { recordedMessage } from '../test/support/captured-messages.ts';
import { recordedTokens } from '../test/support/gss-tokens.ts';
import { median } from './figures.ts';
import type { Figure } from './figures.ts';

const GROUP = 'Capture files';
const MEBIBYTE = 1 << 20;
const START = 1_763_750_000_000_000;

type Turn = Parameters<typeof conversation>[1][number];

function ends(round: number, destinationPort: number): Ends {
  const host = `10.${String((round >> 8) & 0xff)}.${String(round & 0xff)}.7`;
  return { source: host, sourcePort: 20_000 + (round % 40_000), destination: '10.200.0.1', destinationPort };
}

/** The same octets in every run, like no text and no zeros. */
function data(length: number): Uint8Array {
  let state = 1;
  return new Uint8Array(length).map(() => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

const framed = (message: Uint8Array): Uint8Array => concat(be(4, message.length), message);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** [MS-SMB2] 2.2.1: a message with its header, behind its length. */
function smb2(command: number, reply: boolean, body: Uint8Array): Uint8Array {
  const header = concat(
    Uint8Array.of(0xfe, 0x53, 0x4d, 0x42),
    le(2, 64),
    new Uint8Array(6),
    le(2, command),
    le(2, 1),
    le(4, reply ? 1 : 0),
    new Uint8Array(44),
  );
  return framed(concat(header, body));
}

/** What one person does in a moment, as packets. */
function makeRound(kerberosAlone: boolean): (round: number) => readonly MadePacket[] {
  const [asReq, asRep] = [recordedMessage('asReq'), recordedMessage('asRep')];
  const [tgsReq, tgsRep] = [recordedMessage('tgsReq'), recordedMessage('tgsRep')];
  const token = recordedTokens[2]?.bytes ?? new Uint8Array();
  const answer = recordedTokens[3]?.bytes ?? new Uint8Array();
  const setup = concat(
    le(2, 25),
    new Uint8Array(10),
    le(2, 88),
    le(2, token.length),
    new Uint8Array(8),
    token,
  );
  const done = concat(le(2, 9), le(2, 0), le(2, 72), le(2, answer.length), answer);
  const page = data(30_000);
  const tls = data(120_000).fill(0x16, 0, 1);
  const header = `GET / HTTP/1.1\r\nHost: web\r\nAuthorization: Negotiate ${Buffer.from(token).toString('base64')}\r\n\r\n`;
  const talks: readonly (readonly [port: number, turns: readonly Turn[]])[] = [
    [
      88,
      [
        { from: 'client', bytes: framed(tgsReq) },
        { from: 'server', bytes: framed(tgsRep) },
      ],
    ],
    [
      445,
      [
        { from: 'client', bytes: smb2(1, false, setup) },
        { from: 'server', bytes: smb2(1, true, done) },
        { from: 'server', bytes: smb2(8, true, data(80_000)) },
      ],
    ],
    [
      8080,
      [
        { from: 'client', bytes: text(header) },
        {
          from: 'server',
          bytes: concat(text(`HTTP/1.1 200 OK\r\nContent-Length: ${String(page.length)}\r\n\r\n`), page),
        },
      ],
    ],
    [443, [{ from: 'server', bytes: tls }]],
  ];
  return (round) => {
    const own = ends(round, 88);
    const packets = [udp(own, asReq), udp(reversed(own), asRep)].map((segment, at) =>
      ipv4(at === 0 ? own : reversed(own), UDP, segment),
    );
    for (const [port, turns] of kerberosAlone ? talks.slice(0, 1) : talks) {
      const between = ends(round, port);
      for (const { side, segment } of conversation(between, turns)) {
        packets.push(ipv4(side === 'client' ? between : reversed(between), TCP, segment));
      }
    }
    return packets.map((ip, at) => ({ time: START + round * 1000 + at, bytes: ethernet(ip) }));
  };
}

/** @returns how many messages are in it */
function writeCapture(file: string, size: number, kerberosAlone = false): number {
  const made = makeRound(kerberosAlone);
  const out = openSync(file, 'w');
  let written = writeSync(out, pcap([]));
  let rounds = 0;
  const fileHeader = pcap([]).length;
  for (; written < size; rounds += 1) written += writeSync(out, pcap(made(rounds)).subarray(fileHeader));
  closeSync(out);
  return rounds * (kerberosAlone ? 4 : 7);
}

interface Reading {
  readonly milliseconds: number;
  readonly messages: number;
  /** Octets, the most at any time, beyond the process before it began. */
  readonly memory: number;
}

function read(file: string): Reading {
  const program = path.join(import.meta.dirname, 'read-capture.ts');
  return JSON.parse(execFileSync(process.execPath, [program, file], { encoding: 'utf8' })) as Reading;
}

function tshark(file: string): number {
  const began = performance.now();
  const shown = ['-Y', 'kerberos or gss-api or ntlmssp', '-T', 'fields', '-e', 'frame.number'];
  execFileSync('tshark', ['-n', '-r', file, ...shown], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return performance.now() - began;
}

export function measureCaptures(dir: string, withTshark: boolean, rounds = 3): readonly Figure[] {
  const file = (name: string): string => path.join(dir, `${name}.pcap`);
  const [small, large, alone] = [file('small'), file('large'), file('alone')];
  writeCapture(small, 10 * MEBIBYTE);
  const expected = writeCapture(large, 100 * MEBIBYTE);
  writeCapture(alone, 100 * MEBIBYTE, true);
  const ours: Reading[] = [];
  const theirs: number[] = [];
  const smallOnes: Reading[] = [];
  const dense: Reading[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(read(large));
    smallOnes.push(read(small));
    dense.push(read(alone));
    if (withTshark && round === 0) theirs.push(tshark(large));
  }
  const messages = ours[0]?.messages ?? 0;
  if (messages !== expected)
    throw new Error(`${String(messages)} messages of ${String(expected)} were found`);
  const seconds = median(ours.map(({ milliseconds }) => milliseconds)) / 1000;
  const memory = (readings: readonly Reading[]): number =>
    median(readings.map((reading) => reading.memory)) / MEBIBYTE;
  const denseSeconds = median(dense.map(({ milliseconds }) => milliseconds)) / 1000;
  return [
    {
      group: GROUP,
      name: `100 MiB of traffic, ${String(messages)} messages found`,
      unit: 's',
      ours: seconds,
      peer: theirs.length === 0 ? undefined : { name: 'tshark', value: median(theirs) / 1000 },
      note: `${(100 / seconds).toFixed(0)} MiB/s`,
    },
    {
      group: GROUP,
      name: `100 MiB of Kerberos alone, ${String(dense[0]?.messages ?? 0)} messages found`,
      unit: 's',
      ours: denseSeconds,
      note: `${(100 / denseSeconds).toFixed(0)} MiB/s`,
    },
    {
      group: GROUP,
      name: 'memory at most while it is read, its messages not kept',
      unit: 'MiB',
      ours: memory(ours),
      peer: { name: '10 MiB of it', value: memory(smallOnes) },
    },
  ];
}
