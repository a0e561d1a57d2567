// kinit -R and kinit -v: a ticket handed back to its KDC for a fresh one (RFC 4120 3.3.3, options RENEW, VALIDATE).
import type { KerberosSettings } from '../config/settings.ts';
import type { Credential } from '../credential.ts';
import { KerberosError } from '../errors.ts';
import { TicketFlag } from '../iana/flags.ts';
import type { Ports } from '../ports.ts';
import { formatPrincipal } from '../principal.ts';
import { findOwn, findTgt } from './cache-match.ts';
import { driveTgs, kdcNow } from './service-ticket.ts';
import type { RenewRequest } from './types.ts';

/**
 * Renews the cache's TGT (or another ticket). Writes nothing.
 * @throws KerberosError NO_CREDENTIALS, TICKET_NOT_RENEWABLE, and as requestServiceTicket
 */
export async function renewCredential(
  ports: Ports,
  settings: KerberosSettings,
  request: RenewRequest,
): Promise<Credential> {
  const now = kdcNow(ports, request.contents, settings);
  const old = ticketToHandBack(settings, request, now);
  const { renewTill } = old.times;
  const why =
    (old.flags & TicketFlag.RENEWABLE) === 0
      ? 'flag'
      : renewTill !== 0 && renewTill < now
        ? 'renew-till'
        : undefined;
  if (why !== undefined) {
    const server = formatPrincipal(old.server);
    throw new KerberosError('TICKET_NOT_RENEWABLE', `the ticket for ${server} cannot be renewed`, {
      server,
      why,
      renewTill,
    });
  }
  return handBack(ports, settings, request, 'renew', old);
}

/**
 * Makes a postdated ticket valid once its start has come. Writes nothing.
 * @throws KerberosError as renewCredential
 */
export async function validateCredential(
  ports: Ports,
  settings: KerberosSettings,
  request: RenewRequest,
): Promise<Credential> {
  const now = kdcNow(ports, request.contents, settings);
  return handBack(ports, settings, request, 'validate', ticketToHandBack(settings, request, now));
}

/** An expired ticket is handed back too: how long after its end that works is for the KDC to say. */
function ticketToHandBack(settings: KerberosSettings, request: RenewRequest, now: number): Credential {
  const { contents, server } = request;
  return server === undefined
    ? findTgt(contents, settings, now, true)
    : findOwn(contents, settings, server, now, true);
}

async function handBack(
  ports: Ports,
  settings: KerberosSettings,
  request: RenewRequest,
  kind: 'renew' | 'validate',
  old: Credential,
): Promise<Credential> {
  const result = await driveTgs(ports, settings, request.contents, request.signal, {
    kind,
    tgt: old,
    otherTgts: [],
    server: old.server,
    fallbackRealms: [],
    kdcOptions: 0,
    till: 0,
    etypes: settings.defaultTgsEnctypes,
    tgtEtypes: settings.defaultTgsEnctypes,
    secondTicket: new Uint8Array(0),
    forUser: undefined,
    authorizationData: [],
    referrals: false,
    acceptRename: false,
    clockSkew: settings.clockSkew,
  });
  return result.credential;
}
