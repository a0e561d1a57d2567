// Drives the planner for every identity: asks what is next, waits, asks again against the wall clock, and then acts.
// At most one request in five seconds over all identities, one at a time for each.
import type { AnyKerberosError } from '#krb5';
import { isKerberosError } from '#krb5';
import { HEARTBEAT_MILLIS, createAlarm } from './alarm.ts';
import { outcomeOf } from './outcome.ts';
import { MIN_GAP_SECONDS, planRenewal } from './planner.ts';
import { createReachability } from './reachability.ts';
import { createSleepWatch } from './sleep.ts';
import type { RenewalTarget, Scheduler, SchedulerPorts } from './scheduler-types.ts';
import type { Plan, Try, TryOutcome } from './types.ts';

interface StoredTry {
  readonly kind: Try['kind'];
  readonly outcome: TryOutcome;
  readonly wall: number;
  readonly monotonic: number;
}

interface Entry {
  ticketKey: string;
  tries: StoredTry[];
  running: AbortController | undefined;
  plan: Plan;
  /** The end time that a renewal failed to extend. */
  noGain: number;
}

const MOST_TRIES = 16;
const REQUEST_MILLIS = 120_000;
/** After waking, an unanswered probe puts a request off by so much. */
const HOLD_MILLIS = 30_000;

