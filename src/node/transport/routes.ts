// A route is one address of one server by one transport. Which come at all and which first follows MIT's strategy:
// UDP first for messages up to udp_preference_limit, TCP first above, no UDP after KRB_ERR_RESPONSE_TOO_BIG.
import { isIP } from 'node:net';
import type { KdcAddress } from '#krb5';
import { formatHostPort } from '../server-entry.ts';
import type { ServerEntry } from '../server-entry.ts';
import type { Link } from './link.ts';

export type Strategy = 'udp-first' | 'tcp-first' | 'tcp-only';

export interface Route {
  readonly address: KdcAddress;
  /** As shown to people: the name from the configuration with the address behind it where they differ. */
  readonly shown: string;
  /** Tried only after every server was tried by its first transport. */
  readonly deferred: boolean;
  state: 'new' | 'open' | 'failed';
  link?: Link;
  /** Monotonic milliseconds of the first send; undefined while nothing left for the server. */
  sentAt?: number;
  /** Set with state 'failed', or by a time-out. */
  reason?: string;
  /** Nobody listened there: what was sent reached no KDC. */
  refused?: boolean;
}

export function strategyFor(transport: 'auto' | 'tcp', length: number, udpPreferenceLimit: number): Strategy {
  if (transport === 'tcp') return 'tcp-only';
  return length <= Math.min(udpPreferenceLimit, 32_700) ? 'udp-first' : 'tcp-first';
}

/** The routes to one server's addresses: the first transport of each address, then the second ones, deferred. */
export function routesTo(entry: ServerEntry, addresses: readonly string[], strategy: Strategy): Route[] {
  const first = strategy === 'udp-first' ? 'udp' : 'tcp';
  const route = (transport: 'udp' | 'tcp', host: string, deferred: boolean): Route => ({
    address: { transport, host, port: entry.port },
    shown:
      isIP(entry.host) === 0
        ? `${formatHostPort(entry.host, entry.port)} (${host})`
        : formatHostPort(host, entry.port),
    deferred,
    state: 'new',
  });
  if (entry.transport === 'any') {
    return [
      ...addresses.map((host) => route(first, host, false)),
      ...(strategy === 'tcp-only'
        ? []
        : addresses.map((host) => route(first === 'udp' ? 'tcp' : 'udp', host, true))),
    ];
  }
  if (entry.transport === 'https' || (entry.transport === 'udp' && strategy === 'tcp-only')) return [];
  const transport = entry.transport;
  return addresses.map((host) => route(transport, host, transport !== first));
}

/** The server that gave the challenge comes first, by the transport that it answered on where the size allows. */
export function preferredEntry(
  prefer: KdcAddress,
  strategy: Strategy,
): { entry: ServerEntry; strategy: Strategy } {
  return {
    entry: { transport: 'any', host: prefer.host, port: prefer.port },
    strategy: strategy === 'udp-first' && prefer.transport === 'tcp' ? 'tcp-first' : strategy,
  };
}

export function sameServer(a: KdcAddress, b: KdcAddress): boolean {
  return a.host === b.host && a.port === b.port;
}
