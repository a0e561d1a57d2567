// The realm's sockets: where they listen, what they refuse, how much they take.
import dgram from 'node:dgram';
import net from 'node:net';
import os from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeDer } from '../../../src/krb5/asn1/index.ts';
import { asReq, krbError } from '../../../src/krb5/messages/index.ts';
import type { Arrival } from '../../../src/practice-realm/exchange.ts';
import {
  MAX_PENDING_REQUESTS,
  MAX_REQUEST_BYTES,
  MAX_TCP_CONNECTIONS,
  REQUEST_BURST,
  TCP_IDLE_MILLIS,
} from '../../../src/practice-realm/limits.ts';
import { Gate, listen } from '../../../src/practice-realm/sockets.ts';
import { PracticeKdc, LOCALHOST } from '../../support/practice-kdc.ts';
import { startPractice, TestClock } from '../../support/practice.ts';
import type { Practice } from '../../support/practice.ts';

const running: Practice[] = [];
afterEach(async () => {
  for (const practice of running.splice(0)) await practice.stop();
});

async function start(...options: Parameters<typeof startPractice>): Promise<Practice> {
  const practice = await startPractice(...options);
  running.push(practice);
  return practice;
}

const portOf = (address: string | undefined): number => Number(/:(\d+)$/.exec(address ?? '')?.[1]);
const framed = (bytes: Uint8Array): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
};

async function connect(port: number, host = '127.0.0.1'): Promise<net.Socket> {
  const socket = net.connect({ host, port });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Everything the socket says until it is closed, or until `bytes` have come. */
async function heard(socket: net.Socket, bytes = Infinity): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      if ((length += part.length) >= bytes) resolve(Buffer.concat(parts));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(Buffer.concat(parts));
    });
  });
}

async function ask(
  port: number,
  request: Uint8Array,
  host = '127.0.0.1',
  wait = 400,
): Promise<Buffer | undefined> {
  const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      done(undefined);
    }, wait);
    const done = (reply: Buffer | undefined): void => {
      clearTimeout(timer);
      socket.close();
      resolve(reply);
    };
    socket.on('message', done);
    socket.on('error', () => undefined);
    socket.send(request, port, host);
  });
}

const anyRequest = async (): Promise<Uint8Array> =>
  (await PracticeKdc.create()).asReq('alice', { proof: false });

describe('the realm listens', () => {
  it('on 127.0.0.1 and ::1 and nowhere else', async () => {
    const { realm } = await start();
    const addresses = [...realm.kdcAddresses, ...realm.kpasswdAddresses];
    expect(addresses.every((address) => /^(127\.0\.0\.1|\[::1\]):\d+$/.test(address))).toBe(true);
    const v4 = portOf(realm.kdcAddresses.find((address) => address.startsWith('127.')));
    const others = Object.values(os.networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const host of [...others, '127.0.0.2']) {
      await expect(connect(v4, host)).rejects.toThrow('ECONNREFUSED');
      expect(await ask(v4, await anyRequest(), host, 150)).toBeUndefined();
    }
  });

  it('on the ports it is given, and says so when one is taken', async () => {
    const free = await start({ families: ['ipv4'] });
    const port = portOf(free.realm.kdcAddresses[0]);
    await expect(startPractice({ families: ['ipv4'], port })).rejects.toThrow('EADDRINUSE');
    await running.splice(0)[0]?.stop();
    const { realm } = await start({ families: ['ipv4'], port });
    expect([realm.kdcAddresses, realm.kpasswdAddresses]).toEqual([
      [`127.0.0.1:${port}`],
      [`127.0.0.1:${port + 1}`],
    ]);
  });

  it('with new keys and nothing remembered each time', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.realm.exportKeytab()).not.toEqual(two.realm.exportKeytab());
  });

  it('until it is stopped: then nothing answers and every key is zero', async () => {
    const practice = await startPractice({ families: ['ipv4'] });
    const port = portOf(practice.realm.kdcAddresses[0]);
    const open = await connect(port);
    const closed = heard(open);
    await practice.stop();
    await closed;
    await expect(connect(port)).rejects.toThrow('ECONNREFUSED');
    const keytab = practice.realm.exportKeytab(['HTTP/modern.practice.test']);
    expect(Buffer.from(keytab).includes(Buffer.alloc(32))).toBe(true);
  });
});

