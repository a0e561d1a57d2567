import { describe, expect, it } from 'vitest';
import { pairExchanges } from '../../../../src/krb5/capture/exchanges.ts';
import { captureReader } from '../../../../src/krb5/capture/reader.ts';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  be,
  concat,
  conversation,
  ethernet,
  Flag,
  ipv4,
  le,
  pcap,
  tcp,
  TCP,
  udp,
  UDP,
} from '../../../support/capture-builder.ts';
import type { Ends } from '../../../support/capture-builder.ts';
import { inShort, messagesOf, recordedKpasswd, recordedMessage } from '../../../support/captured-messages.ts';

const TIME = 1_763_750_000_000_000;
const ends = (destinationPort: number): Ends => ({
  source: '192.0.2.1',
  sourcePort: 50_000,
  destination: '192.0.2.88',
  destinationPort,
});
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const framed = (message: Uint8Array): Uint8Array => concat(be(4, message.length), message);
const asReq = recordedMessage('asReq');
const asRep = recordedMessage('asRep');
const tgsReq = recordedMessage('tgsReq');
const tgsRep = recordedMessage('tgsRep');
const krbError = recordedMessage('krbError');

const capture = (segments: readonly Uint8Array[], between: Ends): Uint8Array =>
  pcap(
    segments.map((segment, at) => {
      // The segment's own ports say which way it goes.
      const own = segment[0] === between.sourcePort >> 8 && segment[1] === (between.sourcePort & 0xff);
      const { source, destination } = between;
      const way = own ? between : { ...between, source: destination, destination: source };
      return { time: TIME + at * 1000, bytes: ethernet(ipv4(way, TCP, segment)) };
    }),
  );

type Turn = readonly ['client' | 'server', Uint8Array];
const segmentsOf = (port: number, turns: readonly Turn[], size?: number): Uint8Array[] =>
  conversation(
    ends(port),
    turns.map(([from, bytes]) => ({ from, bytes })),
    size === undefined ? {} : { size },
  ).map(({ segment }) => segment);
const talk = (port: number, turns: readonly Turn[], size?: number): string[] =>
  messagesOf(capture(segmentsOf(port, turns, size), ends(port))).map(short);
/** Without the addresses. */
const short = (message: Parameters<typeof inShort>[0]): string =>
  inShort(message).replace(/ [\d.]+:\d+ > [\d.]+:\d+/, '');
const shown = (words: string, bytes: Uint8Array): string => `${words} ${Buffer.from(bytes).toString('hex')}`;

