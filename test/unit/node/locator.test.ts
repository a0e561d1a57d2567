import { afterEach, expect, test } from 'vitest';
import { isKerberosError } from '#krb5';
import type { KerberosSettings, TraceEvent } from '#krb5';
import { nodeDns, orderSrv } from '../../../src/node/dns.ts';
import { nodeLocator } from '../../../src/node/locator.ts';
import type { Locator } from '../../../src/node/locator.ts';
import { parseServerEntry } from '../../../src/node/server-entry.ts';
import { nodeTransport } from '../../../src/node/transport/index.ts';
import { dnsServer } from './dns-server.ts';
import { realmSettings, requestOf, settingsWith, textOf, udpServer } from './network.ts';
import type { TestServer } from './network.ts';

const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
function up<T extends TestServer>(server: T): T {
  running.push(server);
  return server;
}

async function locatorOver(
  zone: Readonly<Record<string, readonly string[]>>,
  settings: KerberosSettings = settingsWith({ dnsLookupKdc: true }),
): Promise<{ locator: Locator; server: TestServer; events: TraceEvent[] }> {
  const server = up(await dnsServer(zone));
  const events: TraceEvent[] = [];
  const trace = (event: TraceEvent): number => events.push(event);
  const dns = nodeDns({ servers: [`127.0.0.1:${server.port}`], trace });
  return { locator: nodeLocator({ settings, dns, trace }), server, events };
}

test.each([
  ['kdc.test', { transport: 'any', host: 'kdc.test', port: 88 }],
  ['kdc.test:750', { transport: 'any', host: 'kdc.test', port: 750 }],
  ['127.0.0.1:18088', { transport: 'any', host: '127.0.0.1', port: 18088 }],
  ['[::1]:88', { transport: 'any', host: '::1', port: 88 }],
  ['[fe80::1%eth0]', { transport: 'any', host: 'fe80::1%eth0', port: 88 }],
  ['2001:db8::7', { transport: 'any', host: '2001:db8::7', port: 88 }],
  ['tcp/kdc.test', { transport: 'tcp', host: 'kdc.test', port: 88 }],
  ['udp/kdc.test:1', { transport: 'udp', host: 'kdc.test', port: 1 }],
  [
    'https://p.test/KdcProxy',
    { transport: 'https', host: 'p.test', port: 443, url: 'https://p.test/KdcProxy' },
  ],
  ['https://p.test:8443/', { transport: 'https', host: 'p.test', port: 8443, url: 'https://p.test:8443/' }],
])('krb5.conf names a server as %s', (text, expected) => {
  expect(parseServerEntry(text, 88, 'kdc')).toEqual(expected);
});

test.each([
  '',
  'kdc.test:',
  'kdc.test:0',
  'kdc.test:65536',
  'kdc test',
  '[::1',
  'http://p.test/',
  'http/kdc.test',
  'https://',
])('a server written as "%s" is refused', (text) => {
  expect(() => parseServerEntry(text, 88, 'kdc')).toThrow(/^kdc = /);
});

test('SRV records go by ascending priority, and within one by a draw over the weights', () => {
  const record = (host: string, priority: number, weight: number) => ({ host, port: 88, priority, weight });
  const records = [record('c', 20, 0), record('a', 10, 60), record('b', 10, 40), record('z', 10, 0)];
  const names = (draw: () => number): string =>
    orderSrv(records, draw)
      .map((r) => r.host)
      .join('');
  expect(names(() => 0)).toBe('zbac');
  expect(names(() => 0.999)).toBe('abzc');
  const wins = { a: 0, b: 0, z: 0, c: 0 };
  for (let i = 0; i < 1000; i++) wins[names(() => i / 1000).charAt(0) as keyof typeof wins] += 1;
  expect(wins.c).toBe(0);
  expect(wins.a).toBeGreaterThan(wins.b);
  expect(wins.b).toBeGreaterThan(wins.z);
});

test("krb5.conf's KDCs are taken without a question to DNS", async () => {
  const settings = settingsWith({ dnsLookupKdc: true }, [realmSettings('TEST', { kdc: ['k.test'] })]);
  const { locator, server } = await locatorOver({}, settings);
  expect(await locator.locate('TEST', 'kdc')).toEqual({
    servers: [{ transport: 'any', host: 'k.test', port: 88 }],
    source: 'krb5.conf',
  });
  expect(server.got).toHaveLength(0);
});