describe('the realm answers', () => {
  it('requests over UDP and TCP on each of its addresses', async () => {
    const { realm } = await start();
    const hosts = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
    expect(realm.kdcAddresses).toHaveLength(hosts.some(({ address }) => address === '::1') ? 2 : 1);
    const request = await anyRequest();
    for (const address of realm.kdcAddresses) {
      const host = address.startsWith('[') ? '::1' : '127.0.0.1';
      const port = portOf(address);
      expect(decodeDer(krbError, (await ask(port, request, host))!).errorCode).toBe(25);
      const socket = await connect(port, host);
      socket.write(framed(request));
      const reply = await heard(socket, 100);
      expect(reply.readUInt32BE()).toBe(reply.length - 4);
      expect(decodeDer(krbError, reply.subarray(4)).errorCode).toBe(25);
      socket.destroy();
    }
  });

  it('several requests on one connection, in order, however they are cut', async () => {
    const { realm } = await start();
    const socket = await connect(portOf(realm.kdcAddresses[0]));
    const kdc = await PracticeKdc.create();
    const first = await kdc.asReq('alice', { proof: false });
    const second = await kdc.asReq('expired', { proof: false });
    const bytes = Buffer.concat([framed(first), framed(second)]);
    const all = heard(socket);
    for (const byte of bytes) socket.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.end();
    socket.destroy();
    const replies = await all;
    const length = replies.readUInt32BE();
    expect(decodeDer(krbError, replies.subarray(4, 4 + length)).errorCode).toBe(25);
    expect(decodeDer(krbError, replies.subarray(8 + length)).errorCode).toBe(1);
    expect(decodeDer(asReq, first).reqBody.cname?.nameString).toEqual(['alice']);
  });

  it('nothing to garbage, and goes on', async () => {
    const { realm } = await start();
    const port = portOf(realm.kdcAddresses[0]);
    const kpasswd = portOf(realm.kpasswdAddresses[0]);
    for (const garbage of ['', 'x', 'GET / HTTP/1.1\r\n\r\n', '\x6a\x82\xff\xff', '\x6c\x02\x30\x00']) {
      const bytes = Buffer.from(garbage, 'latin1');
      expect(await ask(port, bytes, '127.0.0.1', 60)).toBeUndefined();
      expect(await ask(kpasswd, bytes, '127.0.0.1', 60)).toBeUndefined();
      const socket = await connect(port);
      socket.write(framed(bytes));
      expect(await heard(socket)).toHaveLength(0);
    }
    expect(await ask(port, await anyRequest())).toBeDefined();
  });
});

describe('the realm limits', () => {
  it('the size of a request', async () => {
    const { realm } = await start();
    const socket = await connect(portOf(realm.kdcAddresses[0]));
    const head = Buffer.alloc(4);
    head.writeUInt32BE(MAX_REQUEST_BYTES + 1);
    socket.write(head);
    expect(await heard(socket)).toHaveLength(0);
    const kdc = await PracticeKdc.create();
    const request = await kdc.asReq('alice', {
      padata: [{ padataType: 4711, padataValue: new Uint8Array(MAX_REQUEST_BYTES) }],
    });
    expect(kdc.send(request)).toBeUndefined();
    const arrival = { bytes: request, transport: 'tcp', from: LOCALHOST, to: LOCALHOST } as const;
    expect(await kdc.kdc.answerKpasswd(arrival)).toBeUndefined();
  });

  it('connections', async () => {
    const { realm } = await start();
    const port = portOf(realm.kdcAddresses[0]);
    const sockets = [];
    for (let i = 0; i < MAX_TCP_CONNECTIONS; i++) sockets.push(await connect(port));
    const one = await connect(port);
    expect(await heard(one)).toHaveLength(0);
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => setTimeout(resolve, 50));
    const next = await connect(port);
    next.write(framed(await anyRequest()));
    expect((await heard(next, 100)).length).toBeGreaterThan(100);
    next.destroy();
  });

  it('how long a connection may say nothing', async () => {
    const { realm } = await start();
    const socket = await connect(portOf(realm.kdcAddresses[0]));
    const began = performance.now();
    await heard(socket);
    expect(performance.now() - began).toBeGreaterThan(TCP_IDLE_MILLIS - 100);
    expect(performance.now() - began).toBeLessThan(TCP_IDLE_MILLIS + 3000);
  });

  it('requests per second', async () => {
    const gate = new Gate(Object.assign(new TestClock(), { monotonicMillis: () => 0 }));
    const arrival: Arrival = { bytes: Uint8Array.of(1), transport: 'udp', from: LOCALHOST, to: LOCALHOST };
    let answered = 0;
    const answer = (): undefined => {
      answered++;
    };
    for (let i = 0; i < REQUEST_BURST + 50; i++) await gate.pass(answer, arrival);
    expect(answered).toBe(REQUEST_BURST);
  });

  it('requests that wait for an answer', async () => {
    const gate = new Gate(new TestClock());
    const arrival: Arrival = { bytes: Uint8Array.of(1), transport: 'udp', from: LOCALHOST, to: LOCALHOST };
    const waiting: (() => void)[] = [];
    const slow = async (): Promise<Uint8Array> =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve(Uint8Array.of(7));
        });
      });
    const passes = Array.from({ length: MAX_PENDING_REQUESTS }, async () => gate.pass(slow, arrival));
    expect(await gate.pass(() => Uint8Array.of(7), arrival)).toBeUndefined();
    waiting.forEach((finish) => {
      finish();
    });
    await Promise.all(passes);
    expect(await gate.pass(() => Uint8Array.of(7), arrival)).toEqual(Uint8Array.of(7));
  });

  it('nothing else: a listener closes with its connections', async () => {
    const listener = await listen('ipv4', 0, new Gate(new TestClock()), () => undefined);
    const socket = await connect(listener.port);
    await listener.close();
    expect(await heard(socket)).toHaveLength(0);
  });
});
