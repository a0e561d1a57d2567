// What the Timeline draws: a row for each identity, and one for each of its tickets with its bars and marks. Pure; the
// components only place it.
import type { AttemptRow, IdentityDto, TicketDto, TimelineRow } from '#shared';
import { startOf, tgtOf } from '../../state/identity-state.ts';
import type { Range } from './range.ts';
import { position, spanOf } from './range.ts';

export type Bar = {
  readonly kind: 'valid' | 'past' | 'renewable' | 'unreached';
  readonly from: number;
  readonly to: number;
};

export type MarkKind = 'signed-in' | 'renewed' | 'failed' | 'other' | 'planned' | 'expected';

export interface Mark {
  readonly kind: MarkKind;
  readonly at: number;
  /** Requests so close together that they are drawn as one. */
  readonly attempts: readonly AttemptRow[];
}

export type ChartRow =
  | {
      readonly kind: 'identity';
      readonly key: string;
      readonly identity: IdentityDto;
      readonly bars: readonly Bar[];
    }
  | {
      readonly kind: 'ticket';
      readonly key: string;
      readonly identity: IdentityDto;
      readonly ticket: TicketDto;
      readonly bars: readonly Bar[];
      readonly marks: readonly Mark[];
    };

/** Percent of the width that a mark covers. */
const MARK_WIDTH = 1.6;
/** Expected renewals are drawn as long as they stand apart. */
const MOST_EXPECTED = 40;

export function markOf({ outcome, what }: AttemptRow): MarkKind {
  if (outcome === 'ok') return what === 'renew' ? 'renewed' : 'signed-in';
  return outcome === 'superseded' || outcome === 'cancelled' ? 'other' : 'failed';
}

const weight: Readonly<Record<MarkKind, number>> = {
  failed: 3,
  'signed-in': 2,
  renewed: 1,
  other: 0,
  planned: 0,
  expected: 0,
};

export const attemptsOf = (identity: IdentityDto, timeline: readonly TimelineRow[]): readonly AttemptRow[] =>
  timeline
    .filter((row) => row.kind === 'attempt')
    .filter(({ principal }) => principal === identity.principal)
    .toSorted((a, b) => a.at - b.at || a.id - b.id);

/** Attempts in the range; those too close to be told apart as one, by what weighs most. */
function attemptMarks(attempts: readonly AttemptRow[], range: Range): readonly Mark[] {
  const marks: Mark[] = [];
  for (const attempt of attempts) {
    const left = position(range, attempt.at);
    if (left < -MARK_WIDTH || left > 100 + MARK_WIDTH) continue;
    const before = marks.at(-1);
    const kind = markOf(attempt);
    if (before !== undefined && left - position(range, before.at) < MARK_WIDTH) {
      const lead = weight[kind] > weight[before.kind] ? kind : before.kind;
      marks[marks.length - 1] = { kind: lead, at: before.at, attempts: [...before.attempts, attempt] };
    } else marks.push({ kind, at: attempt.at, attempts: [attempt] });
  }
  return marks;
}

/** The planned renewal, and those that follow from it at half of each lifetime, until renewal ends. */
export function plannedMarks(
  identity: IdentityDto,
  tgt: TicketDto,
  range: Range,
  now: number,
): readonly Mark[] {
  const { renewal } = identity;
  if (renewal?.at === undefined || renewal.next === 'nothing') return [];
  const first = Math.max(renewal.at, now);
  const life = tgt.endTime - startOf(tgt);
  const marks: Mark[] = [{ kind: 'planned', at: first, attempts: [] }];
  const apart = (life / 2 / spanOf(range)) * 100 >= 2 * MARK_WIDTH;
  if (!apart || renewal.next !== 'renew') return marks;
  for (let n = 1; n <= MOST_EXPECTED; n++) {
    const at = first + Math.round((n * life) / 2);
    if (at >= tgt.renewTill || at > range.to) break;
    marks.push({ kind: 'expected', at, attempts: [] });
  }
  return marks;
}

/** Earlier ticket-granting tickets, each until the one that followed it. */
function pastBars(attempts: readonly AttemptRow[], before: number): readonly Bar[] {
  const got = attempts.filter(({ outcome, until }) => outcome === 'ok' && until !== undefined);
  return got.flatMap(({ at, until = 0 }, n) => {
    const to = Math.min(until, got[n + 1]?.at ?? before, before);
    return at < before && to > at ? [{ kind: 'past' as const, from: at, to }] : [];
  });
}

function ticketBars(ticket: TicketDto): readonly Bar[] {
  const from = startOf(ticket);
  const bars: Bar[] = [{ kind: 'valid', from, to: ticket.endTime }];
  if (ticket.flags.includes('renewable') && ticket.renewTill > ticket.endTime)
    bars.push({ kind: 'renewable', from: ticket.endTime, to: ticket.renewTill });
  return bars;
}

