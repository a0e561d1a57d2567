// A capture file in pieces to the Kerberos and GSS-API messages that travel in it. What is held is bounded: unfinished
// packets, fragments, segments behind a hole and unfinished messages, each by itself and all together.
import { addressText } from '../fields/address-text.ts';
import { AddressType } from '../iana/addr-type.ts';
import { KerberosError } from '../errors.ts';
import { CaptureFile } from './container.ts';
import type { Packet } from './container.ts';
import {
  isKerberosMessage,
  isKpasswdMessage,
  kerberosDirection,
  kerberosRecords,
  kpasswdDirection,
  kpasswdRecords,
  ldapRecords,
  looksLikeKerberos,
  looksLikeKpasswd,
  recordsLike,
  smbRecords,
} from './formats.ts';
import type { Found, RecordProtocol } from './formats.ts';
import { HttpHalf, looksLikeHttp } from './http.ts';
import { IpReader } from './ip.ts';
import type { Datagram } from './ip.ts';
import { Records } from './records.ts';
import { TcpFlag, TcpHalf } from './tcp.ts';
import type { Held, StreamParser } from './tcp.ts';
import { CAPTURE_LIMITS } from './types.ts';
import type { CaptureLimits, CaptureProblem, CapturedMessage, Endpoint } from './types.ts';

export interface CaptureOptions {
  readonly limits?: Partial<CaptureLimits>;
  /** Ports of KDCs besides 88: there, what is damaged is a message as well; elsewhere only what is whole. */
  readonly kdcPorts?: readonly number[];
  /** Ports of password servers besides 464. */
  readonly kpasswdPorts?: readonly number[];
}

export interface CaptureReader {
  /** @throws KerberosError FORMAT_INVALID, LIMIT */
  push(chunk: Uint8Array): readonly CapturedMessage[];
  /** What was still under way. Nothing may be pushed afterwards. */
  end(): readonly CapturedMessage[];
  readonly packets: number;
  /** Octets held back at this moment; for those who watch over memory. */
  readonly heldBytes: number;
  /** Did the file end where a packet does? */
  readonly complete: boolean;
}

/** Bytes of a pcap or pcapng file, in pieces of any length. */
export function captureReader(options: CaptureOptions = {}): CaptureReader {
  return new Reader(options);
}

const Protocol = { TCP: 6, UDP: 17 } as const;
const SMB_PORTS = [445, 139];
const LDAP_PORTS = [389, 3268];

/** Of one direction, as long as nobody knows what the connection carries. */
const SNIFFED_SEGMENTS = 64;

interface Connection {
  readonly id: number;
  readonly key: string;
  /** The end that was seen first. */
  readonly first: Endpoint;
  readonly firstKey: string;
  readonly second: Endpoint;
  /** Of `first` and of `second`; undefined where the connection is of no interest. */
  halves: readonly [TcpHalf, TcpHalf] | undefined;
  /** What it carries is nothing of ours. */
  isForeign: boolean;
}

class Reader implements CaptureReader {
  readonly #limits: CaptureLimits;
  readonly #file: CaptureFile;
  readonly #ip: IpReader;
  readonly #kdcPorts: ReadonlySet<number>;
  readonly #kpasswdPorts: ReadonlySet<number>;
  readonly #connections = new Map<string, Connection>();
  readonly #pairs = new Map<string, number>();
  readonly #held: Held = { bytes: 0 };
  #streams = 0;
  #packets = 0;
  #time = 0;
  #found: CapturedMessage[] = [];
  #messages = 0;

