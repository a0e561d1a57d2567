// Every decoder that takes bytes from outside. A new one is one line here: its name, at least twenty valid inputs
// and the call. The call may return or throw a KerberosError; anything else is a finding.
import { parseAbsoluteTime } from '../../../src/cli/absolute-time.ts';
import { parseOptions } from '../../../src/cli/options.ts';
import { decodeDer, encodeDer } from '../../../src/krb5/asn1/index.ts';
import { pairExchanges } from '../../../src/krb5/capture/exchanges.ts';
import { captureReader } from '../../../src/krb5/capture/reader.ts';
import { contentsOf, withRecords } from '../../../src/krb5/ccache/edit.ts';
import { parseCcache } from '../../../src/krb5/ccache/parse.ts';
import { parseKrb5Conf } from '../../../src/krb5/config/parse.ts';
import { parseDuration } from '../../../src/krb5/config/duration.ts';
import { settingsFromProfile } from '../../../src/krb5/config/from-profile.ts';
import { Profile } from '../../../src/krb5/config/profile.ts';
import { decrypt, encrypt, encryptionType } from '../../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../../src/krb5/crypto/key.ts';
import { messageBudget } from '../../../src/krb5/fields/budget.ts';
import { describeMessage } from '../../../src/krb5/fields/describe.ts';
import { fieldsOf } from '../../../src/krb5/fields/field.ts';
import { keepPlain } from '../../../src/krb5/fields/keep.ts';
import { inspect } from '../../../src/krb5/inspect/inspect.ts';
import {
  encodeAuthenticatorChecksum,
  parseAuthenticatorChecksum,
} from '../../../src/krb5/gss/authenticator-checksum.ts';
import { describeGssToken } from '../../../src/krb5/gss/describe.ts';
import { encodeFrame, readFrame } from '../../../src/krb5/gss/framing.ts';
import { decodeSpnego, encodeSpnego } from '../../../src/krb5/gss/spnego.ts';
import { parseKeytab } from '../../../src/krb5/keytab/parse.ts';
import {
  encodeKpasswdReply,
  encodeKpasswdRequest,
  errorPadata,
  extendedError,
  krbError,
  parseErrorData,
  parseKpasswdReply,
  parseKpasswdRequest,
  parseKpasswdResult,
  parsePasswordPolicy,
} from '../../../src/krb5/messages/index.ts';
import type { KrbError } from '../../../src/krb5/messages/index.ts';
import type { NdrReader } from '../../../src/krb5/ndr/index.ts';
import { readSerialized } from '../../../src/krb5/ndr/index.ts';
import {
  PacBufferType,
  decodeClientInfo,
  decodeLogonInfo,
  decodePac,
  decodePacAttributes,
  decodePacRequestor,
  decodePacSignature,
  decodeUpnDnsInfo,
  encodeClientInfo,
  encodePacAttributes,
  encodePacRequestor,
  encodePacSignature,
  encodeUpnDnsInfo,
  parsePac,
  verifyPac,
} from '../../../src/krb5/pac/index.ts';
import { formatPrincipal, parsePrincipal } from '../../../src/krb5/principal.ts';
import { displayText, octetsFromText, textFromOctets } from '../../../src/krb5/text.ts';
import { parseSrv } from '../../../src/node/dns-srv.ts';
import { parseResolvConf } from '../../../src/node/resolver.ts';
import { parseServerEntry } from '../../../src/node/server-entry.ts';
import { codec, codecs } from '../../support/codecs.ts';
import { readVectors } from '../../support/vectors.ts';
import { misplaced } from '../../support/inspection.ts';
import { captureSamples } from './capture-samples.ts';
import { gssChecksumSamples, gssSamples } from './gss-samples.ts';
import {
  optionSamples,
  resolvConfSamples,
  serverEntrySamples,
  SRV_ANSWERS_AT,
  srvSamples,
  timeSamples,
} from './network-samples.ts';
import { pacDecoders } from './pac-decoders.ts';
import {
  askKdc,
  asReplySamples,
  asSealedSamples,
  feedAs,
  feedAsSealed,
  feedPasswordChange,
  feedTgs,
  kdcRequestSamples,
  passwordReplySamples,
  tgsReplySamples,
} from './peers.ts';
import {
  bigEndianCcacheSamples,
  bytesOf,
  ccacheSamples,
  keytabSamples,
  kpasswdSamples,
  krb5ConfSamples,
  logonInfoSamples,
  messageSamples,
  preauthSamples,
  pacBufferSamples,
  pacSamples,
  principalSamples,
} from './samples.ts';

