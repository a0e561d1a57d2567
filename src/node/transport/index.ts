// The KdcTransport port on Node: who to ask (locator), by which way and for how long (exchange).
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { ErrorCode, KerberosError, decodeDer, krbError } from '#krb5';
import type { KdcTransport, KerberosSettings, TraceSink } from '#krb5';
import type { Dns } from '../dns.ts';
import { nodeDns } from '../dns.ts';
import { nodeLocator } from '../locator.ts';
import type { LocatedServers } from '../locator.ts';
import { formatHostPort } from '../server-entry.ts';
import type { ServerEntry } from '../server-entry.ts';
import { runExchange } from './exchange.ts';
import type { TransportTiming } from './exchange.ts';
import { ProofLedger } from './proof-ledger.ts';
import { strategyFor } from './routes.ts';

const KDC_TIMING: TransportTiming = { perServer: 1000, passEnd: [2000, 4000, 8000], tcpAnswer: 10_000 };
/** A password change is done once only: a server that thinks is not hurried by a copy over TCP after one second. */
const KPASSWD_TIMING: TransportTiming = { perServer: 4000, passEnd: [2000, 4000, 8000], tcpAnswer: 15_000 };

export interface NodeTransportOptions {
  readonly settings: KerberosSettings;
  readonly trace?: TraceSink | undefined;
  readonly dns?: Dns | undefined;
  readonly timing?: TransportTiming | undefined;
}

export function nodeTransport(options: NodeTransportOptions): KdcTransport {
  const { settings, trace } = options;
  const dns = options.dns ?? nodeDns({ trace });
  const locator = nodeLocator({ settings, dns, trace });
  const proofs = new ProofLedger();

  return {
    async exchange(request) {
      const { realm, service, bytes, signal } = request;
      const located = await locator.locate(realm, service, signal);
      const { servers } = located;
      trace?.({ type: 'kdc.chosen', realm, candidates: servers.map(shownEntry), source: located.source });
      refuseProxiesAlone(realm, located);
      return runExchange(request, {
        servers,
        strategy: strategyFor(request.transport, bytes.length, settings.udpPreferenceLimit),
        timing: options.timing ?? (service === 'kdc' ? KDC_TIMING : KPASSWD_TIMING),
        resolve: (host, cancel) => addressesOf(dns, host, cancel, trace),
        trace,
        proofSeenBy: request.carriesProof ? proofs.of(bytes) : undefined,
        triesNext: (reply) => service === 'kdc' && saysUnavailable(reply),
      });
    },
  };
}

function shownEntry(entry: ServerEntry): string {
  if (entry.url !== undefined) return entry.url;
  const hostPort = formatHostPort(entry.host, entry.port);
  return entry.transport === 'any' ? hostPort : `${entry.transport}/${hostPort}`;
}

function refuseProxiesAlone(realm: string, { servers }: LocatedServers): void {
  const proxy = servers.find((entry) => entry.transport === 'https');
  if (proxy === undefined || servers.some((entry) => entry.transport !== 'https')) return;
  throw new KerberosError(
    'NOT_SUPPORTED',
    `realm ${realm} is reached through a KDC proxy (${shownEntry(proxy)}), which Tessera cannot do yet`,
    { what: `KDC proxy ${shownEntry(proxy)}` },
  );
}

async function addressesOf(
  dns: Dns,
  host: string,
  signal: AbortSignal | undefined,
  trace: TraceSink | undefined,
): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  if (dns.ownServers) return dns.addresses(host, signal);
  const from = performance.now();
  const answers = await systemAddresses(host);
  const millis = Math.round(performance.now() - from);
  trace?.({ type: 'dns.queried', name: host, record: 'system', answers, millis });
  return answers;
}

async function systemAddresses(host: string): Promise<readonly string[]> {
  try {
    return [...new Set((await lookup(host, { all: true })).map(({ address }) => address))];
  } catch {
    return [];
  }
}

/** KDC_ERR_SVC_UNAVAILABLE: another KDC of the realm may well serve. */
function saysUnavailable(reply: Uint8Array): boolean {
  try {
    return decodeDer(krbError, reply).errorCode === ErrorCode.KDC_ERR_SVC_UNAVAILABLE;
  } catch {
    return false;
  }
}
