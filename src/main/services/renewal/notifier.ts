// Runs the notice planner: looks when something ends, when the plan changed, and at every heartbeat.
import type { Clock } from '#krb5';
import { HEARTBEAT_MILLIS, createAlarm } from './alarm.ts';
import type { Timers } from './alarm.ts';
import { planNotices } from './notices.ts';
import type { Notice, NoticeSettings, NoticeSubject } from './notices.ts';

/** What was told outlives a restart, where somebody keeps it. */
export interface NoticeMemory {
  readonly load: () => Iterable<readonly [key: string, at: number]>;
  readonly save: (told: ReadonlyMap<string, number>) => void;
}

export interface NotifierPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly subjects: () => readonly NoticeSubject[];
  readonly settings: () => NoticeSettings;
  readonly memory: NoticeMemory;
  /** Local minutes since the midnight in which Monday began. */
  readonly minuteOfWeek: (at: number) => number;
  readonly onNotice: (notice: Notice) => void;
}

export interface Notifier {
  readonly start: () => void;
  readonly look: () => void;
  /** Puts an identity's notices off by so many seconds; then one tells how it is. */
  readonly snooze: (identity: string, seconds: number) => void;
  readonly held: () => number;
  readonly close: () => void;
}

export function createNotifier(ports: NotifierPorts): Notifier {
  let told: ReadonlyMap<string, number> = new Map();
  let snoozed: ReadonlyMap<string, number> = new Map();
  let started = false;
  const now = (): number => ports.clock.nowMicros() / 1_000_000;
  const alarm = createAlarm(ports.clock, ports.timers, look);

  function look(): void {
    if (!started) return;
    const subjects = ports.subjects();
    const { minuteOfWeek } = ports;
    const plan = planNotices({
      now: now(),
      subjects,
      settings: ports.settings(),
      told,
      snoozed,
      minuteOfWeek,
    });
    const changed = plan.notices.length > 0 || [...plan.told.keys()].some((key) => !told.has(key));
    told = plan.told;
    snoozed = plan.snoozed;
    const heartbeat = subjects.length > 0 ? now() + HEARTBEAT_MILLIS / 1_000 : undefined;
    alarm.at(plan.next ?? heartbeat);
    if (changed) ports.memory.save(told);
    for (const notice of plan.notices) ports.onNotice(notice);
  }

  return {
    start() {
      started = true;
      told = new Map(ports.memory.load());
      look();
    },
    look,
    snooze(identity, seconds) {
      snoozed = new Map(snoozed).set(identity, now() + seconds);
      look();
    },
    held: () => told.size + snoozed.size,
    close() {
      started = false;
      alarm.close();
    },
  };
}
