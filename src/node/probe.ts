// Is there a KDC? One TCP connection to each server of a realm, closed as soon as it stands: nothing is sent, so no
// KDC learns a name and none logs a request.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { KerberosSettings } from '#krb5';
import { nodeDns } from './dns.ts';
import { nodeLocator } from './locator.ts';
import { formatHostPort } from './server-entry.ts';
import type { ServerEntry } from './server-entry.ts';

/** More servers than these are not tried. */
const MAX_SERVERS = 6;

export interface ProbedServer {
  readonly address: string;
  /** Milliseconds until the connection stood; undefined when it did not. */
  readonly millis?: number;
  readonly reason?: string;
}

export interface ProbedRealm {
  readonly servers: readonly ProbedServer[];
  readonly source: 'krb5.conf' | 'dns';
}

function connectOnce(entry: ServerEntry, signal: AbortSignal): Promise<ProbedServer> {
  const address = formatHostPort(entry.host, entry.port);
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: entry.host, port: entry.port, signal });
    const done = (result: ProbedServer): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => {
      done({ address, millis: Math.max(1, Math.round(performance.now() - started)) });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      done({
        address,
        reason: error.name === 'AbortError' ? 'no answer in time' : (error.code ?? error.message),
      });
    });
  });
}

/**
 * Where the realm's KDCs are and which of them can be connected to, in the order in which they would be asked.
 * @throws KerberosError REALM_UNKNOWN, CONFIG_INVALID
 */
export async function probeRealm(
  settings: KerberosSettings,
  realm: string,
  signal: AbortSignal,
): Promise<ProbedRealm> {
  const { servers, source } = await nodeLocator({ settings, dns: nodeDns() }).locate(realm, 'kdc', signal);
  const tried = servers.slice(0, MAX_SERVERS);
  return { source, servers: await Promise.all(tried.map((entry) => connectOnce(entry, signal))) };
}

/**
 * What names the realm's KDCs. Asks DNS at most, and connects to none of them.
 * @throws KerberosError REALM_UNKNOWN, CONFIG_INVALID
 */
export async function sourceOfKdcs(
  settings: KerberosSettings,
  realm: string,
  signal: AbortSignal,
): Promise<ProbedRealm['source']> {
  return (await nodeLocator({ settings, dns: nodeDns() }).locate(realm, 'kdc', signal)).source;
}
