// The PAC of an identity: a ticket to itself (user-to-user), opened with the session key of its own TGT. The KDC is
// asked when the person wants to see it, and not again while that TGT and the ticket live. Neither the ticket nor its
// key is kept, and nothing is stored but when the password ends (password-from-pac.ts asks for that by itself, once).
import { isKerberosError, openTicketWithPac, ownTicketForPac } from '#krb5';
import type { OwnTicket } from '#krb5';
import type { InputOf, PacReport } from '#shared';
import { createActing } from './acting.ts';
import { holdingsOf } from './holding.ts';
import type { Operations } from './operations.ts';
import { pacDto, shown } from './pac-report.ts';
import type { State } from './state.ts';

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
    ...(pac === undefined
      ? {}
      : {
          pac: pacDto(pac.contents, pac.length, {
            matchesTicket: pac.matchesTicket,
            signatures: pac.verdicts,
          }),
        }),
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
