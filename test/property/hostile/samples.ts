// Valid inputs that mutants grow from: what MIT, Heimdal and Samba wrote where we have it, and values of our own
// arbitraries, always the same ones, where that is too little.
import fc from 'fast-check';
import {
  composeCcache,
  encodeConfigRecord,
  encodeCredentialRecord,
  writeCcache,
} from '../../../src/krb5/ccache/encode.ts';
import { parseCcache } from '../../../src/krb5/ccache/parse.ts';
import { encodeDer } from '../../../src/krb5/asn1/index.ts';
import type { Credential } from '../../../src/krb5/credential.ts';
import { EncryptionKey } from '../../../src/krb5/crypto/key.ts';
import {
  encodeKpasswdReply,
  encodeKpasswdRequest,
  encodeKpasswdResult,
} from '../../../src/krb5/messages/index.ts';
import {
  PacBufferType,
  buildPac,
  decodePacBuffer,
  encodeLogonInfo,
  parsePac,
} from '../../../src/krb5/pac/index.ts';
import type { Principal } from '../../../src/krb5/principal.ts';
import { arbitraries } from '../../support/arbitraries.ts';
import { codec } from '../../support/codecs.ts';
import { PAC_VECTORS, pacVector } from '../../support/pac-judge.ts';
import { hex, readVectors } from '../../support/vectors.ts';

const SEED = 20;

/** Always the same `count` values of an arbitrary. */
export function some<T>(arbitrary: fc.Arbitrary<T>, count = 20): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const recorded = ['messages/mit-reference', 'messages/captured'].flatMap((file) => {
  const read = readVectors(file) as Record<string, readonly { codec: string; hex: string }[] | undefined>;
  return read['vectors'] ?? read['messages'] ?? [];
});

/** What real peers sent of one message type, and twenty of our own making. */
export function messageSamples(name: string): Uint8Array[] {
  const real = recorded.filter((vector) => vector.codec === name).map((vector) => hex(vector.hex));
  const made = some(arbitraries[name] ?? fc.constant(undefined)).map((value) =>
    encodeDer(codec(name), value),
  );
  return [...real, ...made];
}

const preauth = readVectors('messages/preauth') as { messages: readonly { hex: string }[] };

/** Messages with certificates, armor and tickets for others in their padata, as real peers sent them. */
export function preauthSamples(): Uint8Array[] {
  return [...preauth.messages.map((each) => hex(each.hex)), ...messageSamples('encTicketPart').slice(0, 5)];
}

const captured = readVectors('messages/captured') as { kpasswd: readonly { kind: string; hex: string }[] };

const octets = fc.uint8Array({ minLength: 1, maxLength: 80 });

export function kpasswdSamples(kind: 'request' | 'reply' | 'result'): Uint8Array[] {
  const real = captured.kpasswd.filter((frame) => frame.kind === kind).map((frame) => hex(frame.hex));
  const made = {
    request: fc
      .tuple(octets, octets)
      .map(([apReq, krbPriv]) => encodeKpasswdRequest({ version: 0xff80, apReq, krbPriv })),
    reply: fc
      .tuple(octets, octets)
      .map(([apRep, krbPriv]) => encodeKpasswdReply({ kind: 'reply', version: 1, apRep, krbPriv })),
    result: fc.oneof(
      fc
        .tuple(fc.nat(7), fc.string({ maxLength: 40 }))
        .map(([resultCode, text]) => encodeKpasswdResult({ resultCode, text })),
      fc.nat(40).map((minLength) =>
        encodeKpasswdResult({
          resultCode: 4,
          text: '',
          policy: { minLength, history: 24, properties: 1, maxAgeSeconds: 3_628_800, minAgeSeconds: 86_400 },
        }),
      ),
    ),
  }[kind];
  return [...real, ...some(made)];
}

const files = readVectors('files/mit-files') as {
  ccache: Readonly<Record<string, string>>;
  keytab: Readonly<Record<string, string>>;
};

