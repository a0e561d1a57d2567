// One error class for everything that can go wrong by somebody's doing: a peer's bytes, a KDC's answer, a file, a
// setting, a person's cancel. Programming faults stay TypeError. No detail ever holds key or password bytes.
import type { KrbError } from './messages/krb-error.ts';

/** A KDC, kpasswd or proxy address that was tried, and what came of it. */
export interface TriedServer {
  /** host:port or URL as shown to people */
  readonly server: string;
  readonly transport: 'udp' | 'tcp' | 'https';
  /** Short reason, e.g. "timed out after 3 s", "connection refused" */
  readonly reason: string;
}

/** Typed details per code. A code and its details are the whole story; `message` is English for developers. */
export interface KerberosErrorDetails {
  /** Bytes that are not the DER (or not the type) they should be. `path` reads like `AS-REP.ticket.enc-part.kvno`. */
  ASN1_INVALID: { readonly path: string; readonly reason: string; readonly offset?: number };
  /** A decoder's budget is used up: hostile or absurd input. */
  LIMIT: {
    readonly what: 'bytes' | 'nodes' | 'depth' | 'output' | 'entries';
    readonly limit: number;
    readonly where: string;
  };
  /** A file or text format other than ASN.1 is malformed. */
  FORMAT_INVALID: {
    readonly format:
      | 'ccache'
      | 'keytab'
      | 'krb5.conf'
      | 'principal'
      | 'time'
      | 'duration'
      | 'ndr'
      | 'pac'
      | 'kpasswd'
      | 'capture'
      | 'gss'
      | 'option'
      | 'password';
    readonly reason: string;
    readonly offset?: number;
    readonly file?: string;
    readonly line?: number;
  };
  /** Bytes to be inspected that are nothing known here; `offset` is where the likeliest reading ended. */
  NOT_RECOGNISED: { readonly reason: string; readonly offset: number };
  /** A KRB-ERROR answered. It is unauthenticated unless it came inside FAST. */
  KDC_ERROR: {
    readonly exchange: 'AS' | 'TGS' | 'AP' | 'kpasswd';
    readonly realm: string;
    readonly error: KrbError;
    /** The principal asked for, printed. */
    readonly client?: string;
    /** The client is not who asked: a service did, in that person's name. */
    readonly inNameOf?: true;
    readonly server?: string;
    readonly kdc?: string;
  };
  /** A checksum did not fit: wrong key, or changed bytes. `usage` is the key usage number. */
  INTEGRITY: { readonly what: string; readonly etype: number; readonly usage?: number };
  /** The password (or key) does not open the reply: same cause as INTEGRITY, but known to be the person's entry. */
  PASSWORD_INCORRECT: { readonly client: string; readonly evidence: 'kdc' | 'reply' };
  /** No common encryption type. */
  ETYPE_UNSUPPORTED: {
    readonly where: string;
    readonly ours: readonly number[];
    readonly theirs: readonly number[];
  };
  /** String-to-key parameters outside what we accept. */
  STRING_TO_KEY_REFUSED: {
    readonly etype: number;
    readonly reason: 'iterations-too-few' | 'iterations-too-many' | 'salt-too-long' | 'parameters-malformed';
    readonly got: number;
    readonly limit: number;
  };
  /** A reply that decrypts but does not answer what was asked. */
  REPLY_MISMATCH: { readonly field: string; readonly expected: string; readonly received: string };
  /** Clocks differ more than allowed. Seconds, positive when the KDC is ahead of us. */
  CLOCK_SKEW: { readonly offsetSeconds: number; readonly allowedSeconds: number; readonly realm: string };
  /** Referral chain broke our rules. */
  REFERRAL_REFUSED: {
    readonly reason: 'not-a-krbtgt' | 'foreign-realm' | 'same-realm' | 'seen-before' | 'too-many';
    readonly path: readonly string[];
    readonly server: string;
  };
  /** The KDC asks for pre-authentication of which we can do none. Numbers are padata types. */
  PREAUTH_UNSUPPORTED: { readonly offered: readonly number[]; readonly client: string };
  /** No key in the keytab fits. */
  KEY_NOT_FOUND: {
    readonly keytab: string;
    readonly principal: string;
    readonly etypes: readonly number[];
    readonly present: readonly {
      readonly principal: string;
      readonly kvno: number;
      readonly etype: number;
    }[];
  };
  /** The realm refused a proof made with a key of the keytab. `keys`: those the keytab has for the principal. */
  KEY_REFUSED: {
    readonly keytab: string;
    readonly principal: string;
    readonly keys: readonly { readonly kvno: number; readonly etype: number }[];
  };
  /** A password cannot be kept, or one that was kept cannot be had. */
  SECRET_UNAVAILABLE: {
    readonly principal: string;
    readonly reason:
      | 'none-kept'
      | 'refused-before'
      /** The system has no vault, or it is locked. */
      | 'no-vault'
      /** The vault seals with a key that is no secret. */
      | 'fixed-key'
      | 'stand-in'
      /** Sealed elsewhere, or damaged. */
      | 'not-opened';
  };
  REALM_UNKNOWN: { readonly realm: string; readonly looked: readonly string[] };
  KDC_UNREACHABLE: {
    readonly realm: string;
    readonly service: 'kdc' | 'kpasswd';
    readonly tried: readonly TriedServer[];
  };
  /** The server answered, but refused the new password. */
  PASSWORD_CHANGE_REFUSED: {
    readonly resultCode: number;
    readonly text: string;
    readonly policy?: PasswordPolicy;
  };
  NO_CREDENTIALS: { readonly cache: string; readonly wanted: string };
  CCACHE_NOT_FOUND: { readonly cache: string };
  CCACHE_TYPE_UNSUPPORTED: { readonly type: string; readonly name: string; readonly reason: string };
  CCACHE_WRONG_PRINCIPAL: { readonly cache: string; readonly holds: string; readonly wanted: string };
  TICKET_EXPIRED: { readonly server: string; readonly endTime: number };
  TICKET_NOT_RENEWABLE: {
    readonly server: string;
    readonly why: 'flag' | 'renew-till';
    readonly renewTill: number;
  };
  /** A file that cannot be read or written; `reason` is in words ("belongs to uid 1000, not to you"). */
  FILE_REFUSED: { readonly file: string; readonly reason: string; readonly errno?: string };
  CONFIG_INVALID: {
    readonly option: string;
    readonly value: string;
    readonly reason: string;
    readonly at?: string;
  };
  /** An option or feature of MIT's that the engine does not reach yet: named, never ignored. */
  NOT_SUPPORTED: { readonly what: string };
  CANCELLED: { readonly what: string };
}

/** [MS-ADTS] 3.1.1.1.16-like policy blob of AD's kpasswd answer ([MS-KPP] is silent; seen on the wire). */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly history: number;
  /** bit 0: complexity required */
  readonly properties: number;
  readonly maxAgeSeconds: number;
  readonly minAgeSeconds: number;
}

export type KerberosErrorCode = keyof KerberosErrorDetails;

/** Any KerberosError, discriminated by `code`. */
export type AnyKerberosError = { [C in KerberosErrorCode]: KerberosError<C> }[KerberosErrorCode];

export class KerberosError<C extends KerberosErrorCode = KerberosErrorCode> extends Error {
  override readonly name = 'KerberosError';
  readonly code: C;
  readonly details: KerberosErrorDetails[C];

  constructor(code: C, message: string, details: KerberosErrorDetails[C], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

export function isKerberosError(value: unknown): value is AnyKerberosError;
export function isKerberosError<C extends KerberosErrorCode>(
  value: unknown,
  code: C,
): value is KerberosError<C>;
export function isKerberosError(value: unknown, code?: KerberosErrorCode): boolean {
  return value instanceof KerberosError && (code === undefined || value.code === code);
}
