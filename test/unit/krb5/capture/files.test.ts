import { describe, expect, it } from 'vitest';
import { captureReader } from '../../../../src/krb5/capture/reader.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  concat,
  ethernet,
  ipv4,
  ipv6,
  pcap,
  pcapng,
  udp,
  UDP,
  be,
  le,
} from '../../../support/capture-builder.ts';
import type { Ends } from '../../../support/capture-builder.ts';
import { inShort, messagesOf, recordedMessage } from '../../../support/captured-messages.ts';

const ENDS: Ends = {
  source: '192.0.2.1',
  sourcePort: 50_000,
  destination: '192.0.2.88',
  destinationPort: 88,
};
const ENDS6: Ends = {
  ...ENDS,
  source: '2001:db8:0:0:0:0:0:1',
  destination: '2001:db8:0:0:0:0:0:88',
};
const request = recordedMessage('asReq');
const datagram = ipv4(ENDS, UDP, udp(ENDS, request));
const TIME = 1_763_750_000_123_456;
const made = [{ time: TIME, bytes: ethernet(datagram) }];

function refusal(file: Uint8Array): string {
  try {
    messagesOf(file);
  } catch (error) {
    if (isKerberosError(error, 'FORMAT_INVALID')) {
      return `${error.details.format} at ${String(error.details.offset)}: ${error.details.reason}`;
    }
    throw error;
  }
  return 'read';
}

describe('pcap', () => {
  it.each([
    { little: true, nanoseconds: false },
    { little: false, nanoseconds: false },
    { little: true, nanoseconds: true },
    { little: false, nanoseconds: true },
  ])('is read with either byte order and resolution of time: %j', (options) => {
    const [message, another] = messagesOf(pcap(made, options));
    expect(message).toMatchObject({
      time: TIME,
      packet: 1,
      source: { address: '192.0.2.1', port: 50_000 },
      destination: { address: '192.0.2.88', port: 88 },
      transport: 'udp',
      protocol: 'kerberos',
      contents: 'kerberos',
      direction: 'request',
      problems: [],
    });
    expect(message?.bytes).toEqual(request);
    expect(another).toBeUndefined();
  });

  it('is read with the longer record header of an old kernel patch', () => {
    const plain = pcap(made);
    const record = concat(plain.subarray(24, 40), new Uint8Array(8), plain.subarray(40));
    expect(messagesOf(concat(le(4, 0xa1b2cd34), plain.subarray(4, 24), record))).toHaveLength(1);
  });

  it('that is none is refused with the place', () => {
    expect(refusal(new TextEncoder().encode('[libdefaults]'))).toBe(
      'capture at 0: neither pcap nor pcapng begins like this',
    );
    const broken = pcap(made);
    broken.set(le(4, 0x7fffffff), 24 + 8);
    expect(refusal(broken)).toBe('capture at 24: a packet of 2147483647 octets');
  });

  it('that breaks off says so', () => {
    const reader = captureReader();
    reader.push(pcap(made).subarray(0, -1));
    expect(reader.end()).toEqual([]);
    expect(reader.complete).toBe(false);
  });
});

describe('pcapng', () => {
  it.each([
    { little: true },
    { little: false },
    { little: true, resolution: 6 },
    { little: false, resolution: 9 },
    { little: true, offsetSeconds: 86_400 },
    { little: true, kind: 'old' as const },
  ])('gives the time in microseconds: %j', (options) => {
    expect(messagesOf(pcapng(made, options))[0]).toMatchObject({ time: TIME, protocol: 'kerberos' });
  });

  it('has units of a power of two as well', () => {
    const [message] = messagesOf(pcapng(made, { resolution: 0x80 | 20 }));
    expect(Math.abs((message?.time ?? 0) - TIME)).toBeLessThanOrEqual(1);
  });

  it('has packets without a time', () => {
    expect(messagesOf(pcapng(made, { kind: 'simple' }))[0]).toMatchObject({ time: 0, packet: 1 });
  });

  it('has sections, each with its byte order and its interfaces', () => {
    const file = concat(pcapng(made, { little: true }), pcapng(made, { little: false, linkType: 1 }));
    expect(messagesOf(file).map(({ packet }) => packet)).toEqual([1, 2]);
  });

  it('with a packet of an interface that it does not describe is refused', () => {
    const file = pcapng(made);
    const plain = pcapng([]);
    file.set(le(4, 5), plain.length + 8);
    expect(refusal(file)).toBe(
      `capture at ${String(plain.length)}: a packet of interface 5, which is not there`,
    );
  });
});

