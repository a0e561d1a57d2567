import { describe, expect, it } from 'vitest';
import { fallbackRealms } from '../../../../src/krb5/client/host-realm.ts';
import { formatPrincipal, prepareHostBased } from '../../../../src/krb5/index.ts';
import type { HostBasedName, KerberosSettings } from '../../../../src/krb5/index.ts';
import { portsWith, settings } from './fixture.ts';
import type { Names } from './fixture.ts';

const DNS: Names = {
  forward: { web: ['Web1.MIT.test', '192.0.2.1'], 'www.mit.test': ['web1.mit.test', '192.0.2.1'] },
  backward: { '192.0.2.1': 'node7.mit.test' },
  search: 'search.test',
};

async function prepare(
  host: string | undefined,
  change: Partial<KerberosSettings>,
  names: Names = DNS,
  service?: string,
): Promise<HostBasedName & { readonly made: readonly string[] }> {
  const { ports } = portsWith(() => new Uint8Array(0), names);
  const prepared = await prepareHostBased(ports, settings(change), { host, service: service ?? 'HTTP' });
  return { ...prepared, made: prepared.candidates.map(formatPrincipal) };
}

describe('dns_canonicalize_hostname', () => {
  it('true takes the name of the address, by reverse look-up where rdns is on', async () => {
    const on = { dnsCanonicalizeHostname: 'true', rdns: true } as const;
    expect((await prepare('web', on)).made).toEqual(['HTTP/node7.mit.test@']);
    expect((await prepare('web', { ...on, rdns: false })).made).toEqual(['HTTP/web1.mit.test@']);
  });

  it('true falls back on the canonical name where the address has no name, and on the typed one without DNS', async () => {
    const on = { dnsCanonicalizeHostname: 'true', rdns: true } as const;
    expect((await prepare('web', on, { ...DNS, backward: {} })).made).toEqual(['HTTP/web1.mit.test@']);
    expect((await prepare('Other.Test', on)).made).toEqual(['HTTP/other.test@']);
  });

  it('false asks no DNS, and takes the typed name in lower case without its last dot', async () => {
    expect((await prepare('WWW.mit.test.', { dnsCanonicalizeHostname: 'false' })).made).toEqual([
      'HTTP/www.mit.test@',
    ]);
  });

  it('fallback tries the typed name first, the name by DNS second, and stores under the name as typed', async () => {
    const prepared = await prepare(
      'WWW.mit.test',
      { dnsCanonicalizeHostname: 'fallback', rdns: false },
      {
        ...DNS,
        forward: { 'WWW.mit.test': ['web1.mit.test', '192.0.2.1'] },
      },
    );
    expect(prepared.made).toEqual(['HTTP/www.mit.test@', 'HTTP/web1.mit.test@']);
    expect(formatPrincipal(prepared.storeAs)).toBe('HTTP/WWW.mit.test@');
  });

  it('fallback tries a name once where both ways make the same', async () => {
    const prepared = await prepare('other.test', { dnsCanonicalizeHostname: 'fallback' });
    expect(prepared.made).toEqual(['HTTP/other.test@']);
  });
});

describe('qualify_shortname', () => {
  const off = { dnsCanonicalizeHostname: 'false' } as const;

  it('by default adds the first search domain to a name without a dot', async () => {
    expect((await prepare('desk', { ...off, qualifyShortname: undefined })).made).toEqual([
      'HTTP/desk.search.test@',
    ]);
    expect((await prepare('desk', { ...off, qualifyShortname: undefined }, {})).made).toEqual(['HTTP/desk@']);
  });

  it('adds what it says, or nothing where it is empty', async () => {
    expect((await prepare('desk', { ...off, qualifyShortname: 'mit.test' })).made).toEqual([
      'HTTP/desk.mit.test@',
    ]);
    expect((await prepare('desk', { ...off, qualifyShortname: '' })).made).toEqual(['HTTP/desk@']);
    expect((await prepare('desk.test', { ...off, qualifyShortname: 'mit.test' })).made).toEqual([
      'HTTP/desk.test@',
    ]);
  });

  it('adds nothing to a name that DNS made canonical', async () => {
    const on = { dnsCanonicalizeHostname: 'true', rdns: false, qualifyShortname: 'mit.test' } as const;
    const names = { forward: { web: ['single', '192.0.2.1'] } } as const;
    expect((await prepare('web', on, names)).made).toEqual(['HTTP/single@']);
  });
});