const name = fc.string({ minLength: 1, maxLength: 12 });
const principal: fc.Arbitrary<Principal> = fc.record({
  name: fc.record({ nameType: fc.nat(12), nameString: fc.array(name, { minLength: 1, maxLength: 3 }) }),
  realm: name,
});
const time = fc.nat(2 ** 31 - 1);
const credential: fc.Arbitrary<Credential> = fc.record({
  client: principal,
  server: principal,
  key: octets.map((value) => new EncryptionKey(18, value)),
  times: fc.record({ authTime: time, startTime: time, endTime: time, renewTill: time }),
  isSkey: fc.boolean(),
  flags: time,
  addresses: fc.array(fc.record({ addrType: fc.nat(30), address: octets }), { maxLength: 2 }),
  authorizationData: fc.array(fc.record({ adType: fc.nat(30), adData: octets }), { maxLength: 2 }),
  ticket: octets,
  secondTicket: fc.uint8Array({ maxLength: 30 }),
});

export function ccacheSamples(): Uint8Array[] {
  const mit = Object.values(files.ccache).map(hex);
  const appended = mit.map((file, at) => {
    const dialect = parseCcache(file);
    return concat(file, ...some(credential, at + 1).map((value) => encodeCredentialRecord(value, dialect)));
  });
  const made = some(fc.tuple(principal, fc.array(credential, { maxLength: 4 })), 12).map(
    ([owner, credentials], at) =>
      at % 2 === 0
        ? writeCcache({
            principal: owner,
            credentials,
            config: [{ key: 'fast_avail', principal: 'krbtgt/A@A', value: bytesOf('yes') }],
            kdcOffset: { seconds: -3, micros: 5 },
          })
        : composeCcache([{ tag: 7, data: new Uint8Array(5) }], owner, [
            encodeConfigRecord(owner, { key: 'pa_type', value: bytesOf('2') }),
            ...credentials.map((value) => encodeCredentialRecord(value)),
          ]),
  );
  return [...mit, ...appended, ...made];
}

/** Versions 1 and 2 as a big-endian machine writes them. */
export function bigEndianCcacheSamples(): Uint8Array[] {
  const empty = [
    Uint8Array.of(5, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0x52, 0, 0, 0, 1, 0x61),
    Uint8Array.of(5, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x52, 0, 0, 0, 1, 0x61),
  ];
  return some(fc.array(credential, { maxLength: 4 }), 22).map((credentials, at) => {
    const dialect = { version: at % 2 === 0 ? 1 : 2, littleEndian: false } as const;
    const records = credentials.map((value) => encodeCredentialRecord(value, dialect));
    return concat(empty[at % 2] ?? new Uint8Array(), ...records);
  });
}

function keytabEntry(owner: Principal, kvno: number, key: Uint8Array, long: boolean): Uint8Array {
  const text = (value: string): number[] => {
    const encoded = bytesOf(value);
    return [encoded.length >> 8, encoded.length & 0xff, ...encoded];
  };
  const body = [
    0,
    owner.name.nameString.length,
    ...text(owner.realm),
    ...owner.name.nameString.flatMap(text),
    ...[0, 0, 0, owner.name.nameType],
    ...[0x5f, 0, 0, 0, kvno & 0xff, 0, 18, 0, key.length, ...key],
    ...(long ? [0, 0, kvno >> 8, kvno & 0xff] : []),
  ];
  return Uint8Array.from([0, 0, body.length >> 8, body.length & 0xff, ...body]);
}

export function keytabSamples(): Uint8Array[] {
  const mit = Object.values(files.keytab).map(hex);
  const hole = Uint8Array.of(0xff, 0xff, 0xff, 0xf0, ...new Uint8Array(16));
  const entry = fc.record({ owner: principal, kvno: fc.nat(1000), key: octets, long: fc.boolean() });
  const made = some(fc.array(entry, { minLength: 1, maxLength: 4 })).map((entries, at) =>
    concat(
      Uint8Array.of(5, 2),
      ...entries.map(({ owner, kvno, key, long }) => keytabEntry(owner, kvno, key, long)),
      at % 3 === 0 ? hole : new Uint8Array(),
    ),
  );
  return [...mit, ...made];
}