describe('link layers', () => {
  const cooked = concat(be(2, 0), be(2, 1), be(2, 6), new Uint8Array(8), be(2, 0x0800), datagram);
  const cooked2 = concat(
    be(2, 0x0800),
    be(2, 0),
    be(4, 1),
    be(2, 1),
    Uint8Array.of(0, 6),
    new Uint8Array(8),
    datagram,
  );
  const v6 = ipv6(ENDS6, UDP, udp(ENDS6, request));
  const snap = concat(
    new Uint8Array(12),
    be(2, 500),
    Uint8Array.of(0xaa, 0xaa, 3, 0, 0, 0),
    be(2, 0x0800),
    datagram,
  );
  it.each([
    ['Ethernet', 1, ethernet(datagram)],
    ['Ethernet with a VLAN', 1, ethernet(datagram, [0x8100])],
    ['Ethernet with two VLANs', 1, ethernet(datagram, [0x88a8, 0x8100])],
    ['Ethernet with LLC and SNAP', 1, snap],
    ['Linux cooked', 113, cooked],
    ['Linux cooked, version 2', 276, cooked2],
    ['BSD loopback', 0, concat(le(4, 2), datagram)],
    ['OpenBSD loopback', 108, concat(be(4, 2), datagram)],
    ['raw IP', 101, datagram],
    ['raw IPv4', 228, datagram],
    ['raw IPv6', 229, v6],
    ['Ethernet with IPv6', 1, ethernet(v6)],
  ])('%s', (_name, linkType, bytes) => {
    const messages = messagesOf(pcap([{ time: TIME, bytes }], { linkType }));
    expect(messages.map((message) => message.bytes)).toEqual([request]);
  });

  it('of another kind are passed over', () => {
    expect(messagesOf(pcap([{ time: TIME, bytes: datagram }], { linkType: 147 }))).toEqual([]);
  });
});

describe('IP', () => {
  const whole = udp(ENDS, request);
  const pieces = [0, 80, 160].map((at) =>
    ipv4(ENDS, UDP, whole.subarray(at, at + 80), {
      id: 9,
      fragmentOffset: at,
      moreFragments: at + 80 < whole.length,
    }),
  );
  const read = (ips: readonly Uint8Array[]): string[] =>
    messagesOf(pcap(ips.map((ip, at) => ({ time: TIME + at, bytes: ethernet(ip) })))).map(inShort);
  const expected = read([datagram]);

  it('puts fragments together in any order, also where some come twice', () => {
    const [a, b, c] = pieces as [Uint8Array, Uint8Array, Uint8Array];
    expect(expected).toHaveLength(1);
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, b, c, a, a],
    ]) {
      expect(read(order)).toEqual(expected);
    }
  });

  it('gives nothing of a datagram that lacks a fragment, or that waited more than a minute for it', () => {
    const [a, b, c] = pieces as [Uint8Array, Uint8Array, Uint8Array];
    expect(read([a, c])).toEqual([]);
    const late = [a, b, c].map((ip, at) => ({ time: TIME + at * 61e6, bytes: ethernet(ip) }));
    expect(messagesOf(pcap(late))).toEqual([]);
  });

  it('version 6 has extension headers and fragments of its own', () => {
    const options = concat(Uint8Array.of(UDP, 0), new Uint8Array(6));
    const six = udp(ENDS6, request);
    const plain = read([ipv6(ENDS6, UDP, six)]);
    expect(read([ipv6(ENDS6, 0, six, [options])])).toEqual(plain);
    const fragment = (at: number, more: boolean): Uint8Array =>
      concat(Uint8Array.of(UDP, 0), be(2, at | (more ? 1 : 0)), be(4, 77));
    const cut = 104;
    expect(
      read([
        ipv6(ENDS6, 44, six.subarray(cut), [fragment(cut, false)]),
        ipv6(ENDS6, 44, six.subarray(0, cut), [fragment(0, true)]),
      ]),
    ).toEqual(plain);
    expect(plain[0]).toContain('2001:db8:0:0:0:0:0:1:50000');
  });

  it('whose end the capture cut off is said to be short', () => {
    const [message] = messagesOf(pcap([{ time: TIME, bytes: ethernet(datagram), captured: 100 }]));
    const lost = ethernet(datagram).length - 100;
    expect(message?.problems).toEqual([{ kind: 'cut-short', length: lost }]);
    expect(message?.bytes).toEqual(request.subarray(0, request.length - lost));
  });
});
