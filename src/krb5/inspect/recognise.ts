// What a blob may be. A reading counts when it accounts for the blob to its last byte; of those that do the first in
// this order is taken: messages by their tag, bare and behind the length that TCP puts before them (RFC 4120 7.2.2),
// files, tokens of GSS-API, KKDCP, [MS-PAC]'s PACTYPE, a claims set, the frame of password changes (RFC 3244), and any
// of these in writing (text.ts says in which order what is found there is tried). `as` leaves one kind.
import type { Codec } from '../asn1/index.ts';
import { addSource } from '../fields/budget.ts';
import type { Budget, InspectLimits } from '../fields/budget.ts';
import { MESSAGE_BY_TAG, describeElement, describeFrame } from '../fields/describe.ts';
import { describeCcache } from '../fields/ccache.ts';
import type { Field } from '../fields/field.ts';
import { describeKeytab } from '../fields/keytab.ts';
import { fieldAt } from '../fields/make.ts';
import { KerberosError, isKerberosError } from '../errors.ts';
import { describeClaims, describePac, parsePac } from '../pac/index.ts';
import { kdcProxyMessage } from '../messages/index.ts';
import { describeCapture, isCapture } from './capture.ts';
import { gssKind, wholeToken } from './gss.ts';
import type { BlobKind } from './inspection.ts';
import { decodings } from './text.ts';

export interface Reading {
  readonly root: Field;
  readonly source: number;
}

export interface Candidate {
  readonly kind: BlobKind;
  /** @throws KerberosError where the blob is not that */
  readonly describe: (budget: Budget, source: number) => Reading;
}

const MESSAGE_KINDS: Readonly<Record<string, BlobKind>> = {
  Ticket: 'ticket',
  Authenticator: 'authenticator',
  EncTicketPart: 'enc-ticket-part',
  'AS-REQ': 'as-req',
  'AS-REP': 'as-rep',
  'TGS-REQ': 'tgs-req',
  'TGS-REP': 'tgs-rep',
  'AP-REQ': 'ap-req',
  'AP-REP': 'ap-rep',
  'KRB-SAFE': 'krb-safe',
  'KRB-PRIV': 'krb-priv',
  'KRB-CRED': 'krb-cred',
  EncASRepPart: 'enc-as-rep-part',
  EncTGSRepPart: 'enc-tgs-rep-part',
  EncAPRepPart: 'enc-ap-rep-part',
  EncKrbPrivPart: 'enc-krb-priv-part',
  EncKrbCredPart: 'enc-krb-cred-part',
  'KRB-ERROR': 'krb-error',
};

const APPLICATION_CONSTRUCTED = 0x60;
const SEQUENCE = 0x30;

/** Writing in writing: hexadecimal of base64 in a mail in UTF-16. */
const MAX_WRITTEN = 4;

/** @throws KerberosError LIMIT where more text would have to be looked through than is allowed */
export function* candidates(bytes: Uint8Array, limits: InspectLimits, as?: BlobKind): Generator<Candidate> {
  for (const candidate of all(bytes, limits, 0))
    if (as === undefined || candidate.kind === as) yield candidate;
}

function* all(bytes: Uint8Array, limits: InspectLimits, depth: number): Generator<Candidate> {
  yield* binary(bytes);
  if (depth === MAX_WRITTEN) return;
  for (const { bytes: inner, how, offset, length } of decodings(bytes, limits.textBytes)) {
    for (const { kind, describe } of all(inner, limits, depth + 1)) {
      yield {
        kind,
        describe: (budget, source) =>
          describe(budget, addSource(budget, inner, how, { source, offset, length })),
      };
    }
  }
}

function* binary(bytes: Uint8Array): Generator<Candidate> {
  const bare = messageAt(bytes, 0);
  if (bare !== undefined) yield bare;
  const framed = bytes.length > 4 && lengthAt(bytes) === bytes.length - 4 ? messageAt(bytes, 4) : undefined;
  if (framed !== undefined) yield framed;
  yield* files(bytes);
  const token = gssKind(bytes);
  if (token !== undefined) {
    yield {
      kind: token,
      describe: (budget, source) => ({ root: wholeToken(bytes, budget), source }),
    };
  }
  if (isCapture(bytes)) {
    yield {
      kind: 'capture',
      describe: (budget, source) => ({ root: describeCapture(bytes, budget, wholeMessage), source }),
    };
  }
  yield* bufferCandidates(bytes);
  if (bytes[0] === SEQUENCE) {
    yield {
      kind: 'kkdcp',
      describe: (budget, source) => ({ root: wholeElement(bytes, kdcProxyMessage, 0, budget), source }),
    };
  }
  if (bytes.length > 6 && new DataView(bytes.buffer, bytes.byteOffset).getUint16(0) === bytes.length) {
    yield { kind: 'kpasswd', describe: (budget, source) => ({ root: kpasswdFrame(bytes, budget), source }) };
  }
}

/** A message by itself, as the first kind of binary blob that it is. */
function wholeMessage(bytes: Uint8Array, budget: Budget, source: number): Field {
  let refused: unknown;
  for (const { kind, describe } of binary(bytes)) {
    if (kind === 'capture') continue;
    try {
      return describe(budget, source).root;
    } catch (error) {
      if (!isKerberosError(error) || error.code === 'LIMIT') throw error;
      refused ??= error;
    }
  }
  const reason = 'nothing that is known here starts like this';
  throw new KerberosError('NOT_RECOGNISED', reason, { reason, offset: 0 }, refused);
}

