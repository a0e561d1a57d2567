import { describe, expect, it } from 'vitest';
import { settingsForRealm, settingsFromProfile } from '../../../../src/krb5/config/from-profile.ts';
import { parseKrb5Conf } from '../../../../src/krb5/config/parse.ts';
import { Profile } from '../../../../src/krb5/config/profile.ts';
import type { KerberosSettings } from '../../../../src/krb5/config/settings.ts';

function settings(text: string): KerberosSettings {
  return settingsFromProfile(new Profile([parseKrb5Conf({ file: 'f', text })]));
}

describe('settings from a profile', () => {
  it('has the defaults of MIT 1.20 where nothing is set, and no realm of its own', () => {
    expect(settingsFromProfile(new Profile([]))).toMatchObject({
      defaultRealm: undefined,
      ticketLifetime: 86_400,
      renewLifetime: 0,
      forwardable: false,
      proxiable: false,
      noAddresses: true,
      canonicalize: false,
      clockSkew: 300,
      kdcTimesync: true,
      dnsLookupKdc: true,
      dnsLookupRealm: false,
      dnsCanonicalizeHostname: 'true',
      rdns: true,
      qualifyShortname: undefined,
      realmTryDomains: -1,
      udpPreferenceLimit: 1465,
      permittedEnctypes: [18, 17, 20, 19],
      defaultTktEnctypes: [18, 17, 20, 19],
      defaultTgsEnctypes: [18, 17, 20, 19],
      kdcDefaultOptions: 0x10,
      warnings: [],
    });
  });

  it('knows where each value stands', () => {
    const conf = settings(
      '[libdefaults]\ndefault_realm = A\n[realms]\nA = {\nkdc = k1\nkdc = k2:99\n}\n[domain_realm]\n.A.Test = A\n',
    );
    expect(conf.source('libdefaults.default_realm')).toBe('f:2');
    expect(conf.source('realms.A.kdc')).toBe('f:5');
    expect(conf.source('domain_realm..a.test')).toBe('f:9');
    expect(conf.source('libdefaults.rdns')).toBeUndefined();
    expect(conf.realms.get('A')?.kdc).toEqual(['k1', 'k2:99']);
    expect(conf.domainRealm.get('.a.test')).toBe('A');
  });

  it.each(['y', 'YES', 'true', 't', '1', 'On'])('reads %s as true', (word) => {
    expect(settings(`[libdefaults]\nforwardable = ${word}`).forwardable).toBe(true);
  });

  it.each(['n', 'no', 'FALSE', 'nil', '0', 'off'])('reads %s as false', (word) => {
    expect(settings(`[libdefaults]\nrdns = ${word}`)).toMatchObject({ rdns: false, warnings: [] });
  });

  it('takes a boolean that is none for false and says so', () => {
    const conf = settings('[libdefaults]\nrdns = perhaps');
    expect(conf.rdns).toBe(false);
    expect(conf.warnings).toEqual([
      'f:2: libdefaults.rdns = perhaps: neither true nor false, taken as false',
    ]);
  });

  it('reads lifetimes in every way of writing, and the default where there is none to read', () => {
    expect(settings('[libdefaults]\nticket_lifetime = 10h\nrenew_lifetime = 7d')).toMatchObject({
      ticketLifetime: 36_000,
      renewLifetime: 604_800,
    });
    const bad = settings('[libdefaults]\nticket_lifetime = 10 parsecs\nclockskew = 5m');
    expect(bad).toMatchObject({ ticketLifetime: 86_400, clockSkew: 300 });
    expect(bad.warnings).toHaveLength(2);
  });

  it('lays what [libdefaults] says for one realm over the rest', () => {
    const conf = settings(
      '[libdefaults]\nforwardable = yes\nticket_lifetime = 8h\nA = {\nforwardable = no\nrenew_lifetime = 1d\n}',
    );
    expect(settingsForRealm(conf, 'A')).toMatchObject({
      forwardable: false,
      renewLifetime: 86_400,
      ticketLifetime: 28_800,
    });
    expect(settingsForRealm(conf, 'B')).toMatchObject({ forwardable: true, renewLifetime: 0 });
  });

  it('reads dns_canonicalize_hostname = fallback', () => {
    expect(settings('[libdefaults]\ndns_canonicalize_hostname = Fallback').dnsCanonicalizeHostname).toBe(
      'fallback',
    );
  });

  it('names what it does not honour of a realm', () => {
    const options = ['http_anchors', 'master_kdc', 'primary_kdc', 'sitename'];
    const conf = settings(`[realms]\nA = {\nkdc = k\n${options.map((name) => `${name} = x\n`).join('')}}`);
    expect(conf.warnings).toEqual(
      options.map((name, i) => `f:${String(i + 4)}: [realms] ${name} is not supported`),
    );
  });

  it('names what it does not honour and what nobody knows', () => {
    const conf = settings(
      '[libdefaults]\nspake_preauth_groups = P-256\npkinit_anchors = FILE:x\nwhat = ever\nccache_type = 3\nallow_des3 = true\nk5login_authoritative = no\nverify_ap_req_nofail = yes\n[capaths]\na = b\n[logging]\nx = y\n',
    );
    expect(conf.warnings).toEqual([
      'f:2: [libdefaults] spake_preauth_groups is not supported',
      'f:3: [libdefaults] pkinit_anchors is not supported',
      'f:4: [libdefaults] what is not known',
      'f:6: [libdefaults] allow_des3 is not supported',
      'f:5: libdefaults.ccache_type = 3: caches are written in version 4',
      'f:9: [capaths] is not supported',
    ]);
  });
});

