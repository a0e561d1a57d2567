import { createSocket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { encodeDer, isKerberosError, krbError } from '#krb5';
import type { KdcTransport, TraceEvent } from '#krb5';
import { nodeTransport } from '../../../src/node/transport/index.ts';
import { framed, realmSettings, requestOf, settingsWith, tcpServer, textOf, udpServer } from './network.ts';
import type { TestServer } from './network.ts';

const running: TestServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
function up<T extends TestServer>(server: T): T {
  running.push(server);
  return server;
}

const timing = { perServer: 150, passEnd: [100, 150, 200], tcpAnswer: 600 };

function transportTo(
  kdc: readonly string[],
  limit = 1465,
): { transport: KdcTransport; events: TraceEvent[] } {
  const events: TraceEvent[] = [];
  const settings = settingsWith({ udpPreferenceLimit: limit }, [
    realmSettings('TEST', { kdc, kpasswdServer: kdc }),
  ]);
  return { transport: nodeTransport({ settings, timing, trace: (event) => events.push(event) }), events };
}

async function unusedPort(): Promise<number> {
  const server = await udpServer(() => undefined);
  await server.stop();
  return server.port;
}

test('a small message goes over UDP and its answer names who gave it', async () => {
  const kdc = up(
    await udpServer((_, send) => {
      send('answer 1');
    }),
  );
  const { transport, events } = transportTo([`127.0.0.1:${kdc.port}`]);
  const { reply, from } = await transport.exchange(requestOf());
  expect(textOf(reply)).toBe('answer 1');
  expect(from).toEqual({ transport: 'udp', host: '127.0.0.1', port: kdc.port });
  expect(events.map((e) => e.type)).toEqual(['kdc.chosen', 'message.sent', 'message.received']);
});

test('IPv6 servers are written in brackets and reached', async () => {
  const kdc = up(
    await udpServer((_, send) => {
      send('answer six');
    }, '::1'),
  );
  const { transport } = transportTo([`[::1]:${kdc.port}`]);
  expect(textOf((await transport.exchange(requestOf())).reply)).toBe('answer six');
});

test('a message above udp_preference_limit goes over TCP', async () => {
  const kdc = up(await tcpServer(() => framed('answer tcp')));
  const { transport } = transportTo([`127.0.0.1:${kdc.port}`], 4);
  const { reply, from } = await transport.exchange(requestOf());
  expect([textOf(reply), from.transport]).toEqual(['answer tcp', 'tcp']);
});

test('after KRB_ERR_RESPONSE_TOO_BIG no datagram is sent at all', async () => {
  const kdc = up(await tcpServer(() => framed('answer tcp')));
  const { transport, events } = transportTo([`127.0.0.1:${kdc.port}`]);
  await transport.exchange(requestOf({ transport: 'tcp' }));
  expect(events.filter((e) => e.type === 'message.sent').map((e) => e.to.transport)).toEqual(['tcp']);
});

test('a server where nobody listens over UDP is tried over TCP at once', async () => {
  const kdc = up(await tcpServer(() => framed('answer tcp')));
  const { transport } = transportTo([`127.0.0.1:${kdc.port}`]);
  const started = performance.now();
  expect((await transport.exchange(requestOf())).from.transport).toBe('tcp');
  expect(performance.now() - started).toBeLessThan(timing.perServer);
});

test('a silent KDC is followed by the next one of the list', async () => {
  const silent = up(await udpServer(() => undefined));
  const kdc = up(
    await udpServer((_, send) => {
      send('answer two');
    }),
  );
  const { transport } = transportTo([`127.0.0.1:${silent.port}`, `127.0.0.1:${kdc.port}`]);
  const { from } = await transport.exchange(requestOf());
  expect(from.port).toBe(kdc.port);
  expect(silent.got).toHaveLength(1);
});

test('a late answer of the first server still counts while the second is waited for', async () => {
  const slow = up(
    await udpServer((_, send) => {
      setTimeout(() => {
        send('answer late');
      }, 220);
    }),
  );
  const silent = up(await udpServer(() => undefined));
  const { transport } = transportTo([`127.0.0.1:${slow.port}`, `127.0.0.1:${silent.port}`]);
  expect(textOf((await transport.exchange(requestOf())).reply)).toBe('answer late');
});

test('a lost datagram is sent again, the same bytes', async () => {
  let count = 0;
  const kdc = up(
    await udpServer((_, send) => {
      if (++count === 2) send('answer again');
    }),
  );
  const { transport, events } = transportTo([`udp/127.0.0.1:${kdc.port}`]);
  expect(textOf((await transport.exchange(requestOf())).reply)).toBe('answer again');
  expect(kdc.got[1]).toEqual(kdc.got[0]);
  expect(events.filter((e) => e.type === 'message.sent').map((e) => e.resend)).toEqual([false, true]);
});

test('garbage from the KDC is dropped and the wait goes on', async () => {
  const kdc = up(
    await udpServer((_, send) => {
      send('');
      send('garbage');
      setTimeout(() => {
        send('answer after all');
      }, 30);
    }),
  );
  const { transport, events } = transportTo([`127.0.0.1:${kdc.port}`]);
  expect(textOf((await transport.exchange(requestOf())).reply)).toBe('answer after all');
  expect(events.filter((e) => e.type === 'datagram.dropped')).toHaveLength(2);
});

test('a predicate that throws is a no, not a crash', async () => {
  const kdc = up(
    await udpServer((_, send) => {
      send('answer');
    }),
  );
  const { transport } = transportTo([`127.0.0.1:${kdc.port}`]);
  const accepts = (): boolean => {
    throw new RangeError('hostile');
  };
  await expect(transport.exchange(requestOf({ accepts }))).rejects.toMatchObject({ code: 'KDC_UNREACHABLE' });
});

test("a stranger's datagram is never taken for the KDC's, however well it is formed", async () => {
  const stranger = createSocket('udp4');
  const kdc = up(
    await udpServer((_, send, __, port) => {
      stranger.send('answer of a stranger', port, '127.0.0.1', () => {
        setTimeout(() => {
          send('answer of the KDC');
        }, 40);
      });
    }),
  );
  const { transport } = transportTo([`127.0.0.1:${kdc.port}`]);
  expect(textOf((await transport.exchange(requestOf())).reply)).toBe('answer of the KDC');
  stranger.close();
});

test.each([
  ['hangs up', 'hang-up' as const, 'closed without an answer'],
  [
    'announces more than a mebibyte',
    Uint8Array.of(0, 0x10, 0, 1, 0x61),
    'announced an answer of 1048577 bytes',
  ],
  [
    'sets the reserved bit of the length',
    Uint8Array.of(0x80, 0, 0, 1, 0x61),
    'announced an answer of 2147483649',
  ],
  ['answers with something else', framed('nonsense'), 'answered with something else'],
])('a TCP server that %s is given up and its fault is told', async (_, answer, reason) => {
  const kdc = up(await tcpServer(() => answer));
  const { transport } = transportTo([`tcp/127.0.0.1:${kdc.port}`]);
  const error: unknown = await transport.exchange(requestOf()).catch((e: unknown) => e);
  if (!isKerberosError(error, 'KDC_UNREACHABLE')) throw error;
  expect(error.details.tried).toHaveLength(1);
  expect(error.details.tried[0]?.reason).toContain(reason);
});

test('when no server answers, each is named with its transport and reason', async () => {
  const silent = up(await udpServer(() => undefined));
  const gone = await unusedPort();
  const { transport } = transportTo([
    `udp/127.0.0.1:${silent.port}`,
    `127.0.0.1:${gone}`,
    'no-such-host.invalid',
  ]);
  const error: unknown = await transport.exchange(requestOf()).catch((e: unknown) => e);
  if (!isKerberosError(error, 'KDC_UNREACHABLE')) throw error;
  expect(error.details.tried).toEqual([
    { server: 'no-such-host.invalid:88', transport: 'udp', reason: 'host name not found' },
    { server: `127.0.0.1:${silent.port}`, transport: 'udp', reason: 'no answer' },
    { server: `127.0.0.1:${gone}`, transport: 'udp', reason: 'connection refused' },
    { server: `127.0.0.1:${gone}`, transport: 'tcp', reason: 'connection refused' },
  ]);
});

test('cancelling ends the wait at once, before and during it', async () => {
  const silent = up(await udpServer(() => undefined));
  const { transport } = transportTo([`udp/127.0.0.1:${silent.port}`]);
  await expect(transport.exchange(requestOf({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  const started = performance.now();
  const signal = AbortSignal.timeout(40);
  await expect(transport.exchange(requestOf({ signal }))).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(performance.now() - started).toBeLessThan(140);
});

test('the server that gave the challenge is asked first, by the transport it answered on', async () => {
  const first = up(
    await udpServer((_, send) => {
      send('answer of the first');
    }),
  );
  const second = up(await tcpServer(() => framed('answer of the second')));
  const { transport } = transportTo([`127.0.0.1:${first.port}`, `127.0.0.1:${second.port}`]);
  const prefer = { transport: 'tcp', host: '127.0.0.1', port: second.port } as const;
  expect((await transport.exchange(requestOf({ prefer }))).from).toEqual(prefer);
  expect(first.got).toHaveLength(0);
});

test('a proof of the password reaches one KDC as often as needed and one other once, and no third', async () => {
  const silent = (): Promise<TestServer> => udpServer(() => undefined);
  const servers = [
    up(await udpServer(() => undefined, '127.0.0.1')),
    up(await udpServer(() => undefined, '127.0.0.2')),
    up(await udpServer(() => undefined, '127.0.0.3')),
    up(await silent()),
  ];
  const kdcs = servers.slice(0, 3).map((s, i) => `udp/127.0.0.${i + 1}:${s.port}`);
  const { transport } = transportTo(kdcs);
  await expect(transport.exchange(requestOf({ carriesProof: true }))).rejects.toMatchObject({
    code: 'KDC_UNREACHABLE',
  });
  expect(servers.slice(0, 3).map((s) => s.got.length)).toEqual([3, 1, 0]);

  // The same bytes in a further call, as after KRB_ERR_RESPONSE_TOO_BIG: still nobody new.
  await expect(transport.exchange(requestOf({ carriesProof: true }))).rejects.toMatchObject({
    code: 'KDC_UNREACHABLE',
  });
  expect(servers[1]?.got.length).toBe(1);
  expect(servers[2]?.got.length).toBe(0);
});

test('a proof tries the first KDC over TCP too before another KDC sees it', async () => {
  const silent = up(await udpServer(() => undefined, '127.0.0.1'));
  const same = up(await tcpServer(() => framed('answer over tcp'), '127.0.0.1', silent.port));
  const other = up(
    await udpServer((_, send) => {
      send('answer of the other');
    }, '127.0.0.2'),
  );
  const { transport } = transportTo([`127.0.0.1:${silent.port}`, `127.0.0.2:${other.port}`]);
  const { reply } = await transport.exchange(requestOf({ carriesProof: true }));
  expect(textOf(reply)).toBe('answer over tcp');
  expect(same.got).toHaveLength(1);
  expect(other.got).toHaveLength(0);
});

test('a KDC where nobody listens has seen no proof and does not count', async () => {
  const gone = await unusedPort();
  const silent = up(await udpServer(() => undefined, '127.0.0.2'));
  const kdc = up(
    await udpServer((_, send) => {
      send('answer');
    }, '127.0.0.3'),
  );
  const { transport } = transportTo([
    `127.0.0.1:${gone}`,
    `udp/127.0.0.2:${silent.port}`,
    `udp/127.0.0.3:${kdc.port}`,
  ]);
  expect((await transport.exchange(requestOf({ carriesProof: true }))).from.host).toBe('127.0.0.3');
});

test('a realm that has only a KDC proxy is refused by name', async () => {
  const { transport } = transportTo(['https://proxy.test/KdcProxy']);
  const error: unknown = await transport.exchange(requestOf()).catch((e: unknown) => e);
  if (!isKerberosError(error, 'NOT_SUPPORTED')) throw error;
  expect(error.details.what).toContain('https://proxy.test/KdcProxy');
});

test('a proxy beside a KDC is passed over and named among those tried', async () => {
  const gone = await unusedPort();
  const { transport } = transportTo(['https://proxy.test/KdcProxy', `127.0.0.1:${gone}`]);
  const error: unknown = await transport.exchange(requestOf()).catch((e: unknown) => e);
  if (!isKerberosError(error, 'KDC_UNREACHABLE')) throw error;
  expect(error.details.tried[0]).toEqual({
    server: 'proxy.test:443',
    transport: 'https',
    reason: 'KDC proxies are not supported yet',
  });
});

test('a KDC that answered over UDP has seen the proof, even if its TCP port is closed afterwards', async () => {
  const first = up(
    await udpServer((_, send) => {
      send('answer: too big');
    }, '127.0.0.1'),
  );
  const others = await Promise.all(
    ['127.0.0.2', '127.0.0.3'].map((host) => tcpServer(() => 'silence', host)),
  );
  others.forEach(up);
  const kdcs = [`127.0.0.1:${first.port}`, ...others.map((kdc, i) => `tcp/127.0.0.${i + 2}:${kdc.port}`)];
  const { transport } = transportTo(kdcs);
  const proof = requestOf({ carriesProof: true });
  const { from } = await transport.exchange(proof);
  await expect(transport.exchange({ ...proof, transport: 'tcp', prefer: from })).rejects.toMatchObject({
    code: 'KDC_UNREACHABLE',
  });
  expect(others.map((kdc) => kdc.got.length)).toEqual([1, 0]);
});

/** KRB-ERROR with KDC_ERR_SVC_UNAVAILABLE. */
const unavailable = encodeDer(krbError, {
  pvno: 5,
  msgType: 30,
  stime: 1_700_000_000,
  susec: 0,
  errorCode: 29,
  realm: 'TEST',
  sname: { nameType: 2, nameString: ['krbtgt', 'TEST'] },
});

test('a KDC whose service is unavailable sends us to the next one, but never a proof', async () => {
  const busy = up(
    await udpServer((_, __, socket, port) => {
      socket.send(unavailable, port, '127.0.0.1');
    }),
  );
  const kdc = up(
    await udpServer((_, send) => {
      send('answer of the other');
    }, '127.0.0.2'),
  );
  const { transport } = transportTo([`127.0.0.1:${busy.port}`, `127.0.0.2:${kdc.port}`]);
  const accepts = (): boolean => true;
  expect((await transport.exchange(requestOf({ accepts }))).from.port).toBe(kdc.port);
  const proof = await transport.exchange(requestOf({ accepts, carriesProof: true }));
  expect([proof.from.port, proof.reply]).toEqual([busy.port, unavailable]);
});

test('where every KDC says that its service is unavailable, that is the answer', async () => {
  const busy = up(
    await udpServer((_, __, socket, port) => {
      socket.send(unavailable, port, '127.0.0.1');
    }),
  );
  const { transport } = transportTo([`udp/127.0.0.1:${busy.port}`]);
  expect((await transport.exchange(requestOf({ accepts: () => true }))).reply).toEqual(unavailable);
});