describe('Kerberos over TCP', () => {
  const turns: Turn[] = [
    ['client', framed(asReq)],
    ['server', framed(asRep)],
    ['client', framed(tgsReq)],
    ['server', framed(tgsRep)],
  ];
  const expected = [
    shown('tcp kerberos request', asReq),
    shown('tcp kerberos reply', asRep),
    shown('tcp kerberos request', tgsReq),
    shown('tcp kerberos reply', tgsRep),
  ];

  it.each([1, 3, 4, 5, 100, 1460])('is put together from segments of %i octets', (size) => {
    expect(talk(88, turns, size)).toEqual(expected);
  });

  it.each([5, 1460])('is known on any port by what it begins with, in pieces of %i', (size) => {
    expect(talk(18_088, turns, size)).toEqual(expected);
    const password: Turn[] = [
      ['client', framed(recordedKpasswd('request'))],
      ['server', framed(recordedKpasswd('reply'))],
    ];
    expect(talk(18_464, password, size)).toEqual([
      shown('tcp kpasswd request', recordedKpasswd('request')),
      shown('tcp kpasswd reply', recordedKpasswd('reply')),
    ]);
  });

  it('on any port but those of a KDC is whole at its beginning, or none', () => {
    const damaged = asReq.slice();
    damaged.set([0x81, 0x05], 1);
    const read = (port: number): number =>
      messagesOf(capture(segmentsOf(port, [['client', framed(damaged)]]), ends(port)), { kdcPorts: [750] })
        .length;
    expect([88, 750, 18_088].map(read)).toEqual([1, 1, 0]);
    const datagram = (port: number): number => {
      const bytes = ethernet(ipv4(ends(port), UDP, udp(ends(port), damaged)));
      return messagesOf(pcap([{ time: TIME, bytes }]), { kdcPorts: [750] }).length;
    };
    expect([88, 750, 18_088].map(datagram)).toEqual([1, 1, 0]);
  });

  it('lost a segment: its place is zero, the message says so, and the next is whole', () => {
    const segments = segmentsOf(88, turns, 200);
    // Handshake, three segments of AS-REQ's kind and then the reply's second.
    const [lost] = segments.splice(3 + Math.ceil((asReq.length + 4) / 200) + 1, 1);
    const found = messagesOf(capture(segments, ends(88)));
    expect(found.map(({ bytes }) => bytes.length)).toEqual(
      [asReq, asRep, tgsReq, tgsRep].map((m) => m.length),
    );
    expect(found[1]?.problems).toEqual([{ kind: 'missing', offset: 196, length: 200 }]);
    expect(found[1]?.bytes.subarray(196, 396)).toEqual(new Uint8Array(200));
    expect(found[1]?.bytes.subarray(396)).toEqual(asRep.subarray(396));
    expect(lost).toHaveLength(220);
    expect(found[2]?.problems).toEqual([]);
    expect(found[3]?.bytes).toEqual(tgsRep);
  });

  it('whose capture begins inside is read from the next message on', () => {
    const segments = segmentsOf(88, turns, 100).slice(4);
    const found = messagesOf(capture(segments, ends(88)));
    expect(found.map(short)).toEqual([
      `${expected[1] ?? ''} mid-stream`,
      `${expected[2] ?? ''} mid-stream`,
      expected[3],
    ]);
  });

  it('that ends inside a message gives what there is', () => {
    const segments = segmentsOf(88, [['client', framed(asReq)]], 100).slice(0, 4);
    const [message] = messagesOf(capture(segments, ends(88)));
    expect(message?.problems).toEqual([{ kind: 'cut-short' }]);
    expect(message?.bytes).toEqual(asReq.subarray(0, 96));
  });

  it('says when two segments disagree about the same octets, and keeps the first', () => {
    const [syn, synAck, ack, first, second, ...rest] = segmentsOf(88, turns.slice(0, 1), 100) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      ...Uint8Array[],
    ];
    const other = second.slice();
    other.fill(0xee, 20);
    const found = messagesOf(capture([syn, synAck, ack, second, other, first, ...rest], ends(88)));
    expect(found.map(short)).toEqual([`${expected[0] ?? ''} conflict`]);
  });

  it('uses the same ports for a second connection', () => {
    const again = conversation(ends(88), [{ from: 'client', bytes: framed(tgsReq) }], { initial: 5 });
    const segments = [
      ...segmentsOf(88, turns.slice(0, 1)).slice(0, -2),
      ...again.map(({ segment }) => segment),
    ];
    const found = messagesOf(capture(segments, ends(88)));
    expect(found.map(short)).toEqual([expected[0], expected[2]]);
    expect(new Set(found.map(({ streamId }) => streamId)).size).toBe(2);
  });

  it('password changes come the same way on their own port', () => {
    const [question, answer] = [recordedKpasswd('request'), recordedKpasswd('reply')];
    expect(
      talk(464, [
        ['client', framed(question)],
        ['server', framed(answer)],
      ]),
    ).toEqual([shown('tcp kpasswd request', question), shown('tcp kpasswd reply', answer)]);
  });
});

describe('HTTP', () => {
  const token = recordedMessage('apReq');
  const asked = text(`GET /x HTTP/1.1\r\nHost: web\r\nAuthorization: Negotiate ${base64(token)}\r\n\r\n`);
  const request = shown('tcp http request', token);

  it.each([1, 7, 1460])('Negotiate is found on any port, in pieces of %i', (size) => {
    const answered = text(
      `HTTP/1.1 200 OK\r\nWWW-Authenticate: Negotiate ${base64(krbError)}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n`,
    );
    expect(
      talk(
        8080,
        [
          ['client', asked],
          ['server', answered],
          ['client', asked],
        ],
        size,
      ),
    ).toEqual([request, shown('tcp http reply', krbError), request]);
  });

  it('schemes that carry no token give nothing, others than Negotiate do', () => {
    const refused = text('HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n');
    const ntlm = text(`GET / HTTP/1.1\r\nauthorization:NTLM ${base64(text('NTLMSSP\0'))}\r\n\r\n`);
    const basic = text('GET / HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\r\n');
    expect(
      talk(80, [
        ['client', basic],
        ['server', refused],
        ['client', ntlm],
      ]),
    ).toEqual([shown('tcp http request', text('NTLMSSP\0'))]);
  });

  it('bodies are stepped over, whatever stands in them', () => {
    const upload = concat(
      text(`PUT /y HTTP/1.1\r\nContent-Length: ${String(asked.length)}\r\n\r\n`),
      asked,
      asked,
    );
    const head = text('HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n');
    const answer = text('HTTP/1.1 204 No Content\r\n\r\n');
    expect(
      talk(80, [
        ['client', text('HEAD /z HTTP/1.1\r\n\r\n')],
        ['server', head],
        ['client', upload],
        ['server', concat(answer, answer)],
      ]),
    ).toEqual([request]);
  });

  it('a tunnel that CONNECT opened is no HTTP any more', () => {
    const connect = text(`CONNECT h:443 HTTP/1.1\r\nProxy-Authorization: Negotiate ${base64(token)}\r\n\r\n`);
    expect(
      talk(3128, [
        ['client', connect],
        ['server', text('HTTP/1.1 200 Connection established\r\n\r\n')],
        ['client', asked],
      ]),
    ).toEqual([request]);
  });

  it('KDC proxy messages are the bodies of POST /KdcProxy and of its answers', () => {
    const body = concat(Uint8Array.of(0x30, 0x81), framed(asReq));
    const post = concat(
      text(
        `POST /KdcProxy HTTP/1.0\r\nContent-Type: application/kerberos\r\nContent-Length: ${String(body.length)}\r\n\r\n`,
      ),
      body,
    );
    const answer = concat(
      text('HTTP/1.0 200 OK\r\nContent-Type: application/kerberos\r\n\r\n'),
      framed(asRep),
    );
    expect(
      talk(
        80,
        [
          ['client', post],
          ['server', answer],
        ],
        90,
      ),
    ).toEqual([shown('tcp kkdcp request', body), shown('tcp kkdcp reply', framed(asRep))]);
  });

  it('that was captured from the middle of a body on is found again at the next head', () => {
    const segments = segmentsOf(80, [
      ['client', text('x'.repeat(1460))],
      ['client', asked],
    ]).slice(3);
    expect(messagesOf(capture(segments, ends(80))).map(short)).toEqual([`${request} mid-stream`]);
  });

  it('on a port where something else speaks first is not looked for', () => {
    expect(
      talk(25, [
        ['server', text('220 mail.example ESMTP ready\r\n')],
        ['client', asked],
      ]),
    ).toEqual([]);
  });
});