/**
 * Caches and keytabs both begin with 5 and a small version, and old ones have their writer's byte order. No file reads
 * to its end both ways, but for those that hold nothing; a cache may be cut short in its last record, as MIT has it.
 */
function* files(bytes: Uint8Array): Generator<Candidate> {
  const [five, version = 0] = bytes;
  if (five !== 5 || version < 1 || version > 4) return;
  const orders = version <= 2 ? [true, false] : [false];
  const keytab = (littleEndian: boolean): Candidate => ({
    kind: 'keytab',
    describe: (budget, source) => ({ root: describeKeytab(bytes, budget, littleEndian), source }),
  });
  const ccache = (littleEndian: boolean, whole: boolean): Candidate => ({
    kind: 'ccache',
    describe(budget, source) {
      const root = describeCcache(bytes, budget, littleEndian);
      if (whole && root.children.at(-1)?.kind === 'unreadable') throw cutShort(root);
      return { root, source };
    },
  });
  if (version === 2) yield keytab(false);
  if (version === 1) yield* orders.map(keytab);
  yield* orders.map((order) => ccache(order, true));
  yield* orders.map((order) => ccache(order, false));
}

const SERIALIZED = [1, 0x10, 8, 0];

/** A PAC by its header, a claims set by [MS-RPCE] 2.2.6.1's. */
function* bufferCandidates(bytes: Uint8Array): Generator<Candidate> {
  const hasHeader = bytes.length > 8 && bytes[0] !== 0 && bytes.subarray(1, 8).every((octet) => octet === 0);
  if (hasHeader) {
    yield { kind: 'pac', describe: (budget, source) => ({ root: wholePac(bytes, budget), source }) };
  }
  if (SERIALIZED.every((octet, at) => bytes[at] === octet)) {
    yield {
      kind: 'claims',
      describe: (budget, source) => ({ root: describeClaims(bytes, { base: 0, budget }), source }),
    };
  }
}

/** A buffer may be malformed; the list of them has to hold, and the last one to be the end but for its padding. */
function wholePac(bytes: Uint8Array, budget: Budget): Field {
  const { buffers } = parsePac(bytes);
  const end = Math.max(0, ...buffers.map(({ offset, data }) => offset + data.length));
  const isWhole = buffers.length > 0 && bytes.length - end < 8;
  if (isWhole) return describePac(bytes, { base: 0, budget });
  const reason = `${String(bytes.length - end)} bytes are left over`;
  throw new KerberosError('FORMAT_INVALID', `PAC: ${reason}`, { format: 'pac', reason, offset: end });
}

function cutShort(root: Field): KerberosError<'FORMAT_INVALID'> {
  const reason = 'the last record is cut short';
  const offset = root.children.at(-1)?.offset ?? 0;
  return new KerberosError('FORMAT_INVALID', `ccache: ${reason}`, { format: 'ccache', reason, offset });
}

function lengthAt(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}

function messageAt(bytes: Uint8Array, at: number): Candidate | undefined {
  const lead = bytes[at] ?? 0;
  const codec = (lead & 0xe0) === APPLICATION_CONSTRUCTED ? MESSAGE_BY_TAG[lead & 0x1f] : undefined;
  const kind = MESSAGE_KINDS[codec?.name ?? ''];
  if (codec === undefined || kind === undefined) return undefined;
  return {
    kind,
    describe(budget, source) {
      const message = wholeElement(bytes.subarray(at), codec, at, budget);
      return { root: at === 0 ? message : behindLength(bytes, message), source };
    },
  };
}

/** @throws KerberosError ASN1_INVALID where bytes are left over or the element is none of the type's */
function wholeElement(bytes: Uint8Array, codec: Codec<unknown>, base: number, budget: Budget): Field {
  const field = describeElement(bytes, codec, { base, budget });
  const wrong = field.kind === 'unknown' || field.children.some(({ kind }) => kind === 'unreadable');
  if (!wrong) return field;
  const rest = field.children.find(({ name }) => name === 'trailing');
  const reason = rest === undefined ? 'not what its tag says' : `${String(rest.length)} bytes are left over`;
  const offset = rest?.offset ?? base;
  throw new KerberosError('ASN1_INVALID', `${codec.name}: ${reason}`, { path: codec.name, reason, offset });
}

function behindLength(bytes: Uint8Array, message: Field): Field {
  const length = fieldAt('length', 0, 4, { type: 'UInt32', kind: 'integer', value: String(lengthAt(bytes)) });
  const leaf = { type: 'TCP record', kind: 'constructed', children: [length, message] } as const;
  return fieldAt('record', 0, bytes.length, leaf, 4);
}

function kpasswdFrame(bytes: Uint8Array, budget: Budget): Field {
  const root = describeFrame(bytes, budget);
  if (root.kind !== 'unreadable' && root.children.every(({ kind }) => kind !== 'unreadable')) return root;
  const reason = root.value ?? 'its messages cannot be read';
  throw new KerberosError('FORMAT_INVALID', `kpasswd: ${reason}`, { format: 'kpasswd', reason, offset: 0 });
}
