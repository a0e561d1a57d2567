// Result codes of a password change or set, RFC 3244 2.
import { namesByNumber } from './lookup.ts';

export const KpasswdResult = {
  SUCCESS: 0,
  MALFORMED: 1,
  HARDERROR: 2,
  AUTHERROR: 3,
  SOFTERROR: 4,
  ACCESSDENIED: 5,
  BAD_VERSION: 6,
  INITIAL_FLAG_NEEDED: 7,
} as const;

const names = namesByNumber(KpasswdResult);

/** `KRB5_KPASSWD_SOFTERROR` for 4, as the RFC spells it. */
export function kpasswdResultName(number: number): string {
  const name = names.get(number);
  return name === undefined ? `kpasswd result ${String(number)}` : `KRB5_KPASSWD_${name}`;
}
