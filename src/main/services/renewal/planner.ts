// When a ticket-granting ticket is renewed (RFC 4120 3.3.3), and when its principal is signed in anew: a pure function
// of the ticket, the time, the settings and the tries so far. Facts behind the numbers: Active Directory refuses a
// ticket with 120 s or less left, MIT's KDC renews one up to its clock skew after the end, and a lost answer costs
// nothing but a further request.
import type { NoPlanWhy, Plan, PlanInput, PlanWhy, TicketFacts, Try } from './types.ts';

/** No renewal is asked for in so many last seconds of a lifetime longer than that. */
export const CLOSING_SECONDS = 150;
/** Two requests are never closer than this, whoever they are for. */
export const MIN_GAP_SECONDS = 5;
/** Waits after a request without an answer. */
const LADDER = [30, 60, 120, 300, 600, 900] as const;
export const LONGEST_WAIT_SECONDS = 900;
/** Waits after a refusal; then it is given up for this ticket. */
const REFUSED_LADDER = [300, 1_800, 3_600] as const;
const MOST_REFUSALS = REFUSED_LADDER.length;
/** Half-life comes later by up to this part of the lifetime, so that a thousand desks do not ask at once. */
const SPREAD = 0.05;
const MOST_SPREAD_SECONDS = 900;
/** Not sooner than after this part of the lifetime, however much the setting wants to be left. */
const SOONEST = 1 / 60;

/** FNV-1a, then mixed: a number in [0, 1) that the same text gives again. */
export function jitter(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly renewTill: number;
  readonly life: number;
  /** When the first request is due. */
  readonly due: number;
  /** The latest moment before the end at which one may be made; before `start` where there is none. */
  readonly last: number;
}

/** The ticket's times on our own clock. */
function spanOf({ ticket, settings, seed }: PlanInput & { readonly ticket: TicketFacts }): Span {
  const start = ticket.startTime - ticket.kdcOffset;
  const end = ticket.endTime - ticket.kdcOffset;
  const life = end - start;
  const soonest = start + Math.max(MIN_GAP_SECONDS, life * SOONEST);
  const last = life > CLOSING_SECONDS ? end - CLOSING_SECONDS : end - 1;
  const spread = jitter(`${seed} ${ticket.key}`) * Math.min(life * SPREAD, MOST_SPREAD_SECONDS);
  const wanted =
    settings.renewWhenLeft === undefined ? start + life / 2 + spread : end - settings.renewWhenLeft;
  const due = Math.max(soonest, Math.min(wanted, last));
  return { start, end, life, due, last, renewTill: ticket.renewTill - ticket.kdcOffset };
}

const nothing = (why: NoPlanWhy, failed: number): Plan => ({ kind: 'nothing', why, failed });

const refusals = (tries: readonly Try[]): number =>
  tries.filter(({ outcome }) => outcome === 'refused' || outcome === 'failed').length;

/** When to try again after `tries`. `room`: seconds in which it still has to fit. */
function again(input: PlanInput, tries: readonly Try[], room: number): { at: number; why: PlanWhy } {
  const before = tries.at(-1);
  if (before === undefined) throw new TypeError('there was no try');
  const { at, outcome } = before;
  if (outcome === 'unreachable' && input.reachedAt !== undefined && input.reachedAt > at) {
    return { at: Math.max(at + MIN_GAP_SECONDS, input.reachedAt), why: 'network-back' };
  }
  const ladder = outcome === 'refused' || outcome === 'failed' ? REFUSED_LADDER : LADDER;
  const step = ladder[Math.min(tries.length, ladder.length) - 1] ?? LONGEST_WAIT_SECONDS;
  // Closer together as the room shrinks, so that the last moments are not slept through.
  const wait = Math.max(room > CLOSING_SECONDS ? 30 : MIN_GAP_SECONDS, Math.min(step, room / 3));
  const spread = 0.9 + 0.1 * jitter(`${input.seed} ${input.ticket?.key ?? ''} ${tries.length}`);
  return { at: at + Math.max(MIN_GAP_SECONDS, wait * spread), why: 'retry' };
}

