// Any token of GSS-API laid open: the frame of RFC 2743, SPNEGO and the tokens of its mechanisms inside it, Kerberos with
// and without the frame (DCE style has none, [MS-KILE] 3.4.5), tokens per message, NTLM, NEGOEX.
import { elementLength } from '../asn1/index.ts';
import type { Codec } from '../asn1/index.ts';
import { isKerberosError } from '../errors.ts';
import type { Budget } from '../fields/budget.ts';
import type { ContentsReader } from '../fields/build.ts';
import { describeElementOr, MESSAGE_BY_TAG } from '../fields/describe.ts';
import { hex } from '../fields/field.ts';
import type { Field } from '../fields/field.ts';
import { fieldAt, unreadable } from '../fields/make.ts';
import { Mechanism, mechanismName } from '../iana/mechanism.ts';
import { FRAME_TAG, readFrame } from './framing.ts';
import { iakerbHeader, kerbTgtReply, kerbTgtRequest, TokenId, tokenIdName } from './krb5-tokens.ts';
import { layOut } from './layout.ts';
import type { Scene } from './layout.ts';
import { describeNegoex, isNegoex } from './negoex.ts';
import { describeNtlm, describeNtlmSignature, isNtlm } from './ntlm.ts';
import { describeOldPerMessage, describePerMessage, isPerMessage } from './per-message.ts';
import { codecOfToken, isNegotiationToken } from './spnego.ts';

/** What a token is, by its first octets; undefined where it is none that is known here. */
export function gssTokenKind(
  bytes: Uint8Array,
): 'framed' | 'negotiation' | 'ntlm' | 'negoex' | 'per-message' | 'message' | undefined {
  const [lead = 0] = bytes;
  if (isNtlm(bytes)) return 'ntlm';
  if (isNegoex(bytes)) return 'negoex';
  if (isPerMessage(bytes)) return 'per-message';
  if (lead === FRAME_TAG) return 'framed';
  if (isNegotiationToken(bytes)) return 'negotiation';
  return AP_TAGS.has(lead) ? 'message' : undefined;
}

/** AP-REQ, AP-REP, KRB-ERROR. */
const AP_TAGS: ReadonlySet<number> = new Set([0x6e, 0x6f, 0x7e]);

/**
 * The token as its fields, which count from `base`. What cannot be read is a field `unreadable`.
 * @throws KerberosError LIMIT where the budget throws
 */
export function describeGssToken(bytes: Uint8Array, budget: Budget, base = 0): Field {
  return describe(bytes, { base, budget, depth: 0 });
}

function describe(bytes: Uint8Array, scene: Scene): Field {
  const { base, budget, depth } = scene;
  if (depth > budget.limits.depth) return opaque(bytes, scene);
  switch (gssTokenKind(bytes)) {
    case 'ntlm':
      return describeNtlm(bytes, scene);
    case 'negoex':
      return describeNegoex(bytes, scene, describe);
    case 'per-message':
      return describePerMessage(bytes, scene);
    case 'framed':
      return framed(bytes, scene);
    case 'negotiation':
      return asElement(bytes, codecOfToken(bytes), scene);
    case 'message': {
      const codec = MESSAGE_BY_TAG[(bytes[0] ?? 0) & 0x1f];
      return codec === undefined ? opaque(bytes, scene) : asElement(bytes, codec, scene);
    }
    case undefined:
      return bytes.length === 0 ? unreadable('token', base, 0, 'an empty token') : opaque(bytes, scene);
  }
}

/** Octets of a mechanism that is not known here. */
function opaque(bytes: Uint8Array, { base }: Scene): Field {
  const leaf = { type: 'OCTETS', kind: 'octets', value: hex(bytes), plain: false } as const;
  return fieldAt('token', base, base + bytes.length, leaf);
}

function asElement(bytes: Uint8Array, codec: Codec<unknown>, scene: Scene): Field {
  return describeElementOr(bytes, codec, { ...scene, contents });
}

