// The Clock port on Node. Wall time is the system's, made strictly increasing; it follows the system's clock when
// that is set back, for an authenticator of the future is refused.
import type { Clock } from '#krb5';

/** A step back by more than this is a clock that was set, not two calls within one tick. */
const SET_BACK_MICROS = 1_000_000;

/** @param read milliseconds since 1970 and a monotonic clock in milliseconds; the system's unless given */
export function systemClock(
  read: { readonly wall: () => number; readonly monotonic: () => number } = {
    wall: () => Date.now(),
    monotonic: () => performance.now(),
  },
): Clock {
  let last = 0;
  return {
    nowMicros() {
      // The wall clock ticks in milliseconds; the monotonic one lends its microseconds, so that two processes that
      // start in the same millisecond seldom have the same time.
      const now = Math.trunc(read.wall()) * 1000 + (Math.trunc(read.monotonic() * 1000) % 1000);
      last = now > last || last - now > SET_BACK_MICROS ? now : last + 1;
      return last;
    },
    monotonicMillis: () => read.monotonic(),
  };
}
