// The frame of a mechanism's first token, RFC 2743 3.1: [APPLICATION 0] IMPLICIT SEQUENCE { thisMech OBJECT IDENTIFIER,
// innerContextToken ANY DEFINED BY thisMech }. What is inside need not be ASN.1, so that this is no codec: the length
// counts octets, not elements. RFC 1964 frames every token of its mechanism like that.
import { decodeDer, encodeDer, objectIdentifier } from '../asn1/index.ts';
import { KerberosError, isKerberosError } from '../errors.ts';

export const FRAME_TAG = 0x60;

export interface FramedToken {
  readonly mechanism: string;
  /** Where the mechanism's OBJECT IDENTIFIER begins, and where what is inside does. */
  readonly mechanismOffset: number;
  readonly innerOffset: number;
  /** Of the whole. */
  readonly length: number;
}

function invalid(reason: string, offset: number): KerberosError<'FORMAT_INVALID'> {
  return new KerberosError('FORMAT_INVALID', `GSS token: ${reason}`, { format: 'gss', reason, offset });
}

/** @throws KerberosError FORMAT_INVALID, ASN1_INVALID */
export function readFrame(bytes: Uint8Array): FramedToken {
  if (bytes[0] !== FRAME_TAG) throw invalid('no frame of RFC 2743', 0);
  const first = bytes[1] ?? 0x80;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || octets > 4) throw invalid('no definite length', 1);
  let content = first;
  if (octets > 0) content = bytes.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  const mechanismOffset = 2 + octets;
  const length = mechanismOffset + content;
  if (length > bytes.length)
    throw invalid(`${String(length - bytes.length)} octets are missing`, bytes.length);
  const innerOffset = mechanismOffset + 2 + (bytes[mechanismOffset + 1] ?? 0);
  if (innerOffset > length) throw invalid('the mechanism is longer than the token', mechanismOffset);
  const mechanism = decodeDer(objectIdentifier, bytes.subarray(mechanismOffset, innerOffset));
  return { mechanism, mechanismOffset, innerOffset, length };
}

export function isFramedBy(bytes: Uint8Array, mechanism: string): boolean {
  try {
    return readFrame(bytes).mechanism === mechanism;
  } catch (error) {
    if (isKerberosError(error)) return false;
    throw error;
  }
}

/** A mechanism's token in its frame. */
export function encodeFrame(mechanism: string, inner: Uint8Array): Uint8Array {
  const identifier = encodeDer(objectIdentifier, mechanism);
  const content = identifier.length + inner.length;
  const length: number[] = [];
  for (let left = content; left > 0; left = Math.floor(left / 256)) length.unshift(left % 256);
  const head = [FRAME_TAG, ...(content < 0x80 ? [content] : [0x80 | length.length, ...length])];
  const token = new Uint8Array(head.length + content);
  token.set(head);
  token.set(identifier, head.length);
  token.set(inner, head.length + identifier.length);
  return token;
}
