// The few [MS-DTYP] types that PACs are made of: FILETIME (2.3.3), SID in its string form (2.4.2.1).
import { KerberosError } from '../errors.ts';

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
  return ['S-1', authority, ...parts.subAuthorities.map(String)].join('-');
}

function invalidSid(sid: string): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `"${sid}" is not a SID`, { format: 'ndr', reason: 'not a SID' });
}
