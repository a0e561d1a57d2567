// The shape of the one table that turns an error into words: what happened, why, what to do, who can do it. Each
// language fills it; the types make a number or a code without words a compile error.
import type { KerberosErrorCode, KerberosErrorDetails, PasswordPolicy } from '../errors.ts';
import type { ErrorCode } from '../iana/error-code.ts';
import type { KpasswdResult } from '../iana/kpasswd-result.ts';
import type { NtStatus } from '../iana/nt-status.ts';
import type { Terms } from './terms.ts';

/** The languages that have the words. */
export type ExplainLanguage = 'en' | 'de';

/** nobody: there is nothing to do; it was asked for. */
export type WhoCanHelp = 'you' | 'administrator' | 'network' | 'nobody';

/** What people are told. Text from outside has passed displayText. */
export interface Said {
  /** One sentence, without a full stop where it may end a line. */
  readonly what: string;
  readonly why: string;
  readonly toDo: string;
}

export interface Explanation extends Said {
  readonly who: WhoCanHelp;
  /** The RFC's name and number, whether a server answered with it or we found the same ourselves. */
  readonly code?: { readonly name: string; readonly number: number };
  /** What the server said in its own words, escaped for display. */
  readonly said?: string;
}

type NumberOf<T> = T[keyof T] & number;
export type KdcErrorNumber = NumberOf<typeof ErrorCode>;
export type NtStatusNumber = NumberOf<typeof NtStatus>;
export type KpasswdNumber = NumberOf<typeof KpasswdResult>;

export type KdcDetails = KerberosErrorDetails['KDC_ERROR'];
export type KdcWords = (details: KdcDetails) => Said;

/** Ours; the two that a server answers with have tables of their own. */
export type OwnCode = Exclude<KerberosErrorCode, 'KDC_ERROR' | 'PASSWORD_CHANGE_REFUSED'>;

/** One language. */
export interface Tongue {
  readonly codes: { readonly [C in OwnCode]: (details: KerberosErrorDetails[C]) => Said };
  readonly kdc: Readonly<Record<KdcErrorNumber, KdcWords>>;
  /** Where a number means something else when it is a ticket, not the person, that is being judged. */
  readonly kdcInTgs: Readonly<Partial<Record<KdcErrorNumber, KdcWords>>>;
  /** A number that nobody registered. */
  readonly kdcUnknown: (details: KdcDetails, name: string) => Said;
  readonly ntStatus: Readonly<Record<NtStatusNumber, KdcWords>>;
  readonly kpasswd: Readonly<Record<KpasswdNumber, Said>>;
  readonly kpasswdUnknown: Said;
  /** Each rule of a password policy as a sentence. */
  readonly policyRules: (policy: PasswordPolicy) => readonly string[];
  /** A short reason, as the engine gives it in English where the fault is found. */
  readonly phrase: (english: string) => string;
  /** A remark on krb5.conf, in English as the engine makes it. */
  readonly remark: (english: string) => string;
  /** Numbers and flags of messages, in a sentence each. */
  readonly terms: Terms;
  /** How a service's name was made of what was typed, in English as the engine says it. */
  readonly way: (english: string) => string;
}
