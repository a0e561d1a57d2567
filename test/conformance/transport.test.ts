// The transport against real KDCs and a real DNS server.
import { createSocket } from 'node:dgram';
import { expect, test } from 'vitest';
import { acquireInitialCredential, parseKrb5Conf, parsePrincipal, Profile, settingsFromProfile } from '#krb5';
import type { InitialCredential, KdcAddress, Ports, TraceEvent } from '#krb5';
import { nodeDns, nodeKeyDerivation, nodeResolver, nodeTransport, systemClock, systemRandom } from '#node';
import { describeWith, startPeer } from '../support/peers.ts';

const password = (): Uint8Array => new TextEncoder().encode('Passw0rd!');

async function signIn(
  who: string,
  config: string,
  dnsServer?: string,
): Promise<{ initial: InitialCredential; events: TraceEvent[] }> {
  const nothing = { readFile: () => undefined, listDirectory: () => undefined };
  const settings = settingsFromProfile(
    new Profile([parseKrb5Conf({ file: 'krb5.conf', text: config }, nothing)], []),
  );
  const events: TraceEvent[] = [];
  const trace = (event: TraceEvent): number => events.push(event);
  const dns = nodeDns({ trace, servers: dnsServer === undefined ? undefined : [dnsServer] });
  const ports: Ports = {
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    transport: nodeTransport({ settings, dns, trace }),
    resolver: nodeResolver({ dns }),
    trace,
  };
  const initial = await acquireInitialCredential(ports, settings, {
    client: parsePrincipal(who),
    secret: { kind: 'password', password },
  });
  return { initial, events };
}

const realm = (name: string, ...kdcs: string[]): string =>
  `[libdefaults]\ndns_lookup_kdc = false\n[realms]\n${name} = {\n${kdcs.map((kdc) => `kdc = ${kdc}\n`).join('')}}\n`;

const sentTo = (events: readonly TraceEvent[]): KdcAddress[] =>
  events.flatMap((event) => (event.type === 'message.sent' ? [event.to] : []));

describeWith(['mit'], 'the transport on MIT.TEST', () => {
  startPeer('mit');

  test('both messages of a sign-in go to the KDC that answered the first', async () => {
    const { events } = await signIn('user@MIT.TEST', realm('MIT.TEST', '127.10.0.1:18088'));
    const address = { transport: 'udp', host: '127.10.0.1', port: 18088 };
    expect(sentTo(events)).toEqual([address, address]);
  });

  test('KRB_ERR_RESPONSE_TOO_BIG leads to TCP, with the proof still at one KDC', async () => {
    const { events } = await signIn('user2@MIT2.TEST', realm('MIT2.TEST', '127.10.0.2:18088'));
    expect(sentTo(events).map(({ transport }) => transport)).toEqual(expect.arrayContaining(['udp', 'tcp']));
    expect(new Set(sentTo(events).map(({ host }) => host))).toEqual(new Set(['127.10.0.2']));
  });

  test('udp_preference_limit = 0 means TCP from the start', async () => {
    const config = realm('MIT.TEST', '127.10.0.1:18088').replace(
      '[libdefaults]',
      '[libdefaults]\nudp_preference_limit = 0',
    );
    const { events } = await signIn('user@MIT.TEST', config);
    expect(new Set(sentTo(events).map(({ transport }) => transport))).toEqual(new Set(['tcp']));
  });

  test('a dead KDC is passed over at once and a silent one after a second', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    const started = performance.now();
    const { events } = await signIn(
      'user@MIT.TEST',
      realm('MIT.TEST', '127.10.0.1:9', `127.0.0.1:${silent.address().port}`, '127.10.0.1:18088'),
    );
    const took = performance.now() - started;
    silent.close();
    expect(took).toBeGreaterThan(900);
    expect(took).toBeLessThan(2500);
    const last = sentTo(events).at(-1);
    expect([last?.host, last?.port]).toEqual(['127.10.0.1', 18088]);
  });
});

describeWith(['samba'], 'the transport on AD.TEST', () => {
  startPeer('samba');

  test('a realm that no krb5.conf names is found by SRV records and their addresses', async () => {
    const { initial, events } = await signIn('alice@AD.TEST', '', '127.10.0.53');
    expect(initial.credential.client.realm).toBe('AD.TEST');
    const chosen = events.find((event) => event.type === 'kdc.chosen');
    expect(chosen).toMatchObject({ source: 'dns', candidates: ['dc1.ad.test:88'] });
    expect(sentTo(events)[0]).toEqual({ transport: 'udp', host: '127.10.0.4', port: 88 });
  });

  test('canonical names come from the same server', async () => {
    const resolver = nodeResolver({ dns: nodeDns({ servers: ['127.10.0.53'] }), hostsFile: '/dev/null' });
    expect(await resolver.canonicalName('dc1.ad.test')).toEqual({
      name: 'dc1.ad.test',
      addresses: ['127.10.0.4'],
    });
  });
});

describeWith(['heimdal'], 'the transport on HEIMDAL.TEST', () => {
  startPeer('heimdal');

  test('Heimdal answers over UDP and over TCP', async () => {
    for (const kdc of ['udp/127.10.0.3:18088', 'tcp/127.10.0.3:18088']) {
      const { events } = await signIn('user@HEIMDAL.TEST', realm('HEIMDAL.TEST', kdc));
      expect(new Set(sentTo(events).map(({ transport }) => transport))).toEqual(new Set([kdc.slice(0, 3)]));
    }
  });
});