export interface HostileDecoder {
  readonly name: string;
  readonly samples: () => readonly Uint8Array[];
  readonly decode: (bytes: Uint8Array) => unknown;
}

function decoder(
  name: string,
  samples: () => readonly Uint8Array[],
  decode: (bytes: Uint8Array) => unknown,
): HostileDecoder {
  return { name, samples, decode };
}

const numbered = <T>(make: (index: number) => T, count = 20): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const key = (etype: number): EncryptionKey =>
  new EncryptionKey(etype, new Uint8Array(encryptionType(etype).keySize).fill(etype));

const random = { bytes: (length: number): Uint8Array => new Uint8Array(length).fill(0x5a) };

/** What a codec reads, it must also be able to write again. */
const messages = [...codecs.keys()].map((name) =>
  decoder(
    name,
    () => messageSamples(name),
    (bytes) => encodeDer(codec(name), decodeDer(codec(name), bytes)),
  ),
);

const errorWith = (eData: Uint8Array): KrbError => ({
  pvno: 5,
  msgType: 30,
  stime: 0,
  susec: 0,
  errorCode: 60,
  realm: 'R',
  sname: { nameType: 0, nameString: [] },
  eData,
});

const errorDataSamples = (): Uint8Array[] =>
  ['methodData', 'typedData', 'kerbErrorData', 'etypeInfo2'].flatMap((name) => messageSamples(name));

/** A message laid open lies within its bytes, costs what it may, and loses what is sealed where it is kept. */
function layOpen(bytes: Uint8Array, service: 'kdc' | 'kpasswd'): unknown {
  const described = describeMessage(bytes, { service });
  const fields = [...fieldsOf(described)];
  if (fields.length > 2_010) throw new Error(`${String(fields.length)} fields`);
  for (const { name, offset, length, valueOffset, valueLength } of fields) {
    if (offset < 0 || offset + length > bytes.length || valueOffset < offset)
      throw new Error(`${name} is not in the message`);
    if (valueOffset + valueLength > bytes.length) throw new Error(`${name}'s value is not in the message`);
  }
  const kept = keepPlain(bytes, described);
  for (const { kind, valueOffset, valueLength } of fields) {
    if (kind !== 'sealed' && kind !== 'secret') continue;
    if (kept.bytes.subarray(valueOffset, valueOffset + valueLength).some((octet) => octet !== 0))
      throw new Error('what is sealed is kept');
  }
  return kept;
}

/** A capture costs what it may hold back, whatever it says of itself. */
function readCapture(bytes: Uint8Array): unknown {
  const reader = captureReader({ limits: { heldBytes: 1 << 20, streams: 64 } });
  const found = [...reader.push(bytes.subarray(0, 777)), ...reader.push(bytes.subarray(777))];
  if (reader.heldBytes > 3 << 20) throw new Error(`${String(reader.heldBytes)} octets are held`);
  found.push(...reader.end());
  if (reader.heldBytes !== 0) throw new Error('something is held after the end');
  return pairExchanges(found);
}

const MESSAGES = [
  'asReq',
  'asRep',
  'tgsReq',
  'tgsRep',
  'apReq',
  'krbError',
  'krbCred',
  'encTicketPart',
  'authenticator',
];

/** Whatever it is taken for, with keys of every enctype at hand: fields lie within their sources. */
function look(bytes: Uint8Array): unknown {
  const keys = [17, 18, 19, 20, 23].map((etype) => ({ key: key(etype), from: 'raw' as const }));
  const seen = inspect(bytes, { keys });
  const wrong = misplaced(seen);
  if (wrong.length > 0) throw new Error(`out of place: ${wrong.slice(0, 3).join(', ')}`);
  return seen;
}

/** Messages as the tools of the vectors write bytes, and inside other text. */
function writingSamples(): Uint8Array[] {
  const { written } = readVectors('inspect/writing') as { written: readonly { text: string }[] };
  const tokens = messageSamples('apReq')
    .slice(0, 4)
    .map((bytes) => Buffer.from(bytes).toString('base64'));
  return [
    ...written.map(({ text }) => bytesOf(text)),
    ...tokens.map((token) => bytesOf(`> GET / HTTP/1.1\r\n> Authorization: Negotiate ${token}\r\n`)),
    ...tokens.map((token) => bytesOf(`-----BEGIN X-----\n${token}\n-----END X-----\n`)),
  ];
}

/** Texts come out of messages and files, which have their limits: a mebibyte at most. */
const asText = (bytes: Uint8Array): string => textFromOctets(bytes.subarray(0, 1 << 20));

/** What is shown is cut before; what is sealed here costs as much again to seal. */
const MOST_SHOWN = 1 << 18;

