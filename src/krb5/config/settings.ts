// The typed view of a krb5.conf profile: every setting the engine honours, with MIT 1.20's defaults
// (krb5.conf(5)) where the file is silent. settingsFromProfile makes one; `source` says where a value came from.

export interface RealmSettings {
  readonly realm: string;
  /** In order: `host`, `host:port`, `[v6]:port`, `tcp/host:port`, `udp/host`, `https://host/KdcProxy`. */
  readonly kdc: readonly string[];
  readonly adminServer: readonly string[];
  readonly kpasswdServer: readonly string[];
}

/** What `[libdefaults] REALM = { … }` says for one client realm; settingsForRealm lays it over the rest. */
export interface RealmDefaults {
  readonly ticketLifetime?: number;
  readonly renewLifetime?: number;
  readonly forwardable?: boolean;
  readonly proxiable?: boolean;
  readonly canonicalize?: boolean;
  readonly noAddresses?: boolean;
}

export interface KerberosSettings {
  readonly defaultRealm: string | undefined;
  readonly realms: ReadonlyMap<string, RealmSettings>;
  /** Left sides lower-cased: `.mit.test` covers hosts below, `mit.test` the host itself. */
  readonly domainRealm: ReadonlyMap<string, string>;
  readonly realmDefaults?: ReadonlyMap<string, RealmDefaults>;
  /** Seconds; 0 = ask for none. */
  readonly ticketLifetime: number;
  readonly renewLifetime: number;
  readonly forwardable: boolean;
  readonly proxiable: boolean;
  readonly noAddresses: boolean;
  readonly extraAddresses: readonly string[];
  readonly canonicalize: boolean;
  readonly clockSkew: number;
  readonly kdcTimesync: boolean;
  readonly dnsLookupKdc: boolean;
  readonly dnsLookupRealm: boolean;
  readonly dnsCanonicalizeHostname: 'true' | 'false' | 'fallback';
  readonly rdns: boolean;
  /** undefined: append the first search domain; '' : append nothing; else append this. */
  readonly qualifyShortname: string | undefined;
  readonly realmTryDomains: number;
  readonly udpPreferenceLimit: number;
  readonly allowWeakCrypto: boolean;
  readonly allowRc4: boolean;
  /** In order of preference, weak ones already taken out unless allowed; only enctypes the engine implements. */
  readonly permittedEnctypes: readonly number[];
  readonly defaultTktEnctypes: readonly number[];
  readonly defaultTgsEnctypes: readonly number[];
  readonly defaultCcacheName: string | undefined;
  readonly defaultKeytabName: string | undefined;
  readonly defaultClientKeytabName: string | undefined;
  readonly kdcDefaultOptions: number;
  /** Where a value stands: `settings.source('libdefaults.default_realm')` -> `/etc/krb5.conf:4`; undefined = default. */
  readonly source: (path: string) => string | undefined;
  /** What the file says that we do not honour or cannot parse, in words, with file:line. Shown, never dropped. */
  readonly warnings: readonly string[];
}
