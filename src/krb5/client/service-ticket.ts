// kvno's job: a service ticket out of the cache, or from the KDCs along referrals, stored under the name asked.
import type { KerberosSettings } from '../config/settings.ts';
import type { Credential } from '../credential.ts';
import { isKerberosError, KerberosError } from '../errors.ts';
import { startTgs, stepTgs } from '../exchange/tgs-exchange.ts';
import type { TgsRequest, TgsResult } from '../exchange/tgs-types.ts';
import { ErrorCode } from '../iana/error-code.ts';
import { KdcOption } from '../iana/flags.ts';
import type { CacheContents, Ports } from '../ports.ts';
import { formatPrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import { crossRealmTgts, findServiceTicket, findTgt } from './cache-match.ts';
import { drive } from './drive.ts';
import { configuredRealm, fallbackRealms } from './host-realm.ts';
import type { HostBasedName, ServiceTicket, ServiceTicketOptions, ServiceTicketRequest } from './types.ts';

const NO_TICKET = new Uint8Array(0);

/** Microseconds to add to our clock, from the cache, where kdc_timesync is on. */
export function offsetOf(contents: CacheContents, settings: KerberosSettings): number {
  const { kdcOffset } = contents;
  if (kdcOffset === undefined || !settings.kdcTimesync) return 0;
  return kdcOffset.seconds * 1_000_000 + kdcOffset.micros;
}

/** The KDC's time in seconds as this cache knows it. */
export function kdcNow(ports: Ports, contents: CacheContents, settings: KerberosSettings): number {
  return Math.floor((ports.clock.nowMicros() + offsetOf(contents, settings)) / 1_000_000);
}

/**
 * Gets a ticket for a service. What is to be stored: `crossRealm`, then `credential`, unless it came from the cache.
 * @throws KerberosError NO_CREDENTIALS, TICKET_EXPIRED, KDC_ERROR, REFERRAL_REFUSED, REPLY_MISMATCH, INTEGRITY,
 * KDC_UNREACHABLE, REALM_UNKNOWN, CANCELLED and what decoders throw
 */
export async function requestServiceTicket(
  ports: Ports,
  settings: KerberosSettings,
  request: ServiceTicketRequest,
): Promise<ServiceTicket> {
  const options = request.options ?? {};
  const name = nameOf(settings, request.server);
  const cached = options.noCache === true ? undefined : fromCache(ports, settings, request, name.storeAs);
  if (cached !== undefined) return cached;
  if (options.cachedOnly === true) {
    const cache = formatPrincipal(request.contents.principal);
    const wanted = formatPrincipal(name.storeAs);
    throw new KerberosError('NO_CREDENTIALS', `no ticket for ${wanted} in the cache`, { cache, wanted });
  }
  const candidates = name.candidates.length === 0 ? [name.storeAs] : name.candidates;
  for (const [at, candidate] of candidates.entries()) {
    try {
      return await askKdcs(ports, settings, request, candidate, name.storeAs);
    } catch (error) {
      const unknown =
        isKerberosError(error, 'KDC_ERROR') &&
        error.details.error.errorCode === ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN;
      if (!unknown || at === candidates.length - 1) throw error;
    }
  }
  throw new TypeError('a service ticket has at least one candidate name');
}

/** [domain_realm] comes first also for a plain name that leaves its realm open. */
function nameOf(settings: KerberosSettings, server: Principal | HostBasedName): HostBasedName {
  if ('candidates' in server) return server;
  const host = server.name.nameString[1];
  const realm =
    server.realm === '' && host !== undefined ? configuredRealm(settings, host)?.realm : undefined;
  return {
    asked: formatPrincipal(server),
    storeAs: server,
    candidates: [{ ...server, realm: realm ?? server.realm }],
    how: 'as typed',
  };
}

function fromCache(
  ports: Ports,
  settings: KerberosSettings,
  request: ServiceTicketRequest,
  server: Principal,
): ServiceTicket | undefined {
  const { contents, options } = request;
  if (options?.authorizationData !== undefined && options.authorizationData.length > 0) return undefined;
  const credential = findServiceTicket(contents, {
    server,
    etypes: options?.enctypes ?? settings.permittedEnctypes,
    secondTicket: options?.secondTicket ?? NO_TICKET,
    now: kdcNow(ports, contents, settings),
  });
  if (credential === undefined) return undefined;
  return { credential, server: credential.server, crossRealm: [], path: [], fromCache: true };
}

async function askKdcs(
  ports: Ports,
  settings: KerberosSettings,
  request: ServiceTicketRequest,
  server: Principal,
  storeAs: Principal,
): Promise<ServiceTicket> {
  const { contents, signal } = request;
  const options: ServiceTicketOptions = request.options ?? {};
  const now = kdcNow(ports, contents, settings);
  const tgt = findTgt(contents, settings, now);
  let kdcOptions = 0;
  if (options.forwardable === true) kdcOptions |= KdcOption.FORWARDABLE;
  const host = server.name.nameString[1];
  const result = await driveTgs(ports, settings, contents, signal, {
    kind: 'service',
    tgt,
    otherTgts: crossRealmTgts(contents, settings, now),
    server,
    fallbackRealms: server.realm === '' && host !== undefined ? fallbackRealms(settings, host) : [],
    kdcOptions,
    till: options.lifetime === undefined ? 0 : Math.min(now + options.lifetime, tgt.times.endTime),
    etypes: options.enctypes ?? settings.defaultTgsEnctypes,
    tgtEtypes: settings.defaultTgsEnctypes,
    secondTicket: options.secondTicket ?? NO_TICKET,
    forUser: undefined,
    authorizationData: options.authorizationData ?? [],
    referrals: options.canonicalize ?? true,
    acceptRename: options.canonicalize === true,
    clockSkew: settings.clockSkew,
  });
  const credential: Credential = { ...result.credential, server: storeAs };
  return {
    credential,
    server: result.credential.server,
    crossRealm: result.crossRealm,
    path: result.path,
    fromCache: false,
  };
}

/** Runs one TGS exchange with the cache's clock offset. */
export function driveTgs(
  ports: Ports,
  settings: KerberosSettings,
  contents: CacheContents,
  signal: AbortSignal | undefined,
  request: TgsRequest,
): Promise<TgsResult> {
  const server = formatPrincipal(request.server);
  ports.trace({
    type: 'exchange.started',
    exchange: 'TGS',
    client: formatPrincipal(request.tgt.client),
    server,
    realm: request.tgt.server.name.nameString[1] ?? request.tgt.server.realm,
  });
  return drive(
    ports,
    {
      start: (moment) => startTgs(request, moment),
      step(state, input) {
        if (input.kind === 'key') throw new TypeError('a TGS exchange derives no key');
        return stepTgs(state, input);
      },
    },
    { what: `request for ${server}`, signal, offsetMicros: offsetOf(contents, settings) },
  );
}
