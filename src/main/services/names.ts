// What a person types for a service, read: a web address, a host, service/host, or a whole principal name.
import {
  KerberosError,
  displayText,
  formatName,
  formatPrincipal,
  parsePrincipal,
  prepareHostBased,
  samePrincipal,
} from '#krb5';
import type { HostBasedName, KerberosSettings, Ports, Principal } from '#krb5';
import type { ServiceCandidate } from '#shared';

/** Which service class an address scheme stands for. */
const SCHEMES: Readonly<Record<string, string>> = {
  http: 'HTTP',
  https: 'HTTP',
  ldap: 'ldap',
  ldaps: 'ldap',
  smb: 'cifs',
  cifs: 'cifs',
  nfs: 'nfs',
  ssh: 'host',
  sftp: 'host',
  imap: 'imap',
  imaps: 'imap',
  smtp: 'smtp',
  postgres: 'postgres',
  postgresql: 'postgres',
};

export type TypedService =
  | { readonly kind: 'principal'; readonly text: string }
  | { readonly kind: 'host'; readonly service: string; readonly host: string };

function invalid(text: string, reason: string): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `"${displayText(text)}" ${reason}`, {
    format: 'principal',
    reason,
  });
}

/** @throws KerberosError FORMAT_INVALID */
export function readTyped(text: string): TypedService {
  const typed = text.trim();
  const address = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(typed);
  if (address !== null) {
    const [, scheme = '', rest = ''] = address;
    const service = SCHEMES[scheme.toLowerCase()];
    if (service === undefined)
      throw invalid(typed, `is an address of a kind (${scheme}) that names no service`);
    const host = /^(?:[^@/]*@)?(\[[^\]]+\]|[^/:?#]+)/.exec(rest)?.[1] ?? '';
    if (host === '') throw invalid(typed, 'names no host');
    return { kind: 'host', service, host: host.replace(/^\[|\]$/g, '') };
  }
  if (typed.includes('@')) return { kind: 'principal', text: typed };
  const slash = typed.indexOf('/');
  if (slash > 0 && slash < typed.length - 1) {
    const service = typed.slice(0, slash);
    const host = typed.slice(slash + 1);
    if (host.includes('/') || service === 'krbtgt') return { kind: 'principal', text: typed };
    return { kind: 'host', service, host };
  }
  const host = typed.replace(/\/$/, '').replace(/:\d+$/, '');
  if (host === '' || /[\s/]/.test(host))
    throw invalid(typed, 'is neither an address, a host, nor service/host');
  return { kind: 'host', service: 'HTTP', host };
}

/** As the window shows and hands back a name whose realm may not be known yet. */
function printed(principal: Principal): string {
  return principal.realm === '' ? formatName(principal.name) : formatPrincipal(principal);
}

function hostBased(
  typed: Extract<TypedService, { kind: 'host' }>,
  ports: Pick<Ports, 'resolver' | 'trace'>,
  settings: KerberosSettings,
): Promise<HostBasedName> {
  return prepareHostBased(ports, settings, { service: typed.service, host: typed.host });
}

/** @throws KerberosError FORMAT_INVALID */
export async function candidatesFor(
  text: string,
  ports: Pick<Ports, 'resolver' | 'trace'>,
  settings: KerberosSettings,
  clientRealm: string,
): Promise<readonly ServiceCandidate[]> {
  const typed = readTyped(text);
  if (typed.kind === 'principal') {
    const principal = parsePrincipal(typed.text, { defaultRealm: clientRealm });
    return [{ principal: displayText(formatPrincipal(principal)), how: 'as-typed' }];
  }
  const made = await hostBased(typed, ports, settings);
  const asTyped = `${typed.service}/${typed.host}`.toLowerCase();
  const hows = made.how.split('; then ');
  return made.candidates.slice(0, 8).map((principal, at) => ({
    principal: displayText(printed(principal)).slice(0, 2_048),
    how: formatName(principal.name).toLowerCase() === asTyped ? 'as-typed' : 'canonical',
    realmFrom: displayText(hows[at] ?? made.how).slice(0, 4_400),
  }));
}

/**
 * What to ask for: all that the typed service may mean, or the one candidate that was chosen. The first candidate
 * keeps the name under which MIT's libraries look for the ticket.
 * @throws KerberosError FORMAT_INVALID
 */
export async function serverFor(
  text: string,
  chosen: string | undefined,
  ports: Pick<Ports, 'resolver' | 'trace'>,
  settings: KerberosSettings,
  clientRealm: string,
): Promise<Principal | HostBasedName> {
  const typed = readTyped(text);
  if (typed.kind === 'principal') return parsePrincipal(typed.text, { defaultRealm: clientRealm });
  const made = await hostBased(typed, ports, settings);
  if (chosen === undefined) return made;
  const [first] = made.candidates;
  const candidate = made.candidates.find((each) => displayText(printed(each)) === chosen);
  if (candidate === undefined) return parsePrincipal(chosen, { defaultRealm: clientRealm });
  const leads = first !== undefined && samePrincipal(first, candidate);
  return { ...made, storeAs: leads ? made.storeAs : candidate, candidates: [candidate] };
}