export function createScheduler(ports: SchedulerPorts): Scheduler {
  const { clock, timers, targets, actions, onEvent } = ports;
  const entries = new Map<string, Entry>();
  const endings: (() => void)[] = [];
  let lastRequest = Number.NEGATIVE_INFINITY;
  let holdUntil = Number.NEGATIVE_INFINITY;
  let started = false;
  let again = false;
  let looking = false;

  const now = (): number => clock.nowMicros() / 1_000_000;
  const alarm = createAlarm(clock, timers, look);
  const sleep = createSleepWatch(ports, {
    slept(from, to, seen) {
      onEvent({ type: 'slept', from, to, seen });
      woke();
    },
    setBack(from, to) {
      onEvent({ type: 'clock-set-back', from, to });
    },
  });
  const reach = createReachability(ports, (realm, { reached, at }) => {
    onEvent({ type: 'reachability', realm, reached, at });
    look();
  });

  function entryOf(target: RenewalTarget): Entry {
    const ticketKey = target.ticket?.key ?? '';
    let entry = entries.get(target.id);
    if (entry === undefined) {
      const plan: Plan = { kind: 'nothing', why: 'no-ticket', failed: 0 };
      entry = { ticketKey, tries: [], running: undefined, plan, noGain: 0 };
      entries.set(target.id, entry);
    } else if (entry.ticketKey !== ticketKey) {
      entry.ticketKey = ticketKey;
      entry.tries = [];
    }
    return entry;
  }

  /** Tries by their age: a clock that was set back does not put them into the future. */
  function triesOf({ tries }: Entry): readonly Try[] {
    const wall = now();
    const monotonic = clock.monotonicMillis();
    return tries.map((each) => {
      const age = Math.max(0, wall - each.wall, (monotonic - each.monotonic) / 1_000);
      return { kind: each.kind, outcome: each.outcome, at: wall - age };
    });
  }

  function plan(target: RenewalTarget): Entry {
    const entry = entryOf(target);
    const { ticket } = target;
    const finding = reach.finding(target.realm);
    const fresh = planRenewal({
      ticket,
      now: now(),
      settings: target.settings,
      means: target.means,
      tries: triesOf(entry),
      reachedAt: finding?.reached === true ? finding.at : undefined,
      noGain: ticket !== undefined && ticket.endTime === entry.noGain,
      seed: `${ports.seed} ${target.id}`,
    });
    const same = (a: Plan, b: Plan): boolean =>
      a.kind === b.kind &&
      a.why === b.why &&
      a.failed === b.failed &&
      (a.kind === 'nothing' || b.kind === 'nothing' || Math.abs(a.at - b.at) < 1);
    const changed = !same(entry.plan, fresh);
    if (changed) entry.plan = fresh;
    if (changed) onEvent({ type: 'planned', identity: target.id, plan: fresh, at: now() });
    return entry;
  }

  /** Plans for everybody, starts what is due, and sets the alarm for the rest. */
  function look(): void {
    again = true;
    if (!started || looking) return;
    looking = true;
    try {
      while (again) {
        again = false;
        lookOnce();
      }
    } finally {
      looking = false;
    }
  }

  function lookOnce(): void {
    const list = targets.list();
    const ids = new Set(list.map(({ id }) => id));
    for (const [id, entry] of entries) {
      if (ids.has(id)) continue;
      entry.running?.abort();
      entries.delete(id);
    }
    reach.keep(new Set(list.map(({ realm }) => realm)));
    const awake = sleep.check();
    const waiting = list
      .map((target) => ({ target, entry: plan(target) }))
      .filter(({ entry }) => entry.plan.kind !== 'nothing' && entry.running === undefined)
      .toSorted((a, b) => (a.target.ticket?.endTime ?? 0) - (b.target.ticket?.endTime ?? 0));
    let next = list.some(({ ticket }) => ticket !== undefined) ? now() + HEARTBEAT_MILLIS / 1_000 : undefined;
    for (const { target, entry } of waiting) {
      if (entry.plan.kind === 'nothing') continue;
      const at = entry.plan.at;
      const millis = clock.monotonicMillis();
      const gap = lastRequest + MIN_GAP_SECONDS * 1_000 - millis;
      const held = Math.max(gap, awake ? holdMillis(target, millis) : HEARTBEAT_MILLIS);
      if (at <= now() && held <= 0) {
        begin(target, entry, entry.plan.kind);
        continue;
      }
      const then = Math.max(at, held > 0 ? now() + held / 1_000 : at);
      next = Math.min(next ?? then, then);
    }
    sleep.expect(next);
    alarm.at(next);
  }

  /** A realm that is being probed after waking is waited for; one that did not answer, a little. */
  function holdMillis({ realm }: RenewalTarget, millis: number): number {
    if (millis >= holdUntil) return 0;
    return reach.asking(realm) || reach.finding(realm)?.reached !== true ? holdUntil - millis : 0;
  }

  function begin(target: RenewalTarget, entry: Entry, kind: 'renew' | 'sign-in'): void {
    const { ticket, means } = target;
    if (ticket === undefined || (kind === 'sign-in' && means === undefined)) return;
    const controller = new AbortController();
    entry.running = controller;
    lastRequest = clock.monotonicMillis();
    onEvent({ type: 'attempt', identity: target.id, kind, at: now() });
    const limit = timers.set(REQUEST_MILLIS, () => {
      controller.abort();
    });
    const { signal } = controller;
    const stopped = new Promise<'stopped'>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('stopped');
      });
    });
    const action =
      kind === 'renew' || means === undefined
        ? actions.renew(target.id, ticket, signal)
        : actions.signIn(target.id, means, ticket, signal);
    const began = { wall: now(), monotonic: clock.monotonicMillis() };
    const end = (outcome: TryOutcome, more: { endTime?: number; error?: AnyKerberosError } = {}): void => {
      timers.clear(limit);
      ended(target, entry, { kind, outcome, ...began }, more);
    };
    Promise.race([action, stopped]).then(
      (result) => {
        // Put to sleep or silent for two minutes: nobody answered.
        if (result === 'stopped') end('unreachable');
        else if (result.kind === 'superseded') end('superseded');
        else {
          if (kind === 'renew' && result.endTime <= ticket.endTime) entry.noGain = result.endTime;
          end('done', { endTime: result.endTime });
        }
      },
      (error: unknown) => {
        if (!isKerberosError(error)) ports.onFault(error);
        if (signal.aborted) end('unreachable');
        else end(outcomeOf(error), isKerberosError(error) ? { error } : {});
      },
    );
  }

  function ended(
    target: RenewalTarget,
    entry: Entry,
    done: StoredTry,
    more: { endTime?: number; error?: AnyKerberosError },
  ): void {
    const { kind, outcome, wall } = done;
    entry.running = undefined;
    if (!started) return;
    // For the ticket it was asked for; one that came meanwhile starts anew.
    if (entry.ticketKey === target.ticket?.key) {
      entry.tries.push(done);
      if (entry.tries.length > MOST_TRIES) entry.tries.shift();
    }
    onEvent({ type: 'outcome', identity: target.id, kind, at: now(), outcome, ...more });
    if (outcome === 'done' || outcome === 'refused') reach.learn(target.realm, true, wall);
    else if (outcome === 'unreachable') reach.learn(target.realm, false, wall);
    look();
  }

  /** Realms in which something is due, or was not answered. */
  function concerned(soon: number): Set<string> {
    const realms = new Set<string>();
    for (const target of targets.list()) {
      const entry = plan(target);
      if (entry.plan.kind === 'nothing') continue;
      if (entry.plan.at <= now() + soon || entry.tries.at(-1)?.outcome === 'unreachable')
        realms.add(target.realm);
    }
    return realms;
  }

  function woke(): void {
    // What was under way has lost its connection.
    for (const { running } of entries.values()) running?.abort();
    const realms = concerned(HEARTBEAT_MILLIS / 1_000);
    holdUntil = clock.monotonicMillis() + HOLD_MILLIS;
    reach.check(realms);
    look();
  }

  return {
    start() {
      started = true;
      endings.push(
        targets.onChange(look),
        ports.network.onChange(() => {
          reach.check(concerned(0));
          look();
        }),
        sleep.listen(),
      );
      look();
    },
    planned(id) {
      const entry = entries.get(id);
      if (entry === undefined) return undefined;
      const { kind, why, failed } = entry.plan;
      const at = entry.plan.kind === 'nothing' ? {} : { at: entry.plan.at };
      return { kind, ...at, why, failed, running: entry.running !== undefined };
    },
    personActed(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.tries = [];
      entry.noGain = 0;
      lastRequest = clock.monotonicMillis();
      look();
    },
    replan: look,
    held: () => ({
      entries: entries.size,
      tries: [...entries.values()].reduce((sum, { tries }) => sum + tries.length, 0),
      realms: reach.size(),
    }),
    close() {
      started = false;
      alarm.close();
      reach.close();
      for (const end of endings.splice(0)) end();
      for (const { running } of entries.values()) running?.abort();
      entries.clear();
    },
  };
}
