// asn1js's own reader, as the measure of ours: the same plain nodes, made from its tree. What it lets pass although
// X.690 does not (a child longer than its parent, end-of-contents out of place) is refused here.
import { type BaseBlock, Constructed, EndOfContent, fromBER, Sequence, Set as Asn1Set } from 'asn1js';
import type { DecodeLimits, DerNode } from '../../src/krb5/asn1/tree.ts';

export type ReferenceTree =
  { readonly kind: 'tree'; readonly node: DerNode } | { readonly kind: 'refused'; readonly reason: string };

class Refused extends Error {}

export function readTreeByAsn1js(bytes: Uint8Array, limits: DecodeLimits): ReferenceTree {
  const input = new Uint8Array(bytes);
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
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'refused', reason };
  }
  if (parsed.offset === -1) {
    return { kind: 'refused', reason: parsed.result.error };
  }
  try {
    return { kind: 'tree', node: nodeOf(parsed.result, input) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

function nodeOf(block: BaseBlock, input: Uint8Array): DerNode {
  const raw = block.valueBeforeDecodeView;
  const offset = raw.byteOffset - input.byteOffset;
  const { idBlock, lenBlock } = block;
  const header = idBlock.blockLength + lenBlock.blockLength;
  if (block instanceof EndOfContent) throw new Refused('end-of-contents out of place');
  if (idBlock.isHexOnly) throw new Refused('tag number too big');
  if (!lenBlock.isIndefiniteForm && raw.length !== header + lenBlock.length) {
    throw new Refused('element longer than its contents');
  }
  if (!idBlock.isConstructed && (block instanceof Sequence || block instanceof Asn1Set)) {
    throw new Refused('SEQUENCE of primitive form');
  }
  const children: DerNode[] = [];
  if (idBlock.isConstructed) {
    if (!(block instanceof Constructed)) throw new Refused('constructed form of a primitive type');
    let at = offset + header;
    const blocks: readonly BaseBlock[] = block.valueBlock.value;
    for (const child of blocks) {
      const node = nodeOf(child, input);
      if (node.offset !== at) throw new Refused('elements overlap');
      at += node.raw.length;
      children.push(node);
    }
    if (lenBlock.isIndefiniteForm) {
      if (input[at] !== 0 || input[at + 1] !== 0 || at + 2 !== offset + raw.length)
        throw new Refused('no end');
    } else if (at !== offset + raw.length) {
      throw new Refused('element longer than what holds it');
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
    minimal: !lenBlock.isIndefiniteForm && header === minimalHeader(idBlock.tagNumber, lenBlock.length),
  };
}

function minimalHeader(tagNumber: number, length: number): number {
  let octets = 2;
  if (tagNumber >= 31) for (let rest = tagNumber; rest > 0; rest = Math.floor(rest / 128)) octets++;
  if (length >= 0x80) for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets++;
  return octets;
}
