// Servers on loopback and settings for the tests of this folder.
import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { KerberosSettings, KdcRequest, RealmSettings } from '#krb5';

export function realmSettings(realm: string, entries: Partial<Omit<RealmSettings, 'realm'>>): RealmSettings {
  return { realm, kdc: [], adminServer: [], kpasswdServer: [], ...entries };
}

export function settingsWith(
  overrides: Partial<KerberosSettings>,
  realms: readonly RealmSettings[] = [],
): KerberosSettings {
  return {
    defaultRealm: undefined,
    realms: new Map(realms.map((r) => [r.realm, r])),
    domainRealm: new Map(),
    ticketLifetime: 86_400,
    renewLifetime: 0,
    forwardable: false,
    proxiable: false,
    noAddresses: true,
    extraAddresses: [],
    canonicalize: false,
    clockSkew: 300,
    kdcTimesync: true,
    dnsLookupKdc: false,
    dnsLookupRealm: false,
    dnsCanonicalizeHostname: 'true',
    rdns: true,
    qualifyShortname: undefined,
    realmTryDomains: -1,
    udpPreferenceLimit: 1465,
    allowWeakCrypto: false,
    allowRc4: false,
    permittedEnctypes: [18, 17, 20, 19],
    defaultTktEnctypes: [18, 17, 20, 19],
    defaultTgsEnctypes: [18, 17, 20, 19],
    defaultCcacheName: undefined,
    defaultKeytabName: undefined,
    defaultClientKeytabName: undefined,
    kdcDefaultOptions: 0x10,
    source: () => undefined,
    warnings: [],
    ...overrides,
  };
}

export interface TestServer {
  readonly port: number;
  readonly got: Uint8Array[];
  stop(): Promise<void>;
}

/** A UDP server on loopback; `answer` sends as many datagrams as it likes. */
export async function udpServer(
  answer: (request: Uint8Array, send: (reply: string) => void, socket: UdpSocket, port: number) => void,
  address = '127.0.0.1',
): Promise<TestServer> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const got: Uint8Array[] = [];
  socket.on('message', (message, from) => {
    got.push(new Uint8Array(message));
    answer(
      message,
      (reply) => {
        socket.send(reply, from.port, from.address);
      },
      socket,
      from.port,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return {
    port: socket.address().port,
    got,
    stop: () =>
      new Promise((resolve) =>
        socket.close(() => {
          resolve();
        }),
      ),
  };
}

/** A TCP server on loopback that answers each request (after its four length octets) with raw bytes, or hangs up. */
export async function tcpServer(
  answer: (request: Uint8Array) => Uint8Array | 'hang-up' | 'silence',
  address = '127.0.0.1',
  port = 0,
): Promise<TestServer> {
  const got: Uint8Array[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const request = new Uint8Array(data.subarray(4));
      got.push(request);
      const reply = answer(request);
      if (reply === 'hang-up') socket.end();
      else if (reply !== 'silence') {
        // In two pieces: the length alone first.
        socket.write(reply.subarray(0, 3));
        setTimeout(() => socket.write(reply.subarray(3)), 5);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    got,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

export function framed(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const whole = new Uint8Array(4 + bytes.length);
  new DataView(whole.buffer).setUint32(0, bytes.length);
  whole.set(bytes, 4);
  return whole;
}

export function requestOf(overrides: Partial<KdcRequest> = {}): KdcRequest {
  return {
    realm: 'TEST',
    service: 'kdc',
    bytes: new TextEncoder().encode('question'),
    transport: 'auto',
    carriesProof: false,
    accepts: (reply) => textOf(reply).startsWith('answer'),
    ...overrides,
  };
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
