// Octets that Microsoft and MIT fill with little-endian structures or text of their own: LSAP_TOKEN_INFO_INTEGRITY
// ([MS-KILE] 2.2.5), KERB_AP_OPTIONS (3.2.5.8), the target's name in UTF-16 (3.2.5.8), and the KDC's cookie (RFC 6113
// 5.2, whose inside is each KDC's own affair: MIT's is `MIT1`, the key's version, ciphertext).
import { integrityLevelName, KerbApOption } from '../iana/preauth-numbers.ts';
import { textFromOctets } from '../text.ts';
import { hex } from './field.ts';
import { bitsText, fieldAt, shownUtf16 } from './make.ts';
import type { Leaf } from './make.ts';

export function structureReading(
  as: 'token-integrity' | 'kerb-ap-options' | 'utf16' | 'fx-cookie',
  octets: Uint8Array,
  at: number,
): Leaf {
  const unread: Leaf = { type: 'OCTET STRING', kind: 'octets', value: hex(octets), plain: false };
  switch (as) {
    case 'token-integrity':
      return tokenIntegrity(octets, at) ?? unread;
    case 'kerb-ap-options':
      return octets.length === 4 ? apOptions(octets) : unread;
    case 'utf16':
      return octets.length % 2 === 0 ? utf16(octets) : unread;
    case 'fx-cookie':
      return cookie(octets, at) ?? unread;
  }
}

const little = (octets: Uint8Array, at: number): number =>
  new DataView(octets.buffer, octets.byteOffset, octets.byteLength).getUint32(at, true);

const MACHINE_ID = 32;

/** Windows before 11 24H2 sends one identifier; later ones two. */
function tokenIntegrity(octets: Uint8Array, at: number): Leaf | undefined {
  const count = (octets.length - 8) / MACHINE_ID;
  if (count !== 1 && count !== 2) return undefined;
  const flags = little(octets, 0);
  const level = little(octets, 4);
  const meaning = integrityLevelName(level);
  const children = [
    fieldAt('Flags', at, at + 4, {
      type: 'ULONG',
      kind: 'flags',
      bits: bitsText(flags),
      value: flags === 0 ? 'full token' : flags === 1 ? 'uac-restricted' : `0x${flags.toString(16)}`,
    }),
    fieldAt('TokenIL', at + 4, at + 8, {
      type: 'ULONG',
      kind: 'integer',
      value: bitsText(level),
      ...(meaning === undefined ? {} : { meaning }),
    }),
    ...(count === 1 ? ['MachineID'] : ['PerBootMachineID', 'CrossBootMachineID']).map((name, index) => {
      const from = 8 + index * MACHINE_ID;
      const value = hex(octets.subarray(from, from + MACHINE_ID));
      const to = at + from + MACHINE_ID;
      return fieldAt(name, at + from, to, { type: 'UCHAR[32]', kind: 'octets', value });
    }),
  ];
  return {
    type: 'LSAP_TOKEN_INFO_INTEGRITY',
    kind: 'constructed',
    children,
    ...(meaning === undefined ? {} : { value: meaning }),
  };
}

function apOptions(octets: Uint8Array): Leaf {
  const flags = little(octets, 0);
  const known = Object.entries(KerbApOption).filter(([, mask]) => (flags & mask) !== 0);
  const rest = known.reduce((left, [, mask]) => left & ~mask, flags) >>> 0;
  const names = known.map(([name]) => name);
  if (rest !== 0) names.push(`0x${rest.toString(16)}`);
  return { type: 'KERB_AP_OPTIONS', kind: 'flags', value: names.join(', '), bits: bitsText(flags) };
}

function utf16(octets: Uint8Array): Leaf {
  return { type: 'UTF-16', kind: 'text', value: shownUtf16(octets) };
}

const MIT_COOKIE = 'MIT1';

/** What KDCs send that have nothing to remember. */
const EMPTY_COOKIES: ReadonlySet<string> = new Set(['MIT', 'MICROSOFT', 'Microsoft']);

function cookie(octets: Uint8Array, at: number): Leaf | undefined {
  const whole = textFromOctets(octets.subarray(0, 16));
  if (EMPTY_COOKIES.has(whole)) return { type: 'PA-FX-COOKIE', kind: 'text', value: whole };
  const magic = textFromOctets(octets.subarray(0, 4));
  if (octets.length <= 8 || magic !== MIT_COOKIE) return undefined;
  const kvno = new DataView(octets.buffer, octets.byteOffset, octets.byteLength).getUint32(4);
  return {
    type: 'PA-FX-COOKIE',
    kind: 'constructed',
    value: MIT_COOKIE,
    children: [
      fieldAt('magic', at, at + 4, { type: 'octets', kind: 'text', value: MIT_COOKIE }),
      fieldAt('kvno', at + 4, at + 8, { type: 'UInt32', kind: 'integer', value: String(kvno) }),
      fieldAt('cipher', at + 8, at + octets.length, { type: 'octets', kind: 'sealed', plain: false }),
    ],
  };
}
