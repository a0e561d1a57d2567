// Authorization data types: RFC 4120 5.2.6 and 7.5.4, RFC 4537, RFC 6113, RFC 7751, RFC 8129, [MS-KILE] 2.2.
import { namesByNumber } from './lookup.ts';

export const AdType = {
  IF_RELEVANT: 1,
  INTENDED_FOR_SERVER: 2,
  INTENDED_FOR_APPLICATION_CLASS: 3,
  KDC_ISSUED: 4,
  AND_OR: 5,
  MANDATORY_TICKET_EXTENSIONS: 6,
  IN_TICKET_EXTENSIONS: 7,
  MANDATORY_FOR_KDC: 8,
  INITIAL_VERIFIED_CAS: 9,
  OSF_DCE: 64,
  SESAME: 65,
  OSF_DCE_PKI_CERTID: 66,
  AUTHENTICATION_STRENGTH: 70,
  FX_FAST_ARMOR: 71,
  FX_FAST_USED: 72,
  CAMMAC: 96,
  AUTHENTICATION_INDICATOR: 97,
  WIN2K_PAC: 128,
  ETYPE_NEGOTIATION: 129,
  KERB_AUTH_DATA_TOKEN_RESTRICTIONS: 141,
  KERB_LOCAL: 142,
  AP_OPTIONS: 143,
  TARGET_PRINCIPAL: 144,
  SIGNTICKET: 512,
} as const;

const names = namesByNumber(AdType);

export function adTypeName(number: number): string {
  const name = names.get(number)?.replaceAll('_', '-');
  if (name === undefined) return `AD type ${String(number)}`;
  return name.startsWith('KERB-') ? name : `AD-${name}`;
}