describe('lists of encryption types', () => {
  const tkt = (value: string, more = ''): KerberosSettings =>
    settings(`[libdefaults]\n${more}\ndefault_tkt_enctypes = ${value}`);

  it('reads families, aliases, DEFAULT, + and -, in any case and divided by blanks or commas', () => {
    expect(tkt('AES256-CTS, aes128-sha2').defaultTktEnctypes).toEqual([18, 19]);
    expect(tkt('aes -aes256-sha1 +aes256-cts').defaultTktEnctypes).toEqual([17, 20, 19, 18]);
    expect(tkt('DEFAULT -aes128-cts').defaultTktEnctypes).toEqual([18, 20, 19]);
    expect(tkt('aes aes').defaultTktEnctypes).toEqual([18, 17, 20, 19]);
  });

  it('leaves RC4 out until it is allowed, and says so where it is asked for by name', () => {
    const without = tkt('aes256-cts rc4-hmac');
    expect(without.defaultTktEnctypes).toEqual([18]);
    expect(without.warnings[0]).toContain('rc4-hmac is weak and left out; "allow_rc4 = true"');
    expect(tkt('DEFAULT').warnings).toEqual([]);
    expect(tkt('rc4', 'allow_rc4 = true').defaultTktEnctypes).toEqual([23]);
    expect(settings('[libdefaults]\nallow_rc4 = true').permittedEnctypes).toEqual([18, 17, 20, 19, 23]);
    expect(settings('[libdefaults]\nallow_weak_crypto = true').permittedEnctypes).toEqual([
      18, 17, 20, 19, 23,
    ]);
  });

  it('leaves out what is not implemented, and names a list that leaves nothing', () => {
    const conf = tkt('camellia des3-cbc-sha1 bogus');
    expect(conf.defaultTktEnctypes).toEqual([]);
    expect(conf.warnings.map((warning) => warning.replace(/^.*?: .*?: /, ''))).toEqual([
      'encryption type camellia is not implemented and left out',
      'encryption type des3-cbc-sha1 is not implemented and left out',
      'encryption type "bogus" is not known',
      'leaves no encryption type that can be used',
    ]);
  });

  it('takes permitted_enctypes where a list of its own is missing', () => {
    const conf = settings(
      '[libdefaults]\npermitted_enctypes = aes256-cts\ndefault_tgs_enctypes = aes128-cts',
    );
    expect(conf).toMatchObject({
      defaultTktEnctypes: [18],
      defaultTgsEnctypes: [17],
      permittedEnctypes: [18],
    });
  });
});