describe('SMB', () => {
  const token = recordedMessage('apReq');
  const netbios = (message: Uint8Array): Uint8Array => concat(be(4, message.length), message);

  /** [MS-SMB2] 2.2.1.2 */
  function smb2(command: number, reply: boolean, id: number, body: Uint8Array): Uint8Array {
    const header = concat(
      Uint8Array.of(0xfe, 0x53, 0x4d, 0x42),
      le(2, 64),
      new Uint8Array(6),
      le(2, command),
      le(2, 1),
      le(4, reply ? 1 : 0),
      le(4, 0),
      le(8, id),
      new Uint8Array(32),
    );
    return netbios(concat(header, body));
  }
  const setupRequest = (blob: Uint8Array): Uint8Array =>
    concat(le(2, 25), new Uint8Array(10), le(2, 88), le(2, blob.length), new Uint8Array(8), blob);
  const setupReply = (blob: Uint8Array): Uint8Array =>
    concat(le(2, 9), le(2, 0), le(2, 72), le(2, blob.length), blob);

  it.each([1, 50, 1460])('session setups of version 2 give their tokens, in pieces of %i', (size) => {
    const negotiated = concat(
      le(2, 65),
      new Uint8Array(54),
      le(2, 128),
      le(2, asRep.length),
      le(4, 0),
      asRep,
    );
    const read = smb2(8, true, 3, new Uint8Array(100_000));
    expect(
      talk(
        445,
        [
          ['client', smb2(0, false, 0, new Uint8Array(36))],
          ['server', smb2(0, true, 0, negotiated)],
          ['client', smb2(1, false, 1, setupRequest(token))],
          ['server', smb2(1, true, 1, setupReply(krbError))],
          ['server', size === 1460 ? read : new Uint8Array()],
          ['client', smb2(1, false, 4, setupRequest(asReq))],
        ],
        size,
      ),
    ).toEqual([
      shown('tcp smb reply', asRep),
      shown('tcp smb request', token),
      shown('tcp smb reply', krbError),
      shown('tcp smb request', asReq),
    ]);
  });

  it('session setups of version 1 do', () => {
    // [MS-CIFS] 2.2.3.1; [MS-SMB] 2.2.4.6.1, 2.2.4.6.2
    const smb1 = (command: number, reply: boolean, words: Uint8Array, bytes: Uint8Array): Uint8Array =>
      netbios(
        concat(
          Uint8Array.of(0xff, 0x53, 0x4d, 0x42, command),
          new Uint8Array(4),
          Uint8Array.of(reply ? 0x98 : 0x18),
          new Uint8Array(22),
          Uint8Array.of(words.length / 2),
          words,
          le(2, bytes.length),
          bytes,
        ),
      );
    const asked = concat(new Uint8Array(14), le(2, token.length), new Uint8Array(8));
    const answered = concat(new Uint8Array(6), le(2, krbError.length));
    const offered = concat(new Uint8Array(19), le(4, 0x8001e3fc), new Uint8Array(11));
    expect(
      talk(139, [
        ['client', Uint8Array.of(0x81, 0, 0, 2, 1, 2)],
        ['server', Uint8Array.of(0x82, 0, 0, 0)],
        ['server', smb1(0x72, true, offered, concat(new Uint8Array(16), asRep))],
        ['client', smb1(0x73, false, asked, concat(token, text('U\0n\0i\0x\0')))],
        ['server', smb1(0x73, true, answered, concat(krbError, text('\0\0')))],
      ]),
    ).toEqual([
      shown('tcp smb reply', asRep),
      shown('tcp smb request', token),
      shown('tcp smb reply', krbError),
    ]);
  });

  it('a hole in a large read leaves it in step', () => {
    const segments = segmentsOf(445, [
      ['server', smb2(8, true, 3, new Uint8Array(10_000))],
      ['server', smb2(1, true, 4, setupReply(krbError))],
    ]);
    segments.splice(5, 1);
    expect(messagesOf(capture(segments, ends(445))).map(short)).toEqual([shown('tcp smb reply', krbError)]);
  });
});

