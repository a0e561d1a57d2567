// SRV questions asked without c-ares. RFC 2782 forbids compression in an SRV record's target, c-ares refuses the whole
// answer for it (EBADRESP), and Samba's DNS server compresses all the same; MIT's libraries read it. RFC 1035 4.1.
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import type { SrvRecord } from './dns.ts';
import { splitHostPort } from './server-entry.ts';

const SRV = 33;
const INTERNET = 1;
const HEADER = 12;
const TRUNCATED = 0x0200;
const RESPONSE = 0x8000;
const MAX_HOPS = 64;

export interface SrvQuestion {
  readonly name: string;
  /** `address`, `address:port` or `[v6]:port`, as Resolver.getServers() gives them. */
  readonly servers: readonly string[];
  /** Milliseconds for each server. */
  readonly timeout: number;
  readonly id: number;
  readonly signal?: AbortSignal | undefined;
}

/** The records; [] where there are none or nobody answers. */
export async function askSrv(question: SrvQuestion): Promise<readonly SrvRecord[]> {
  const query = encodeQuery(question.name, question.id);
  for (const server of question.servers) {
    if (question.signal?.aborted === true) return [];
    const { host, port } = splitHostPort(server, 53);
    const overUdp = await datagram(query, host, port, question);
    if (overUdp === undefined) continue;
    const truncated = (new DataView(overUdp.buffer, overUdp.byteOffset).getUint16(2) & TRUNCATED) !== 0;
    const reply = truncated ? ((await stream(query, host, port, question)) ?? overUdp) : overUdp;
    return parseSrv(reply, query.length);
  }
  return [];
}

function encodeQuery(name: string, id: number): Uint8Array {
  const labels = name.split('.').filter((label) => label !== '');
  const bytes = new Uint8Array(HEADER + labels.reduce((sum, label) => sum + label.length + 1, 1) + 4);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, id);
  view.setUint16(2, 0x0100); // recursion desired
  view.setUint16(4, 1);
  let at = HEADER;
  for (const label of labels) {
    bytes[at++] = label.length;
    for (const char of label) bytes[at++] = char.charCodeAt(0);
  }
  view.setUint16(at + 1, SRV);
  view.setUint16(at + 3, INTERNET);
  return bytes;
}

/** Is it a response, and to this very question? The answer may spell the name in another case. */
function answers(reply: Uint8Array, query: Uint8Array): boolean {
  if (reply.length < query.length || reply[0] !== query[0] || reply[1] !== query[1]) return false;
  if ((((reply[2] ?? 0) << 8) & RESPONSE) === 0) return false;
  const lower = (octet: number): number => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet);
  return query.subarray(HEADER).every((octet, i) => lower(octet) === lower(reply[HEADER + i] ?? 0));
}

function datagram(
  query: Uint8Array,
  host: string,
  port: number,
  { timeout, signal }: SrvQuestion,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const done = (reply?: Uint8Array): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', give);
      socket.removeAllListeners('message');
      socket.close(() => {
        resolve(reply);
      });
    };
    const give = (): void => {
      done();
    };
    const timer = setTimeout(give, timeout);
    signal?.addEventListener('abort', give, { once: true });
    socket.once('error', give);
    socket.on('message', (reply) => {
      if (answers(reply, query)) done(reply);
    });
    socket.connect(port, host, () => {
      socket.send(query);
    });
  });
}

function stream(
  query: Uint8Array,
  host: string,
  port: number,
  { timeout, signal }: SrvQuestion,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = Buffer.alloc(0);
    const done = (reply?: Uint8Array): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', give);
      socket.destroy();
      resolve(reply);
    };
    const give = (): void => {
      done();
    };
    const timer = setTimeout(give, timeout);
    signal?.addEventListener('abort', give, { once: true });
    socket.on('error', give);
    socket.on('close', give);
    socket.on('connect', () => {
      socket.write(Uint8Array.of(query.length >> 8, query.length & 0xff, ...query));
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const reply = received.subarray(2, 2 + received.readUInt16BE(0));
      done(answers(reply, query) ? reply : undefined);
    });
  });
}

/** SRV records of the answer section; what is cut short or runs in circles ends the reading. */
export function parseSrv(reply: Uint8Array, answersAt: number): readonly SrvRecord[] {
  const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
  const records: SrvRecord[] = [];
  try {
    let at = answersAt;
    for (let left = view.getUint16(6); left > 0; left--) {
      at = readName(reply, at).end;
      const type = view.getUint16(at);
      const length = view.getUint16(at + 8);
      const data = at + 10;
      if (type === SRV && length >= 7) {
        records.push({
          priority: view.getUint16(data),
          weight: view.getUint16(data + 2),
          port: view.getUint16(data + 4),
          host: readName(reply, data + 6).name,
        });
      }
      at = data + length;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return records;
}

/** @throws RangeError */
function readName(bytes: Uint8Array, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let end: number | undefined;
  let at = start;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const length = bytes[at];
    if (length === undefined) break;
    if (length === 0) return { name: labels.join('.'), end: end ?? at + 1 };
    if (length >= 0xc0) {
      end ??= at + 2;
      at = ((length & 0x3f) << 8) | (bytes[at + 1] ?? 0);
    } else {
      labels.push(String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length)));
      at += 1 + length;
    }
  }
  throw new RangeError('a name that does not end');
}
