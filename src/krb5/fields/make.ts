// Fields of formats that are no ASN.1: numbers and strings at places that the format's description gives.
import { civilTime, formatKerberosTime } from '../asn1/index.ts';
import { displayText, textFromOctets } from '../text.ts';
import { MAX_TEXT } from './field.ts';
import type { Field } from './field.ts';

/** What a field is, without its place. */
export interface Leaf extends Pick<Field, 'type' | 'kind' | 'value' | 'meaning' | 'bits' | 'verdict'> {
  readonly plain?: boolean;
  readonly children?: readonly Field[];
}

/** A field from `from` up to `to`; `valueOffset` is where the value starts when a length stands before it. */
export function fieldAt(name: string, from: number, to: number, leaf: Leaf, valueOffset = from): Field {
  const place = { offset: from, length: to - from, valueOffset, valueLength: to - valueOffset };
  return { name, plain: true, children: [], ...leaf, ...place };
}

/** Bytes that cannot be read as what should be there; `reason` is in developers' English. */
export function unreadable(name: string, offset: number, length: number, reason: string): Field {
  return fieldAt(name, offset, offset + length, {
    type: 'OCTETS',
    kind: 'unreadable',
    value: reason,
    plain: false,
  });
}

/** Text from outside as it may be shown, cut at MAX_TEXT. */
export function shownText(octets: Uint8Array): string {
  const text = displayText(textFromOctets(octets.subarray(0, MAX_TEXT)));
  return text.length > MAX_TEXT || octets.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** UTF-16, little-endian, the same way. */
export function shownUtf16(octets: Uint8Array): string {
  const units = Array.from({ length: Math.min(octets.length >> 1, MAX_TEXT) }, (_, index) =>
    String.fromCharCode((octets[2 * index] ?? 0) | ((octets[2 * index + 1] ?? 0) << 8)),
  );
  const text = displayText(units.join(''));
  return text.length > MAX_TEXT || octets.length > 2 * MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** Seconds since 1970 as 2026-11-21T11:58:03Z. */
export function timeText(seconds: number): string {
  const { year } = civilTime(seconds);
  const digits = formatKerberosTime(seconds);
  const part = (from: number): string => digits.slice(from, from + 2);
  return `${String(year)}-${part(4)}-${part(6)}T${part(8)}:${part(10)}:${part(12)}Z`;
}

/** `0x40e10000`: an unsigned number of 32 bits. */
export function bitsText(flags: number): string {
  return `0x${(flags >>> 0).toString(16).padStart(8, '0')}`;
}
