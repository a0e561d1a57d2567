// Service principals from host names, as MIT's krb5_sname_to_principal makes them under dns_canonicalize_hostname
// (true, false, fallback), rdns and qualify_shortname. With `fallback` the name is made when it is asked for, first
// without DNS, then with it, and tickets stay under the name as it was typed.
import type { KerberosSettings } from '../config/settings.ts';
import { NameType } from '../iana/name-type.ts';
import type { NameResolver, Ports } from '../ports.ts';
import { formatPrincipal, principalName } from '../principal.ts';
import type { Principal } from '../principal.ts';
import { realmOfHost } from './host-realm.ts';
import type { HostBasedName } from './types.ts';

export interface HostBasedRequest {
  /** `HTTP`, `host` … Default `host`. */
  readonly service?: string | undefined;
  /** May carry `:port` or `:instance`. Default: the local machine. */
  readonly host?: string | undefined;
}

export async function prepareHostBased(
  ports: Pick<Ports, 'resolver' | 'trace'>,
  settings: KerberosSettings,
  request: HostBasedRequest,
): Promise<HostBasedName> {
  const { resolver } = ports;
  const service = request.service ?? 'host';
  const typed = request.host ?? resolver.localHostname();
  const asked = `${service}/${typed}`;
  const mode = settings.dnsCanonicalizeHostname;
  const made: Made[] = [];
  if (mode !== 'true') made.push(await make(settings, resolver, service, typed, false));
  if (mode !== 'false') made.push(await make(settings, resolver, service, typed, true));
  const candidates = made.filter((each, at) => made.findIndex((other) => other.host === each.host) === at);
  const name = principalName(NameType.SRV_HST, service, typed);
  const first = candidates[0]?.principal ?? { name, realm: '' };
  const prepared: HostBasedName = {
    asked,
    storeAs: mode === 'fallback' ? { name, realm: '' } : first,
    candidates: candidates.map((each) => each.principal),
    how: candidates.map((each) => each.how).join('; then '),
  };
  ports.trace({
    type: 'name.canonicalized',
    asked,
    made: prepared.candidates.map(formatPrincipal).join(', '),
    how: prepared.how,
  });
  return prepared;
}

interface Made {
  readonly host: string;
  readonly principal: Principal;
  readonly how: string;
}

async function make(
  settings: KerberosSettings,
  resolver: NameResolver,
  service: string,
  typed: string,
  useDns: boolean,
): Promise<Made> {
  const { host, trailer } = splitTrailer(typed);
  const expanded = await expand(settings, resolver, host, useDns);
  const realm = await realmOfHost(settings, resolver, expanded.host);
  return {
    host: expanded.host + trailer,
    principal: {
      name: principalName(NameType.SRV_HST, service, expanded.host + trailer),
      realm: realm.realm,
    },
    how: `${expanded.how}, ${realm.how}`,
  };
}

/** `host:1433` has a trailer (MSSQLSvc names do); an IPv6 address, with its several colons, has none. */
function splitTrailer(typed: string): { readonly host: string; readonly trailer: string } {
  const colon = typed.indexOf(':');
  if (colon === -1 || colon === typed.length - 1 || typed.includes(':', colon + 1)) {
    return { host: typed, trailer: '' };
  }
  return { host: typed.slice(0, colon), trailer: typed.slice(colon) };
}

async function expand(
  settings: KerberosSettings,
  resolver: NameResolver,
  host: string,
  useDns: boolean,
): Promise<{ readonly host: string; readonly how: string }> {
  let name = host;
  let how = useDns ? `DNS does not know ${host}` : `${host} as typed`;
  if (useDns) {
    const canonical = await resolver.canonicalName(host);
    if (canonical !== undefined) {
      name = canonical.name;
      how = `DNS: ${host} is ${name}`;
      const [address] = canonical.addresses;
      const reverse = settings.rdns && address !== undefined ? await resolver.reverse(address) : undefined;
      if (reverse !== undefined && address !== undefined) {
        name = reverse;
        how = `DNS: ${host} is ${address}, which is ${reverse}`;
      }
    }
  }
  if (name === host && !host.includes('.')) {
    const domain = settings.qualifyShortname ?? resolver.searchDomain();
    if (domain !== undefined && domain !== '') {
      name = `${host}.${domain}`;
      how += `, made ${name} by ${settings.qualifyShortname === undefined ? 'the search domain' : 'qualify_shortname'}`;
    }
  }
  return { host: lowerCase(name).replace(/\.$/, ''), how };
}

/** ASCII alone, as the C library's tolower in the C locale: other letters keep their octets. */
function lowerCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