function framed(bytes: Uint8Array, scene: Scene): Field {
  const { base, budget, depth } = scene;
  const name = 'InitialContextToken';
  let token: ReturnType<typeof readFrame>;
  try {
    token = readFrame(bytes);
  } catch (error) {
    if (isKerberosError(error, 'FORMAT_INVALID') || isKerberosError(error, 'ASN1_INVALID')) {
      return unreadable(name, base, bytes.length, error.details.reason);
    }
    throw error;
  }
  const { mechanism, mechanismOffset, innerOffset, length } = token;
  const meaning = mechanismName(mechanism);
  const inner = bytes.subarray(innerOffset, length);
  const below = { base: base + innerOffset, budget, depth: depth + 1 };
  const read = layOut(name, name, bytes.subarray(0, length), scene, (layout) => {
    layout.at = mechanismOffset;
    layout.leaf('thisMech', innerOffset - mechanismOffset, {
      type: 'OBJECT IDENTIFIER',
      kind: 'text',
      value: mechanism,
      ...(meaning === undefined ? {} : { meaning }),
    });
    for (const field of innerToken(mechanism, inner, below)) layout.add(field);
    layout.at = length;
    return meaning ?? mechanism;
  });
  const whole = { ...read, valueOffset: base + mechanismOffset, valueLength: length - mechanismOffset };
  if (length === bytes.length) return whole;
  const rest = bytes.length - length;
  const extra = unreadable('trailing', base + length, rest, 'bytes behind the token');
  return { ...whole, length: bytes.length, children: [...whole.children, extra] };
}

const KERBEROS: ReadonlySet<string> = new Set([
  Mechanism.KRB5,
  Mechanism.MS_KRB5,
  Mechanism.KRB5_U2U,
  Mechanism.IAKERB,
]);

function innerToken(mechanism: string, bytes: Uint8Array, scene: Scene): readonly Field[] {
  if (KERBEROS.has(mechanism)) return kerberosToken(bytes, scene);
  return [{ ...describe(bytes, scene), name: 'innerContextToken' }];
}

const CODECS: ReadonlyMap<number, Codec<unknown> | undefined> = new Map<number, Codec<unknown> | undefined>([
  [TokenId.AP_REQ, MESSAGE_BY_TAG[14]],
  [TokenId.AP_REP, MESSAGE_BY_TAG[15]],
  [TokenId.KRB_ERROR, MESSAGE_BY_TAG[30]],
  [TokenId.TGT_REQ, kerbTgtRequest],
  [TokenId.TGT_REP, kerbTgtReply],
]);

const OLD_PER_MESSAGE: ReadonlySet<number> = new Set([
  TokenId.MIC_1964,
  TokenId.WRAP_1964,
  TokenId.DELETE_1964,
]);

/** TOK_ID and what it says. */
function kerberosToken(bytes: Uint8Array, scene: Scene): readonly Field[] {
  const { base } = scene;
  if (bytes.length < 2) return [unreadable('TOK_ID', base, bytes.length, 'a token without its identifier')];
  const id = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (OLD_PER_MESSAGE.has(id)) return [describeOldPerMessage(id, bytes, scene)];
  const meaning = tokenIdName(id);
  const identifier = fieldAt('TOK_ID', base, base + 2, {
    type: 'octets',
    kind: 'octets',
    value: id.toString(16).padStart(4, '0'),
    ...(meaning === undefined ? {} : { meaning }),
  });
  const body = bytes.subarray(2);
  const below = { ...scene, base: base + 2, depth: scene.depth + 1 };
  if (id === TokenId.IAKERB_PROXY) return [identifier, ...iakerb(body, below)];
  const codec = CODECS.get(id);
  return [identifier, codec === undefined ? opaque(body, below) : asElement(body, codec, below)];
}

/** The header, then a message to or from a KDC. */
function iakerb(bytes: Uint8Array, scene: Scene): readonly Field[] {
  let length: number;
  try {
    length = elementLength(bytes, 'IAKERB-HEADER');
  } catch (error) {
    if (isKerberosError(error)) return [opaque(bytes, scene)];
    throw error;
  }
  const header = asElement(bytes.subarray(0, length), iakerbHeader, scene);
  const message = bytes.subarray(length);
  if (message.length === 0) return [header];
  const below = { ...scene, base: scene.base + length };
  const codec = MESSAGE_BY_TAG[(message[0] ?? 0) & 0x1f];
  return [header, codec === undefined ? opaque(message, below) : asElement(message, codec, below)];
}

const TOKENS: ReadonlySet<string> = new Set(['mechToken', 'responseToken']);
const NTLM_SIGNATURE_LENGTH = 16;

/** Octets of SPNEGO's own types that are tokens again. */
const contents: ContentsReader = (octets, base, { field, parent, budget, depth }) => {
  if (parent !== 'NegTokenInit' && parent !== 'NegTokenInit2' && parent !== 'NegTokenResp') return undefined;
  const scene = { base, budget, depth: depth + 1 };
  if (TOKENS.has(field)) return describe(octets, scene);
  if (field !== 'mechListMIC') return undefined;
  // NTLM's begins with its version, 1, little-endian (RFC 1964's with 0x60, RFC 4121's with 0404).
  const isNtlmSignature = octets.length === NTLM_SIGNATURE_LENGTH && octets[0] === 1 && octets[3] === 0;
  return isNtlmSignature ? describeNtlmSignature(octets, scene) : describe(octets, scene);
};
