// The PAC of an identity: a ticket to itself (user-to-user), opened with the session key of its own TGT. The KDC is
// asked when the person wants to see it, and not again while that TGT and the ticket live. Neither the ticket nor its
// key is kept, and nothing is stored but when the password ends (password-from-pac.ts asks for that by itself, once).
import {
  displayText,
  isKerberosError,
  openTicketWithPac,
  ownTicketForPac,
  pacBufferTypeName,
  pacGroups,
  secondsFromFileTime,
  FILETIME_NEVER,
} from '#krb5';
import type { FileTime, LogonInfo, OwnTicket, TicketWithPac } from '#krb5';
import type { InputOf, PacReport, PacTime } from '#shared';
import { createActing } from './acting.ts';
import { holdingsOf } from './holding.ts';
import type { Operations } from './operations.ts';
import type { State } from './state.ts';

/** Groups beyond these are counted, not listed. */
const LISTED = 5_000;

const shown = (text: string): string => displayText(text).slice(0, 1_024);

function time(at: FileTime): PacTime {
  if (at >= FILETIME_NEVER) return 'never';
  const seconds = secondsFromFileTime(at);
  return seconds === undefined || seconds < 0 || seconds > 0xffff_ffff ? undefined : seconds;
}

function logonReport(info: LogonInfo): NonNullable<PacReport['pac']>['logon'] {
  const groups = pacGroups(info);
  return {
    account: shown(info.effectiveName),
    fullName: shown(info.fullName),
    domain: shown(info.logonDomainName),
    server: shown(info.logonServer),
    ...(info.logonDomainId === undefined ? {} : { sid: `${info.logonDomainId}-${info.userId}` }),
    groups: groups.slice(0, LISTED).map(({ sid, name, domain, reason, bytes }) => ({
      sid,
      ...(name === undefined ? {} : { name }),
      ...(domain === undefined ? {} : { domain: shown(domain) }),
      reason,
      bytes,
    })),
    groupsLeftOut: Math.max(0, groups.length - LISTED),
    times: {
      logon: time(info.logonTime),
      kickOff: time(info.kickOffTime),
      passwordLastSet: time(info.passwordLastSet),
      passwordCanChange: time(info.passwordCanChange),
      passwordMustChange: time(info.passwordMustChange),
    },
  };
}

function pacReport({
  length,
  contents,
  verdicts,
  matchesTicket,
}: NonNullable<TicketWithPac['pac']>): PacReport['pac'] {
  const { pac, logonInfo, clientInfo, upnDnsInfo } = contents;
  return {
    ...(logonInfo === undefined ? {} : { logon: logonReport(logonInfo) }),
    ...(clientInfo === undefined ? {} : { client: { name: shown(clientInfo.name), matchesTicket } }),
    ...(upnDnsInfo === undefined
      ? {}
      : {
          upn: {
            upn: shown(upnDnsInfo.upn),
            dnsDomain: shown(upnDnsInfo.dnsDomainName),
            constructed: upnDnsInfo.upnConstructed,
            ...(upnDnsInfo.samName === undefined ? {} : { samName: shown(upnDnsInfo.samName) }),
            ...(upnDnsInfo.sid === undefined ? {} : { sid: upnDnsInfo.sid }),
          },
        }),
    bytes: length,
    parts: pac.buffers.map(({ type, data }) => ({
      type,
      name: pacBufferTypeName(type),
      bytes: data.length,
    })),
    signatures: verdicts,
  };
}

/**
 * What a ticket to oneself says.
 * @param asked seconds since 1970
 * @throws KerberosError INTEGRITY, ASN1_INVALID, FORMAT_INVALID, LIMIT
 */
export function reportOfOwnTicket({ credential, tgt, how }: OwnTicket, asked: number): PacReport {
  const { pac } = openTicketWithPac(credential.ticket, tgt.key);
  return {
    realm: shown(tgt.client.realm),
    how,
    asked,
    ...(pac === undefined ? {} : { pac: pacReport(pac) }),
  };
}

interface Kept {
  /** The TGT's bytes: after a renewal or a new sign-in it is another one. */
  readonly tgt: Uint8Array;
  readonly endTime: number;
  readonly report: PacReport;
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, at) => octet === b[at]);

/** The realm gives no such ticket, and will not the next time. */
export function isPacRefused(error: unknown): boolean {
  return isKerberosError(error) && error.code !== 'KDC_UNREACHABLE' && error.code !== 'CANCELLED';
}

export function createOwnPac(
  state: State,
  operations: Operations,
): (input: InputOf<'identity.pac'>, byItself?: boolean) => Promise<PacReport> {
  const act = createActing(state, operations);
  const holding = holdingsOf(state.places);
  const kept = new Map<string, Kept>();

  function forgetDead(): void {
    const present = new Set(state.identities().map(({ id }) => id));
    for (const [id, { endTime }] of kept) {
      if (endTime <= state.now() || !present.has(id)) kept.delete(id);
    }
  }

  return async ({ operation, identity: id }, byItself = false) => {
    const identity = state.identity(id);
    forgetDead();
    const { contents } = await holding.look(identity);
    const known = kept.get(id);
    if (known !== undefined && contents.credentials.some(({ ticket }) => same(ticket, known.tgt)))
      return known.report;
    const what = {
      ...({ id: operation, kind: 'pac', key: id, principal: identity.shown } as const),
      ...(byItself ? { isNothing: isPacRefused } : {}),
    };
    return act(what, async (running) => {
      const { trace, signal } = running;
      const { contents: withKeys } = await holding.lend(identity, running);
      const world = state.worldFor(identity);
      const own = await ownTicketForPac(world.ports(trace), world.settings, {
        contents: withKeys,
        signal,
      });
      running.afterwards(() => {
        own.credential.key.wipe();
      });
      const report = reportOfOwnTicket(own, state.now());
      kept.set(id, { tgt: own.tgt.ticket, endTime: own.credential.times.endTime, report });
      return report;
    });
  };
}
