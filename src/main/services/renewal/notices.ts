// What is told to a person who does not look: before, at and after the end of a ticket, the end of renewal, the end of
// a password. A pure function of the subjects, the time and what was told before. Each threshold of a ticket is told
// once; of several that passed unseen (sleep, quiet hours, snooze) one is; what renewal will see to is not.
import type { QuietHours } from './quiet-hours.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Planned } from './scheduler-types.ts';
import type { TicketFacts } from './types.ts';

export interface NoticeSettings {
  readonly enabled: boolean;
  /** Seconds before the end. */
  readonly before: readonly number[];
  readonly atEnd: boolean;
  /** Seconds after the end. */
  readonly after: readonly number[];
  /** Seconds before renew-till. */
  readonly beforeRenewalEnds: readonly number[];
  /** Seconds before the password runs out; 0 is that moment. */
  readonly beforePasswordExpires: readonly number[];
  /** Also that a renewal worked. */
  readonly renewed: boolean;
  readonly quiet?: QuietHours | undefined;
}

const DAY = 86_400;

export const defaultNoticeSettings: NoticeSettings = {
  enabled: true,
  before: [1_800, 600, 300, 60],
  atEnd: true,
  after: [600],
  beforeRenewalEnds: [DAY, 7_200],
  beforePasswordExpires: [14 * DAY, 7 * DAY, 3 * DAY, DAY, 0],
  renewed: false,
};

export interface NoticeSubject {
  readonly identity: string;
  /** Printed. */
  readonly principal: string;
  readonly ticket: TicketFacts | undefined;
  readonly planned: Planned | undefined;
  /** It can be signed in anew without a person. */
  readonly hasMeans: boolean;
  /** Seconds since 1970. */
  readonly passwordExpires?: number | undefined;
}

export type NoticeKind =
  | 'expires'
  | 'expired'
  /** Renewal was tried and did not succeed so far. */
  | 'renewal-failing'
  /** "cannot be renewed after Thu 09:00" */
  | 'renewal-ends'
  | 'password-expires'
  | 'password-expired'
  /** Until when it is valid now. */
  | 'renewed';

export type NoticeAction = 'renew' | 'sign-in' | 'change-password' | 'snooze';

export interface Notice {
  readonly kind: NoticeKind;
  readonly identity: string;
  /** When it was made. */
  readonly at: number;
  /** For the catalogue: the text's key and what stands in it. Times are seconds since 1970. */
  readonly title: {
    readonly key: `notice.${NoticeKind}`;
    readonly params: { readonly principal: string; readonly when: number; readonly seconds: number };
  };
  /** At most two: the first is the one that a plain click does. */
  readonly actions: readonly NoticeAction[];
}

/** What was told: which thresholds, and when. */
export type Told = ReadonlyMap<string, number>;

export interface NoticeInput {
  readonly now: number;
  readonly subjects: readonly NoticeSubject[];
  readonly settings: NoticeSettings;
  readonly told: Told;
  /** Until when each identity's notices are put off. */
  readonly snoozed: ReadonlyMap<string, number>;
  readonly minuteOfWeek: (at: number) => number;
}

export interface NoticePlan {
  readonly notices: readonly Notice[];
  /** What is now told. */
  readonly told: Told;
  readonly snoozed: ReadonlyMap<string, number>;
  /** When to look again; undefined where nothing is in sight. */
  readonly next: number | undefined;
}

/** What ended longer ago is not news. */
const STALE_SECONDS = DAY;
/** How long is remembered what was told of tickets that are gone. */
const REMEMBERED_SECONDS = 7 * DAY;
/** A notice later than that after its moment catches up: the machine slept, or hours were quiet. */
const LATE_SECONDS = 30;
/** Between a notice that catches up, or is about another thing, and the next. */
const MIN_PAUSE_SECONDS = 60;

interface Threshold {
  readonly key: string;
  readonly at: number;
}

/** One thing that ends, and the moments at which it is told. */
interface Topic {
  readonly thresholds: readonly Threshold[];
  readonly kind: NoticeKind;
  readonly when: number;
  readonly actions: readonly NoticeAction[];
  readonly stale: boolean;
  readonly about: 'ticket' | 'password';
}

function expiry(
  subject: NoticeSubject,
  ticket: TicketFacts,
  settings: NoticeSettings,
  now: number,
): Topic | undefined {
  const { planned } = subject;
  const failing = planned !== undefined && planned.kind !== 'nothing' && planned.failed > 0;
  // Silent when renewal will do it.
  if (planned !== undefined && planned.kind !== 'nothing' && !failing) return undefined;
  const end = ticket.endTime - ticket.kdcOffset;
  const start = ticket.startTime - ticket.kdcOffset;
  const offsets = [
    ...settings.before.map((each) => -each),
    ...(settings.atEnd ? [0] : []),
    ...settings.after,
  ];
  const thresholds = offsets
    .map((offset) => ({ key: `${subject.identity} ${ticket.key} ${offset}`, at: end + offset }))
    .filter(({ at }) => at > start); // a ticket shorter than the threshold was never so far from its end
  const over = now >= end;
  const renewable = ticket.renewable && ticket.renewTill > ticket.endTime && (!over || failing);
  return {
    thresholds,
    kind: over ? 'expired' : failing ? 'renewal-failing' : 'expires',
    when: end,
    actions: [renewable ? 'renew' : 'sign-in', 'snooze'],
    stale: now > end + STALE_SECONDS,
    about: 'ticket',
  };
}

