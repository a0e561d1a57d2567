// Values of the AS machine (RFC 4120 3.1): what is asked, what is known between two steps, what comes out.
import type { Credential, HostAddress } from '../credential.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import type { AsRep, EncKdcRepPart, PaData } from '../messages/index.ts';
import type { KeyHint } from '../preauth/etype-info.ts';
import type { Principal } from '../principal.ts';
import type { Output, Step } from './step.ts';

export interface AsRequest {
  readonly client: Principal;
  /** undefined: the ticket-granting service of the client's realm. */
  readonly server: Principal | undefined;
  /** KDCOptions; RENEWABLE and RENEWABLE-OK are settled from the life-times below. */
  readonly kdcOptions: number;
  /** Seconds; 0 asks for as long as the KDC gives. */
  readonly lifetime: number;
  readonly renewLifetime: number;
  readonly startAfter: number;
  /** In our order of preference. */
  readonly etypes: readonly number[];
  readonly addresses: readonly HostAddress[];
  readonly pac: boolean | undefined;
  readonly clockSkew: number;
  readonly kdcTimesync: boolean;
  /** Whose failure a refused proof is: a person's entry, or a keytab's. */
  readonly secret: 'password' | 'keytab';
}

/** The req-body as last sent, and the numbers in it that the reply is held against. */
export interface SentAsRequest {
  readonly bytes: Uint8Array;
  readonly nonce: number;
  readonly kdcOptions: number;
  readonly from: number;
  readonly till: number;
  readonly rtime: number;
  readonly sentAtMicros: number;
  readonly tcp: boolean;
}

export interface DerivedKey {
  readonly hint: KeyHint;
  readonly key: EncryptionKey;
}

export interface AsState {
  readonly request: AsRequest;
  /**
   * asked: without pre-authentication. proving: waits for the key of a proof. proved: with pre-authentication.
   * opening: waits for the key of a reply.
   */
  readonly phase: 'asked' | 'proving' | 'proved' | 'opening' | 'ended';
  readonly client: Principal;
  readonly server: Principal;
  readonly realmsSeen: readonly string[];
  readonly sent: SentAsRequest | undefined;
  readonly methodData: readonly PaData[];
  readonly cookie: PaData | undefined;
  readonly hint: KeyHint | undefined;
  readonly derived: DerivedKey | undefined;
  readonly mechanism: { readonly padataType: number; readonly state: unknown } | undefined;
  readonly replyKey: EncryptionKey | undefined;
  /** Proofs handed out so far. */
  readonly proofs: number;
  /** KDC's clock minus ours, from a KRB_AP_ERR_SKEW: good for this attempt's proof alone. */
  readonly offsetMicros: number;
  readonly skewAnswered: boolean;
  readonly reply: AsRep | undefined;
  readonly last: Output<AsResult>;
}

export interface AsResult {
  readonly credential: Credential;
  readonly encPart: EncKdcRepPart;
  /** Enctype of the key that sealed the reply, and of the ticket itself. */
  readonly replyEtype: number;
  readonly ticketEtype: number;
  /** KDC's clock minus ours by the verified reply, whole seconds. */
  readonly offsetSeconds: number;
  /** The padata type that let us in; undefined when the KDC asked for none. */
  readonly paType: number | undefined;
  /** The KDC says, under the reply key, that it does FAST (RFC 6806 11). */
  readonly fastAvailable: boolean;
}

export type AsStep = Step<AsState, AsResult>;
