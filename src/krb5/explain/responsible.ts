// Who can do something about it. Beside the words, because it is the same in every language.
import type { KerberosErrorDetails } from '../errors.ts';
import { ErrorCode } from '../iana/error-code.ts';
import { KpasswdResult } from '../iana/kpasswd-result.ts';
import { NtStatus } from '../iana/nt-status.ts';
import type { KdcErrorNumber, KpasswdNumber, NtStatusNumber, OwnCode, WhoCanHelp } from './types.ts';

type Format = KerberosErrorDetails['FORMAT_INVALID']['format'];

/** What a server sends is its administrator's; files and entries are one's own. */
export function formatResponsible(format: Format): WhoCanHelp {
  return format === 'kpasswd' || format === 'pac' || format === 'ndr' ? 'administrator' : 'you';
}

export const codeResponsible: Readonly<Record<Exclude<OwnCode, 'FORMAT_INVALID'>, WhoCanHelp>> = {
  ASN1_INVALID: 'administrator',
  LIMIT: 'you',
  NOT_RECOGNISED: 'you',
  INTEGRITY: 'administrator',
  PASSWORD_INCORRECT: 'you',
  ETYPE_UNSUPPORTED: 'administrator',
  STRING_TO_KEY_REFUSED: 'administrator',
  REPLY_MISMATCH: 'administrator',
  CLOCK_SKEW: 'you',
  REFERRAL_REFUSED: 'administrator',
  PREAUTH_UNSUPPORTED: 'administrator',
  KEY_NOT_FOUND: 'you',
  KEY_REFUSED: 'administrator',
  SECRET_UNAVAILABLE: 'you',
  REALM_UNKNOWN: 'you',
  KDC_UNREACHABLE: 'network',
  NO_CREDENTIALS: 'you',
  CCACHE_NOT_FOUND: 'you',
  CCACHE_TYPE_UNSUPPORTED: 'you',
  CCACHE_WRONG_PRINCIPAL: 'you',
  TICKET_EXPIRED: 'you',
  TICKET_NOT_RENEWABLE: 'you',
  FILE_REFUSED: 'you',
  CONFIG_INVALID: 'you',
  NOT_SUPPORTED: 'you',
  CANCELLED: 'nobody',
};

/** The rest is the administrator's. */
const ownDoing: ReadonlySet<number> = new Set<KdcErrorNumber>([
  ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN,
  ErrorCode.KDC_ERR_CANNOT_POSTDATE,
  ErrorCode.KDC_ERR_NEVER_VALID,
  ErrorCode.KDC_ERR_BADOPTION,
  ErrorCode.KDC_ERR_TGT_REVOKED,
  ErrorCode.KDC_ERR_KEY_EXPIRED,
  ErrorCode.KDC_ERR_SERVER_NOMATCH,
  ErrorCode.KDC_ERR_MUST_USE_USER2USER,
  ErrorCode.KDC_ERR_SVC_UNAVAILABLE,
  ErrorCode.KRB_AP_ERR_BAD_INTEGRITY,
  ErrorCode.KRB_AP_ERR_TKT_EXPIRED,
  ErrorCode.KRB_AP_ERR_TKT_NYV,
  ErrorCode.KRB_AP_ERR_REPEAT,
  ErrorCode.KRB_AP_ERR_NOT_US,
  ErrorCode.KRB_AP_ERR_BADMATCH,
  ErrorCode.KRB_AP_ERR_SKEW,
  ErrorCode.KRB_AP_ERR_BADADDR,
  ErrorCode.KRB_AP_ERR_MODIFIED,
  ErrorCode.KRB_AP_ERR_BADORDER,
  ErrorCode.KRB_AP_ERR_BADSEQ,
  ErrorCode.KRB_AP_ERR_BADDIRECTION,
  ErrorCode.KRB_AP_ERR_NO_TGT,
  ErrorCode.KDC_ERR_WRONG_REALM,
  ErrorCode.KRB_AP_ERR_USER_TO_USER_REQUIRED,
  ErrorCode.KDC_ERR_PREAUTH_EXPIRED,
]);
const networksDoing: ReadonlySet<number> = new Set<KdcErrorNumber>([
  ErrorCode.KRB_ERR_RESPONSE_TOO_BIG,
  ErrorCode.KRB_AP_ERR_IAKERB_KDC_NO_RESPONSE,
]);

export function kdcResponsible(number: number): WhoCanHelp {
  if (networksDoing.has(number)) return 'network';
  return ownDoing.has(number) ? 'you' : 'administrator';
}

/** Where the ticket is being judged: who signs in again gets past it. */
export const kdcInTgsResponsible: Readonly<Partial<Record<number, WhoCanHelp>>> = {
  [ErrorCode.KDC_ERR_C_PRINCIPAL_UNKNOWN]: 'you',
  [ErrorCode.KDC_ERR_PREAUTH_REQUIRED]: 'administrator',
};

export const ntStatusResponsible: Readonly<Record<NtStatusNumber, WhoCanHelp>> = {
  [NtStatus.STATUS_NO_SUCH_USER]: 'you',
  [NtStatus.STATUS_WRONG_PASSWORD]: 'you',
  [NtStatus.STATUS_LOGON_FAILURE]: 'you',
  [NtStatus.STATUS_ACCOUNT_RESTRICTION]: 'administrator',
  [NtStatus.STATUS_INVALID_LOGON_HOURS]: 'administrator',
  [NtStatus.STATUS_INVALID_WORKSTATION]: 'administrator',
  [NtStatus.STATUS_PASSWORD_EXPIRED]: 'you',
  [NtStatus.STATUS_ACCOUNT_DISABLED]: 'administrator',
  [NtStatus.STATUS_INSUFFICIENT_RESOURCES]: 'administrator',
  [NtStatus.STATUS_TIME_DIFFERENCE_AT_DC]: 'you',
  [NtStatus.STATUS_LOGON_TYPE_NOT_GRANTED]: 'administrator',
  [NtStatus.STATUS_NO_TRUST_SAM_ACCOUNT]: 'administrator',
  [NtStatus.STATUS_ACCOUNT_EXPIRED]: 'administrator',
  [NtStatus.STATUS_PASSWORD_MUST_CHANGE]: 'you',
  [NtStatus.STATUS_ACCOUNT_LOCKED_OUT]: 'administrator',
  [NtStatus.STATUS_AUTHENTICATION_FIREWALL_FAILED]: 'administrator',
};

export const kpasswdResponsible: Readonly<Record<KpasswdNumber, WhoCanHelp>> = {
  [KpasswdResult.SUCCESS]: 'administrator',
  [KpasswdResult.MALFORMED]: 'administrator',
  [KpasswdResult.HARDERROR]: 'administrator',
  [KpasswdResult.AUTHERROR]: 'you',
  [KpasswdResult.SOFTERROR]: 'you',
  [KpasswdResult.ACCESSDENIED]: 'administrator',
  [KpasswdResult.BAD_VERSION]: 'administrator',
  [KpasswdResult.INITIAL_FLAG_NEEDED]: 'you',
};
