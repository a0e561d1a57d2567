// Name types: RFC 4120 7.5.8, RFC 6111 (WELLKNOWN), RFC 6806 5 (ENTERPRISE), [MS-KILE] 3.1.5.7 (negative ones).
import { namesByNumber } from './lookup.ts';

export const NameType = {
  UNKNOWN: 0,
  PRINCIPAL: 1,
  SRV_INST: 2,
  SRV_HST: 3,
  SRV_XHST: 4,
  UID: 5,
  X500_PRINCIPAL: 6,
  SMTP_NAME: 7,
  ENTERPRISE: 10,
  WELLKNOWN: 11,
  SRV_HST_DOMAIN: 12,
  MS_PRINCIPAL: -128,
  MS_PRINCIPAL_AND_ID: -129,
  ENT_PRINCIPAL_AND_ID: -130,
} as const;

const names = namesByNumber(NameType);

/** `NT-PRINCIPAL` for 1, `name type 4711` for the rest. */
export function nameTypeName(number: number): string {
  const name = names.get(number);
  return name === undefined ? `name type ${String(number)}` : `NT-${name.replaceAll('_', '-')}`;
}
