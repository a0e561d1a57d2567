// UDP and TCP (RFC 4120 7.2) on loopback addresses, with limits on rate, connections, idleness and what is pending.
// TCP frames a message with its length in four octets, high bit 0; several may follow one another.
import dgram from 'node:dgram';
import net from 'node:net';
import type { Clock, HostAddress } from '#krb5';
import { AddressType } from '../krb5/iana/addr-type.ts';
import type { Arrival } from './exchange.ts';
import {
  MAX_PENDING_REQUESTS,
  MAX_REQUEST_BYTES,
  MAX_TCP_CONNECTIONS,
  REQUEST_BURST,
  REQUESTS_PER_SECOND,
  TCP_IDLE_MILLIS,
} from './limits.ts';
import { RateLimit } from './rate-limit.ts';

export const LOOPBACK = { ipv4: '127.0.0.1', ipv6: '::1' } as const;
export type Family = keyof typeof LOOPBACK;

export type Answer = (arrival: Arrival) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** What all sockets of a realm share. */
export class Gate {
  readonly #rate: RateLimit;
  #pending = 0;

  constructor(clock: Clock) {
    this.#rate = new RateLimit(clock, REQUESTS_PER_SECOND, REQUEST_BURST);
  }

  /** undefined also for a request that comes when too many did. `answer` does not reject. */
  async pass(answer: Answer, arrival: Arrival): Promise<Uint8Array | undefined> {
    if (this.#pending >= MAX_PENDING_REQUESTS || !this.#rate.take()) return undefined;
    this.#pending += 1;
    try {
      return await answer(arrival);
    } finally {
      this.#pending -= 1;
    }
  }
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on UDP and TCP with the same number; `port` 0 picks one. @throws the system's error */
export async function listen(family: Family, port: number, gate: Gate, answer: Answer): Promise<Listener> {
  const attempts = port === 0 ? 20 : 1;
  for (let attempt = 1; ; attempt++) {
    const tcp = await listenTcp(family, port, gate, answer);
    try {
      const udp = await listenUdp(family, tcp.port, gate, answer);
      return {
        port: tcp.port,
        close: async () => {
          await Promise.all([tcp.close(), udp.close()]);
        },
      };
    } catch (error) {
      await tcp.close();
      if (attempt >= attempts || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

async function listenUdp(family: Family, port: number, gate: Gate, answer: Answer): Promise<Listener> {
  const socket = dgram.createSocket({
    type: family === 'ipv4' ? 'udp4' : 'udp6',
    ipv6Only: family === 'ipv6',
  });
  socket.on('message', (bytes, sender) => {
    const arrival = arrivalOf('udp', family, bytes, sender.address);
    const send = async (): Promise<void> => {
      const reply = await gate.pass(answer, arrival);
      if (reply !== undefined && open) socket.send(reply, sender.port, sender.address, () => undefined);
    };
    void send();
  });
  let open = false;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: LOOPBACK[family], port, exclusive: true }, () => {
      socket.off('error', reject);
      // What goes wrong with one datagram (an unreachable sender, say) concerns nobody else.
      socket.on('error', () => undefined);
      open = true;
      resolve();
    });
  });
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        open = false;
        socket.close(() => {
          resolve();
        });
      }),
  };
}

async function listenTcp(family: Family, port: number, gate: Gate, answer: Answer): Promise<Listener> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(TCP_IDLE_MILLIS, () => socket.destroy());
    serve(socket, family, gate, answer);
  });
  server.maxConnections = MAX_TCP_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK[family], port, ipv6Only: family === 'ipv6', exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const LENGTH = 4;

/** One request after the other; whoever frames wrongly or asks too much is hung up on. */
function serve(socket: net.Socket, family: Family, gate: Gate, answer: Answer): void {
  let received: Buffer = Buffer.alloc(0);
  let busy = false;
  const next = async (): Promise<void> => {
    if (busy || received.length < LENGTH) return;
    const length = received.readUInt32BE();
    if (length === 0 || length > MAX_REQUEST_BYTES) {
      socket.destroy();
      return;
    }
    if (received.length < LENGTH + length) return;
    const bytes = received.subarray(LENGTH, LENGTH + length);
    received = received.subarray(LENGTH + length);
    busy = true;
    const reply = await gate.pass(answer, arrivalOf('tcp', family, bytes, socket.remoteAddress ?? ''));
    busy = false;
    if (reply === undefined || socket.destroyed) {
      socket.destroy();
      return;
    }
    const head = Buffer.alloc(LENGTH);
    head.writeUInt32BE(reply.length);
    socket.write(Buffer.concat([head, reply]));
    await next();
  };
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (received.length > 2 * (MAX_REQUEST_BYTES + LENGTH)) socket.destroy();
    else void next();
  });
}

function arrivalOf(
  transport: Arrival['transport'],
  family: Family,
  bytes: Uint8Array,
  from: string,
): Arrival {
  return {
    bytes: Uint8Array.from(bytes),
    transport,
    from: hostAddress(family, from),
    to: hostAddress(family, LOOPBACK[family]),
  };
}

/** A loopback peer's address: 127.x.y.z, or ::1. */
function hostAddress(family: Family, text: string): HostAddress {
  if (family === 'ipv4')
    return { addrType: AddressType.IPV4, address: Uint8Array.from(text.split('.').map(Number)) };
  const address = new Uint8Array(16);
  address[15] = 1;
  return { addrType: AddressType.IPV6, address };
}
