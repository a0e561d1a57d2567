// Password change and set, RFC 3244 2. Request and reply share one frame, all numbers big-endian:
//   message length (16 bits) | protocol version (16) | AP-REQ or AP-REP length (16) | AP-REQ or AP-REP | KRB-PRIV
// In a reply with AP-REP length 0 a KRB-ERROR takes KRB-PRIV's place; some servers send one without any frame.
//   ChangePasswdData ::= SEQUENCE { newpasswd [0] OCTET STRING, targname [1] PrincipalName OPTIONAL,
//     targrealm [2] Realm OPTIONAL }
import { elementLength, field, kerberosString, octetString, optional, sequence } from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';
import { KerberosError } from '../errors.ts';
import type { PasswordPolicy } from '../errors.ts';
import { octetsFromText, textFromOctets } from '../text.ts';
import { principalName } from './basic.ts';

export const changePasswdData = sequence('ChangePasswdData', {
  newpasswd: field(0, octetString),
  targname: optional(1, principalName),
  targrealm: optional(2, kerberosString),
});
export type ChangePasswdData = TypeOf<typeof changePasswdData>;

/** Request of RFC 3244. 1 is the older "change" protocol, whose KRB-PRIV holds the bare password, and every reply. */
export const KPASSWD_VERSION_SET = 0xff80;
export const KPASSWD_VERSION_CHANGE = 1;

const HEADER = 6;
/** The length field has 16 bits. */
const MAX_MESSAGE = 0xffff;
const KRB_ERROR_TAG = 0x7e;

export interface KpasswdRequestFrame {
  readonly version: number;
  readonly apReq: Uint8Array;
  readonly krbPriv: Uint8Array;
}

export type KpasswdReplyFrame =
  | {
      readonly kind: 'reply';
      readonly version: number;
      readonly apRep: Uint8Array;
      readonly krbPriv: Uint8Array;
    }
  /** Unauthenticated. Its e-data is a result (parseKpasswdResult). */
  | { readonly kind: 'error'; readonly krbError: Uint8Array };

function malformed(reason: string, offset: number): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `kpasswd frame: ${reason}`, {
    format: 'kpasswd',
    reason,
    offset,
  });
}

function tooLong(): KerberosError<'LIMIT'> {
  return new KerberosError('LIMIT', 'a kpasswd message has at most 65535 bytes', {
    what: 'bytes',
    limit: MAX_MESSAGE,
    where: 'kpasswd frame',
  });
}

function frame(version: number, ap: Uint8Array, rest: Uint8Array): Uint8Array {
  const length = HEADER + ap.length + rest.length;
  if (length > MAX_MESSAGE) throw tooLong();
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, length);
  view.setUint16(2, version);
  view.setUint16(4, ap.length);
  bytes.set(ap, HEADER);
  bytes.set(rest, HEADER + ap.length);
  return bytes;
}

function split(bytes: Uint8Array): { version: number; ap: Uint8Array; rest: Uint8Array } {
  if (bytes.length < HEADER) throw malformed('shorter than its header', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== bytes.length) throw malformed('length field does not fit', 0);
  const end = HEADER + view.getUint16(4);
  if (end > bytes.length) throw malformed('AP message longer than the frame', 4);
  return { version: view.getUint16(2), ap: bytes.slice(HEADER, end), rest: bytes.slice(end) };
}

/** @throws KerberosError LIMIT above 65535 bytes */
export function encodeKpasswdRequest(request: KpasswdRequestFrame): Uint8Array {
  return frame(request.version, request.apReq, request.krbPriv);
}

/** @throws KerberosError FORMAT_INVALID */
export function parseKpasswdRequest(bytes: Uint8Array): KpasswdRequestFrame {
  const { version, ap, rest } = split(bytes);
  if (ap.length === 0 || rest.length === 0) throw malformed('no AP-REQ or no KRB-PRIV', 4);
  return { version, apReq: ap, krbPriv: rest };
}

/** @throws KerberosError LIMIT above 65535 bytes */
export function encodeKpasswdReply(reply: KpasswdReplyFrame): Uint8Array {
  return reply.kind === 'reply'
    ? frame(reply.version, reply.apRep, reply.krbPriv)
    : frame(KPASSWD_VERSION_CHANGE, new Uint8Array(0), reply.krbError);
}

/** @throws KerberosError FORMAT_INVALID, ASN1_INVALID */
export function parseKpasswdReply(bytes: Uint8Array): KpasswdReplyFrame {
  // A frame would have to be longer than 0x7e00 bytes to start like a KRB-ERROR does.
  if (bytes[0] === KRB_ERROR_TAG && elementLength(bytes, 'KRB-ERROR') === bytes.length) {
    return { kind: 'error', krbError: bytes.slice() };
  }
  const { version, ap, rest } = split(bytes);
  if (version !== KPASSWD_VERSION_CHANGE && version !== KPASSWD_VERSION_SET) {
    throw malformed(`version ${String(version)}`, 2);
  }
  if (rest.length === 0) throw malformed('no KRB-PRIV', 4);
  if (ap.length === 0) return { kind: 'error', krbError: rest };
  return { kind: 'reply', version, apRep: ap, krbPriv: rest };
}

export interface KpasswdResultData {
  /** KpasswdResult of iana. */
  readonly resultCode: number;
  /** The server's words; empty where it sent a policy instead. */
  readonly text: string;
  readonly policy?: PasswordPolicy;
}

/**
 * User-data of the reply's KRB-PRIV, or e-data of a KRB-ERROR: result code (16 bits), then text or AD's policy.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function parseKpasswdResult(bytes: Uint8Array): KpasswdResultData {
  if (bytes.length < 2) throw malformed('no result code', 0);
  if (bytes.length > MAX_MESSAGE) throw tooLong();
  const resultCode = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint16(0);
  const rest = bytes.subarray(2);
  const policy = parsePasswordPolicy(rest);
  if (policy !== undefined) return { resultCode, text: '', policy };
  const end = rest.indexOf(0);
  return { resultCode, text: textFromOctets(end === -1 ? rest : rest.subarray(0, end)) };
}

export function encodeKpasswdResult(result: KpasswdResultData): Uint8Array {
  const rest =
    result.policy === undefined ? octetsFromText(result.text) : encodePasswordPolicy(result.policy);
  return Uint8Array.of(result.resultCode >>> 8, result.resultCode & 0xff, ...rest);
}

const POLICY_LENGTH = 30;
/** AD counts in 100 ns. */
const TICKS = 10_000_000n;

/**
 * The policy that AD sends in place of a text: 16 bits of zero, then minimum length, history and properties (32 bits
 * each), maximum and minimum age (64 bits each, 100 ns), big-endian. undefined where the bytes are not that.
 */
export function parsePasswordPolicy(bytes: Uint8Array): PasswordPolicy | undefined {
  if (bytes.length !== POLICY_LENGTH || bytes[0] !== 0 || bytes[1] !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    minLength: view.getUint32(2),
    history: view.getUint32(6),
    properties: view.getUint32(10),
    maxAgeSeconds: Number(view.getBigUint64(14) / TICKS),
    minAgeSeconds: Number(view.getBigUint64(22) / TICKS),
  };
}

export function encodePasswordPolicy(policy: PasswordPolicy): Uint8Array {
  const bytes = new Uint8Array(POLICY_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint32(2, policy.minLength);
  view.setUint32(6, policy.history);
  view.setUint32(10, policy.properties);
  view.setBigUint64(14, BigInt(policy.maxAgeSeconds) * TICKS);
  view.setBigUint64(22, BigInt(policy.minAgeSeconds) * TICKS);
  return bytes;
}
