// Times in words, as clock times first and what is left second. All take seconds since 1970. The words and the order
// of their parts are the language's: `time.ts` in its folder.
import { time as english } from './en/time.ts';

export interface TimeWords {
  /** For Intl's numbers and names. */
  readonly locale: string;
  readonly today: string;
  readonly tomorrow: string;
  readonly yesterday: string;
  /** `Thu` and `26 Nov` as one. */
  readonly weekday: (weekday: string, date: string) => string;
  /** `Thu` and the day's number in its month, for a table. */
  readonly weekdayInMonth: (weekday: string, day: number) => string;
  /** A day that is not today with a time of day. */
  readonly at: (day: string, clock: string) => string;
  readonly short: Readonly<Record<Unit, string>>;
  readonly line: Readonly<Record<Unit, string>>;
  /** One, and several. */
  readonly long: Readonly<Record<Unit, readonly [string, string]>>;
}

/** Made when first used: each costs the start some milliseconds, and few of them are on the first page. */
function formatter<T>(make: (locale: string) => T): () => T {
  let made: { readonly locale: string; readonly format: T } | undefined;
  return () => {
    const { locale } = words;
    if (made?.locale !== locale) made = { locale, format: make(locale) };
    return made.format;
  };
}

const times = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  formatter((locale) => new Intl.DateTimeFormat(locale, options));

const formats = {
  clock: times({ hour: '2-digit', minute: '2-digit' }),
  clockSeconds: times({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  weekday: times({ weekday: 'short' }),
  longWeekday: times({ weekday: 'long' }),
  dayMonth: times({ day: 'numeric', month: 'short' }),
  withYear: times({ day: 'numeric', month: 'short', year: 'numeric' }),
  number: formatter((locale) => new Intl.NumberFormat(locale)),
};

let words = english;

/** From now on times and numbers are in this language. */
export function setTimeWords(chosen: TimeWords): void {
  words = chosen;
}

/** 10,000 */
export function number(value: number): string {
  return formats.number().format(value);
}

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
  return formats.clock().format(date(at));
}

/** 19:05:40 */
export function clockTimeExact(at: number): string {
  return formats.clockSeconds().format(date(at));
}

/** today · yesterday · tomorrow · Thu 26 Nov · 26 Nov 2027 */
export function dayName(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return words.today;
  if (days === 1) return words.tomorrow;
  if (days === -1) return words.yesterday;
  if (date(at).getFullYear() !== date(now).getFullYear()) return formats.withYear().format(date(at));
  return words.weekday(formats.weekday().format(date(at)), formats.dayMonth().format(date(at)));
}

/** 19:05 · yesterday 22:10 · Thu 26 Nov, 09:05: the day only where it is not today. */
export function moment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  if (days === 1 || days === -1) return `${dayName(at, now)} ${clockTime(at)}`;
  return words.at(dayName(at, now), clockTime(at));
}

/** Thu 26 Nov, whatever day it is. */
export function dateName(at: number): string {
  return words.weekday(formats.weekday().format(date(at)), formats.dayMonth().format(date(at)));
}

/** Mon for 1 to Sun for 7; or Monday. */
export function weekdayName(day: number, length: 'short' | 'long' = 'short'): string {
  // The 5th of January 1970 was a Monday.
  const at = new Date(1970, 0, 4 + day, 12);
  return (length === 'short' ? formats.weekday() : formats.longWeekday()).format(at);
}

/** 19:05 today, Thu 09:00 within six days, else with the date. */
export function nearMoment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0 || Math.abs(days) > 6) return moment(at, now);
  return `${formats.weekday().format(date(at))} ${clockTime(at)}`;
}

/** For a table: 19:05 · Thu 26, 09:05 · 26 Nov 2027. */
export function shortMoment(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return clockTime(at);
  if (date(at).getFullYear() !== date(now).getFullYear()) return formats.withYear().format(date(at));
  if (Math.abs(days) > 25) return formats.dayMonth().format(date(at));
  return words.at(
    words.weekdayInMonth(formats.weekday().format(date(at)), date(at).getDate()),
    clockTime(at),
  );
}

type Unit = 'd' | 'h' | 'm' | 's';

interface Span {
  readonly amount: number;
  readonly unit: Unit;
}

/** What is left, in at most two units: 7 h 12 m; 3 d 4 h; 41 m; in the last minute, seconds. */
function spans(seconds: number): readonly Span[] {
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

/** The same with the units as they are said: for a number that is shown large. */
export function shortSpans(seconds: number): readonly { readonly amount: number; readonly unit: string }[] {
  return spans(seconds).map(({ amount, unit }) => ({ amount, unit: words.short[unit] }));
}

/** 7 h 12 m */
export function shortSpan(seconds: number): string {
  return shortSpans(seconds)
    .map(({ amount, unit }) => `${amount} ${unit}`)
    .join(' ');
}

/** 7 hours 12 minutes: for screen readers and sentences. */
export function longSpan(seconds: number): string {
  return spans(seconds)
    .map(({ amount, unit }) => `${amount} ${words.long[unit][amount === 1 ? 0 : 1]}`)
    .join(' ');
}

/** 12 min · 7 h 12 min · 40 s: inside a state line. */
export function lineSpan(seconds: number): string {
  return spans(seconds)
    .map(({ amount, unit }) => `${amount} ${words.line[unit]}`)
    .join(' ');
}
