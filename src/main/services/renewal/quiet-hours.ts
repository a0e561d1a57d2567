// Hours of chosen days in which no notice is shown. They silence notices, never the icon.

/** Minutes since local midnight; `from` later than `to` goes over midnight, equal ones are no quiet hours. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  /** On which they begin: 1 is Monday, 7 is Sunday. What goes over midnight belongs to the evening before. */
  readonly days: readonly number[];
}

const DAY = 1_440;

/**
 * When the quiet hours around `now` end, in seconds since 1970; undefined outside of them.
 * @param minuteOfWeek local minutes since the midnight in which Monday began
 */
export function quietUntil(
  now: number,
  quiet: QuietHours | undefined,
  minuteOfWeek: (at: number) => number,
): number | undefined {
  if (quiet === undefined || quiet.from === quiet.to) return undefined;
  const { from, to, days } = quiet;
  const ofWeek = minuteOfWeek(now);
  const minute = ofWeek % DAY;
  const today = Math.floor(ofWeek / DAY) + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  const overMidnight = from > to;
  const begunToday = minute >= from && (overMidnight || minute < to) && days.includes(today);
  const begunYesterday = overMidnight && minute < to && days.includes(yesterday);
  if (!begunToday && !begunYesterday) return undefined;
  const left = (to - minute + DAY) % DAY;
  return Math.floor(now / 60) * 60 + left * 60;
}
