// The Timeline: tickets, what renewal did and will do, and sleeps on one axis.
import type { AttemptRow } from '#shared';
import { clockTime, clockTimeExact, lineSpan, moment, nearMoment } from '../time.ts';
import { count } from './count.ts';

const outcomes: Readonly<Record<AttemptRow['outcome'], string>> = {
  ok: 'worked',
  superseded: 'not needed, another program was faster',
  unreachable: 'no KDC could be reached',
  refused: 'the KDC said no',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const timeline = {
  title: 'Timeline',
  chart: 'Tickets over time',
  ticket: 'Ticket',
  views: { label: 'Show as', chart: 'Chart', table: 'Table' },
  zoom: { label: 'Range', minutes: 'Minutes', hours: 'Hours', day: 'Day', week: 'Week' },
  all: 'All',
  earlier: 'Earlier',
  later: 'Later',
  now: 'Now',
  closer: 'Zoom in',
  wider: 'Zoom out',
  keys: 'Left and Right move, + and − zoom, 0 is now, Enter opens the ticket.',
  empty: 'No tickets, and nothing done yet. Tickets, renewals and sleeps are shown here as time goes on.',
  range: (from: number, to: number, now: number): string => `${moment(from, now)} to ${moment(to, now)}`,
  legend: {
    valid: 'Valid',
    past: 'Used up',
    renewable: 'Renewable',
    unreached: 'No KDC reached',
    'signed-in': 'Signed in',
    planned: 'Planned renewal',
    expected: 'Expected later',
    renewed: 'Renewed',
    failed: 'Failed try',
    other: 'Not needed or cancelled',
  },
  asleep: (from: number, to: number): string => `Asleep ${clockTime(from)} to ${clockTime(to)}`,
  hint: 'Point at a row, or go to it with the arrow keys, to read it here.',
  lasts: {
    question: 'Will it last until',
    inAnHour: (at: number): string => `${clockTime(at)}, in an hour`,
    yes: 'yes',
    renews: 'yes, and renews itself',
    'signs-in': 'yes, and signs in again by itself',
    uncertain: 'not certain: it could not be renewed yet',
    out: 'no, signed out',
    unreadable: 'cannot be read',
    others: (n: number, lasting: number): string =>
      `and ${n} more: ${lasting} yes, ${n - lasting} no or not certain`,
    no: (at: number, now: number): string => `no, expires ${nearMoment(at, now)}`,
    ends: (at: number, now: number): string => `no, cannot be renewed after ${nearMoment(at, now)}`,
  },
  /** A row in one sentence each. */
  row: {
    valid: (from: string, to: string): string => `valid from ${from} to ${to}`,
    expired: (from: string, to: string): string => `was valid from ${from} to ${to}`,
    renewable: (until: string): string => `renewable until ${until}`,
    planned: (at: number): string => `renewal planned at ${clockTimeExact(at)}`,
    plannedSignIn: (at: number): string => `signs in again by itself at ${clockTimeExact(at)}`,
    attempts: (n: number): string => count(n, 'request'),
    last: (words: string): string => `the last: ${words}`,
  },
  attempt: ({ what, by, outcome, code }: AttemptRow): string => {
    const who = by === 'person' ? ' by hand' : '';
    const kind = what === 'renew' ? `Renewal${who}` : `Sign-in${who}`;
    return `${kind}: ${outcomes[outcome]}${code === undefined ? '' : ` (${code})`}`;
  },
  attemptAt: (at: number, now: number, words: string): string => `${moment(at, now)} ${words}`,
  outcomes,
  table: {
    tickets: 'Tickets',
    attempts: 'Requests for a new ticket',
    events: 'Sleeps, clock and network',
    identity: 'Identity',
    starts: 'Starts',
    ends: 'Ends',
    renewable: 'Renewable until',
    planned: 'Planned renewal',
    when: 'When',
    what: 'What',
    by: 'By',
    outcome: 'Outcome',
    byItself: 'itself',
    byPerson: 'hand',
    renewal: 'Renewal',
    signIn: 'Sign-in',
    none: 'None.',
    more: (n: number): string => `Show ${count(n, 'more row')}`,
  },
  event: {
    sleep: (from: number, to: number, now: number): string =>
      `Asleep until ${moment(to, now)}, ${lineSpan(Math.max(0, to - from))}`,
    'clock-set-back': (by: number): string => `The clock was set back by ${lineSpan(by)}`,
    reached: (realm: string): string => `A KDC of ${realm} was reached again`,
    unreached: (realm: string): string => `No KDC of ${realm} could be reached`,
  },
};
