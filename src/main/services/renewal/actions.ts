// The two things renewal does: hand the TGT back for a fresh one, or sign in anew without a person. The cache is read
// again before anything is asked: where another program was faster, nothing is; and again before it is written.
import { acquireInitialCredential, formatPrincipal, renewCredential } from '#krb5';
import type {
  CacheContents,
  ClientSecret,
  CredentialCache,
  InitialCredential,
  InitialOptions,
  KerberosSettings,
  Ports,
} from '#krb5';
import { factsOf, isNewer, ticketFacts } from './ticket-facts.ts';
import type { TicketFacts } from './types.ts';

/** A cache as it is now, and what is needed to ask for its principal. */
export interface Holding {
  readonly cache: CredentialCache;
  readonly contents: CacheContents;
  readonly settings: KerberosSettings;
  readonly ports: Ports;
}

export interface RenewalWork {
  /** Reads the identity's cache now; undefined where it holds no tickets of it any more. */
  readonly holding: () => Promise<Holding | undefined>;
  /** Runs a write of ours. */
  readonly writing: <T>(cache: string, write: () => Promise<T>) => Promise<T>;
  /** The ticket for which this was planned. */
  readonly ticket: TicketFacts;
  readonly signal: AbortSignal;
}

export interface Done {
  readonly kind: 'done' | 'superseded';
  /** Of the TGT that is there now; 0 where there is none. */
  readonly endTime: number;
}

const present = (holding: Holding | undefined): TicketFacts | undefined =>
  holding === undefined ? undefined : ticketFacts(holding.contents, holding.settings.kdcTimesync);

/** @throws KerberosError as renewCredential, and what the cache throws */
export async function renewTicket({ holding, writing, ticket, signal }: RenewalWork): Promise<Done> {
  const held = await holding();
  const before = present(held);
  if (held === undefined || before?.key !== ticket.key)
    return { kind: 'superseded', endTime: before?.endTime ?? 0 };
  const { cache, contents, settings, ports } = held;
  const renewed = await renewCredential(ports, settings, { contents, signal });
  const written = await writing(cache.name, () => cache.replaceTgt(renewed)).finally(() => {
    renewed.key.wipe();
  });
  if (written === 'written') return { kind: 'done', endTime: renewed.times.endTime };
  return { kind: 'superseded', endTime: present(await holding())?.endTime ?? 0 };
}

export interface SignInWork extends RenewalWork {
  readonly secret: ClientSecret;
  readonly options: InitialOptions;
  readonly onSignedIn: (result: InitialCredential) => void;
}

/** @throws KerberosError as acquireInitialCredential, and what the cache throws */
export async function signInAnew(work: SignInWork): Promise<Done> {
  const { holding, writing, ticket, signal, secret, options, onSignedIn } = work;
  const held = await holding();
  const before = present(held);
  if (held === undefined || before?.key !== ticket.key)
    return { kind: 'superseded', endTime: before?.endTime ?? 0 };
  const { cache, contents, settings, ports } = held;
  const client = contents.principal;
  const result = await acquireInitialCredential(ports, settings, { client, secret, options, signal });
  const { credential, config, kdcOffset } = result;
  // Signed out, or signed in by somebody else, while the KDC was asked: theirs stands.
  const after = present(await holding());
  if (after === undefined || isNewer(after, factsOf(credential)) || isNewer(after, ticket))
    return { kind: 'superseded', endTime: after?.endTime ?? 0 };
  // An alias would make it another principal's cache.
  if (formatPrincipal(credential.client) !== formatPrincipal(client))
    return { kind: 'superseded', endTime: after.endTime };
  onSignedIn(result);
  await writing(cache.name, () =>
    cache.initialize({ principal: client, credentials: [credential], config, kdcOffset }),
  ).finally(() => {
    credential.key.wipe();
  });
  return { kind: 'done', endTime: credential.times.endTime };
}
