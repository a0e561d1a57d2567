// A profile to typed settings, with MIT 1.20's defaults. A value that cannot be read is reported and the default
// used; an unreadable boolean counts as false, as MIT's client reads it.
import { isKerberosError } from '../errors.ts';
import { displayText } from '../text.ts';
import { parseDuration } from './duration.ts';
import { parseEnctypes } from './enctypes.ts';
import * as options from './options.ts';
import type { Profile, ProfileValue } from './profile.ts';
import type { KerberosSettings, RealmDefaults, RealmSettings } from './settings.ts';

const DAY = 86_400;
const YES = ['y', 'yes', 'true', 't', '1', 'on'];
const NO = ['n', 'no', 'false', 'nil', '0', 'off'];
const LIB = 'libdefaults';

export function settingsFromProfile(profile: Profile): KerberosSettings {
  const reader = new SettingsReader(profile);
  reader.reportUnsupported();
  const allowWeakCrypto = reader.boolean('allow_weak_crypto', false);
  const allowRc4 = reader.boolean('allow_rc4', false);
  const policy = { allowWeakCrypto, allowRc4 };
  const general: Required<RealmDefaults> = {
    ticketLifetime: reader.duration([LIB, 'ticket_lifetime']) ?? DAY,
    renewLifetime: reader.duration([LIB, 'renew_lifetime']) ?? 0,
    forwardable: reader.boolean('forwardable', false),
    proxiable: reader.boolean('proxiable', false),
    canonicalize: reader.boolean('canonicalize', false),
    noAddresses: reader.boolean('noaddresses', true),
  };
  const permitted = reader.enctypes('permitted_enctypes', policy);
  const byDefault = permitted ?? parseEnctypes('DEFAULT', policy).enctypes;
  return {
    ...general,
    defaultRealm: reader.text('default_realm'),
    realms: reader.realms(),
    domainRealm: reader.domainRealm(),
    realmDefaults: reader.realmDefaults(),
    extraAddresses: reader.words('extra_addresses'),
    clockSkew: reader.integer('clockskew', 300),
    kdcTimesync: reader.integer('kdc_timesync', 1) !== 0,
    dnsLookupKdc: reader.boolean('dns_lookup_kdc', reader.boolean('dns_fallback', true)),
    dnsLookupRealm: reader.boolean('dns_lookup_realm', reader.boolean('dns_fallback', false)),
    dnsCanonicalizeHostname: reader.canonicalization(),
    rdns: reader.boolean('rdns', true),
    qualifyShortname: reader.text('qualify_shortname'),
    realmTryDomains: reader.integer('realm_try_domains', -1),
    udpPreferenceLimit: Math.min(Math.max(reader.integer('udp_preference_limit', 1465), 0), 32_700),
    allowWeakCrypto,
    allowRc4,
    permittedEnctypes: byDefault,
    defaultTktEnctypes: reader.enctypes('default_tkt_enctypes', policy) ?? byDefault,
    defaultTgsEnctypes: reader.enctypes('default_tgs_enctypes', policy) ?? byDefault,
    defaultCcacheName: reader.text('default_ccache_name'),
    defaultKeytabName: reader.text('default_keytab_name'),
    defaultClientKeytabName: reader.text('default_client_keytab_name'),
    kdcDefaultOptions: reader.integer('kdc_default_options', 0x10) >>> 0,
    source: reader.source,
    warnings: reader.warnings(),
  };
}

/** The settings as they hold for one client realm: `[libdefaults] REALM = { … }` before `[libdefaults]` itself. */
export function settingsForRealm(settings: KerberosSettings, realm: string): KerberosSettings {
  const own = settings.realmDefaults?.get(realm);
  return own === undefined ? settings : { ...settings, ...own };
}

