// Which realm a host belongs to: [domain_realm], then (if dns_lookup_realm) TXT records of RFC 4120 7.2.3.1's kin
// `_kerberos.host`, else not known, for referrals to find out. Fall-backs are asked of the client's own KDC.
import type { KerberosSettings } from '../config/settings.ts';
import type { NameResolver } from '../ports.ts';

/** Each suffix of a.b.c in MIT's order: a.b.c, .b.c, b.c, .c, c */
function suffixes(host: string): readonly string[] {
  const found = [host];
  for (let at = host.indexOf('.'); at !== -1; at = host.indexOf('.', at + 1)) {
    found.push(host.slice(at), host.slice(at + 1));
  }
  return found;
}

function isNumericAddress(host: string): boolean {
  return host.includes(':') || /^\d+(\.\d+){3}$/.test(host);
}

/** The realm that [domain_realm] gives a host, and the entry that gave it. */
export function configuredRealm(
  settings: KerberosSettings,
  host: string,
): { readonly realm: string; readonly entry: string } | undefined {
  if (isNumericAddress(host)) return undefined;
  for (const entry of suffixes(host.toLowerCase())) {
    const realm = settings.domainRealm.get(entry);
    if (realm !== undefined) return { realm, entry };
  }
  return undefined;
}

export interface HostRealm {
  /** '' = not known. */
  readonly realm: string;
  readonly how: string;
}

export async function realmOfHost(
  settings: KerberosSettings,
  resolver: NameResolver,
  host: string,
): Promise<HostRealm> {
  const configured = configuredRealm(settings, host);
  if (configured !== undefined) {
    return {
      realm: configured.realm,
      how: `realm ${configured.realm} by [domain_realm] ${configured.entry}`,
    };
  }
  if (settings.dnsLookupRealm && resolver.textRecords !== undefined && !isNumericAddress(host)) {
    for (const suffix of suffixes(host.toLowerCase()).filter((each) => !each.startsWith('.'))) {
      const [realm] = await resolver.textRecords(`_kerberos.${suffix}`);
      if (realm !== undefined && realm !== '')
        return { realm, how: `realm ${realm} by DNS TXT _kerberos.${suffix}` };
    }
  }
  return { realm: '', how: 'realm left to referrals' };
}

/**
 * Realms to try where nobody knows the host's: the host's own suffixes as far as realm_try_domains allows (-1: none,
 * 0: the whole name, 1: its parent too …), then its upper-cased parent domain.
 */
export function fallbackRealms(settings: KerberosSettings, host: string): readonly string[] {
  if (isNumericAddress(host)) return [];
  const labels = host.toUpperCase().split('.');
  const found: string[] = [];
  for (let drop = 0; drop <= settings.realmTryDomains && labels.length - drop > 1; drop++) {
    found.push(labels.slice(drop).join('.'));
  }
  if (labels.length > 1) found.push(labels.slice(1).join('.'));
  return [...new Set(found)].filter((realm) => realm !== '');
}
