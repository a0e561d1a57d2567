// kinit's job: an AS exchange with a password or a keytab, and what MIT's kinit notes beside the ticket.
import { settingsForRealm } from '../config/from-profile.ts';
import type { KerberosSettings } from '../config/settings.ts';
import type { CacheConfigEntry, HostAddress } from '../credential.ts';
import { startAs, stepAs } from '../exchange/as-exchange.ts';
import type { AsRequest, AsResult } from '../exchange/as-types.ts';
import { isWeakEnctype } from '../iana/enctype.ts';
import { KdcOption } from '../iana/flags.ts';
import { LastReqType } from '../iana/lr-type.ts';
import type { EncKdcRepPart } from '../messages/index.ts';
import type { Ports } from '../ports.ts';
import { formatPrincipal, isKrbtgt, krbtgt } from '../principal.ts';
import { octetsFromText } from '../text.ts';
import { ticketAddresses } from './addresses.ts';
import { drive } from './drive.ts';
import { keySource } from './long-term-key.ts';
import type { InitialCredential, InitialOptions, InitialRequest, InitialWarning } from './types.ts';

const WEEK = 7 * 24 * 3600;

/**
 * Gets an initial ticket. One password entry is proved at most once: see the AS machine.
 * @throws KerberosError PASSWORD_INCORRECT, KDC_ERROR, PREAUTH_UNSUPPORTED, ETYPE_UNSUPPORTED, KEY_NOT_FOUND,
 * CLOCK_SKEW, REPLY_MISMATCH, KDC_UNREACHABLE, REALM_UNKNOWN, CANCELLED and what decoders throw
 */
export async function acquireInitialCredential(
  ports: Ports,
  settings: KerberosSettings,
  request: InitialRequest,
): Promise<InitialCredential> {
  const { client, secret, signal } = request;
  const ofRealm = settingsForRealm(settings, client.realm);
  const source = keySource(ports, secret, client, signal);
  try {
    const server = request.service ?? krbtgt(client.realm);
    const asRequest = asRequestOf(ports, ofRealm, request, source.order);
    ports.trace({
      type: 'exchange.started',
      exchange: 'AS',
      client: formatPrincipal(client),
      server: formatPrincipal(server),
      realm: client.realm,
    });
    const result = await drive(
      ports,
      { start: (moment) => startAs(asRequest, moment), step: stepAs },
      { what: `sign-in of ${formatPrincipal(client)}`, signal, derive: source.derive },
    );
    return initialCredentialOf(result, ofRealm, ports);
  } finally {
    source.wipe();
  }
}

function asRequestOf(
  ports: Ports,
  settings: KerberosSettings,
  request: InitialRequest,
  order: (etypes: readonly number[]) => readonly number[],
): AsRequest {
  const options: InitialOptions = request.options ?? {};
  let kdcOptions = settings.kdcDefaultOptions;
  if (options.forwardable ?? settings.forwardable) kdcOptions |= KdcOption.FORWARDABLE;
  if (options.proxiable ?? settings.proxiable) kdcOptions |= KdcOption.PROXIABLE;
  if (options.canonicalize ?? settings.canonicalize) kdcOptions |= KdcOption.CANONICALIZE;
  return {
    client: request.client,
    server: request.service,
    kdcOptions: kdcOptions >>> 0,
    lifetime: options.lifetime ?? settings.ticketLifetime,
    renewLifetime: options.renewLifetime ?? settings.renewLifetime,
    startAfter: options.startAfter ?? 0,
    etypes: order(options.enctypes ?? settings.defaultTktEnctypes),
    addresses: addressesOf(ports, settings, options),
    pac: options.pac,
    clockSkew: settings.clockSkew,
    kdcTimesync: settings.kdcTimesync,
    secret: request.secret.kind,
  };
}

function addressesOf(
  ports: Ports,
  settings: KerberosSettings,
  options: InitialOptions,
): readonly HostAddress[] {
  const wanted = options.addresses ?? !settings.noAddresses;
  if (wanted === true) return ticketAddresses(settings, ports.resolver);
  return wanted === false ? [] : wanted;
}

function initialCredentialOf(result: AsResult, settings: KerberosSettings, ports: Ports): InitialCredential {
  const { credential, encPart } = result;
  return {
    credential,
    kdcOffset: settings.kdcTimesync ? { seconds: result.offsetSeconds, micros: 0 } : undefined,
    config: configOf(result),
    warnings: warningsOf(result, Math.floor(ports.clock.nowMicros() / 1_000_000)),
    lastReq: encPart.lastReq,
    keyExpiration: encPart.keyExpiration,
  };
}

/** The entries of MIT's write_out_ccache and k5_cc_store_primary_cred, in their order. */
function configOf(result: AsResult): readonly CacheConfigEntry[] {
  const { client, server } = result.credential;
  const principal = formatPrincipal(server);
  const entries: CacheConfigEntry[] = [];
  if (result.fastAvailable) entries.push({ key: 'fast_avail', principal, value: octetsFromText('yes') });
  if (result.paType !== undefined) {
    entries.push({ key: 'pa_type', principal, value: octetsFromText(String(result.paType)) });
  }
  const startRealm = server.name.nameString[1];
  if (isKrbtgt(server.name) && startRealm !== undefined && startRealm !== client.realm) {
    entries.push({ key: 'start_realm', value: octetsFromText(startRealm) });
  }
  return entries;
}

function warningsOf(result: AsResult, now: number): readonly InitialWarning[] {
  const { encPart } = result;
  const warnings: InitialWarning[] = [];
  const password = lastReqTime(encPart, LastReqType.PASSWORD_EXPIRES);
  const account = lastReqTime(encPart, LastReqType.ACCOUNT_EXPIRES);
  if (password !== undefined) {
    warnings.push({ kind: 'password-expires', at: password });
  } else if (account === undefined && encPart.keyExpiration !== undefined) {
    // key-expiration may mean the password or the account, and many KDCs always send it: told only when it is near.
    const left = encPart.keyExpiration - now;
    if (left >= 0 && left <= WEEK) warnings.push({ kind: 'password-expires', at: encPart.keyExpiration });
  }
  if (account !== undefined) warnings.push({ kind: 'account-expires', at: account });
  if (isWeakEnctype(result.replyEtype))
    warnings.push({ kind: 'weak-enctype', what: 'reply-key', etype: result.replyEtype });
  const session = result.credential.key.keyType;
  if (isWeakEnctype(session)) warnings.push({ kind: 'weak-enctype', what: 'session-key', etype: session });
  if (isWeakEnctype(result.ticketEtype))
    warnings.push({ kind: 'weak-enctype', what: 'ticket', etype: result.ticketEtype });
  return warnings;
}

function lastReqTime(encPart: EncKdcRepPart, type: number): number | undefined {
  return encPart.lastReq.find((entry) => Math.abs(entry.lrType) === type)?.lrValue;
}