test('without an entry in krb5.conf DNS SRV names the KDCs, by priority, with the transports they have', async () => {
  const { locator, events } = await locatorOver({
    '_kerberos._udp.test': ['SRV 10 0 88 second.test', 'SRV 0 0 88 first.test'],
    '_kerberos._tcp.test': ['SRV 0 0 88 first.test', 'SRV 5 0 89 stream.test'],
  });
  expect(await locator.locate('TEST', 'kdc')).toEqual({
    servers: [
      { transport: 'any', host: 'first.test', port: 88 },
      { transport: 'udp', host: 'second.test', port: 88 },
      { transport: 'tcp', host: 'stream.test', port: 89 },
    ],
    source: 'dns',
  });
  expect(events.filter((e) => e.type === 'dns.queried').map((e) => e.name)).toEqual(
    expect.arrayContaining(['_kerberos._udp.TEST', '_kerberos._tcp.TEST']),
  );
});

test('a lone SRV target of "." says that the realm has no such service', async () => {
  const { locator } = await locatorOver({ '_kerberos._udp.test': ['SRV 0 0 0 .'] });
  await expect(locator.locate('TEST', 'kdc')).rejects.toMatchObject({ code: 'REALM_UNKNOWN' });
});

test('an unknown realm says where it was looked for', async () => {
  const { locator } = await locatorOver({});
  const error: unknown = await locator.locate('NOWHERE.TEST', 'kdc').catch((e: unknown) => e);
  if (!isKerberosError(error, 'REALM_UNKNOWN')) throw error;
  expect(error.details.looked).toEqual([
    'krb5.conf [realms] NOWHERE.TEST',
    'DNS SRV _kerberos._udp.NOWHERE.TEST',
    'DNS SRV _kerberos._tcp.NOWHERE.TEST',
  ]);
});

test('dns_lookup_kdc = false keeps every question away from DNS', async () => {
  const { locator, server } = await locatorOver(
    { '_kerberos._udp.test': ['SRV 0 0 88 k.test'] },
    settingsWith({}),
  );
  await expect(locator.locate('TEST', 'kdc')).rejects.toMatchObject({ code: 'REALM_UNKNOWN' });
  expect(server.got).toHaveLength(0);
});

test('a realm that is no domain name is never put into a DNS question', async () => {
  const { locator, server } = await locatorOver({});
  await expect(locator.locate('a realm\n.test', 'kdc')).rejects.toMatchObject({ code: 'REALM_UNKNOWN' });
  expect(server.got).toHaveLength(0);
});

test('password servers: kpasswd_server, then admin_server on port 464, then SRV _kpasswd', async () => {
  const zone = { '_kpasswd._udp.test': ['SRV 0 0 464 dns.test'] };
  const both = realmSettings('TEST', { kpasswdServer: ['kp.test:1464'], adminServer: ['adm.test:749'] });
  const locate = async (settings: KerberosSettings) => {
    const { locator } = await locatorOver(zone, settings);
    return (await locator.locate('TEST', 'kpasswd')).servers;
  };
  expect(await locate(settingsWith({}, [both]))).toEqual([{ transport: 'any', host: 'kp.test', port: 1464 }]);
  expect(await locate(settingsWith({}, [{ ...both, kpasswdServer: [] }]))).toEqual([
    { transport: 'any', host: 'adm.test', port: 464 },
  ]);
  const bare = realmSettings('TEST', { kdc: ['kdc.test'] });
  expect(await locate(settingsWith({ dnsLookupKdc: true }, [bare]))).toEqual([
    { transport: 'udp', host: 'dns.test', port: 464 },
  ]);
});

test('a realm known to DNS alone is reached: SRV, then the address, then the KDC', async () => {
  const kdc = up(
    await udpServer((_, send) => {
      send('answer');
    }),
  );
  const server = up(
    await dnsServer({ '_kerberos._udp.test': [`SRV 0 0 ${kdc.port} kdc.test`], 'kdc.test': ['A 127.0.0.1'] }),
  );
  const transport = nodeTransport({
    settings: settingsWith({ dnsLookupKdc: true }),
    dns: nodeDns({ servers: [`127.0.0.1:${server.port}`] }),
  });
  expect(textOf((await transport.exchange(requestOf())).reply)).toBe('answer');
});

test("an SRV answer with a compressed target, as Samba's DNS server gives it, is read", async () => {
  const server = up(await dnsServer({ '_kerberos._udp.ad.test': ['SRV 0 100 88 dc1+c01b'] }));
  const dns = nodeDns({ servers: [`127.0.0.1:${server.port}`] });
  expect(await dns.srv('_kerberos._udp.ad.test')).toEqual([
    { host: 'dc1.ad.test', port: 88, priority: 0, weight: 100 },
  ]);
});

test('an SRV answer whose compression runs in circles is no answer', async () => {
  const server = up(await dnsServer({ '_kerberos._udp.ad.test': ['SRV 0 100 88 dc1+c03a'] }));
  const dns = nodeDns({ servers: [`127.0.0.1:${server.port}`] });
  expect(await dns.srv('_kerberos._udp.ad.test')).toEqual([]);
});
