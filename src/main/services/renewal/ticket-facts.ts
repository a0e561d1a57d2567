// Which TGT of a cache is renewed, and what the planner needs to know of it.
import { TicketFlag, isKrbtgt, samePrincipal, textFromOctets } from '#krb5';
import type { KeylessContents, KeylessCredential } from '#krb5';
import type { TicketFacts } from './types.ts';

/** The cache's TGT: of the client's realm, or of the one its start_realm entry names. The first, as MIT's library. */
export function tgtOf(contents: KeylessContents): KeylessCredential | undefined {
  const entry = contents.config.find(
    ({ key, principal }) => key === 'start_realm' && principal === undefined,
  );
  const realm = entry === undefined ? contents.principal.realm : textFromOctets(entry.value);
  return contents.credentials.find(
    ({ client, server, isSkey }) =>
      !isSkey &&
      isKrbtgt(server.name) &&
      server.realm === realm &&
      server.name.nameString[1] === realm &&
      samePrincipal(client, contents.principal),
  );
}

export function factsOf(credential: KeylessCredential, kdcOffset = 0): TicketFacts {
  const { times, flags } = credential;
  const startTime = times.startTime === 0 ? times.authTime : times.startTime;
  return {
    key: `${times.authTime} ${startTime} ${times.endTime} ${times.renewTill}`,
    authTime: times.authTime,
    startTime,
    endTime: times.endTime,
    renewTill: times.renewTill,
    renewable: (flags & TicketFlag.RENEWABLE) !== 0 && times.renewTill > 0,
    invalid: (flags & TicketFlag.INVALID) !== 0,
    kdcOffset,
  };
}

/** @param timesync kdc_timesync: only then is the cache's offset believed */
export function ticketFacts(contents: KeylessContents, timesync: boolean): TicketFacts | undefined {
  const tgt = tgtOf(contents);
  const { kdcOffset } = contents;
  const offset = timesync && kdcOffset !== undefined ? kdcOffset.seconds + kdcOffset.micros / 1_000_000 : 0;
  return tgt === undefined ? undefined : factsOf(tgt, offset);
}

/** Is `a` a later sign-in than `b`, or a later renewal of the same one? */
export function isNewer(a: TicketFacts, b: TicketFacts): boolean {
  return (a.authTime - b.authTime || a.startTime - b.startTime || a.endTime - b.endTime) > 0;
}
