// One timer that is never trusted: it wakes at the latest every minute, and whoever is woken looks at the wall clock.
// Node's timers run on a clock that stands still while the machine sleeps, and silently fire at once above 2^31-1 ms.
import type { Clock } from '#krb5';

export interface Timers {
  /** Calls back once after so many milliseconds. */
  readonly set: (millis: number, callback: () => void) => unknown;
  readonly clear: (handle: unknown) => void;
}

export const LONGEST_TIMER_MILLIS = 2 ** 31 - 1;
/** How long a sleep that nobody told us of, or a clock that was set, can go unnoticed. */
export const HEARTBEAT_MILLIS = 60_000;

export interface Alarm {
  /** Wakes at that time (seconds since 1970), or at the next heartbeat. undefined: not at all. */
  readonly at: (seconds: number | undefined) => void;
  readonly close: () => void;
}

export function createAlarm(clock: Clock, timers: Timers, wake: () => void): Alarm {
  let running: { readonly handle: unknown } | undefined;
  const stop = (): void => {
    if (running !== undefined) timers.clear(running.handle);
    running = undefined;
  };
  return {
    at(seconds) {
      stop();
      if (seconds === undefined) return;
      const millis = seconds * 1_000 - clock.nowMicros() / 1_000;
      // Rounded up: woken a fraction too early it would have to wait again.
      const delay = Math.min(Math.max(Math.ceil(millis), 1), HEARTBEAT_MILLIS, LONGEST_TIMER_MILLIS);
      const handle = timers.set(delay, () => {
        running = undefined;
        wake();
      });
      running = { handle };
    },
    close: stop,
  };
}
