// The part of time that is shown, how it is moved and zoomed, and the marks on its axis. Seconds since 1970.

export interface Range {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** The lengths that zooming steps through. */
const SPANS = [
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  28 * HOUR,
  3 * DAY,
  8 * DAY,
  32 * DAY,
  100 * DAY,
] as const;

export type Zoom = 'minutes' | 'hours' | 'day' | 'week';

export const zoomSpans: Readonly<Record<Zoom, number>> = {
  minutes: 5 * MINUTE,
  hours: 6 * HOUR,
  day: 28 * HOUR,
  week: 8 * DAY,
};

export const spanOf = ({ from, to }: Range): number => to - from;

/** The zoom whose length is the nearest. */
export function zoomOf(range: Range): Zoom {
  const distance = (zoom: Zoom): number => Math.abs(Math.log(zoomSpans[zoom] / spanOf(range)));
  const [first, ...others] = Object.keys(zoomSpans) as [Zoom, ...Zoom[]];
  return others.reduce((best, zoom) => (distance(zoom) < distance(best) ? zoom : best), first);
}

/** Somewhat more of what comes than of what was. */
export function aroundNow(now: number, span: number): Range {
  const from = Math.round(now - span * 0.4);
  return { from, to: from + span };
}

export function moved({ from, to }: Range, part: number): Range {
  const by = Math.round((to - from) * part);
  return { from: Math.max(0, from + by), to: Math.max(to - from, to + by) };
}

/** The next shorter (+1) or longer (-1) length, with `at` where it was on the screen. */
export function zoomed(range: Range, step: 1 | -1, at: number): Range {
  const span = spanOf(range);
  const next = step > 0 ? SPANS.findLast((each) => each < span) : SPANS.find((each) => each > span);
  if (next === undefined) return range;
  const inside = at >= range.from && at <= range.to ? at : (range.from + range.to) / 2;
  const from = Math.max(0, Math.round(inside - (next * (inside - range.from)) / span));
  return { from, to: from + next };
}

/** Percent from the left; outside of 0 to 100 where it is not shown. */
export const position = ({ from, to }: Range, at: number): number => ((at - from) / (to - from)) * 100;

const STEPS = [
  5,
  10,
  30,
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
] as const;

export interface Tick {
  readonly at: number;
  /** The first of its day. */
  readonly midnight: boolean;
}

export interface Axis {
  /** Seconds between two ticks. */
  readonly step: number;
  readonly ticks: readonly Tick[];
  /** Where a day begins, and the left end. */
  readonly days: readonly number[];
}

const midnightOf = (at: number): number => Math.floor(new Date(at * 1_000).setHours(0, 0, 0, 0) / 1_000);

/** Local midnight some days later, also where a day has 23 or 25 hours. */
function daysLater(midnight: number, days: number): number {
  const date = new Date(midnight * 1_000);
  return Math.floor(date.setDate(date.getDate() + days) / 1_000);
}

/** Ticks on round local times, at most `most` of them. */
export function axisOf(range: Range, most: number): Axis {
  const span = spanOf(range);
  const step = STEPS.find((each) => span / each <= most) ?? 14 * DAY * Math.ceil(span / (14 * DAY * most));
  const ticks: Tick[] = [];
  const days: number[] = [];
  const stride = Math.max(1, Math.round(step / DAY));
  for (let day = midnightOf(range.from); day <= range.to; day = daysLater(day, stride)) {
    if (day >= range.from) days.push(day);
    const next = daysLater(day, stride);
    for (let at = day; at < next; at += Math.min(step, next - day))
      if (at >= range.from && at <= range.to) ticks.push({ at, midnight: at === day });
  }
  // The day at the left end is named unless the next begins right beside it.
  const [first] = days;
  const room = first === undefined || first - range.from > span * 0.12;
  return { step, ticks, days: room && step < DAY ? [range.from, ...days] : days };
}