describe('a host-based name', () => {
  const off = { dnsCanonicalizeHostname: 'false' } as const;

  it('keeps a trailer after a single colon, but takes an IPv6 address whole', async () => {
    expect((await prepare('SQL.mit.test:1433', off, DNS, 'MSSQLSvc')).made).toEqual([
      'MSSQLSvc/sql.mit.test:1433@',
    ]);
    expect((await prepare('2001:DB8::1', { ...off, qualifyShortname: '' })).made).toEqual([
      'HTTP/2001:db8::1@',
    ]);
  });

  it('without a host is for this machine, without a service for `host`', async () => {
    const { ports } = portsWith(() => new Uint8Array(0));
    const { asked, candidates } = await prepareHostBased(ports, settings(off), {});
    expect(asked).toBe('host/Desk.mit.test');
    expect(candidates.map(formatPrincipal)).toEqual(['host/desk.mit.test@']);
  });

  it('shows the name asked, the name made and how', async () => {
    const { ports, trace } = portsWith(() => new Uint8Array(0), DNS);
    const on = { dnsCanonicalizeHostname: 'true', rdns: true } as const;
    const domainRealm = new Map([['.mit.test', 'MIT.TEST']]);
    await prepareHostBased(ports, settings({ ...on, domainRealm }), { service: 'HTTP', host: 'web' });
    expect(trace).toEqual([
      {
        type: 'name.canonicalized',
        asked: 'HTTP/web',
        made: 'HTTP/node7.mit.test@MIT.TEST',
        how: 'DNS: web is 192.0.2.1, which is node7.mit.test, realm MIT.TEST by [domain_realm] .mit.test',
      },
    ]);
  });
});

describe('the realm of a host', () => {
  const realmOf = async (
    host: string,
    entries: Record<string, string>,
    change: Partial<KerberosSettings> = {},
  ) => {
    const domainRealm = new Map(Object.entries(entries));
    const prepared = await prepare(
      host,
      { dnsCanonicalizeHostname: 'false', domainRealm, ...change },
      {
        txt: { '_kerberos.txt.test': ['TXT.TEST'] },
      },
    );
    return prepared.candidates[0]?.realm;
  };

  it.each([
    ['a.b.c', { 'a.b.c': '1', '.b.c': '2', 'b.c': '3' }, '1'],
    ['a.b.c', { '.b.c': '2', 'b.c': '3', '.c': '4' }, '2'],
    ['a.b.c', { 'b.c': '3', '.c': '4', c: '5' }, '3'],
    ['a.b.c', { '.c': '4', c: '5' }, '4'],
    ['a.b.c', { c: '5' }, '5'],
    ['a.b.c', { '.a.b.c': '6' }, ''],
    ['192.0.2.1', { '.2.1': '7', '1': '7' }, ''],
  ])('of %s with %o is "%s"', async (host, entries, realm) => {
    expect(await realmOf(host, entries)).toBe(realm);
  });

  it('comes from DNS only where dns_lookup_realm is on and [domain_realm] is silent', async () => {
    expect(await realmOf('x.txt.test', {}, { dnsLookupRealm: true })).toBe('TXT.TEST');
    expect(await realmOf('x.txt.test', {}, { dnsLookupRealm: false })).toBe('');
    expect(await realmOf('x.txt.test', { '.test': 'CONF' }, { dnsLookupRealm: true })).toBe('CONF');
  });

  it.each([
    [-1, ['B.C']],
    [0, ['A.B.C', 'B.C']],
    [1, ['A.B.C', 'B.C']],
  ])('is guessed at last from its name, realm_try_domains = %i', (realmTryDomains, guesses) => {
    expect(fallbackRealms(settings({ realmTryDomains }), 'a.b.c')).toEqual(guesses);
    expect(fallbackRealms(settings({ realmTryDomains }), '192.0.2.1')).toEqual([]);
  });
});
