// The few [MS-DTYP] types that PACs are made of: FILETIME (2.3.3), GUID (2.3.4), SID in its string
// form (2.4.2.1).
import { KerberosError } from '../errors.ts';
import type { NdrReading } from './recorder.ts';

/** 100-nanosecond intervals since 1601-01-01 UTC, 0 to 2^63-1; 2^63-1 means never, 0 "not set". */
export type FileTime = bigint;

export const FILETIME_NEVER: FileTime = 0x7fff_ffff_ffff_ffffn;
/** Between 1601 and 1970, in 100 ns. */
const EPOCH_OFFSET = 116_444_736_000_000_000n;

/** @param micros microseconds since 1970 UTC */
export function fileTimeFromMicros(micros: number): FileTime {
  return BigInt(Math.trunc(micros)) * 10n + EPOCH_OFFSET;
}

/** Whole seconds since 1970 UTC, undefined for "never" and "not set". May be negative. */
export function secondsFromFileTime(time: FileTime): number | undefined {
  if (time === 0n || time >= FILETIME_NEVER) return undefined;
  const ticks = time - EPOCH_OFFSET;
  const seconds = ticks / 10_000_000n;
  return Number(ticks < 0n && seconds * 10_000_000n !== ticks ? seconds - 1n : seconds);
}

/** RFC 3339 with as much of the second as is there; a time out of the years 1601 to 9999 is a number. */
export function fileTimeReading(time: FileTime): NdrReading {
  const special = time === 0n ? 'not set' : time >= FILETIME_NEVER ? 'never' : undefined;
  const seconds = secondsFromFileTime(time);
  if (special !== undefined || seconds === undefined || seconds >= YEAR_10000) {
    return { kind: 'integer', value: String(time), ...(special === undefined ? {} : { meaning: special }) };
  }
  const fraction = String(time % 10_000_000n)
    .padStart(7, '0')
    .replace(/0+$/, '');
  return { kind: 'time', value: `${utcText(seconds)}${fraction === '' ? '' : `.${fraction}`}Z` };
}

/** 10000-01-01T00:00:00Z, in seconds since 1970. */
const YEAR_10000 = 253_402_300_800;

/** Days to a date of the Gregorian calendar, in eras of 400 years that start with March. */
function utcText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const ofDay = seconds - days * 86_400;
  const sinceMarch0 = days + 719_468;
  const era = Math.floor(sinceMarch0 / 146_097);
  const dayOfEra = sinceMarch0 - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [ofDay / 3_600, (ofDay / 60) % 60, ofDay % 60].map((part) => two(Math.floor(part)));
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${clock.join(':')}`;
}

/** `6b29fc40-ca47-1067-b31d-00dd010662da`. */
export type Guid = string;

/** [MS-DTYP] 2.3.4.3: the first three numbers are little-endian in the packet. @param octets sixteen */
export function formatGuid(octets: Uint8Array): Guid {
  const part = (...places: readonly number[]): string =>
    places.map((place) => (octets[place] ?? 0).toString(16).padStart(2, '0')).join('');
  return [part(3, 2, 1, 0), part(5, 4), part(7, 6), part(8, 9), part(10, 11, 12, 13, 14, 15)].join('-');
}

/** A security identifier, `S-1-5-21-…`: revision, a 48-bit authority, up to 15 32-bit sub-authorities. */
export type Sid = string;

export const MAX_SUB_AUTHORITIES = 15;

export interface SidParts {
  readonly authority: number;
  readonly subAuthorities: readonly number[];
}

const SID = /^S-1-(\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10}){0,15})$/i;

/** @throws KerberosError FORMAT_INVALID */
export function parseSid(sid: Sid): SidParts {
  const match = SID.exec(sid);
  if (match === null) throw invalidSid(sid);
  const authority = Number(match[1]);
  const subAuthorities = (match[2] ?? '').split('-').slice(1).map(Number);
  const decimal = match[1]?.startsWith('0x') === true ? [] : [authority];
  if ([...decimal, ...subAuthorities].some((part) => part > 0xffff_ffff)) throw invalidSid(sid);
  return { authority, subAuthorities };
}

/** [MS-DTYP] 2.4.2.1: the authority is decimal below 2^32 and twelve hex digits from there on. */
export function formatSid(parts: SidParts): Sid {
  const authority =
    parts.authority < 2 ** 32
      ? String(parts.authority)
      : `0x${parts.authority.toString(16).padStart(12, '0')}`;
  let text = `S-1-${authority}`;
  for (const part of parts.subAuthorities) text += `-${part}`;
  return text;
}

function invalidSid(sid: string): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `"${sid}" is not a SID`, { format: 'ndr', reason: 'not a SID' });
}
