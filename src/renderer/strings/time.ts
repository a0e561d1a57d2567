// Times in words, as clock times first and what is left second. All take seconds since 1970.
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const date = (seconds: number): Date => new Date(seconds * 1_000);

/** Whole local days from `now` to `at`: 0 today, -1 yesterday. */
function daysBetween(at: number, now: number): number {
  const start = (seconds: number): number => {
    const day = date(seconds);
    return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  };
  return Math.round((start(at) - start(now)) / 86_400_000);
}

/** 19:05 */
export function clockTime(at: number): string {
  return clock.format(date(at));
}

/** 19:05:40 */
export function clockTimeExact(at: number): string {
  return clockSeconds.format(date(at));
}

/** today · yesterday · tomorrow · Thu 26 Nov · 26 Nov 2027 */
export function dayName(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (date(at).getFullYear() !== date(now).getFullYear()) return withYear.format(date(at));
  return `${weekday.format(date(at))} ${dayMonth.format(date(at))}`;
}

/** 19:05 · yesterday 22:10 · Thu 26 Nov, 09:05: the day only where it is not today. */
export function moment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  if (days === 1 || days === -1) return `${dayName(at, now)} ${clockTime(at)}`;
  return `${dayName(at, now)}, ${clockTime(at)}`;
}

/** For a table: 19:05 · Thu 26, 09:05 · 26 Nov 2027. */
export function shortMoment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  if (date(at).getFullYear() !== date(now).getFullYear()) return withYear.format(date(at));
  if (Math.abs(days) > 25) return dayMonth.format(date(at));
  return `${weekday.format(date(at))} ${date(at).getDate()}, ${clockTime(at)}`;
}

export interface Span {
  readonly amount: number;
  readonly unit: 'd' | 'h' | 'm' | 's';
}

/** What is left, in at most two units: 7 h 12 m; 3 d 4 h; 41 m; in the last minute, seconds. */
export function spans(seconds: number): readonly Span[] {
  const left = Math.max(0, Math.floor(seconds));
  if (left < 60) return [{ amount: left, unit: 's' }];
  const minutes = Math.floor(left / 60);
  if (minutes < 60) return [{ amount: minutes, unit: 'm' }];
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    const rest = minutes % 60;
    return rest === 0
      ? [{ amount: hours, unit: 'h' }]
      : [
          { amount: hours, unit: 'h' },
          { amount: rest, unit: 'm' },
        ];
  }
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  return rest === 0
    ? [{ amount: days, unit: 'd' }]
    : [
        { amount: days, unit: 'd' },
        { amount: rest, unit: 'h' },
      ];
}

/** 7 h 12 m */
export function shortSpan(seconds: number): string {
  return spans(seconds)
    .map(({ amount, unit }) => `${amount} ${unit}`)
    .join(' ');
}

const words = { d: 'day', h: 'hour', m: 'minute', s: 'second' } as const;

/** 7 hours 12 minutes: for screen readers and sentences. */
export function longSpan(seconds: number): string {
  return spans(seconds)
    .map(({ amount, unit }) => `${amount} ${words[unit]}${amount === 1 ? '' : 's'}`)
    .join(' ');
}

/** 12 min · 7 h 12 min · 40 s: inside a state line. */
export function lineSpan(seconds: number): string {
  return spans(seconds)
    .map(({ amount, unit }) => `${amount} ${unit === 'm' ? 'min' : unit}`)
    .join(' ');
}
