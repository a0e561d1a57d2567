// Looking into a cache as MIT's libraries do (krb5_cc_retrieve_cred and its callers in krb5_get_credentials), so that
// they and we find the same ticket.
import type { KerberosSettings } from '../config/settings.ts';
import type { Credential } from '../credential.ts';
import { KerberosError } from '../errors.ts';
import type { CacheContents } from '../ports.ts';
import { formatPrincipal, isKrbtgt, krbtgt, samePrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import { textFromOctets } from '../text.ts';

/** The realm whose TGT a look-up starts from: the client's, or what the cache's start_realm entry says. */
export function startRealm(contents: CacheContents): string {
  const entry = contents.config.find((each) => each.key === 'start_realm' && each.principal === undefined);
  return entry === undefined ? contents.principal.realm : textFromOctets(entry.value);
}

/** Of the matching tickets the one whose session key stands first in `etypes`; none of another enctype. */
function best(credentials: readonly Credential[], etypes: readonly number[]): Credential | undefined {
  let found: Credential | undefined;
  for (const credential of credentials) {
    const rank = etypes.indexOf(credential.key.keyType);
    if (rank >= 0 && (found === undefined || rank < etypes.indexOf(found.key.keyType))) found = credential;
  }
  return found;
}

/**
 * The cache's ticket-granting ticket.
 * @throws KerberosError NO_CREDENTIALS, TICKET_EXPIRED (unless `evenExpired`)
 */
export function findTgt(
  contents: CacheContents,
  settings: KerberosSettings,
  now: number,
  evenExpired = false,
): Credential {
  const server = krbtgt(startRealm(contents));
  return findOwn(contents, settings, server, now, evenExpired);
}

export function findOwn(
  contents: CacheContents,
  settings: KerberosSettings,
  server: Principal,
  now: number,
  evenExpired: boolean,
): Credential {
  const matching = contents.credentials.filter(
    (each) =>
      samePrincipal(each.client, contents.principal) && samePrincipal(each.server, server) && !each.isSkey,
  );
  const found = best(matching, settings.permittedEnctypes);
  const wanted = formatPrincipal(server);
  if (found === undefined && matching.length > 0) {
    throw new KerberosError(
      'ETYPE_UNSUPPORTED',
      `the ticket for ${wanted} has a session key that is not allowed`,
      {
        where: `ticket for ${wanted}`,
        ours: settings.permittedEnctypes,
        theirs: matching.map((each) => each.key.keyType),
      },
    );
  }
  if (found === undefined) {
    const cache = formatPrincipal(contents.principal);
    throw new KerberosError('NO_CREDENTIALS', `no ticket for ${wanted} among those of ${cache}`, {
      cache,
      wanted,
    });
  }
  if (!evenExpired && found.times.endTime < now) {
    throw new KerberosError('TICKET_EXPIRED', `the ticket for ${wanted} has expired`, {
      server: wanted,
      endTime: found.times.endTime,
    });
  }
  return found;
}

/** Unexpired TGTs for other realms, whoever issued them. */
export function crossRealmTgts(
  contents: CacheContents,
  settings: KerberosSettings,
  now: number,
): readonly Credential[] {
  return contents.credentials.filter(
    (each) =>
      isKrbtgt(each.server.name) &&
      !each.isSkey &&
      each.times.endTime >= now &&
      samePrincipal(each.client, contents.principal) &&
      settings.permittedEnctypes.includes(each.key.keyType),
  );
}

export interface TicketWanted {
  readonly server: Principal;
  readonly etypes: readonly number[];
  readonly secondTicket: Uint8Array;
  readonly now: number;
}

/** An unexpired service ticket under exactly the name asked; user-to-user only if asked, and then for that TGT. */
export function findServiceTicket(contents: CacheContents, wanted: TicketWanted): Credential | undefined {
  const userToUser = wanted.secondTicket.length > 0;
  const matching = contents.credentials.filter(
    (each) =>
      samePrincipal(each.client, contents.principal) &&
      samePrincipal(each.server, wanted.server) &&
      each.isSkey === userToUser &&
      each.times.endTime >= wanted.now &&
      each.authorizationData.length === 0 &&
      (!userToUser || sameOctets(each.secondTicket, wanted.secondTicket)),
  );
  return best(matching, wanted.etypes);
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, at) => octet === b[at]);
}
