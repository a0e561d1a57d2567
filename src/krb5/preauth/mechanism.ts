// One interface for every pre-authentication mechanism (RFC 4120 5.2.7, framework of RFC 6113). A mechanism is pure:
// it is given what it may know, and answers with padata for the next request or with what it needs first. Whatever
// takes several rounds keeps its own plain-value state, which the AS machine carries for it.
import type { EncryptionKey } from '../crypto/key.ts';
import type { PaData } from '../messages/index.ts';
import type { Principal } from '../principal.ts';
import type { RandomSource } from '../ports.ts';
import type { KeyHint } from './etype-info.ts';

export interface PreauthContext {
  readonly client: Principal;
  readonly server: Principal;
  /** What the KDC offers: the METHOD-DATA of its PREAUTH_REQUIRED. */
  readonly methodData: readonly PaData[];
  /** The enctype, salt and parameters taken from ETYPE-INFO2. */
  readonly hint: KeyHint;
  /** DER of the req-body that the padata will travel with. */
  readonly requestBody: Uint8Array;
  /** The KDC's time as far as this attempt knows it. */
  readonly kdcNowMicros: number;
  readonly random: RandomSource;
}

export type PreauthInput =
  | { readonly kind: 'begin' }
  /** The client's long-term key for `context.hint`. */
  | { readonly kind: 'key'; readonly key: EncryptionKey }
  /** KDC_ERR_MORE_PREAUTH_DATA_REQUIRED (RFC 6113 5.2): the next round's padata. */
  | { readonly kind: 'more'; readonly padata: readonly PaData[] }
  /** KRB_AP_ERR_SKEW: prove again with the corrected time in `context.kdcNowMicros`. */
  | { readonly kind: 'again' };

export type PreauthStep =
  | { readonly kind: 'need-key'; readonly state: unknown }
  | {
      readonly kind: 'padata';
      readonly padata: readonly PaData[];
      /** True when the padata lets a KDC judge the secret, so that a wrong one counts against the account. */
      readonly proof: boolean;
      /** Set when the reply is sealed with another key than the client's long-term key. */
      readonly replyKey?: EncryptionKey;
      readonly state: unknown;
    }
  | { readonly kind: 'unavailable' };

export interface PreauthMechanism {
  /** The padata type under which KDCs offer it, and which a cache records as pa_type. */
  readonly padataType: number;
  readonly step: (state: unknown, input: PreauthInput, context: PreauthContext) => PreauthStep;
}
