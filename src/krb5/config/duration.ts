// Durations as krb5.conf(5) and MIT's command line write them (krb5_string_to_deltat):
//   36000 | 10:00 | 10:00:00 | 7-10:00:00 | 1d 2h 3m 4s, in that order, each part optional but not all of them.
// A number alone is seconds. MIT stops silently at the first character it does not know ("1w" is one second
// there); here that is refused.
import { KerberosError } from '../errors.ts';
import { displayText } from '../text.ts';

const MAX = 0x7fffffff;
const CLOCK = /^(-?\d+)-(\d{1,2}):(\d{1,2}):(\d{1,2})$|^(-?\d+):(\d{1,2})(?::(\d{1,2}))?$/;
const PARTS = /^(?:(-?\d+)d)?(?:\s*(-?\d+)h)?(?:\s*(-?\d+)m)?(?:\s*(-?\d+)s)?$/;

/**
 * Seconds of a duration. Negative ones are read as MIT reads them; whether one makes sense is for the caller.
 * @throws KerberosError FORMAT_INVALID
 */
export function parseDuration(text: string): number {
  const trimmed = text.trim();
  const seconds = read(trimmed);
  if (seconds === undefined || !Number.isSafeInteger(seconds) || Math.abs(seconds) > MAX) {
    const reason = `"${displayText(text.slice(0, 256))}" is not a duration (such as 10h, 1d 12h, 10:00:00 or 36000)`;
    throw new KerberosError('FORMAT_INVALID', reason, { format: 'duration', reason });
  }
  return seconds;
}

function read(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [, days, h1, m1, s1, h2, m2, s2] = clock;
    return sum(days, h1 ?? h2, m1 ?? m2, s1 ?? s2);
  }
  const parts = PARTS.exec(text);
  return parts === null ? undefined : sum(parts[1], parts[2], parts[3], parts[4]);
}

function sum(days = '0', hours = '0', minutes = '0', seconds = '0'): number {
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