const CONF_PARTS = [
  '[libdefaults]\n  default_realm = MIT.TEST\n  dns_lookup_kdc = false\n  ticket_lifetime = 1d 2h\n',
  '[libdefaults]\n\tclockskew = 5m\n\tpermitted_enctypes = aes256-cts DEFAULT -rc4\n\tkdc_timesync = 1\n',
  '[realms]\n  MIT.TEST = {\n    kdc = 127.0.0.1:88\n    kdc = tcp/kdc2.mit.test\n    admin_server = [::1]:749\n  }\n',
  '[realms]*\n  AD.TEST = {\n    kdc = https://proxy.ad.test/KdcProxy\n    v4 = {\n      a = "b\\t\\"c"\n    }\n  }*\n',
  '[domain_realm]\n  .mit.test = MIT.TEST\n  mit.test = MIT.TEST\n',
  '# a comment\n; another\n\n[appdefaults]\n  kinit = {\n    renewable = true\n  }\n',
  'include /etc/more.conf\n',
  'includedir /etc/krb5.conf.d\n',
  '[capaths]\n  A = {\n    B = .\n    B = C\n  }\n',
  '[libdefaults]\n  default_ccache_name = FILE:/tmp/krb5cc_%{uid}\n  rdns = no\n  forwardable = yes\n',
];

export function krb5ConfSamples(): Uint8Array[] {
  const parts = fc.array(fc.constantFrom(...CONF_PARTS), { minLength: 1, maxLength: 8 });
  return [bytesOf(CONF_PARTS.join('')), ...some(parts, 24).map((chosen) => bytesOf(chosen.join('')))];
}

export function principalSamples(): Uint8Array[] {
  const texts = [
    'alice@MIT.TEST',
    'HTTP/web.mit.test@MIT.TEST',
    'a\\/b\\@c/d@R',
    'host/h\\\\x\\n@R.S',
    'x\\0y@R',
    'a@',
  ];
  return [
    ...texts.map(bytesOf),
    ...some(principal).map((p) => bytesOf(`${p.name.nameString.join('')}x@R`.replace(/[\\/@]/g, ''))),
  ];
}

/** Whole PACs of real KDCs, and the same with buffers left out and in another order. */
export function pacSamples(): Uint8Array[] {
  const real = PAC_VECTORS.map((vector) => hex(pacVector(vector).pac));
  const regrouped = real.flatMap((bytes, at) => {
    const { buffers } = parsePac(bytes);
    return [
      buildPac([...buffers].reverse()).bytes,
      buildPac(buffers.filter((_, index) => index !== at % 3)).bytes,
    ];
  });
  return [...real, ...regrouped];
}

/** The buffers of one type in the PACs of real KDCs; `more` is called where they are fewer than twenty. */
export function pacBufferSamples(
  type: number,
  more: (real: readonly Uint8Array[]) => Uint8Array[],
): Uint8Array[] {
  const real = PAC_VECTORS.flatMap((vector) =>
    parsePac(hex(pacVector(vector).pac))
      .buffers.filter((buffer) => buffer.type === type)
      .map((buffer) => buffer.data),
  );
  return [...real, ...more(real)];
}

export function logonInfoSamples(): Uint8Array[] {
  return pacBufferSamples(PacBufferType.LOGON_INFO, (real) =>
    real.flatMap((data, at) => {
      const contents = decodePacBuffer({ type: PacBufferType.LOGON_INFO, data });
      if (contents.kind !== 'logon-info') return [];
      const info = contents.value;
      const groups = Array.from({ length: at * 7 }, (_, index) => ({
        relativeId: 1000 + index,
        attributes: 7,
      }));
      return [
        encodeLogonInfo({ ...info, fullName: 'J\u00fcrgen \u{1f511}', groupIds: groups }),
        encodeLogonInfo({
          ...info,
          extraSids: [{ sid: 'S-1-18-1', attributes: 7 }],
          resourceGroupDomainSid: 'S-1-5-21-1-2-3',
          resourceGroupIds: groups,
        }),
      ];
    }),
  );
}
