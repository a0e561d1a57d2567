// Any message of RFC 4120 (and RFC 3244's frame around two of them) as a tree of its fields. Nothing is opened: what is
// sealed shows its length. Input is whatever the wire, a file or a paste brought, so nothing here throws but
// programming faults.
import { DEFAULT_LIMITS, readTree } from '../asn1/index.ts';
import type { Codec } from '../asn1/index.ts';
import { isKerberosError } from '../errors.ts';
import {
  apRep,
  apReq,
  asRep,
  asReq,
  authenticator,
  encApRepPart,
  encAsRepPart,
  encKrbCredPart,
  encKrbPrivPart,
  encTgsRepPart,
  encTicketPart,
  krbCred,
  krbError,
  krbPriv,
  krbSafe,
  parseKpasswdReply,
  parseKpasswdRequest,
  tgsRep,
  tgsReq,
  ticket,
} from '../messages/index.ts';
import { messageBudget } from './budget.ts';
import type { Budget } from './budget.ts';
import { fieldOf } from './build.ts';
import type { ContentsReader } from './build.ts';
import type { Field } from './field.ts';
import { fieldAt, unreadable } from './make.ts';

/** By [APPLICATION n], RFC 4120 5.10. */
export const MESSAGE_BY_TAG: Readonly<Record<number, Codec<unknown>>> = {
  1: ticket,
  2: authenticator,
  3: encTicketPart,
  10: asReq,
  11: asRep,
  12: tgsReq,
  13: tgsRep,
  14: apReq,
  15: apRep,
  20: krbSafe,
  21: krbPriv,
  22: krbCred,
  25: encAsRepPart,
  26: encTgsRepPart,
  27: encApRepPart,
  28: encKrbPrivPart,
  29: encKrbCredPart,
  30: krbError,
};

const APPLICATION_CONSTRUCTED = 0x60;

export interface DescribeOptions {
  /** Who the message goes to or comes from; a password server's KRB-ERROR has other e-data. Default 'kdc'. */
  readonly service?: 'kdc' | 'kpasswd';
}

/** The message as its fields. What cannot be read is a field of kind `unreadable`. */
export function describeMessage(bytes: Uint8Array, options: DescribeOptions = {}): Field {
  const service = options.service ?? 'kdc';
  const budget = messageBudget();
  const lead = bytes[0] ?? 0;
  const codec = (lead & 0xe0) === APPLICATION_CONSTRUCTED ? MESSAGE_BY_TAG[lead & 0x1f] : undefined;
  if (codec !== undefined) return describeElementOr(bytes, codec, { base: 0, service, budget });
  if (service === 'kpasswd') return describeFrame(bytes, budget);
  return unreadable('message', 0, bytes.length, 'no message of RFC 4120 starts like this');
}

/** What an element is laid against. */
export interface ElementOptions {
  /** Of the bytes in their source. */
  readonly base: number;
  readonly budget: Budget;
  readonly service?: 'kdc' | 'kpasswd';
  /** The field's name; the type's by default. */
  readonly name?: string;
  /** Of the element in what holds it; 0 by default. */
  readonly depth?: number;
  /** What octets hold that this room does not know. */
  readonly contents?: ContentsReader;
}

/**
 * The bytes as one element of the type; what stands behind it is a field `trailing`.
 * @throws KerberosError ASN1_INVALID, LIMIT
 */
export function describeElement(bytes: Uint8Array, codec: Codec<unknown>, options: ElementOptions): Field {
  const { base, budget, service = 'kdc', name = codec.name, depth = 0, contents } = options;
  const { nodes: maxNodes, depth: maxDepth } = budget.limits;
  const node = readTree(bytes, codec.name, { ...DEFAULT_LIMITS, maxNodes, maxDepth });
  const numbers = new Map<string, number>();
  const oids = new Map<string, string>();
  const spot = { parent: '', numbers, oids, inError: false, service, depth, budget, contents };
  const field = fieldOf(node, codec, { ...spot, name, field: name, base });
  const rest = bytes.length - node.raw.length;
  if (rest === 0) return field;
  const extra = unreadable('trailing', base + node.raw.length, rest, 'bytes behind the message');
  return { ...field, length: field.length + rest, children: [...field.children, extra] };
}

/** The same, with a field `unreadable` for what is no element. */
export function describeElementOr(bytes: Uint8Array, codec: Codec<unknown>, options: ElementOptions): Field {
  try {
    return describeElement(bytes, codec, options);
  } catch (error) {
    if (!isKerberosError(error) || (options.budget.at === 'throw' && error.code === 'LIMIT')) throw error;
    const reason = isKerberosError(error, 'ASN1_INVALID') ? error.details.reason : error.message;
    return unreadable(options.name ?? codec.name, options.base, bytes.length, reason);
  }
}

/** RFC 3244 2: three numbers of 16 bits, then AP-REQ or AP-REP, then KRB-PRIV or KRB-ERROR. */
export function describeFrame(bytes: Uint8Array, budget: Budget): Field {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (name: string, at: number): Field =>
    fieldAt(name, at, at + 2, { type: 'UInt16', kind: 'integer', value: String(view.getUint16(at)) });
  const parts = framed(bytes);
  if (parts === undefined) return unreadable('kpasswd', 0, bytes.length, 'no frame of RFC 3244');
  const children = [number('message-length', 0), number('protocol-version', 2), number('ap-length', 4)];
  let at = 6;
  for (const part of parts) {
    const codec = MESSAGE_BY_TAG[(part[0] ?? 0) & 0x1f];
    if (part.length > 0) {
      children.push(
        codec === undefined
          ? unreadable('message', at, part.length, 'no message of RFC 4120 starts like this')
          : describeElementOr(part, codec, { base: at, service: 'kpasswd', budget }),
      );
    }
    at += part.length;
  }
  return fieldAt('kpasswd', 0, bytes.length, { type: 'kpasswd', kind: 'constructed', children }, 6);
}

function framed(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  try {
    const reply = parseKpasswdReply(bytes);
    // A request of version 1 looks like a reply: AP-REQ and AP-REP tell them apart, and both are described by tag.
    return reply.kind === 'reply' ? [reply.apRep, reply.krbPriv] : [reply.krbError];
  } catch (error) {
    if (!isKerberosError(error)) throw error;
  }
  try {
    const { apReq: ap, krbPriv: sealed } = parseKpasswdRequest(bytes);
    return [ap, sealed];
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}