  constructor({ limits, kdcPorts = [], kpasswdPorts = [] }: CaptureOptions) {
    this.#limits = { ...CAPTURE_LIMITS, ...limits };
    this.#kdcPorts = new Set([88, ...kdcPorts]);
    this.#kpasswdPorts = new Set([464, ...kpasswdPorts]);
    this.#ip = new IpReader({
      datagrams: Math.min(this.#limits.streams, 256),
      bytes: Math.min(this.#limits.heldBytes, 4 << 20),
    });
    this.#file = new CaptureFile(this.#limits.packetBytes, (packet) => {
      this.#packet(packet);
    });
  }

  get packets(): number {
    return this.#packets;
  }

  get heldBytes(): number {
    return this.#held.bytes;
  }

  get complete(): boolean {
    return this.#file.complete;
  }

  push(chunk: Uint8Array): readonly CapturedMessage[] {
    this.#file.push(chunk);
    return this.#taken();
  }

  end(): readonly CapturedMessage[] {
    for (const connection of this.#connections.values()) endOf(connection);
    this.#connections.clear();
    return this.#taken();
  }

  #taken(): readonly CapturedMessage[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #packet({ linkType, time, bytes, originalLength }: Packet): void {
    this.#packets++;
    this.#time = time;
    const datagram = this.#ip.read(linkType, bytes, time);
    if (datagram === undefined) return;
    // What the capture cut off a packet is not in its IP length where that is 0.
    const missing = datagram.missing > 0 ? Math.min(datagram.missing, originalLength) : 0;
    if (datagram.protocol === Protocol.UDP) this.#udp(datagram, missing);
    else if (datagram.protocol === Protocol.TCP) this.#tcp(datagram, missing);
  }

  #udp({ source, destination, payload }: Datagram, missing: number): void {
    if (payload.length <= 8) return;
    const from = port(payload, 0);
    const to = port(payload, 2);
    // Padding of short frames lies behind the datagram.
    const bytes = payload.subarray(8, Math.max(8, port(payload, 4)));
    const serves = (ports: ReadonlySet<number>): boolean => ports.has(from) || ports.has(to);
    const isKpasswd = serves(this.#kpasswdPorts) ? isKpasswdMessage(bytes) : looksLikeKpasswd(bytes, missing);
    const isKerberos = serves(this.#kdcPorts) ? isKerberosMessage(bytes) : looksLikeKerberos(bytes, missing);
    if (!isKpasswd && !isKerberos) return;
    const problems: CaptureProblem[] = missing > 0 ? [{ kind: 'cut-short', length: missing }] : [];
    const key = pairKey(endKey(source, from), endKey(destination, to));
    const ends = { source: endpoint(source, from), destination: endpoint(destination, to) };
    const found: Found = isKpasswd
      ? { protocol: 'kpasswd', contents: 'kpasswd', direction: kpasswdDirection(bytes), bytes, problems }
      : { protocol: 'kerberos', contents: 'kerberos', bytes, problems };
    this.#emit(found, ends, 'udp', this.#pairId(key));
  }

  /** A number for a pair of UDP ports; the oldest pairs are forgotten. */
  #pairId(key: string): number {
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const id = ++this.#streams;
    this.#pairs.set(key, id);
    for (const [oldest] of this.#pairs) {
      if (this.#pairs.size <= this.#limits.streams) break;
      this.#pairs.delete(oldest);
    }
    return id;
  }

  #emit(
    found: Found,
    ends: { readonly source: Endpoint; readonly destination: Endpoint },
    transport: 'udp' | 'tcp',
    streamId: number,
  ): void {
    if (++this.#messages > this.#limits.messages) {
      const limit = this.#limits.messages;
      throw new KerberosError('LIMIT', `capture: more than ${String(limit)} messages`, {
        what: 'entries',
        limit,
        where: 'capture',
      });
    }
    this.#found.push({
      time: this.#time,
      packet: this.#packets,
      ...ends,
      transport,
      protocol: found.protocol,
      contents: found.contents,
      direction: found.direction ?? kerberosDirection(found.bytes),
      bytes: found.bytes.slice(),
      streamId,
      ...(found.correlation === undefined ? {} : { correlation: found.correlation }),
      problems: found.problems,
    });
  }

  #tcp({ source, destination, payload }: Datagram, missing: number): void {
    const header = ((payload[12] ?? 0) >> 4) * 4;
    if (header < 20 || header > payload.length) return;
    const from = port(payload, 0);
    const to = port(payload, 2);
    const flags = payload[13] ?? 0;
    const data = payload.subarray(header);
    const syn = (flags & TcpFlag.SYN) !== 0;
    const sourceKey = endKey(source, from);
    const key = pairKey(sourceKey, endKey(destination, to));
    const sequence = number(payload, 4);
    let connection = this.#connections.get(key);
    if (connection !== undefined && syn) {
      const half = connection.halves?.[connection.firstKey === sourceKey ? 0 : 1];
      // The ports are used again.
      if (half === undefined ? (flags & TcpFlag.ACK) === 0 : half.isAnother(sequence)) {
        this.#forget(connection);
        connection = undefined;
      }
    }
    if (connection === undefined) {
      if (!syn && data.length === 0) return;
      const ends = [endpoint(source, from), endpoint(destination, to)] as const;
      connection = this.#open(key, sourceKey, ends, !syn);
    }
    const { halves } = connection;
    if (halves === undefined) return;
    const side = connection.firstKey === sourceKey ? 0 : 1;
    const half = halves[side];
    const other = halves[side === 0 ? 1 : 0];
    if (syn) half.begin(sequence);
    const at = (sequence + (syn ? 1 : 0)) >>> 0;
    if ((flags & TcpFlag.ACK) !== 0) other.acknowledge(number(payload, 8), data.length > 0);
    half.segment(at, data, missing, (flags & TcpFlag.FIN) !== 0);
    if (connection.isForeign) {
      endOf(connection);
      connection.halves = undefined;
    } else if ((flags & TcpFlag.RST) !== 0 || (half.ended && other.ended)) this.#forget(connection);
    else if (this.#held.bytes > this.#limits.heldBytes) this.#makeRoom();
  }

  #open(
    key: string,
    firstKey: string,
    [first, second]: readonly [Endpoint, Endpoint],
    midStream: boolean,
  ): Connection {
    const id = ++this.#streams;
    const connection: Connection = { id, key, first, firstKey, second, halves: undefined, isForeign: false };
    const parsers = this.#parsersFor(connection, midStream);
    connection.halves = [
      new TcpHalf(parsers[0], this.#held, this.#limits.streamBytes),
      new TcpHalf(parsers[1], this.#held, this.#limits.streamBytes),
    ];
    this.#connections.set(key, connection);
    if (this.#connections.size > this.#limits.streams) this.#dropOldest();
    return connection;
  }

  #parsersFor(connection: Connection, midStream: boolean): readonly [StreamParser, StreamParser] {
    const ports = [connection.first.port, connection.second.port];
    const either = (known: Iterable<number>): boolean => [...known].some((each) => ports.includes(each));
    const records = (format: RecordProtocol): readonly [StreamParser, StreamParser] => [
      this.#records(format, connection, 0, midStream),
      this.#records(format, connection, 1, midStream),
    ];
    if (either(this.#kdcPorts)) return records(kerberosRecords);
    if (either(this.#kpasswdPorts)) return records(kpasswdRecords);
    if (either(SMB_PORTS)) return records(smbRecords);
    if (either(LDAP_PORTS)) return records(ldapRecords);
    const shared = new Sniffed(midStream, (seen) => {
      connection.isForeign = seen === 'nothing';
      if (seen === 'nothing') return undefined;
      if (seen !== 'http') return records(seen);
      const conversation = { asked: [], tunnel: false };
      const http = (side: 0 | 1): StreamParser =>
        new HttpHalf(
          {
            held: this.#held,
            messageBytes: this.#limits.messageBytes,
            deliver: (found) => {
              this.#deliver(found, connection, side);
            },
          },
          conversation,
          midStream,
        );
      return [http(0), http(1)];
    });
    return [shared.half(0), shared.half(1)];
  }

  #records(format: RecordProtocol, connection: Connection, side: 0 | 1, midStream: boolean): Records {
    return new Records(
      format,
      {
        held: this.#held,
        messageBytes: this.#limits.messageBytes,
        deliver: (record, problems) => {
          const found = format.find(record, problems);
          if (found !== undefined) this.#deliver(found, connection, side);
        },
      },
      midStream,
    );
  }

  #deliver(found: Found, { first, second, id }: Connection, side: 0 | 1): void {
    const ends = side === 0 ? { source: first, destination: second } : { source: second, destination: first };
    this.#emit(found, ends, 'tcp', id);
  }

  #forget(connection: Connection): void {
    endOf(connection);
    this.#connections.delete(connection.key);
  }

  #dropOldest(): void {
    const [oldest] = this.#connections.values();
    if (oldest !== undefined) this.#forget(oldest);
  }

  #makeRoom(): void {
    while (this.#held.bytes > this.#limits.heldBytes && this.#connections.size > 0) this.#dropOldest();
  }
}

function endOf({ halves }: Connection): void {
  for (const half of halves ?? []) half.end();
}

/** Looks at what comes first on a connection of which the ports say nothing. */
class Sniffed {
  readonly #midStream: boolean;
  readonly #decide: (
    seen: 'http' | 'nothing' | RecordProtocol,
  ) => readonly [StreamParser, StreamParser] | undefined;
  #parsers: readonly [StreamParser, StreamParser] | undefined;
  #segments = 0;

  constructor(
    midStream: boolean,
    decide: (seen: 'http' | 'nothing' | RecordProtocol) => readonly [StreamParser, StreamParser] | undefined,
  ) {
    this.#midStream = midStream;
    this.#decide = decide;
  }

  half(side: 0 | 1): StreamParser {
    let held = NOTHING;
    return {
      data: (bytes, conflict) => {
        let all = bytes;
        if (this.#parsers === undefined && held.length > 0) {
          all = new Uint8Array(held.length + bytes.length);
          all.set(held);
          all.set(bytes, held.length);
        }
        held = NOTHING;
        this.#parsers ??= this.#look(all);
        if (this.#parsers !== undefined) this.#parsers[side].data(all, conflict);
        else if (all.length < ENOUGH && !this.#midStream) held = all.slice();
      },
      gap: (length) => {
        held = NOTHING;
        this.#parsers?.[side].gap(length);
      },
      end: () => {
        this.#parsers?.[side].end();
      },
    };
  }

  #look(bytes: Uint8Array): readonly [StreamParser, StreamParser] | undefined {
    if (looksLikeHttp(bytes)) return this.#decide('http');
    const records = recordsLike(bytes);
    if (records !== undefined) return this.#decide(records);
    // A connection whose beginning was not captured may be inside a body.
    const known = this.#midStream ? ++this.#segments >= SNIFFED_SEGMENTS : bytes.length >= ENOUGH;
    if (known) this.#decide('nothing');
    return undefined;
  }
}

/** Octets that tell what a connection carries. */
const ENOUGH = 20;
const NOTHING = new Uint8Array(0);

const port = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

const number = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)) >>>
  0;

const textOf = (address: Uint8Array): string =>
  addressText(address.length === 4 ? AddressType.IPV4 : AddressType.IPV6, address) ?? '';

const endpoint = (address: Uint8Array, at: number): Endpoint => ({ address: textOf(address), port: at });

const endKey = (address: Uint8Array, at: number): string =>
  `${String.fromCharCode(...address)}:${String(at)}`;

/** The same for both directions. */
const pairKey = (one: string, other: string): string => (one < other ? one + other : other + one);
