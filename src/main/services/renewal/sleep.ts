// Notices that the machine slept: by the system's word where there is one, else by a wall clock that ran ahead of the
// timer. Between the word "about to sleep" and the sleep nothing is begun.
import type { Clock } from '#krb5';

export interface Power {
  /** Each returns what ends the listening. */
  readonly onSuspend: (listener: () => void) => () => void;
  readonly onResume: (listener: () => void) => () => void;
}

/** A timer may be late by so much on a busy machine. */
const LATE_SECONDS = 20;
/** After "about to sleep" without a sleep, life goes on. */
const STAYED_AWAKE_MILLIS = 30_000;

export interface SleepWatch {
  readonly listen: () => () => void;
  /** Looks at the clocks. False between "about to sleep" and waking. */
  readonly check: () => boolean;
  /** When the next look is due, seconds since 1970. */
  readonly expect: (at: number | undefined) => void;
}

export function createSleepWatch(
  ports: { readonly clock: Clock; readonly power: Power },
  told: {
    readonly slept: (from: number, to: number, seen: 'told' | 'noticed') => void;
    /** The clock shows `to` where it should show `from`. */
    readonly setBack: (from: number, to: number) => void;
  },
): SleepWatch {
  const { clock, power } = ports;
  const wall = (): number => clock.nowMicros() / 1_000_000;
  let suspended: { readonly wall: number; readonly monotonic: number } | undefined;
  let last = { wall: wall(), monotonic: clock.monotonicMillis() };
  let expected: number | undefined;

  function note(): void {
    last = { wall: wall(), monotonic: clock.monotonicMillis() };
  }
  function woke(from: number, seen: 'told' | 'noticed'): void {
    suspended = undefined;
    expected = undefined;
    note();
    // A clock set back in the meantime makes no negative sleep.
    told.slept(Math.min(from, last.wall), last.wall, seen);
  }

  return {
    listen() {
      note();
      const endings = [
        power.onSuspend(() => {
          suspended = { wall: wall(), monotonic: clock.monotonicMillis() };
        }),
        power.onResume(() => {
          woke(suspended?.wall ?? last.wall, 'told');
        }),
      ];
      return () => {
        for (const end of endings) end();
      };
    },
    check() {
      const from = last;
      const passed = wall() - from.wall;
      const ran = (clock.monotonicMillis() - from.monotonic) / 1_000;
      const late = expected === undefined ? 0 : wall() - Math.max(expected, from.wall);
      note();
      if (passed - ran > LATE_SECONDS || late > LATE_SECONDS) {
        woke(suspended?.wall ?? from.wall, suspended === undefined ? 'noticed' : 'told');
        return true;
      }
      if (ran - passed > LATE_SECONDS) told.setBack(from.wall + ran, last.wall);
      if (suspended !== undefined && clock.monotonicMillis() - suspended.monotonic > STAYED_AWAKE_MILLIS)
        suspended = undefined;
      return suspended === undefined;
    },
    expect(at) {
      expected = at;
    },
  };
}
