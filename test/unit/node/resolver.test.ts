import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { NameResolver } from '#krb5';
import { nodeDns } from '../../../src/node/dns.ts';
import { nodeResolver, parseResolvConf } from '../../../src/node/resolver.ts';
import { dnsServer } from './dns-server.ts';
import type { TestServer } from './network.ts';

const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function resolverOver(
  zone: Readonly<Record<string, readonly string[]>>,
  files: { readonly hosts?: string; readonly resolvConf?: string } = {},
): Promise<NameResolver> {
  const server = await dnsServer(zone);
  running.push(server);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-resolver-'));
  writeFileSync(join(folder, 'hosts'), files.hosts ?? '');
  writeFileSync(join(folder, 'resolv.conf'), files.resolvConf ?? '');
  return nodeResolver({
    dns: nodeDns({ servers: [`127.0.0.1:${server.port}`] }),
    hostsFile: join(folder, 'hosts'),
    resolvConf: join(folder, 'resolv.conf'),
  });
}

test('the canonical name is the end of the CNAME chain, with its addresses', async () => {
  const resolver = await resolverOver({
    'www.test': ['CNAME alias.test'],
    'alias.test': ['CNAME web1.test'],
    'web1.test': ['A 127.0.0.9'],
  });
  expect(await resolver.canonicalName('www.test')).toEqual({ name: 'web1.test', addresses: ['127.0.0.9'] });
});

test('a chain of CNAMEs that never ends has an end', async () => {
  const resolver = await resolverOver({ 'a.test': ['CNAME b.test'], 'b.test': ['CNAME a.test'] });
  expect(await resolver.canonicalName('a.test')).toBeUndefined();
});

test('a short name is looked up in the search domains before it is taken as it is', async () => {
  const resolver = await resolverOver(
    { 'web.dept.test': ['A 127.0.0.9'] },
    { resolvConf: 'nameserver 127.0.0.1\nsearch other.test dept.test\n' },
  );
  expect(await resolver.canonicalName('web')).toEqual({ name: 'web.dept.test', addresses: ['127.0.0.9'] });
  expect(resolver.searchDomain()).toBe('other.test');
});

test('/etc/hosts comes first, and the first name of its line is the canonical one', async () => {
  const resolver = await resolverOver(
    { 'web.test': ['A 127.0.0.9'] },
    { hosts: '# web.test\n127.0.0.8  full.test WEB.test # web\n::1 full.test web.test\n' },
  );
  expect(await resolver.canonicalName('web.test')).toEqual({
    name: 'full.test',
    addresses: ['127.0.0.8', '::1'],
  });
});

test('an address is its own canonical name, and a name that does not exist has none', async () => {
  const resolver = await resolverOver({});
  expect(await resolver.canonicalName('127.0.0.1')).toEqual({ name: '127.0.0.1', addresses: ['127.0.0.1'] });
  expect(await resolver.canonicalName('no.such.test')).toBeUndefined();
});

test('an address turns into a name by its PTR record, or into nothing', async () => {
  const resolver = await resolverOver({ '9.99.99.127.in-addr.arpa': ['PTR nine.test'] });
  expect(await resolver.reverse('127.99.99.9')).toBe('nine.test');
  expect(await resolver.reverse('127.99.99.7')).toBeUndefined();
});

test('TXT records are given as DNS has them, for dns_lookup_realm', async () => {
  const resolver = await resolverOver({ '_kerberos.dept.test': ['TXT DEPT.TEST'] });
  expect(await resolver.textRecords?.('_kerberos.dept.test')).toEqual(['DEPT.TEST']);
  expect(await resolver.textRecords?.('_kerberos.test')).toEqual([]);
});

test('resolv.conf: the last of search and domain counts, and ndots is read', () => {
  expect(parseResolvConf('domain a.test\nsearch b.test c.test\noptions timeout:2 ndots:3\n')).toEqual({
    search: ['b.test', 'c.test'],
    ndots: 3,
  });
  expect(parseResolvConf('search b.test\ndomain a.test\n').search).toEqual(['a.test']);
  expect(parseResolvConf('')).toEqual({ search: [], ndots: 1 });
});