/** Files that include one another, up to a point. */
const CONF_READER = {
  readFile: (path: string): string =>
    `[libdefaults]\n  default_realm = X\n${path.length < 24 ? `include ${path}x\n` : ''}`,
  listDirectory: (): string[] => ['a', 'b.conf', '.c', 'd~'],
};

function readConf(bytes: Uint8Array): unknown {
  const file = parseKrb5Conf({ file: '/etc/krb5.conf', text: textFromOctets(bytes) }, CONF_READER);
  return settingsFromProfile(new Profile([file]));
}

export const decoders: readonly HostileDecoder[] = [
  ...messages,
  decoder('krb-error e-data', errorDataSamples, (bytes) => [
    parseErrorData(bytes),
    errorPadata(errorWith(bytes)),
    extendedError(errorWith(bytes)),
  ]),
  decoder(
    'krb-error with its e-data',
    () => messageSamples('krbError'),
    (bytes) => {
      const error = decodeDer(krbError, bytes);
      return [errorPadata(error), extendedError(error), displayText(error.eText ?? '')];
    },
  ),
  decoder(
    'kpasswd request',
    () => kpasswdSamples('request'),
    (bytes) => encodeKpasswdRequest(parseKpasswdRequest(bytes)),
  ),
  decoder(
    'kpasswd reply',
    () => kpasswdSamples('reply'),
    (bytes) => encodeKpasswdReply(parseKpasswdReply(bytes)),
  ),
  decoder('kpasswd result', () => kpasswdSamples('result'), parseKpasswdResult),
  decoder(
    'kpasswd policy',
    () => kpasswdSamples('result').map((bytes) => bytes.slice(2)),
    parsePasswordPolicy,
  ),
  decoder(
    'message laid open',
    () => MESSAGES.flatMap((name) => messageSamples(name)),
    (bytes) => layOpen(bytes, 'kdc'),
  ),
  decoder('pre-authentication laid open', preauthSamples, (bytes) => layOpen(bytes, 'kdc')),
  decoder(
    'kpasswd message laid open',
    () => [...kpasswdSamples('request'), ...kpasswdSamples('reply')],
    (bytes) => layOpen(bytes, 'kpasswd'),
  ),
  decoder(
    'message inspected',
    () => [...MESSAGES.flatMap((name) => messageSamples(name)), ...kpasswdSamples('request').slice(0, 3)],
    look,
  ),
  decoder(
    'file inspected',
    () => [...ccacheSamples(), ...bigEndianCcacheSamples(), ...keytabSamples()],
    look,
  ),
  decoder('writing inspected', writingSamples, look),
  decoder('capture inspected', captureSamples, look),
  decoder('ccache', ccacheSamples, (bytes) => {
    const parsed = parseCcache(bytes);
    return [contentsOf(parsed), withRecords(parsed, [])];
  }),
  decoder('ccache, big-endian', bigEndianCcacheSamples, (bytes) =>
    contentsOf(parseCcache(bytes, { littleEndian: false })),
  ),
  decoder('keytab', keytabSamples, (bytes) => parseKeytab(bytes)),
  decoder('krb5.conf', krb5ConfSamples, readConf),
  decoder(
    'duration',
    () => numbered((i) => bytesOf(['1d2h3m4s', '10:20:30', '36000', '2d', '90m', '-5'][i % 6] ?? '')),
    (bytes) => parseDuration(asText(bytes)),
  ),
  decoder('principal', principalSamples, (bytes) =>
    formatPrincipal(parsePrincipal(asText(bytes), { defaultRealm: 'R' })),
  ),
  decoder('text', principalSamples, (bytes) => {
    const text = asText(bytes.subarray(0, MOST_SHOWN));
    return [displayText(text), octetsFromText(text)];
  }),
  decoder('GSS token laid open', gssSamples, (bytes) => {
    const root = describeGssToken(bytes, messageBudget());
    const fields = [...fieldsOf(root)];
    if (fields.length > 2_010) throw new Error(`${String(fields.length)} fields`);
    for (const { name, offset, length, valueOffset, valueLength } of fields) {
      if (offset < 0 || offset + length > bytes.length || valueOffset < offset)
        throw new Error(`${name} is not in the token`);
      if (valueOffset + valueLength > bytes.length) throw new Error(`${name}'s value is not in the token`);
    }
    return bytes.length > 1 << 20 ? root : keepPlain(bytes, root);
  }),
  decoder(
    'GSS frame',
    () => numbered((i) => encodeFrame('1.2.840.113554.1.2.2', new Uint8Array(i * 20).fill(i))),
    (bytes) => {
      const { mechanism, innerOffset, length } = readFrame(bytes);
      return encodeFrame(mechanism, bytes.subarray(innerOffset, length));
    },
  ),
  decoder(
    'SPNEGO token',
    () => gssSamples().filter((bytes) => bytes[0] === 0xa1),
    (bytes) => encodeSpnego(decodeSpnego(bytes)),
  ),
  decoder('authenticator checksum of GSS-API', gssChecksumSamples, (bytes) =>
    encodeAuthenticatorChecksum(parseAuthenticatorChecksum(bytes)),
  ),
  decoder('capture', captureSamples, readCapture),
  decoder('PAC', pacSamples, decodePac),
  decoder('PAC signatures', pacSamples, (bytes) =>
    verifyPac(parsePac(bytes), { server: key(18), kdc: key(18) }),
  ),
  decoder('PAC logon information', logonInfoSamples, decodeLogonInfo),
  decoder(
    'PAC client information',
    () =>
      pacBufferSamples(PacBufferType.CLIENT_INFO, () =>
        numbered((i) => encodeClientInfo({ clientId: BigInt(i), name: 'x'.repeat(i) })),
      ),
    decodeClientInfo,
  ),
  decoder(
    'PAC UPN and DNS information',
    () =>
      pacBufferSamples(PacBufferType.UPN_DNS_INFO, () =>
        numbered((i) =>
          encodeUpnDnsInfo({
            upn: `u${String(i)}@ad.test`,
            dnsDomainName: 'AD.TEST',
            upnConstructed: i % 2 === 0,
            ...(i % 3 === 0 ? { samName: 'u', sid: 'S-1-5-21-1-2-3-500' as const } : {}),
          }),
        ),
      ),
    decodeUpnDnsInfo,
  ),
  decoder(
    'PAC attributes',
    () =>
      numbered((i) =>
        encodePacAttributes({ pacWasRequested: i % 2 === 0, pacWasGivenImplicitly: i % 4 < 2 }),
      ),
    decodePacAttributes,
  ),
  decoder(
    'PAC requestor',
    () => numbered((i) => encodePacRequestor(`S-1-5-21-1-2-3-${String(i)}`)),
    decodePacRequestor,
  ),
  decoder(
    'PAC signature',
    () =>
      pacBufferSamples(PacBufferType.SERVER_CHECKSUM, () =>
        numbered((i) =>
          encodePacSignature({
            signatureType: 16,
            signature: new Uint8Array(12).fill(i),
            ...(i % 2 === 0 ? { rodcIdentifier: i } : {}),
          }),
        ),
      ),
    decodePacSignature,
  ),
  ...pacDecoders,
  decoder('NDR type serialization', logonInfoSamples, (bytes) =>
    readSerialized(bytes, (reader: NdrReader) => reader.uint32()),
  ),
  ...[17, 18, 19, 20, 23].flatMap((etype) => [
    decoder(
      `cipher of etype ${String(etype)}`,
      () => numbered((i) => encrypt(key(etype), 3, new Uint8Array(i * 5).fill(i), random)),
      (bytes) => decrypt(key(etype), 3, bytes),
    ),
    decoder(
      `s2kparams of etype ${String(etype)}`,
      () => numbered((i) => (etype === 23 ? new Uint8Array() : Uint8Array.of(0, 1, 0, i))),
      (s2kparams) =>
        encryptionType(etype).stringToKeyPlan({
          password: bytesOf('password'),
          salt: bytesOf('salt'),
          s2kparams,
          allowFewIterations: undefined,
        }),
    ),
  ]),
  decoder('AS client', asReplySamples, feedAs),
  decoder('AS client, sealed part', asSealedSamples, (bytes) => feedAsSealed(bytes.subarray(0, MOST_SHOWN))),
  decoder('TGS client', tgsReplySamples, feedTgs),
  decoder('password-change client', passwordReplySamples, feedPasswordChange),
  decoder('practice KDC', kdcRequestSamples, askKdc),
  decoder('SRV answer', srvSamples, (bytes) => parseSrv(bytes, SRV_ANSWERS_AT)),
  decoder('server line of krb5.conf', serverEntrySamples, (bytes) =>
    parseServerEntry(asText(bytes), 88, 'kdc'),
  ),
  decoder('resolv.conf', resolvConfSamples, (bytes) => parseResolvConf(asText(bytes))),
  decoder('absolute time', timeSamples, (bytes) => parseAbsoluteTime(asText(bytes))),
  decoder('command line', optionSamples, (bytes) =>
    parseOptions(asText(bytes.subarray(0, 1 << 16)).split(' '), {
      short: 'efktKc:l:',
      long: { u2u: { argument: 'required' }, 'no-store': { argument: 'none' } },
    }),
  ),
];