function renewalEnd(
  subject: NoticeSubject,
  ticket: TicketFacts,
  settings: NoticeSettings,
  now: number,
): Topic | undefined {
  const { identity, planned, hasMeans } = subject;
  const { authTime, renewTill, kdcOffset } = ticket;
  if (!ticket.renewable || hasMeans || planned?.why === 'switched-off') return undefined;
  if (now >= ticket.endTime - kdcOffset) return undefined;
  const when = renewTill - kdcOffset;
  const thresholds = settings.beforeRenewalEnds
    // Told the evening before only of what lasts for days.
    .filter((offset) => renewTill - authTime >= 2 * offset)
    .map((offset) => ({
      key: `${identity} renew-till ${authTime} ${renewTill} ${offset}`,
      at: when - offset,
    }));
  return {
    thresholds,
    kind: 'renewal-ends',
    when,
    actions: ['sign-in', 'snooze'],
    stale: false,
    about: 'ticket',
  };
}

function password(subject: NoticeSubject, settings: NoticeSettings, now: number): Topic | undefined {
  const { identity, passwordExpires: when } = subject;
  if (when === undefined) return undefined;
  const thresholds = settings.beforePasswordExpires.map((offset) => ({
    key: `${identity} password ${when} ${offset}`,
    at: when - offset,
  }));
  const kind = now >= when ? 'password-expired' : 'password-expires';
  return {
    thresholds,
    kind,
    when,
    actions: ['change-password', 'snooze'],
    stale: now > when + STALE_SECONDS,
    about: 'password',
  };
}

function topicsOf(subject: NoticeSubject, settings: NoticeSettings, now: number): readonly Topic[] {
  const { ticket } = subject;
  const topics =
    ticket === undefined
      ? []
      : [expiry(subject, ticket, settings, now), renewalEnd(subject, ticket, settings, now)];
  return [...topics, password(subject, settings, now)].filter((topic) => topic !== undefined);
}

function noticeOf(subject: NoticeSubject, topic: Topic, now: number): Notice {
  const { kind, when, actions } = topic;
  const { identity, principal } = subject;
  const params = { principal, when, seconds: Math.round(when - now) };
  return { kind, identity, at: now, title: { key: `notice.${kind}`, params }, actions };
}

/** The newest threshold that has passed: older ones are no news any more. */
function newest({ thresholds }: Topic, now: number): Threshold | undefined {
  return thresholds.filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at)[0];
}

export function planNotices(input: NoticeInput): NoticePlan {
  const { now, subjects, settings, minuteOfWeek } = input;
  const notices: Notice[] = [];
  const told = new Map(input.told);
  const snoozed = new Map<string, number>();
  if (!settings.enabled) return { notices, told, snoozed, next: undefined };
  const owned = new Set<string>();
  const wake: number[] = [];
  const quiet = quietUntil(now, settings.quiet, minuteOfWeek);
  if (quiet !== undefined) wake.push(quiet);
  for (const subject of subjects) {
    const topics = topicsOf(subject, settings, now);
    const thresholds = topics.flatMap((topic) => topic.thresholds);
    for (const { key } of thresholds) owned.add(key);
    wake.push(...thresholds.map(({ at }) => at).filter((at) => at > now));
    const until = input.snoozed.get(subject.identity);
    const putOff = until !== undefined && until > now;
    if (putOff) wake.push(until);
    if (until !== undefined && (putOff || quiet !== undefined)) snoozed.set(subject.identity, until);
    if (putOff || quiet !== undefined) continue;
    const passed = topics.filter((topic) => newest(topic, now) !== undefined && !topic.stale);
    // A snooze asks for one more, as long as there is something to say.
    const lead =
      passed.find((topic) => !told.has(newest(topic, now)?.key ?? '')) ??
      (until === undefined ? undefined : passed[0]);
    if (lead === undefined) continue;
    notices.push(noticeOf(subject, lead, now));
    // The end of the ticket says all that the end of renewal would.
    const said = lead.kind.startsWith('password')
      ? [lead]
      : topics.filter((topic) => topic.about === 'ticket');
    // One that comes late says already what a threshold in the next minute would.
    const { at: passedAt = now } = newest(lead, now) ?? {};
    const soon = now - passedAt > LATE_SECONDS ? now + MIN_PAUSE_SECONDS : now;
    for (const { thresholds: each, when } of said)
      for (const { key, at } of each)
        if (at <= now || (at <= soon && at >= when === passedAt >= when)) told.set(key, now);
    if (passed.some((topic) => !said.includes(topic))) wake.push(now + MIN_PAUSE_SECONDS);
  }
  for (const [key, at] of told) if (!owned.has(key) && at < now - REMEMBERED_SECONDS) told.delete(key);
  return { notices, told, snoozed, next: wake.length === 0 ? undefined : Math.min(...wake) };
}
