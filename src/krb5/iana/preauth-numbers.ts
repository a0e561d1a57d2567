// Small registries of pre-authentication and of Microsoft's authorization data, each with its names.
import { namesByNumber } from './lookup.ts';

/** RFC 6113 5.4.1. */
export const ArmorType = { FX_FAST_ARMOR_AP_REQUEST: 1 } as const;

/** IANA "Kerberos SPAKE Groups", RFC 9588 12.2. */
const SpakeGroup = { edwards25519: 1, 'P-256': 2, 'P-384': 3, 'P-521': 4 } as const;

/** IANA "Kerberos Second Factor Types", RFC 9588 12.1. */
const SpakeFactor = { 'SF-NONE': 1 } as const;

/** RFC 6560 4.1. */
const OtpFormat = { decimal: 0, hexadecimal: 1, alphanumeric: 2, binary: 3, base64: 4 } as const;

const armorTypes = namesByNumber(ArmorType);
const groups = namesByNumber(SpakeGroup);
const factors = namesByNumber(SpakeFactor);
const formats = namesByNumber(OtpFormat);

export const armorTypeName = (number: number): string | undefined => armorTypes.get(number);
export const spakeGroupName = (number: number): string | undefined => groups.get(number);
export const spakeFactorName = (number: number): string | undefined => factors.get(number);
export const otpFormatName = (number: number): string | undefined => formats.get(number);

/** [MS-KILE] 2.2.6: the one type there is. */
export const restrictionTypeName = (number: number): string | undefined =>
  number === 0 ? 'LSAP_TOKEN_INFO_INTEGRITY' : undefined;

/** Integrity levels of a caller, [MS-KILE] 2.2.5. */
const IntegrityLevel = {
  untrusted: 0,
  low: 0x1000,
  medium: 0x2000,
  high: 0x3000,
  system: 0x4000,
  'protected process': 0x5000,
} as const;

const levels = namesByNumber(IntegrityLevel);

export const integrityLevelName = (number: number): string | undefined => levels.get(number);

/** KERB_AP_OPTIONS, [MS-KILE] 3.2.5.8: what the client of an AP-REQ says of itself. */
export const KerbApOption = {
  /** It would bind to the channel: the service must not do without. */
  KERB_AP_OPTIONS_CBT: 0x4000,
  KERB_AP_OPTIONS_UNVERIFIED_TARGET_NAME: 0x8000,
} as const;
