// The one place that meets asn1js: bytes to a tree of plain nodes, and nodes to DER (X.690). asn1js is given budgets
// of our own and never looks into OCTET STRINGs (a ciphertext that looks like BER costs it two hundred times the
// time). What it lets pass is refused here: a child longer than its parent, end-of-contents out of place, an
// indefinite length without its end. Tags, lengths and offsets are all that is taken from it; values are read from
// the octets by the codecs, because its strings are Latin-1 and its integers of four octets and more are 0.
import type { ViewWriter } from 'asn1js';
import { BaseBlock, Constructed, EndOfContent, fromBER, Primitive } from 'asn1js';
import { KerberosError } from '../errors.ts';

/** X.690 8.1.2.2: the two high bits of the identifier octet. */
export const TagClass = { UNIVERSAL: 0, APPLICATION: 1, CONTEXT: 2, PRIVATE: 3 } as const;

/** One element as read. All arrays are views of the input. */
export interface DerNode {
  readonly tagClass: number;
  readonly tagNumber: number;
  readonly constructed: boolean;
  /** Identifier, length and contents. */
  readonly raw: Uint8Array;
  /** Contents of a primitive element; empty for a constructed one. */
  readonly content: Uint8Array;
  readonly children: readonly DerNode[];
  /** Of the identifier octet, from the start of the input. */
  readonly offset: number;
  /** X.690 10.1: definite, and as short as can be. */
  readonly minimalLength: boolean;
}

/** How much one decode may cost. */
export interface DecodeLimits {
  readonly maxBytes: number;
  readonly maxNodes: number;
  readonly maxDepth: number;
}

/** A KDC's biggest honest answer is some 100 KB (a PAC with thousands of groups); MIT stops at 1 MiB as well. */
export const DEFAULT_LIMITS: DecodeLimits = { maxBytes: 1 << 20, maxNodes: 4000, maxDepth: 32 };

function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function limit(what: 'bytes' | 'nodes' | 'depth', allowed: number, where: string): KerberosError<'LIMIT'> {
  return new KerberosError('LIMIT', `${where}: more than ${String(allowed)} ${what}`, {
    what,
    limit: allowed,
    where,
  });
}

function invalid(
  path: string,
  reason: string,
  offset?: number,
  cause?: unknown,
): KerberosError<'ASN1_INVALID'> {
  const details = offset === undefined ? { path, reason } : { path, reason, offset };
  return new KerberosError('ASN1_INVALID', `${path}: ${reason}`, details, cause);
}

/**
 * Reads the first element of `bytes`; its length says how much of the input that was.
 * @throws KerberosError ASN1_INVALID, LIMIT
 */
export function readTree(bytes: Uint8Array, path: string, limits: DecodeLimits): DerNode {
  if (bytes.length > limits.maxBytes) throw limit('bytes', limits.maxBytes, path);
  const input = plain(bytes);
  let parsed;
  try {
    parsed = fromBER(input, {
      parseEmbedded: false,
      copyInput: false,
      maxNodes: limits.maxNodes,
      maxDepth: limits.maxDepth,
      maxContentLength: input.length,
    });
  } catch (cause) {
    // asn1js throws where a GeneralizedTime or a very long string does not suit it.
    throw invalid(path, cause instanceof Error ? cause.message : 'not ASN.1', undefined, cause);
  }
  if (parsed.offset === -1) {
    const reason = parsed.result.error;
    if (reason.includes('node count')) throw limit('nodes', limits.maxNodes, path);
    if (reason.includes('nesting depth')) throw limit('depth', limits.maxDepth, path);
    throw invalid(path, reason === '' ? 'not ASN.1' : reason);
  }
  return nodeOf(parsed.result, input, path);
}

function nodeOf(block: BaseBlock, input: Uint8Array, path: string): DerNode {
  const raw = block.valueBeforeDecodeView;
  const offset = raw.byteOffset - input.byteOffset;
  const { idBlock, lenBlock } = block;
  const header = idBlock.blockLength + lenBlock.blockLength;
  if (block instanceof EndOfContent) throw invalid(path, 'end-of-contents out of place', offset);
  if (idBlock.isHexOnly) throw invalid(path, 'tag number too big', offset);
  if (!lenBlock.isIndefiniteForm && raw.length !== header + lenBlock.length) {
    throw invalid(path, 'element longer than its contents', offset);
  }
  const children: DerNode[] = [];
  if (idBlock.isConstructed) {
    if (!(block instanceof Constructed)) throw invalid(path, 'constructed form of a primitive type', offset);
    let at = offset + header;
    const blocks: readonly BaseBlock[] = block.valueBlock.value;
    for (const child of blocks) {
      const node = nodeOf(child, input, path);
      if (node.offset !== at) throw invalid(path, 'elements overlap', node.offset);
      at += node.raw.length;
      children.push(node);
    }
    if (lenBlock.isIndefiniteForm) {
      const closed = input[at] === 0 && input[at + 1] === 0 && at + 2 === offset + raw.length;
      if (!closed) throw invalid(path, 'indefinite length without its end', at);
    } else if (at !== offset + raw.length) {
      throw invalid(path, 'element longer than what holds it', at);
    }
  }
  return {
    tagClass: idBlock.tagClass - 1,
    tagNumber: idBlock.tagNumber,
    constructed: idBlock.isConstructed,
    raw,
    content: idBlock.isConstructed ? raw.subarray(0, 0) : raw.subarray(header),
    children,
    offset,
    minimalLength:
      !lenBlock.isIndefiniteForm && lenBlock.blockLength === minimalLengthOctets(lenBlock.length),
  };
}

function minimalLengthOctets(length: number): number {
  if (length < 0x80) return 1;
  let octets = 1;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets++;
  return octets;
}

/** Bytes that already are a whole element, put in as they are: a ticket as received, a body that was signed. */
class Spliced extends BaseBlock {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  override toBER(_sizeOnly?: boolean, writer?: ViewWriter): ArrayBuffer {
    const bytes = this.#bytes.slice().buffer;
    writer?.write(bytes);
    return bytes;
  }
}

/** An element to be written. */
export type OutNode = BaseBlock;

export function primitiveNode(tagNumber: number, content: Uint8Array): OutNode {
  return new Primitive({ idBlock: { tagClass: 1, tagNumber }, valueHex: plain(content).slice() });
}

export function constructedNode(tagClass: number, tagNumber: number, children: OutNode[]): OutNode {
  return new Constructed({ idBlock: { tagClass: tagClass + 1, tagNumber }, value: children });
}

export function splicedNode(bytes: Uint8Array): OutNode {
  return new Spliced(plain(bytes));
}

export function writeTree(node: OutNode): Uint8Array {
  return new Uint8Array(node.toBER());
}
