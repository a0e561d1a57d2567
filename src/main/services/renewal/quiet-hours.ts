// Hours of the day in which no notice is shown. They silence notices, never the icon.

/** Minutes since local midnight; `from` later than `to` goes over midnight, equal ones are no quiet hours. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const DAY = 1_440;

/**
 * When the quiet hours around `now` end, in seconds since 1970; undefined outside of them.
 * @param minuteOfDay local minutes since midnight at that time
 */
export function quietUntil(
  now: number,
  quiet: QuietHours | undefined,
  minuteOfDay: (at: number) => number,
): number | undefined {
  if (quiet === undefined || quiet.from === quiet.to) return undefined;
  const minute = minuteOfDay(now);
  const inside =
    quiet.from < quiet.to
      ? minute >= quiet.from && minute < quiet.to
      : minute >= quiet.from || minute < quiet.to;
  if (!inside) return undefined;
  const left = (quiet.to - minute + DAY) % DAY;
  return Math.floor(now / 60) * 60 + left * 60;
}
