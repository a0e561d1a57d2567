// Values of the TGS machine (RFC 4120 3.3, referrals RFC 6806 8, S4U2self [MS-SFU]).
import type { AuthorizationDatum, Credential } from '../credential.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import type { AnyKerberosError } from '../errors.ts';
import type { Principal } from '../principal.ts';
import type { Output, Step } from './step.ts';

export interface TgsRequest {
  /** 'renew' and 'validate' hand in `tgt` itself, whatever service it is for. */
  readonly kind: 'service' | 'renew' | 'validate';
  readonly tgt: Credential;
  /** Cross-realm TGTs at hand, unexpired. */
  readonly otherTgts: readonly Credential[];
  /** Realm '' = not known: asked in the TGT's realm, which may refer. */
  readonly server: Principal;
  /** Realms to try, by TGT, when the realm is not known and the TGT's realm does not know the server. */
  readonly fallbackRealms: readonly string[];
  /** KDCOptions beside those that the TGT's flags bring along. */
  readonly kdcOptions: number;
  /** Latest end, seconds since 1970; 0: the TGT's. */
  readonly till: number;
  /** For the service ticket's session key, in our order. */
  readonly etypes: readonly number[];
  /** For TGTs met on the way. */
  readonly tgtEtypes: readonly number[];
  readonly secondTicket: Uint8Array;
  /** S4U2self: the ticket is for this client of the service that asks. */
  readonly forUser: Principal | undefined;
  readonly authorizationData: readonly AuthorizationDatum[];
  /** false: ask for exactly this name, without the canonicalize option. */
  readonly referrals: boolean;
  /** Take a server name that the KDC made canonical (kvno -C). */
  readonly acceptRename: boolean;
  readonly clockSkew: number;
}

export interface SentTgsRequest {
  readonly bytes: Uint8Array;
  readonly realm: string;
  readonly server: Principal;
  readonly nonce: number;
  readonly kdcOptions: number;
  readonly till: number;
  readonly etypes: readonly number[];
  readonly subkey: EncryptionKey;
  /** Whose name the ticket is to bear, where that is not the TGT's client. */
  readonly forUser: Principal | undefined;
  readonly sentAtMicros: number;
  readonly tcp: boolean;
}

export interface TgsState {
  readonly request: TgsRequest;
  /** tgt: asking for krbtgt/`targetRealm`. referral: for the service, referrals welcome. plain: exactly the service. */
  readonly phase: 'tgt' | 'referral' | 'plain' | 'ended';
  readonly targetRealm: string;
  readonly tgt: Credential;
  readonly sent: SentTgsRequest;
  readonly realmsSeen: readonly string[];
  /** Realms asked, for display. */
  readonly path: readonly string[];
  readonly hops: number;
  readonly crossRealm: readonly Credential[];
  readonly fallbacksLeft: readonly string[];
  /** The error that set the fall-backs off: the one worth telling when they fail too. */
  readonly firstError: AnyKerberosError | undefined;
  readonly last: Output<TgsResult>;
}

export interface TgsResult {
  /** `server` as the KDC named it. */
  readonly credential: Credential;
  readonly ticketEtype: number;
  /** TGTs asked for by name, nearest realm first. */
  readonly crossRealm: readonly Credential[];
  readonly path: readonly string[];
}

export type TgsStep = Step<TgsState, TgsResult>;
