// KerberosFlags as unsigned 32-bit numbers, bit 0 of the RFC being 0x80000000. TicketFlags RFC 4120 5.3 (enc-pa-rep:
// RFC 6806 11, anonymous: RFC 8062, ok-as-delegate: RFC 4120 2.8), KDCOptions 5.4.1, APOptions 5.5.1,
// PA-PAC-OPTIONS [MS-KILE] 2.2.10, FastOptions RFC 6113 5.4.2.
import { flagNames } from './lookup.ts';

export const TicketFlag = {
  RESERVED: 0x80000000,
  FORWARDABLE: 0x40000000,
  FORWARDED: 0x20000000,
  PROXIABLE: 0x10000000,
  PROXY: 0x08000000,
  MAY_POSTDATE: 0x04000000,
  POSTDATED: 0x02000000,
  INVALID: 0x01000000,
  RENEWABLE: 0x00800000,
  INITIAL: 0x00400000,
  PRE_AUTHENT: 0x00200000,
  HW_AUTHENT: 0x00100000,
  TRANSITED_POLICY_CHECKED: 0x00080000,
  OK_AS_DELEGATE: 0x00040000,
  ENC_PA_REP: 0x00010000,
  ANONYMOUS: 0x00008000,
} as const;

export const KdcOption = {
  RESERVED: 0x80000000,
  FORWARDABLE: 0x40000000,
  FORWARDED: 0x20000000,
  PROXIABLE: 0x10000000,
  PROXY: 0x08000000,
  ALLOW_POSTDATE: 0x04000000,
  POSTDATED: 0x02000000,
  RENEWABLE: 0x00800000,
  OPT_HARDWARE_AUTH: 0x00100000,
  /** [MS-SFU] 2.2.3: constrained delegation, the additional ticket is the client's. */
  CNAME_IN_ADDL_TKT: 0x00020000,
  CANONICALIZE: 0x00010000,
  REQUEST_ANONYMOUS: 0x00008000,
  DISABLE_TRANSITED_CHECK: 0x00000020,
  RENEWABLE_OK: 0x00000010,
  ENC_TKT_IN_SKEY: 0x00000008,
  RENEW: 0x00000002,
  VALIDATE: 0x00000001,
} as const;

export const ApOption = {
  RESERVED: 0x80000000,
  USE_SESSION_KEY: 0x40000000,
  MUTUAL_REQUIRED: 0x20000000,
} as const;

export const PacOption = {
  CLAIMS: 0x80000000,
  BRANCH_AWARE: 0x40000000,
  FORWARD_TO_FULL_DC: 0x20000000,
  RESOURCE_BASED_CONSTRAINED_DELEGATION: 0x10000000,
} as const;

/** RFC 6113 5.4.2. */
export const FastOption = {
  RESERVED: 0x80000000,
  HIDE_CLIENT_NAMES: 0x40000000,
  KDC_FOLLOW_REFERRALS: 0x00008000,
} as const;

/** RFC 6560 4.1. */
export const OtpFlag = {
  RESERVED: 0x80000000,
  NEXT_OTP: 0x40000000,
  COMBINE: 0x20000000,
  COLLECT_PIN: 0x10000000,
  DO_NOT_COLLECT_PIN: 0x08000000,
  MUST_ENCRYPT_NONCE: 0x04000000,
  SEPARATE_PIN_REQUIRED: 0x02000000,
  CHECK_DIGIT: 0x01000000,
} as const;

/** RFC 6560 4.3. */
export const PinFlag = { RESERVED: 0x80000000, SYSTEM_SET_PIN: 0x40000000, MANDATORY: 0x20000000 } as const;

/** [MS-SFU] 2.2.2. */
export const S4uOption = {
  CHECK_LOGON_HOURS: 0x40000000,
  SIGN_WITH_KUN_27: 0x20000000,
} as const;

/** RFC 5280 4.2.1.3. */
export const CertificateKeyUsage = {
  DIGITAL_SIGNATURE: 0x80000000,
  NON_REPUDIATION: 0x40000000,
  KEY_ENCIPHERMENT: 0x20000000,
  DATA_ENCIPHERMENT: 0x10000000,
  KEY_AGREEMENT: 0x08000000,
  KEY_CERT_SIGN: 0x04000000,
  CRL_SIGN: 0x02000000,
  ENCIPHER_ONLY: 0x01000000,
  DECIPHER_ONLY: 0x00800000,
} as const;

/** Names of the ticket flags that are set, in the RFC's order. */
export function ticketFlagNames(flags: number): readonly string[] {
  return flagNames(TicketFlag, flags);
}

/** Names of the KDC options that are set, in the RFC's order. */
export function kdcOptionNames(options: number): readonly string[] {
  return flagNames(KdcOption, options);
}

export function apOptionNames(options: number): readonly string[] {
  return flagNames(ApOption, options);
}

/** reqFlags of SPNEGO, RFC 4178 4.2.1. */
export const ContextFlag = {
  DELEG: 0x80000000,
  MUTUAL: 0x40000000,
  REPLAY: 0x20000000,
  SEQUENCE: 0x10000000,
  ANON: 0x08000000,
  CONF: 0x04000000,
  INTEG: 0x02000000,
} as const;
