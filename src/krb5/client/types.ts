// What is asked of the client room and what it gives back. Every operation takes (ports, settings, request), honours
// `request.signal`, and throws KerberosError alone; programming faults stay TypeError.
import type { AuthorizationDatum, CacheConfigEntry, Credential, HostAddress } from '../credential.ts';
import type { KerberosError, PasswordPolicy } from '../errors.ts';
import type { KeytabEntry } from '../keytab/parse.ts';
import type { CacheContents } from '../ports.ts';
import type { Principal } from '../principal.ts';

/**
 * Where the client's long-term key comes from. A password is asked for at most once, only when a key is needed, as
 * UTF-8 octets; the engine overwrites that buffer with zeros before the operation ends, so hand it one of its own.
 */
export type ClientSecret =
  | { readonly kind: 'password'; readonly password: () => Promise<Uint8Array> | Uint8Array }
  | {
      readonly kind: 'keytab';
      readonly entries: readonly KeytabEntry[];
      /** The keytab's name, for messages. */
      readonly name: string;
    };

/** What is left out comes from the settings. Times in seconds. */
export interface InitialOptions {
  readonly lifetime?: number | undefined;
  /** 0 asks for a ticket that cannot be renewed. */
  readonly renewLifetime?: number | undefined;
  /** Postdated ticket: starts that much later and has to be validated then. */
  readonly startAfter?: number | undefined;
  readonly forwardable?: boolean | undefined;
  readonly proxiable?: boolean | undefined;
  readonly canonicalize?: boolean | undefined;
  /** true: this machine's addresses and extra_addresses go into the ticket; false: none; a list: exactly these. */
  readonly addresses?: boolean | readonly HostAddress[] | undefined;
  /** Sends PA-PAC-REQUEST; left out, the KDC decides. */
  readonly pac?: boolean | undefined;
  /** In order of preference, in place of default_tkt_enctypes. */
  readonly enctypes?: readonly number[] | undefined;
}

export interface InitialRequest {
  /** Name type ENTERPRISE asks the KDC to find the real name. */
  readonly client: Principal;
  readonly secret: ClientSecret;
  readonly options?: InitialOptions | undefined;
  /** Default: the client realm's ticket-granting service. */
  readonly service?: Principal | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Notes of the KDC's reply that a person should see. Times are seconds since 1970. */
export type InitialWarning =
  | { readonly kind: 'password-expires'; readonly at: number }
  | { readonly kind: 'account-expires'; readonly at: number }
  | {
      readonly kind: 'weak-enctype';
      readonly what: 'reply-key' | 'session-key' | 'ticket';
      readonly etype: number;
    };

export interface InitialCredential {
  readonly credential: Credential;
  /** KDC's clock minus ours, from the verified reply; undefined when kdc_timesync is off. */
  readonly kdcOffset: { readonly seconds: number; readonly micros: number } | undefined;
  /** fast_avail, pa_type, start_realm: as MIT's kinit stores them, in its order. */
  readonly config: readonly CacheConfigEntry[];
  readonly warnings: readonly InitialWarning[];
  /** Every last-req entry of the reply (RFC 4120 5.4.2); type and seconds since 1970. */
  readonly lastReq: readonly { readonly lrType: number; readonly lrValue: number }[];
  /** When the key runs out, seconds since 1970: the password's end, or the account's. */
  readonly keyExpiration?: number | undefined;
}

/**
 * A service principal made from a host name, as krb5_sname_to_principal makes it. `storeAs` is the name under which
 * MIT's libraries look for the ticket; `candidates` are asked for in turn. A realm of '' is "not known yet".
 */
export interface HostBasedName {
  /** What the person asked for, `HTTP/web`. */
  readonly asked: string;
  readonly storeAs: Principal;
  readonly candidates: readonly Principal[];
  /** How the name was made, in words: "DNS: web -> web.mit.test; realm from [domain_realm]". */
  readonly how: string;
}

export interface ServiceTicketOptions {
  /** Session key enctypes to ask for, in place of default_tgs_enctypes. */
  readonly enctypes?: readonly number[] | undefined;
  /** The other side's TGT, DER: asks for a ticket sealed with its session key (user-to-user). */
  readonly secondTicket?: Uint8Array | undefined;
  /** true: a server name the KDC made canonical is taken too (kvno -C). */
  readonly canonicalize?: boolean | undefined;
  readonly forwardable?: boolean | undefined;
  /** Take nothing from the cache but ticket-granting tickets. */
  readonly noCache?: boolean | undefined;
  /** Look into the cache and ask nobody (kvno --cached-only). */
  readonly cachedOnly?: boolean | undefined;
  /** Seconds from now; default: as long as the ticket-granting ticket. */
  readonly lifetime?: number | undefined;
  readonly authorizationData?: readonly AuthorizationDatum[] | undefined;
}

export interface ServiceTicketRequest {
  readonly contents: CacheContents;
  /** A principal (realm '' = not known: [domain_realm] and referrals decide) or a host-based name. */
  readonly server: Principal | HostBasedName;
  readonly options?: ServiceTicketOptions | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ServiceTicket {
  /** `credential.server` is the name asked, so that a look-up under it finds the ticket; the KDC's name is inside. */
  readonly credential: Credential;
  /** Name and realm of the server as the KDC gave them. */
  readonly server: Principal;
  /** Cross-realm TGTs that were asked for by name on the way: to be stored before the ticket. */
  readonly crossRealm: readonly Credential[];
  /** Realms asked, in order; the last one issued the ticket. */
  readonly path: readonly string[];
  readonly fromCache: boolean;
}

export interface RenewRequest {
  readonly contents: CacheContents;
  /** Default: the cache's ticket-granting ticket. */
  readonly server?: Principal | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OwnTicketRequest {
  readonly contents: CacheContents;
  /** Default: plain user-to-user, and where the KDC refuses that, S4U2self. */
  readonly how?: OwnTicket['how'] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A ticket to oneself, sealed with the session key of one's own TGT: its PAC can be read without any long-term key. */
export interface OwnTicket {
  readonly credential: Credential;
  /** The TGT whose session key opens the ticket. */
  readonly tgt: Credential;
  readonly how: 'user-to-user' | 's4u2self+user-to-user';
}

/** S4U2self: what a service is told of a person. */
export interface SelfTicketRequest {
  /** The service's own ticket-granting ticket. */
  readonly contents: CacheContents;
  /** Name type ENTERPRISE asks the KDC to find the real name. */
  readonly user: Principal;
  readonly signal?: AbortSignal | undefined;
}

export interface PasswordChangeRequest {
  readonly client: Principal;
  /** The present password (or a keytab): proves to kadmin/changepw who asks. */
  readonly secret: ClientSecret;
  /** Asked for only after the present password proved right. UTF-8 octets; the buffer is overwritten. */
  readonly newPassword: () => Promise<Uint8Array> | Uint8Array;
  /**
   * Asked when the server finds the new password unfit (RFC 3244, result 4): another one, or undefined to give up.
   * The ticket in hand serves again; nothing made from the present password is sent a second time.
   */
  readonly afterRefusal?:
    ((refusal: KerberosError<'PASSWORD_CHANGE_REFUSED'>) => Promise<Uint8Array | undefined>) | undefined;
  readonly enctypes?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The server accepted the new password; a refusal is thrown as PASSWORD_CHANGE_REFUSED. */
export interface PasswordChanged {
  readonly realm: string;
  /** What the server says, often empty. */
  readonly text: string;
  readonly policy: PasswordPolicy | undefined;
}
