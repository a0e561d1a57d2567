// What a credential cache holds: a ticket with the session key and what the KDC said of it.
import type { EncryptionKey } from './crypto/key.ts';
import type { Principal } from './principal.ts';

/** HostAddress ::= SEQUENCE { addr-type [0] Int32, address [1] OCTET STRING } */
export interface HostAddress {
  readonly addrType: number;
  readonly address: Uint8Array;
}

/** One element of AuthorizationData. */
export interface AuthorizationDatum {
  readonly adType: number;
  readonly adData: Uint8Array;
}

/** Seconds since 1970, UTC. 0 is "absent", as in caches and in EncKDCRepPart's optional fields. */
export interface TicketTimes {
  readonly authTime: number;
  readonly startTime: number;
  readonly endTime: number;
  readonly renewTill: number;
}

export interface Credential {
  readonly client: Principal;
  readonly server: Principal;
  /** The session key. */
  readonly key: EncryptionKey;
  readonly times: TicketTimes;
  /** True for a user-to-user ticket: sealed with a session key, not with the server's long-term key. */
  readonly isSkey: boolean;
  /** TicketFlags as an unsigned 32-bit number, bit 0 of RFC 4120 being 0x80000000. */
  readonly flags: number;
  readonly addresses: readonly HostAddress[];
  readonly authorizationData: readonly AuthorizationDatum[];
  /** The Ticket as received, DER. */
  readonly ticket: Uint8Array;
  /** The other side's TGT of a user-to-user ticket, DER; empty otherwise. */
  readonly secondTicket: Uint8Array;
}

/** What may be kept of a credential that is only to be shown: it opens nothing. */
export interface KeylessCredential extends Omit<Credential, 'key'> {
  readonly key: Pick<EncryptionKey, 'keyType'>;
}

/** A config entry of a cache: X-CACHECONF:/krb5_ccache_conf_data/KEY[/PRINCIPAL]@X-CACHECONF: */
export interface CacheConfigEntry {
  readonly key: string;
  /** Set where the entry is about one server principal, e.g. pa_type for krbtgt/R@R. Printed form. */
  readonly principal?: string;
  readonly value: Uint8Array;
}
