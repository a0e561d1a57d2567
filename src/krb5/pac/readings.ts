// What the numbers of a PAC stand for, as the fields show them: flags by the names of their specification, enctypes,
// checksum types.
import { checksumTypeName } from '../iana/cksumtype.ts';
import { enctypeName } from '../iana/enctype.ts';
import type { NdrReading, NumberReading } from '../ndr/index.ts';

const hex32 = (value: number): string => `0x${(value >>> 0).toString(16).padStart(8, '0')}`;

/** Names lowest bit first; what has none as a number. */
export function flagsReading(table: Readonly<Record<string, number>>): NumberReading {
  const known = Object.entries(table);
  const all = known.reduce((mask, [, bit]) => mask | bit, 0);
  return (value) => {
    const names = known.filter(([, bit]) => (value & bit) !== 0).map(([name]) => name);
    const rest = value & ~all;
    if (rest !== 0) names.push(hex32(rest));
    return { kind: 'flags', value: names.join(', '), bits: hex32(value) };
  };
}

export function namesReading(table: Readonly<Record<string, number>>): NumberReading {
  const names = new Map(Object.entries(table).map(([name, number]) => [number, name]));
  return numberReading((value) => names.get(value));
}

export function numberReading(meaningOf: (value: number) => string | undefined): NumberReading {
  return (value) => {
    const meaning = meaningOf(value);
    return { kind: 'integer', value: String(value), ...(meaning === undefined ? {} : { meaning }) };
  };
}

export const enctypeReading = numberReading(enctypeName);
export const checksumTypeReading = numberReading(checksumTypeName);

/** Octets that the specification wants zero; what else stands there may be a key. */
export function zeroOrSecret(octets: Uint8Array): NdrReading {
  return octets.every((octet) => octet === 0) ? { kind: 'octets', value: octets } : { kind: 'secret' };
}
