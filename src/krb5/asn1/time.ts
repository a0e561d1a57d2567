// KerberosTime ::= GeneralizedTime -- with no fractional seconds   (RFC 4120 5.2.3): exactly YYYYMMDDHHMMSSZ.
// Inside, whole seconds since 1970 UTC; 19700101000000Z is 0, which caches and EncKDCRepPart read as "absent".
import type { Codec } from './codec.ts';
import { primitive } from './primitives.ts';

const GENERALIZED_TIME = 24;
const DAY = 86_400;
/** 99991231235959Z, the last that fits four digits. */
export const MAX_KERBEROS_TIME = 253_402_300_799;
/** 00000101000000Z */
const MIN_KERBEROS_TIME = -62_167_219_200;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 1970-01-01 to a day of the Gregorian calendar. The year is taken to start in March: leap days come last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** The civil date and time of seconds since 1970, UTC. */
export function civilTime(seconds: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
} {
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  return {
    ...civilFromDays(days),
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  };
}

/** Seconds since 1970 of `YYYYMMDDHHMMSSZ`, undefined where it is anything else or no day of the calendar. */
export function parseKerberosTime(text: string): number | undefined {
  if (!/^\d{14}Z$/.test(text)) return undefined;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const [year, month, day] = [part(0, 4), part(4, 6), part(6, 8)];
  const [hour, minute, second] = [part(8, 10), part(10, 12), part(12, 14)];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = (MONTH_LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0);
  if (day < 1 || day > length || hour > 23 || minute > 59 || second > 59) return undefined;
  return daysFromCivil(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
}

/** `YYYYMMDDHHMMSSZ`. @throws TypeError outside the years 0 to 9999 or between seconds */
export function formatKerberosTime(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds < MIN_KERBEROS_TIME || seconds > MAX_KERBEROS_TIME) {
    throw new TypeError(`${String(seconds)} is no KerberosTime`);
  }
  const at = civilTime(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(at.year).padStart(4, '0')}${two(at.month)}${two(at.day)}`;
  return `${date}${two(at.hour)}${two(at.minute)}${two(at.second)}Z`;
}

export const kerberosTime: Codec<number> = primitive(
  'KerberosTime',
  GENERALIZED_TIME,
  (content, fail) => {
    const seconds = content.length === 15 ? parseKerberosTime(String.fromCharCode(...content)) : undefined;
    if (seconds === undefined) throw fail('time is not YYYYMMDDHHMMSSZ');
    return seconds;
  },
  (value) => Uint8Array.from(formatKerberosTime(value), (char) => char.charCodeAt(0)),
);
