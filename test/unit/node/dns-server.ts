// A DNS server on loopback that knows what it is given, in zone-file words: 'SRV 0 100 88 kdc.test', 'A 127.0.0.1',
// 'TXT words', 'CNAME other.test', 'PTR name.test'. Anything else is NXDOMAIN.
import { udpServer } from './network.ts';
import type { TestServer } from './network.ts';

const TYPES: Readonly<Record<string, number>> = { A: 1, CNAME: 5, PTR: 12, TXT: 16, AAAA: 28, SRV: 33 };

export async function dnsServer(zone: Readonly<Record<string, readonly string[]>>): Promise<TestServer> {
  const byName = new Map(Object.entries(zone).map(([name, records]) => [name.toLowerCase(), records]));
  return udpServer((query, _send, socket, port) => {
    const { name, type, end } = question(query);
    const answers = (byName.get(name.toLowerCase()) ?? [])
      .map((line) => line.split(' '))
      .filter(([kind]) => TYPES[kind ?? ''] === type)
      .map(([, ...words]) => record(type, words));
    const header = Buffer.alloc(12);
    Buffer.from(query).copy(header, 0, 0, 2);
    header.writeUInt16BE(byName.has(name.toLowerCase()) ? 0x8580 : 0x8583, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), port, '127.0.0.1');
  });
}

function question(query: Uint8Array): { name: string; type: number; end: number } {
  const bytes = Buffer.from(query);
  const labels: string[] = [];
  let at = 12;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: bytes.readUInt16BE(at + 1), end: at + 5 };
}

function record(type: number, words: readonly string[]): Buffer {
  const data = rdata(type, words);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(1, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function rdata(type: number, words: readonly string[]): Buffer {
  if (type === TYPES['A']) return Buffer.from((words[0] ?? '').split('.').map(Number));
  if (type === TYPES['TXT']) {
    const text = Buffer.from(words.join(' '));
    return Buffer.concat([Buffer.of(text.length), text]);
  }
  if (type === TYPES['SRV']) {
    const numbers = Buffer.alloc(6);
    words.slice(0, 3).forEach((word, i) => numbers.writeUInt16BE(Number(word), 2 * i));
    return Buffer.concat([numbers, domain(words[3] ?? '')]);
  }
  return domain(words[0] ?? '');
}

/** `label+c01b` ends in a compression pointer instead of the root. */
function domain(text: string): Buffer {
  const [name = '', pointer] = text.split('+');
  const labels = name.split('.').filter((label) => label !== '');
  const end = pointer === undefined ? Buffer.of(0) : Buffer.from(pointer, 'hex');
  return Buffer.concat([...labels.map((l) => Buffer.concat([Buffer.of(l.length), Buffer.from(l)])), end]);
}