describe('exchanges', () => {
  const packet = (
    at: number,
    back: boolean,
    message: Uint8Array,
    sourcePort = 50_000,
  ): Parameters<typeof pcap>[0][number] => {
    const between = { ...ends(88), sourcePort };
    const way = back
      ? {
          source: between.destination,
          sourcePort: 88,
          destination: between.source,
          destinationPort: sourcePort,
        }
      : between;
    return { time: TIME + at, bytes: ethernet(ipv4(way, UDP, udp(way, message))) };
  };
  const paired = (packets: Parameters<typeof pcap>[0]): unknown =>
    pairExchanges(messagesOf(pcap(packets))).map(({ request, repeats, reply }) => [
      request?.packet,
      reply?.packet,
      repeats.map((each) => each.packet),
    ]);

  it('a request, its repetition and its reply belong together', () => {
    expect(
      paired([
        packet(1, false, asReq),
        packet(2, false, asReq),
        packet(3, true, krbError),
        packet(4, true, krbError),
        packet(5, false, tgsReq),
        packet(6, true, tgsRep),
      ]),
    ).toEqual([
      [1, 3, [2, 4]],
      [5, 6, []],
    ]);
  });

  it('a reply of another kind, or to another port, answers nothing', () => {
    expect(
      paired([
        packet(1, false, asReq),
        packet(2, true, tgsRep),
        packet(3, true, asRep, 50_001),
        packet(4, true, asRep),
      ]),
    ).toEqual([
      [1, 4, []],
      [undefined, 2, []],
      [undefined, 3, []],
    ]);
  });
});

describe('limits', () => {
  it('hold what waits behind holes, and let the oldest connection go', () => {
    const reader = captureReader({ limits: { heldBytes: 200_000, streamBytes: 100_000 } });
    const packets = Array.from({ length: 40 }, (_, port) => {
      const between = { ...ends(88), sourcePort: 40_000 + port };
      // A hole that nobody fills, then ten segments.
      return [
        tcp(between, 0, 0, Flag.SYN),
        ...Array.from({ length: 10 }, (__, at) =>
          tcp(between, 100 + at * 1000, 0, Flag.ACK, new Uint8Array(1000)),
        ),
      ].map((segment) => ({ time: TIME, bytes: ethernet(ipv4(between, TCP, segment)) }));
    }).flat();
    const file = pcap(packets);
    let most = 0;
    for (let at = 0; at < file.length; at += 1000) {
      reader.push(file.subarray(at, at + 1000));
      most = Math.max(most, reader.heldBytes);
    }
    expect(most).toBeGreaterThan(100_000);
    expect(most).toBeLessThanOrEqual(201_000);
    reader.end();
    expect(reader.heldBytes).toBe(0);
  });

  it('a message longer than the limit is cut, and the next is whole', () => {
    const long = concat(be(4, 5000), Uint8Array.of(0x6b), new Uint8Array(4999));
    const segments = segmentsOf(88, [
      ['server', long],
      ['server', framed(asRep)],
    ]);
    const found = messagesOf(capture(segments, ends(88)), { limits: { messageBytes: 2000 } });
    expect(found.map(({ bytes, problems }) => [bytes.length, problems.map(({ kind }) => kind)])).toEqual([
      [1996, ['too-long']],
      [asRep.length, []],
    ]);
  });

  it('more messages than may come out are refused', () => {
    const file = capture(segmentsOf(88, [['client', concat(framed(asReq), framed(asReq))]]), ends(88));
    let code = '';
    try {
      messagesOf(file, { limits: { messages: 1 } });
    } catch (error) {
      if (isKerberosError(error)) code = error.code;
    }
    expect(code).toBe('LIMIT');
  });
});