/** From each "not reached" to the next "reached", or until now. */
function unreached(realm: string, timeline: readonly TimelineRow[], now: number): readonly Bar[] {
  const seen = timeline
    .filter((row) => row.kind === 'reachability')
    .filter((row) => row.realm === realm)
    .toSorted((a, b) => a.id - b.id);
  return seen.flatMap(({ at, reached }, n) =>
    reached ? [] : [{ kind: 'unreached' as const, from: at, to: seen[n + 1]?.at ?? now }],
  );
}

export function chartRows(
  identities: readonly IdentityDto[],
  timeline: readonly TimelineRow[],
  range: Range,
  now: number,
): readonly ChartRow[] {
  const inRange = ({ from, to }: Bar): boolean => to >= range.from && from <= range.to;
  return identities.flatMap((identity): ChartRow[] => {
    const tgt = tgtOf(identity);
    const attempts = attemptsOf(identity, timeline);
    const rows = identity.tickets.map((ticket): ChartRow => {
      const leads = ticket === tgt;
      const bars = leads
        ? [...pastBars(attempts, startOf(ticket)), ...ticketBars(ticket)]
        : ticketBars(ticket);
      const marks = leads
        ? [...attemptMarks(attempts, range), ...plannedMarks(identity, ticket, range, now)]
        : [];
      const key = `${identity.id} ${ticket.id}`;
      return { kind: 'ticket', key, identity, ticket, bars: bars.filter(inRange), marks };
    });
    const bars = unreached(identity.realm, timeline, now).filter(inRange);
    return [{ kind: 'identity', key: identity.id, identity, bars }, ...rows];
  });
}

/** The whole of what there is to see. */
export function everything(
  identities: readonly IdentityDto[],
  timeline: readonly TimelineRow[],
  now: number,
): Range {
  const tickets = identities.flatMap((identity) => identity.tickets);
  const starts = [...tickets.map(startOf), ...timeline.map(({ at }) => at)].filter((at) => at > 0);
  const from = Math.min(now - 60, ...starts);
  const to = Math.max(now + 60, ...tickets.map(({ endTime, renewTill }) => Math.max(endTime, renewTill)));
  const margin = Math.round((to - from) * 0.03);
  return { from: Math.max(0, from - margin), to: to + margin };
}

export type Sleep = Extract<TimelineRow, { readonly kind: 'sleep' }>;

export const sleepsIn = (timeline: readonly TimelineRow[], range: Range): readonly Sleep[] =>
  timeline
    .filter((row) => row.kind === 'sleep')
    .filter(({ at, until }) => until >= range.from && at <= range.to);

export const IDENTITY_HEIGHT = 36;
export const TICKET_HEIGHT = 32;
/** Shorter lists are drawn whole. */
const WHOLE = 200;
const REACH = 400;

export interface Drawn {
  readonly from: number;
  readonly to: number;
  /** Pixels of the rows left out above and below. */
  readonly above: number;
  readonly below: number;
}

export function drawnRows(rows: readonly ChartRow[], top: number, height: number): Drawn {
  if (rows.length <= WHOLE) return { from: 0, to: rows.length, above: 0, below: 0 };
  const sizes = rows.map(({ kind }) => (kind === 'identity' ? IDENTITY_HEIGHT : TICKET_HEIGHT));
  let at = 0;
  let [from, to, above, below] = [rows.length, 0, 0, 0];
  for (const [index, size] of sizes.entries()) {
    if (at + size < top - REACH) above += size;
    else if (at > top + height + REACH) below += size;
    else {
      from = Math.min(from, index);
      to = index + 1;
    }
    at += size;
  }
  return { from: Math.min(from, to), to, above, below };
}

export type Answer =
  | { readonly kind: 'yes' | 'renews' | 'signs-in' }
  | { readonly kind: 'uncertain' | 'out' | 'unreadable' }
  /** It expires then; or cannot be renewed any further after that. */
  | { readonly kind: 'no' | 'ends'; readonly at: number };

/** Will the identity still be signed in at that time, if nobody does anything? */
export function lastsUntil(identity: IdentityDto, goal: number, now: number): Answer {
  if (identity.problem !== undefined) return { kind: 'unreadable' };
  const tgt = tgtOf(identity);
  if (tgt === undefined || tgt.endTime <= now) return { kind: 'out' };
  if (tgt.endTime >= goal) return { kind: 'yes' };
  const { renewal } = identity;
  if (renewal === undefined || renewal.next === 'nothing') return { kind: 'no', at: tgt.endTime };
  if (renewal.next === 'renew' && tgt.renewTill < goal && renewal.ends !== undefined)
    return { kind: 'ends', at: tgt.renewTill };
  if (renewal.failed > 0) return { kind: 'uncertain' };
  return { kind: renewal.next === 'renew' && tgt.renewTill >= goal ? 'renews' : 'signs-in' };
}