class SettingsReader {
  readonly #profile: Profile;
  readonly #warnings: string[];
  readonly #sources = new Map<string, string>();

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#warnings = [...profile.warnings];
  }

  readonly source = (path: string): string | undefined => this.#sources.get(path);

  warnings(): readonly string[] {
    return [...new Set(this.#warnings)];
  }

  #value(path: readonly string[]): ProfileValue | undefined {
    const value = this.#profile.value(...path);
    if (value !== undefined) this.#sources.set(path.join('.'), value.at);
    return value;
  }

  #bad(path: readonly string[], value: ProfileValue, reason: string): void {
    this.#warnings.push(
      `${value.at}: ${displayText(path.join('.'))} = ${displayText(value.value)}: ${reason}`,
    );
  }

  text(name: string): string | undefined {
    return this.#value([LIB, name])?.value;
  }

  words(name: string): readonly string[] {
    return (this.text(name) ?? '').split(/[\s,]+/).filter((word) => word !== '');
  }

  boolean(name: string, byDefault: boolean): boolean {
    return this.booleanAt([LIB, name]) ?? byDefault;
  }

  booleanAt(path: readonly string[]): boolean | undefined {
    const value = this.#value(path);
    if (value === undefined) return undefined;
    const lower = value.value.toLowerCase();
    if (!YES.includes(lower) && !NO.includes(lower))
      this.#bad(path, value, 'neither true nor false, taken as false');
    return YES.includes(lower);
  }

  integer(name: string, byDefault: number): number {
    const path = [LIB, name];
    const value = this.#value(path);
    if (value === undefined) return byDefault;
    const number = /^\s*[+-]?\d+$/.test(value.value) ? Number(value.value) : Number.NaN;
    if (Number.isInteger(number) && number >= -0x80000000 && number <= 0x7fffffff) return number;
    this.#bad(path, value, `not a whole number, ${String(byDefault)} is used`);
    return byDefault;
  }

  duration(path: readonly string[]): number | undefined {
    const value = this.#value(path);
    if (value === undefined) return undefined;
    try {
      const seconds = parseDuration(value.value);
      if (seconds >= 0) return seconds;
      this.#bad(path, value, 'negative, the default is used');
    } catch (error) {
      if (!isKerberosError(error, 'FORMAT_INVALID')) throw error;
      this.#bad(path, value, 'not a duration, the default is used');
    }
    return undefined;
  }

  canonicalization(): 'true' | 'false' | 'fallback' {
    if (this.text('dns_canonicalize_hostname')?.toLowerCase() === 'fallback') return 'fallback';
    return this.boolean('dns_canonicalize_hostname', true) ? 'true' : 'false';
  }

  enctypes(
    name: string,
    policy: { readonly allowWeakCrypto: boolean; readonly allowRc4: boolean },
  ): readonly number[] | undefined {
    const path = [LIB, name];
    const value = this.#value(path);
    if (value === undefined) return undefined;
    const list = parseEnctypes(value.value, policy);
    for (const warning of list.warnings) this.#bad(path, value, warning);
    if (list.enctypes.length === 0) this.#bad(path, value, 'leaves no encryption type that can be used');
    return list.enctypes;
  }

  realms(): ReadonlyMap<string, RealmSettings> {
    const found = new Map<string, RealmSettings>();
    for (const { name: realm, at } of this.#profile.sections('realms')) {
      this.#sources.set(`realms.${realm}`, at);
      const list = (option: string): readonly string[] => {
        const path = ['realms', realm, option];
        this.#value(path);
        return this.#profile.values(...path).map((value) => value.value);
      };
      found.set(realm, {
        realm,
        kdc: list('kdc'),
        adminServer: list('admin_server'),
        kpasswdServer: list('kpasswd_server'),
      });
    }
    return found;
  }

  domainRealm(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const { name, value, at } of this.#profile.relations('domain_realm')) {
      const domain = name.toLowerCase();
      if (found.has(domain)) continue;
      found.set(domain, value);
      this.#sources.set(`domain_realm.${domain}`, at);
    }
    return found;
  }

  realmDefaults(): ReadonlyMap<string, RealmDefaults> {
    const found = new Map<string, RealmDefaults>();
    for (const { name: realm } of this.#profile.sections(LIB)) {
      const flag = (option: string): boolean | undefined => this.booleanAt([LIB, realm, option]);
      const own: { -readonly [K in keyof RealmDefaults]: RealmDefaults[K] | undefined } = {
        ticketLifetime: this.duration([LIB, realm, 'ticket_lifetime']),
        renewLifetime: this.duration([LIB, realm, 'renew_lifetime']),
        forwardable: flag('forwardable'),
        proxiable: flag('proxiable'),
        canonicalize: flag('canonicalize'),
        noAddresses: flag('noaddresses'),
      };
      const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
      if (Object.keys(set).length > 0) found.set(realm, set);
    }
    return found;
  }

  reportUnsupported(): void {
    for (const relation of this.#profile.relations(LIB)) this.#reportLibdefault(relation);
    const type = this.#profile.value(LIB, 'ccache_type');
    if (type !== undefined && type.value !== '4')
      this.#bad([LIB, 'ccache_type'], type, 'caches are written in version 4');
    for (const { name: realm } of this.#profile.sections(LIB)) {
      for (const { name, at } of this.#profile.relations(LIB, realm)) {
        if ((options.REALM_LIBDEFAULTS as readonly string[]).includes(name)) continue;
        this.#warnings.push(
          `${at}: ${displayText(name)} is not honoured for a single realm in [libdefaults]`,
        );
      }
    }
    for (const { name: realm } of this.#profile.sections('realms')) {
      for (const { name, at } of this.#profile.relations('realms', realm)) this.#reportRealmOption(name, at);
    }
    for (const { name, at } of this.#profile.sections()) {
      if (options.SECTIONS_UNSUPPORTED.includes(name))
        this.#warnings.push(`${at}: [${name}] is not supported`);
    }
  }

  #reportLibdefault({ name, at }: ProfileValue): void {
    if (options.LIBDEFAULTS.includes(name) || options.LIBDEFAULTS_ELSEWHERE.includes(name)) return;
    const known = options.LIBDEFAULTS_UNSUPPORTED.includes(name) || name.startsWith('pkinit_');
    this.#warnings.push(
      `${at}: [libdefaults] ${displayText(name)} is ${known ? 'not supported' : 'not known'}`,
    );
  }

  #reportRealmOption(name: string, at: string): void {
    if (options.REALM_OPTIONS.includes(name) || options.REALM_ELSEWHERE.includes(name)) return;
    if (!options.REALM_UNSUPPORTED.includes(name) && !name.startsWith('pkinit_')) return;
    this.#warnings.push(`${at}: [realms] ${displayText(name)} is not supported`);
  }
}
