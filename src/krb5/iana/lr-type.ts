// LastReq types, RFC 4120 5.4.2. A negative number says the same of the responding server alone.
import { namesByNumber } from './lookup.ts';

export const LastReqType = {
  NONE: 0,
  INITIAL_TGT: 1,
  INITIAL_REQUEST: 2,
  NEWEST_TGT: 3,
  LAST_RENEWAL: 4,
  LAST_REQUEST: 5,
  PASSWORD_EXPIRES: 6,
  ACCOUNT_EXPIRES: 7,
} as const;

const names = namesByNumber(LastReqType);

export function lastReqTypeName(number: number): string {
  return names.get(Math.abs(number))?.replaceAll('_', '-') ?? `lr-type ${String(number)}`;
}
