// The tree underneath the codecs: bytes to plain nodes, by a reader of our own, and nodes to DER (X.690), by asn1js.
// asn1js's own reader is the measure of ours (they are held against each other on every vector and mutation) but does
// not serve here: it decides about the contents of times and strings before anybody knows where they stand, fails on
// strings longer than an argument list, takes children that are longer than their parent, and is several
// times slower. The writer gets bytes that already are an element (a ticket, a signed body) spliced in as they are.
import { BaseBlock, Constructed, Primitive } from 'asn1js';
import type { ViewWriter } from 'asn1js';
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
  /** X.690 10.1: tag and length definite, and as short as can be. */
  readonly minimal: boolean;
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

/** A reader's place, and what is left of its budget. */
interface Reader {
  readonly input: Uint8Array;
  readonly path: string;
  readonly limits: DecodeLimits;
  nodes: number;
}

/**
 * Reads the first element of `bytes`; its length says how much of the input that was.
 * @throws KerberosError ASN1_INVALID, LIMIT
 */
export function readTree(bytes: Uint8Array, path: string, limits: DecodeLimits): DerNode {
  if (bytes.length > limits.maxBytes) throw limit('bytes', limits.maxBytes, path);
  const reader: Reader = { input: plain(bytes), path, limits, nodes: 0 };
  const node = readNode(reader, 0, bytes.length, 0);
  if (node === undefined) throw invalid(path, 'end-of-contents out of place', 0);
  return node;
}

/** Universal types that X.690 lets be constructed; strings in pieces are BER that no Kerberos peer writes. */
const CONSTRUCTED: ReadonlySet<number> = new Set([7, 8, 11, 16, 17, 35, 36]);

/** The element at `at`, which may reach to `end`; undefined for end-of-contents. */
function readNode(reader: Reader, at: number, end: number, depth: number): DerNode | undefined {
  const { input, path, limits } = reader;
  if (++reader.nodes > limits.maxNodes) throw limit('nodes', limits.maxNodes, path);
  if (depth > limits.maxDepth) throw limit('depth', limits.maxDepth, path);
  if (at >= end) throw invalid(path, 'end of input', at);
  const identifier = input[at] ?? 0;
  const tagClass = identifier >> 6;
  const constructed = (identifier & 0x20) !== 0;
  let next = at + 1;
  let tagNumber = identifier & 0x1f;
  let minimal = true;
  if (tagNumber === 0x1f) {
    [tagNumber, next] = readLongTag(reader, next, end);
    minimal = tagNumber >= 0x1f && input[at + 1] !== 0x80;
  }
  if (next >= end) throw invalid(path, 'end of input', next);
  const first = input[next++] ?? 0;
  const indefinite = first === 0x80;
  let length = first;
  if (first > 0x80) {
    const octets = first & 0x7f;
    if (octets > 8) throw invalid(path, 'length too long', at);
    if (next + octets > end) throw invalid(path, 'end of input', next);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (input[next + i] ?? 0);
    minimal &&= length >= 0x80 && input[next] !== 0;
    next += octets;
  }
  if (tagClass === TagClass.UNIVERSAL) {
    if (tagNumber === 0) {
      if (constructed || first !== 0) throw invalid(path, '[UNIVERSAL 0] is reserved', at);
      return undefined;
    }
    if (tagNumber === 15 || tagNumber > 36)
      throw invalid(path, `[UNIVERSAL ${String(tagNumber)}] is reserved`, at);
    if (constructed && !CONSTRUCTED.has(tagNumber))
      throw invalid(path, 'constructed form of a primitive type', at);
    if (!constructed && (tagNumber === 16 || tagNumber === 17))
      throw invalid(path, 'SEQUENCE of primitive form', at);
  }
  if (indefinite) {
    if (!constructed) throw invalid(path, 'indefinite length of a primitive type', at);
    const [children, after] = readChildren(reader, next, end, depth, true);
    return nodeAt(reader, at, next, after, { tagClass, tagNumber, constructed, minimal: false, children });
  }
  if (length > end - next) throw invalid(path, 'element longer than what holds it', at);
  const after = next + length;
  const children = constructed ? readChildren(reader, next, after, depth, false)[0] : NO_CHILDREN;
  return nodeAt(reader, at, next, after, { tagClass, tagNumber, constructed, minimal, children });
}

const NO_CHILDREN: readonly DerNode[] = [];

function nodeAt(
  { input }: Reader,
  start: number,
  content: number,
  after: number,
  of: Pick<DerNode, 'tagClass' | 'tagNumber' | 'constructed' | 'minimal' | 'children'>,
): DerNode {
  return {
    ...of,
    raw: input.subarray(start, after),
    content: of.constructed ? input.subarray(content, content) : input.subarray(content, after),
    offset: start,
  };
}

/** Elements up to `end`, or up to end-of-contents; and where what follows begins. */
function readChildren(
  reader: Reader,
  start: number,
  end: number,
  depth: number,
  indefinite: boolean,
): [readonly DerNode[], number] {
  const children: DerNode[] = [];
  let at = start;
  while (indefinite || at < end) {
    const child = readNode(reader, at, end, depth + 1);
    if (child === undefined) {
      if (!indefinite) throw invalid(reader.path, 'end-of-contents out of place', at);
      return [children, at + 2];
    }
    children.push(child);
    at += child.raw.length;
  }
  return [children, at];
}

/** X.690 8.1.2.4: seven bits an octet, the high bit says that more follow. */
function readLongTag({ input, path }: Reader, start: number, end: number): [number, number] {
  let tag = 0;
  for (let at = start; at < end; at++) {
    const octet = input[at] ?? 0;
    tag = tag * 128 + (octet & 0x7f);
    if (at - start >= 8 || tag > Number.MAX_SAFE_INTEGER) throw invalid(path, 'tag number too big', start);
    if (octet < 0x80) return [tag, at + 1];
  }
  throw invalid(path, 'end of input', end);
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