/** The one try after the end. It waits for a KDC that answers, up to the last seconds of the skew. */
function afterEnd(input: PlanInput, span: Span, tries: readonly Try[]): Plan {
  const failed = tries.length;
  const from = span.end + 1;
  const until = Math.min(span.end + input.settings.clockSkew, span.renewTill) - MIN_GAP_SECONDS;
  if (input.now > until || until < from || tries.some(({ at }) => at >= span.end)) {
    return nothing('expired', failed);
  }
  const before = tries.at(-1);
  const silent = before?.outcome === 'unreachable' && (input.reachedAt ?? 0) <= before.at;
  const at = silent ? until : Math.max(from, (before?.at ?? 0) + MIN_GAP_SECONDS);
  return { kind: 'renew', at, why: 'after-end', failed };
}

function planOwnRenewal(input: PlanInput, ticket: TicketFacts, span: Span): Plan {
  const { now, settings } = input;
  const tries = input.tries.filter(({ kind }) => kind === 'renew');
  const failed = tries.length;
  if (!ticket.renewable) return nothing(now >= span.end ? 'expired' : 'not-renewable', failed);
  if (ticket.renewTill <= ticket.endTime) return nothing(now >= span.end ? 'expired' : 'renew-till', failed);
  if (now >= span.renewTill) return nothing('expired', failed);
  if (input.noGain === true) return nothing(now >= span.end ? 'expired' : 'no-gain', failed);
  if (refusals(tries) >= MOST_REFUSALS) return nothing('refused', failed);
  const before = tries.at(-1);
  const first = {
    at: span.due,
    why: settings.renewWhenLeft === undefined ? 'half-life' : 'seconds-left',
  } as const;
  const next = before === undefined ? first : again(input, tries, span.last - before.at);
  if (now <= span.last) {
    if (next.at <= span.last) return { kind: 'renew', ...next, failed };
    if (before !== undefined && before.at + MIN_GAP_SECONDS <= span.last)
      return { kind: 'renew', at: span.last, why: 'last-chance', failed };
  }
  // Signing in anew needs no ticket that a KDC might still take.
  if (input.means !== undefined && now > span.last) return nothing('expired', failed);
  return afterEnd(input, span, tries);
}

function planSignIn(input: PlanInput, span: Span, renewal: Plan): Plan {
  const tries = input.tries.filter(({ kind }) => kind === 'sign-in');
  const failed = input.tries.length;
  const refused = refusals(tries);
  if (input.means === 'saved-password' && refused > 0) return nothing('password-refused', failed);
  if (refused >= MOST_REFUSALS) return nothing('refused', failed);
  const { end, due } = span;
  const before = tries.at(-1);
  if (before === undefined) {
    const renewed = input.tries.at(-1);
    const gap = renewed === undefined ? due : renewed.at + MIN_GAP_SECONDS;
    return { kind: 'sign-in', at: Math.max(due, gap), why: 'renewal-ended', failed: renewal.failed };
  }
  const room = end > before.at + CLOSING_SECONDS ? end - before.at : 3 * LONGEST_WAIT_SECONDS;
  return { kind: 'sign-in', ...again(input, tries, room), failed };
}

/** What to do next for one identity's TGT, and when. */
export function planRenewal(input: PlanInput): Plan {
  const { ticket, settings } = input;
  // Without a ticket the person has signed out: nothing brings it back.
  if (ticket === undefined) return nothing('no-ticket', 0);
  if (!settings.automatic) return nothing('switched-off', input.tries.length);
  if (ticket.invalid) return nothing('invalid', input.tries.length);
  const span = spanOf({ ...input, ticket });
  const renewal = planOwnRenewal(input, ticket, span);
  if (renewal.kind === 'renew' || input.means === undefined) return renewal;
  return planSignIn(input, span, renewal);
}
