// What is typed into a setting, read; and how a setting is written into its field. Pure functions of text.

const SECONDS = { minutes: 60, hours: 3_600, days: 86_400 } as const;
export type Unit = keyof typeof SECONDS;

/** Why a text is not taken: the words are the catalogue's. */
export type Wrong =
  | { readonly why: 'not-a-number'; readonly text: string }
  | { readonly why: 'range'; readonly least: number; readonly most: number }
  | { readonly why: 'too-many'; readonly most: number }
  | { readonly why: 'not-a-time'; readonly text: string }
  | { readonly why: 'not-a-span'; readonly text: string };

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly wrong: Wrong };

const MOST_THRESHOLDS = 8;

const wrong = (reason: Wrong): { readonly ok: false; readonly wrong: Wrong } => ({
  ok: false,
  wrong: reason,
});

/** `30, 10, 5` in a unit, as seconds, the longest first; nothing at all is an empty list. */
export function parseThresholds(text: string, unit: Unit, least: number, most: number): Parsed<number[]> {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const values: number[] = [];
  for (const word of words) {
    if (!/^\d{1,9}$/.test(word)) return wrong({ why: 'not-a-number', text: word });
    const value = Number(word);
    if (value < least || value > most) return wrong({ why: 'range', least, most });
    values.push(value * SECONDS[unit]);
  }
  const unique = [...new Set(values)].toSorted((a, b) => b - a);
  return unique.length > MOST_THRESHOLDS
    ? wrong({ why: 'too-many', most: MOST_THRESHOLDS })
    : { ok: true, value: unique };
}

export function thresholdsText(seconds: readonly number[], unit: Unit): string {
  return seconds.map((each) => String(Math.round((each / SECONDS[unit]) * 100) / 100)).join(', ');
}

export function parseCount(text: string, least: number, most: number): Parsed<number> {
  const word = text.trim();
  if (!/^\d{1,9}$/.test(word)) return wrong({ why: 'not-a-number', text: word });
  const value = Number(word);
  return value < least || value > most ? wrong({ why: 'range', least, most }) : { ok: true, value };
}

/** `19:00`, `7:30` or `19` as minutes since midnight. */
export function parseTime(text: string): Parsed<number> {
  const [, hours = '', minutes = '0'] = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59)
    return wrong({ why: 'not-a-time', text: text.trim() });
  return { ok: true, value: Number(hours) * 60 + Number(minutes) };
}

export function timeText(minuteOfDay: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** As people of either language write them. */
const SPAN_UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:h|hours?|std|stunden?)$/i, 3_600],
  [/^(?:s|secs?|seconds?|sek|sekunden?)$/i, 1],
  [/^(?:|m|mins?|minutes?|minuten?)$/i, 60],
  [/^(?:d|days?|tg|tage?n?)$/i, 86_400],
];

/** `290 s`, `5 min`, `2 h`, `1 d`; a bare number is minutes. */
export function parseSpan(text: string, least: number, most: number): Parsed<number> {
  const [, amount = '', unit = ''] = /^\s*(\d{1,9})\s*([a-z]*)\.?\s*$/i.exec(text) ?? [];
  const size = SPAN_UNITS.find(([word]) => word.test(unit))?.[1];
  if (amount === '' || size === undefined) return wrong({ why: 'not-a-span', text: text.trim() });
  const value = Number(amount) * size;
  return value < least || value > most ? wrong({ why: 'range', least, most }) : { ok: true, value };
}

/** The largest unit that divides it. */
export function spanParts(seconds: number): {
  readonly amount: number;
  readonly unit: 's' | 'm' | 'h' | 'd';
} {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
  ] as const)
    if (seconds % size === 0) return { amount: seconds / size, unit };
  return { amount: seconds, unit: 's' };
}
