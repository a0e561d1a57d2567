// Where a realm's KDCs and password servers are: krb5.conf first, then DNS SRV (RFC 4120 7.2.3, RFC 2782).
// Password servers: kpasswd_server, else admin_server on port 464, else SRV _kpasswd.
import { KerberosError, displayText } from '#krb5';
import type { KerberosSettings, TraceSink } from '#krb5';
import { orderSrv } from './dns.ts';
import type { Dns, SrvRecord } from './dns.ts';
import { parseServerEntry } from './server-entry.ts';
import type { ServerEntry } from './server-entry.ts';

export type KerberosService = 'kdc' | 'kpasswd';

export interface LocatedServers {
  readonly servers: readonly ServerEntry[];
  readonly source: 'krb5.conf' | 'dns';
}

export interface Locator {
  /** @throws KerberosError REALM_UNKNOWN, CONFIG_INVALID */
  locate(realm: string, service: KerberosService, signal?: AbortSignal): Promise<LocatedServers>;
}

const KDC_PORT = 88;
const KPASSWD_PORT = 464;

export function nodeLocator(options: {
  readonly settings: KerberosSettings;
  readonly dns: Dns;
  readonly trace?: TraceSink | undefined;
  /** For SRV's draw by weight: a number in [0, 1). */
  readonly draw?: (() => number) | undefined;
}): Locator {
  const { settings, dns } = options;

  async function fromDns(
    realm: string,
    service: KerberosService,
    looked: string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly ServerEntry[]> {
    if (!settings.dnsLookupKdc) {
      looked.push('DNS (off: dns_lookup_kdc = false)');
      return [];
    }
    // A realm is any string; only one that is a domain name can stand in a DNS question.
    if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(realm)) return [];
    const prefix = service === 'kdc' ? '_kerberos' : '_kpasswd';
    const ask = async (protocol: 'udp' | 'tcp'): Promise<readonly SrvRecord[]> => {
      const name = `${prefix}._${protocol}.${realm}`;
      looked.push(`DNS SRV ${name}`);
      return orderSrv(await dns.srv(name, signal), options.draw);
    };
    const [udp, tcp] = await Promise.all([ask('udp'), ask('tcp')]);
    return mergeSrv(udp, tcp);
  }

  return {
    async locate(realm, service, signal) {
      const looked: string[] = [];
      const configured = fromSettings(settings, realm, service);
      looked.push(`krb5.conf [realms] ${displayText(realm)}`);
      if (configured.length > 0) return { servers: configured, source: 'krb5.conf' };
      const found = await fromDns(realm, service, looked, signal);
      if (found.length > 0) return { servers: found, source: 'dns' };
      throw new KerberosError(
        'REALM_UNKNOWN',
        `no ${service === 'kdc' ? 'KDC' : 'password server'} known for realm ${displayText(realm)}`,
        { realm, looked },
      );
    },
  };
}

function fromSettings(
  settings: KerberosSettings,
  realm: string,
  service: KerberosService,
): readonly ServerEntry[] {
  const known = settings.realms.get(realm);
  if (known === undefined) return [];
  if (service === 'kdc') return known.kdc.map((text) => parseServerEntry(text, KDC_PORT, 'kdc'));
  if (known.kpasswdServer.length > 0) {
    return known.kpasswdServer.map((text) => parseServerEntry(text, KPASSWD_PORT, 'kpasswd_server'));
  }
  return known.adminServer
    .map((text) => parseServerEntry(text, KPASSWD_PORT, 'admin_server'))
    .filter((entry) => entry.transport !== 'https')
    .map((entry) => ({ ...entry, port: KPASSWD_PORT }));
}

/**
 * One list of both protocols' records: a server that both name is reachable by either; the UDP order leads, as
 * MIT asks for _udp first. A lone target of "." says that there is no such service (RFC 2782).
 */
function mergeSrv(udp: readonly SrvRecord[], tcp: readonly SrvRecord[]): readonly ServerEntry[] {
  const key = (r: SrvRecord): string => `${r.host.toLowerCase()}:${r.port}`;
  const real = (records: readonly SrvRecord[]): readonly SrvRecord[] =>
    records.filter((r) => r.host !== '' && r.host !== '.');
  const overTcp = new Map(real(tcp).map((r) => [key(r), r]));
  const servers: ServerEntry[] = [];
  for (const r of real(udp)) {
    servers.push({ transport: overTcp.delete(key(r)) ? 'any' : 'udp', host: r.host, port: r.port });
  }
  for (const r of overTcp.values()) servers.push({ transport: 'tcp', host: r.host, port: r.port });
  return servers;
}
