// What renewal did and saw, written down for the Timeline: each request, each sleep, each change of what can be
// reached. No more than one row for one thing, however often it is told.
import { errorCodeName } from '#krb5';
import type { AnyKerberosError } from '#krb5';
import type { AttemptRow, Change, ErrorDto, HistoryRow, NewTimelineRow } from '#shared';
import type { Store } from '../../storage/index.ts';
import type { RenewalEvent } from './scheduler-types.ts';
import type { TryOutcome } from './types.ts';

/** A system that is told of a sleep twice says of the second that it took no time. */
const SHORTEST_SLEEP_SECONDS = 5;
/** So many rows are looked at for what was last. */
const LOOKED_BACK = 500;

/** An identity as it is now. */
export interface Present {
  /** As the window shows it. */
  readonly principal: string;
  /** A request of the scheduler's is under way. */
  readonly running: boolean;
  /** End of its ticket-granting ticket; 0 without one. */
  readonly endTime: number;
}

export interface Chronicle {
  readonly note: (event: RenewalEvent) => void;
  /** Requests of the person's come as rows of the history. */
  readonly noteHistory: (row: HistoryRow) => void;
  /** Rows before that time are gone. */
  readonly forget: (before: number) => void;
  readonly last: (principal: string) => AttemptRow | undefined;
  /** Undefined: nobody looked since the start. */
  readonly reached: (realm: string) => boolean | undefined;
}

const outcomes = {
  done: 'ok',
  superseded: 'superseded',
  unreachable: 'unreachable',
  refused: 'refused',
  failed: 'failed',
} as const satisfies Record<TryOutcome, AttemptRow['outcome']>;

const codeOf = (error: AnyKerberosError): string =>
  error.code === 'KDC_ERROR' ? errorCodeName(error.details.error.errorCode) : error.code;

function codeOfDto({ code, kerberos, kdcError }: ErrorDto): string {
  return kdcError === undefined ? (kerberos ?? code) : errorCodeName(kdcError);
}

function personsOutcome({ outcome, error }: HistoryRow): AttemptRow['outcome'] {
  if (outcome === 'nothing') return 'superseded';
  if (outcome !== 'failed') return outcome;
  if (error?.kerberos === 'KDC_UNREACHABLE' || error?.kerberos === 'REALM_UNKNOWN') return 'unreachable';
  const refused = error?.kdcError !== undefined || error?.kerberos === 'PASSWORD_INCORRECT';
  return refused ? 'refused' : 'failed';
}

/** The names of codes as the contract takes them; one of another shape is left out. */
function named(code: string): { readonly code?: string } {
  return /^[A-Z0-9_]{1,64}$/.test(code) ? { code } : {};
}

const whole = (at: number): number => Math.min(Math.max(0, Math.floor(at)), 0xffff_ffff);

export function createChronicle(options: {
  readonly store: Pick<Store, 'addToTimeline' | 'timeline'>;
  readonly publish: (change: Change) => void;
  readonly byId: (identity: string) => Present | undefined;
  readonly byPrincipal: (principal: string) => readonly Present[];
}): Chronicle {
  const { store, publish, byId, byPrincipal } = options;
  const lasts = new Map<string, AttemptRow>();
  const reached = new Map<string, boolean>();
  /** As it was last written down, perhaps before this start. */
  const written = new Map<string, boolean>();
  for (const row of store.timeline(LOOKED_BACK).toReversed()) {
    if (row.kind === 'attempt') lasts.set(row.principal, row);
    else if (row.kind === 'reachability') written.set(row.realm, row.reached);
  }

  function write(row: NewTimelineRow): void {
    const added = store.addToTimeline(row);
    if (added.kind === 'attempt') lasts.set(added.principal, added);
    publish({ type: 'timeline.added', row: added });
  }

  function noteOutcome(event: Extract<RenewalEvent, { readonly type: 'outcome' }>): void {
    const principal = byId(event.identity)?.principal;
    if (principal === undefined) return;
    const { endTime = 0, error } = event;
    write({
      kind: 'attempt',
      at: whole(event.at),
      principal,
      what: event.kind,
      by: 'itself',
      outcome: outcomes[event.outcome],
      ...(error === undefined ? {} : named(codeOf(error))),
      ...(endTime > 0 ? { until: whole(endTime) } : {}),
    });
  }

  return {
    note(event) {
      if (event.type === 'outcome') noteOutcome(event);
      else if (event.type === 'slept') {
        const { from, to, seen } = event;
        if (to - from >= SHORTEST_SLEEP_SECONDS)
          write({ kind: 'sleep', at: whole(from), until: whole(to), seen });
      } else if (event.type === 'clock-set-back') {
        const { from, to } = event;
        write({ kind: 'clock-set-back', at: whole(to), by: whole(from - to) });
      } else if (event.type === 'reachability') {
        const { realm } = event;
        reached.set(realm, event.reached);
        // A first look that finds all well is no change.
        if ((written.get(realm) ?? true) === event.reached) return;
        written.set(realm, event.reached);
        write({
          kind: 'reachability',
          at: whole(event.at),
          realm: realm.slice(0, 1_024),
          reached: event.reached,
        });
      }
    },
    noteHistory(row) {
      const { kind, principal, error } = row;
      if (principal === undefined || (kind !== 'renew' && kind !== 'sign-in')) return;
      const present = byPrincipal(principal);
      // The scheduler's own request tells its outcome itself, also where the person joined it.
      if (present.some(({ running }) => running)) return;
      const until = Math.max(0, ...present.map(({ endTime }) => endTime));
      write({
        kind: 'attempt',
        at: row.at,
        principal,
        what: kind,
        by: 'person',
        outcome: personsOutcome(row),
        ...(error === undefined ? {} : named(codeOfDto(error))),
        ...(row.outcome === 'ok' && until > 0 ? { until } : {}),
      });
    },
    forget(before) {
      for (const [principal, { at }] of lasts) if (at < before) lasts.delete(principal);
    },
    last: (principal) => lasts.get(principal),
    reached: (realm) => reached.get(realm),
  };
}
