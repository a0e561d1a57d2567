// What the engine needs of the world. `src/node` implements these on Node; tests implement some by hand.
import type { CacheConfigEntry, Credential, KeylessCredential } from './credential.ts';
import type { Principal } from './principal.ts';
import type { TraceSink } from './trace.ts';

export interface Clock {
  /** Microseconds since 1970 UTC, strictly increasing from call to call: two authenticators must differ. */
  nowMicros(): number;
  /** Milliseconds of a clock that nobody sets, for time-outs. */
  monotonicMillis(): number;
}

export interface RandomSource {
  bytes(length: number): Uint8Array;
}

export interface KeyDerivation {
  /** PBKDF2 (RFC 8018 5.2) off the main thread. Rejects with CANCELLED when the signal fires. */
  pbkdf2(input: {
    readonly hash: 'SHA-1' | 'SHA-256' | 'SHA-384';
    readonly password: Uint8Array;
    readonly salt: Uint8Array;
    readonly iterations: number;
    readonly length: number;
    readonly signal?: AbortSignal | undefined;
  }): Promise<Uint8Array>;
}

/** A server that answered, so that the next message of the same exchange can go to it again. */
export interface KdcAddress {
  readonly transport: 'udp' | 'tcp' | 'https';
  readonly host: string;
  readonly port: number;
  /** Set for a KDC proxy ([MS-KKDCP]). */
  readonly url?: string;
}

export interface KdcRequest {
  readonly realm: string;
  readonly service: 'kdc' | 'kpasswd';
  readonly bytes: Uint8Array;
  /** 'auto': UDP or TCP by size and udp_preference_limit; 'tcp' after KRB_ERR_RESPONSE_TOO_BIG. */
  readonly transport: 'auto' | 'tcp';
  /**
   * True when the bytes prove a password. Then they reach at most one KDC and, while that one stays silent,
   * one other: every KDC that sees a wrong proof counts it towards a lock-out.
   */
  readonly carriesProof: boolean;
  /** Try this one first: it gave the challenge that this message answers. */
  readonly prefer?: KdcAddress | undefined;
  /** Is this datagram an answer to us at all? What is not is dropped and the wait goes on. */
  readonly accepts: (reply: Uint8Array) => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface KdcTransport {
  /** @throws KerberosError KDC_UNREACHABLE, REALM_UNKNOWN, CANCELLED */
  exchange(request: KdcRequest): Promise<{ readonly reply: Uint8Array; readonly from: KdcAddress }>;
}

/** Host names to addresses and back, as krb5_sname_to_principal wants them. */
export interface NameResolver {
  /** Canonical name by forward look-up, undefined if the name does not exist. */
  canonicalName(
    host: string,
  ): Promise<{ readonly name: string; readonly addresses: readonly string[] } | undefined>;
  /** Name by reverse look-up of an address, undefined if there is none. */
  reverse(address: string): Promise<string | undefined>;
  /** The local machine's name, for host-based names without a host. */
  localHostname(): string;
  /** The first DNS search domain, for qualify_shortname's default; undefined if there is none. */
  searchDomain(): string | undefined;
  /** This machine's addresses as text, loopback left out: for tickets bound to addresses (kinit -a). */
  localAddresses?(): readonly string[];
  /** Strings of a name's TXT records, [] where there are none: for dns_lookup_realm. */
  textRecords?(name: string): Promise<readonly string[]>;
}

/** All that a cache holds, decoded. Config entries are listed apart from tickets; removed records are left out. */
export interface CacheContents {
  readonly principal: Principal;
  readonly credentials: readonly Credential[];
  readonly config: readonly CacheConfigEntry[];
  /** Seconds and microseconds to add to our clock to get the KDC's; from header tag 1 of a FILE cache. */
  readonly kdcOffset?: { readonly seconds: number; readonly micros: number } | undefined;
}

/** The same as it may be kept: of the session keys only their types. */
export interface KeylessContents extends Omit<CacheContents, 'credentials'> {
  readonly credentials: readonly KeylessCredential[];
}

export interface CredentialCache {
  /** TYPE:residual, e.g. FILE:/tmp/krb5cc_0 */
  readonly name: string;
  /** undefined when there is no such cache (yet). @throws FORMAT_INVALID, FILE_REFUSED, LIMIT */
  read(): Promise<CacheContents | undefined>;
  /**
   * Taken before a reading and again later, the same text: what was read is still what is there. undefined where that
   * cannot be told, as of a cache that was written a moment ago.
   */
  stamp?(): Promise<string | undefined>;
  /** A new cache in place of whatever was there: kinit. Whole or not at all. */
  initialize(contents: CacheContents): Promise<void>;
  /** One further ticket (or config entry): one appended record. */
  store(credential: Credential, config?: readonly CacheConfigEntry[]): Promise<void>;
  /**
   * A renewed TGT in place of the old one, all else kept byte for byte: renewal by the app.
   * 'superseded' when the cache now holds another principal or a newer TGT: nothing was written.
   */
  replaceTgt(renewed: Credential): Promise<'written' | 'superseded'>;
  /**
   * A whole cache in place of exactly what was read: `expected` is that, or undefined where there was none; `wanted`
   * undefined takes the cache away. 'changed' when something else is there by now: nothing was written.
   */
  exchange(
    expected: KeylessContents | undefined,
    wanted: CacheContents | undefined,
  ): Promise<'written' | 'changed'>;
  /** Marks matching tickets removed. Resolves to how many. */
  remove(matches: (credential: Credential) => boolean): Promise<number>;
  /** Removes the cache. Resolves to false if there was none. */
  destroy(): Promise<boolean>;
}

/** What clients of the engine are given once and hand to every operation. */
export interface Ports {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly kdf: KeyDerivation;
  readonly transport: KdcTransport;
  readonly resolver: NameResolver;
  readonly trace: TraceSink;
}
