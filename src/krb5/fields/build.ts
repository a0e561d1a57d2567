// Elements to fields: the reader's nodes (X.690) laid against the types of RFC 4120. What does not fit the type stays
// on show as what it is; nothing here refuses.
import {
  boolean,
  decodeDer,
  decodeNode,
  DEFAULT_LIMITS,
  directoryString,
  nullValue,
  objectIdentifier,
  parseKerberosTime,
  plainInteger,
  readTree,
  retagged,
  wideInteger,
} from '../asn1/index.ts';
import type { Codec, DerNode } from '../asn1/index.ts';
import { isKerberosError } from '../errors.ts';
import { AddressType } from '../iana/addr-type.ts';
import { krbCred } from '../messages/krb-cred.ts';
import { displayText, octetsFromText } from '../text.ts';
import { describePac } from '../pac/describe.ts';
import { apRep, apReq, krbError, krbPriv } from '../messages/index.ts';
import { addressText } from './address-text.ts';
import { openTypeOf, readingOf } from './contents.ts';
import type { Setting } from './contents.ts';
import { takeField } from './budget.ts';
import type { Budget } from './budget.ts';
import { MAX_TEXT, hex } from './field.ts';
import type { Field, FieldKind } from './field.ts';
import { bitsText, fieldAt, shownText, timeText } from './make.ts';
import { gssChecksumReading } from './gss-checksum.ts';
import { flagsText, numberMeaning, objectIdentifierName } from './meaning.ts';
import { plainReading } from './plain.ts';
import { structureReading } from './structures.ts';
import { summaryOf } from './summary.ts';

/** Where an element stands. */
export interface Spot extends Omit<Setting, 'field'> {
  readonly name: string;
  /** The field whose meaning counts: in a list, the list's. */
  readonly field: string;
  /** Of the input that the nodes were read from, in the whole. */
  readonly base: number;
  /** The explicit tag around the element, or the OCTET STRING. */
  readonly outer?: { readonly offset: number; readonly length: number };
  readonly depth: number;
  readonly budget: Budget;
  /** Asked first what octets hold, by rooms that know more than this one. */
  readonly contents?: ContentsReader | undefined;
}

/** Octets that stand at `base` as a field; undefined where this reader has nothing to say of them. */
export type ContentsReader = (octets: Uint8Array, base: number, spot: Spot) => Field | undefined;

const UNIVERSAL = 0;
const APPLICATION = 1;
const CONTEXT = 2;
const SEQUENCE = 16;
const SET = 17;

const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  10: 'ENUMERATED',
  12: 'UTF8String',
  16: 'SEQUENCE',
  17: 'SET',
  19: 'PrintableString',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
  27: 'GeneralString',
};

function tagText({ tagClass, tagNumber }: DerNode): string {
  if (tagClass === CONTEXT) return `[${String(tagNumber)}]`;
  if (tagClass === UNIVERSAL) return TYPE_NAMES[tagNumber] ?? `[UNIVERSAL ${String(tagNumber)}]`;
  return `[${tagClass === APPLICATION ? 'APPLICATION' : 'PRIVATE'} ${String(tagNumber)}]`;
}

/** Offset and length of all of it, and of what its tags stand around. */
function place(node: DerNode, spot: Spot): Pick<Field, 'offset' | 'length' | 'valueOffset' | 'valueLength'> {
  const start = spot.base + node.offset;
  const end = start + node.raw.length;
  const first = node.children[0];
  const valueOffset = node.constructed
    ? first === undefined
      ? end
      : spot.base + first.offset
    : end - node.content.length;
  const { offset, length } = spot.outer ?? { offset: start, length: node.raw.length };
  return { offset, length, valueOffset, valueLength: end - valueOffset };
}

function constructed(
  node: DerNode,
  spot: Spot,
  type: string,
  children: readonly Field[],
  all: number,
): Field {
  const value = summaryOf(type, children)?.slice(0, MAX_TEXT);
  return {
    name: spot.name,
    type,
    kind: 'constructed',
    ...(value === undefined ? {} : { value }),
    ...place(node, spot),
    plain: true,
    children,
    ...(children.length < all ? { truncated: true as const } : {}),
  };
}

/** The children that the budget lets in. */
function each(
  nodes: readonly DerNode[],
  budget: Budget,
  make: (node: DerNode, index: number) => Field,
): readonly Field[] {
  const made: Field[] = [];
  for (const [index, node] of nodes.entries()) {
    if (!takeField(budget)) break;
    made.push(make(node, index));
  }
  return made;
}

/** An element that no type is known for. */
function unknown(node: DerNode, spot: Spot): Field {
  if (node.constructed) {
    const below: Spot = { ...spot, depth: spot.depth + 1 };
    const children = each(node.children, spot.budget, (child) =>
      unknown(child, { ...withoutOuter(below), name: tagText(child) }),
    );
    return { ...constructed(node, spot, tagText(node), children, node.children.length), kind: 'unknown' };
  }
  return {
    name: spot.name,
    type: tagText(node),
    kind: 'unknown',
    value: hex(node.content),
    ...place(node, spot),
    plain: false,
    children: [],
  };
}

function withoutOuter(spot: Spot): Spot {
  const { outer: _outer, ...rest } = spot;
  return rest;
}

/** Lays `node` against the type. */
export function fieldOf(node: DerNode, codec: Codec<unknown>, spot: Spot): Field {
  const { form } = codec;
  const start = spot.base + node.offset;
  const outer = spot.outer ?? { offset: start, length: node.raw.length };
  if (form?.kind === 'application') {
    const [inner, second] = node.children;
    if (!codec.matches(node) || inner === undefined || second !== undefined) return unknown(node, spot);
    return renamed(fieldOf(inner, form.inner, { ...spot, outer }), codec, form.inner);
  }
  if (form?.kind === 'implicit') {
    const { universalTag } = form.inner;
    if (!codec.matches(node) || universalTag === undefined) return unknown(node, spot);
    return renamed(fieldOf(retagged(node, universalTag), form.inner, spot), codec, form.inner);
  }
  if (form === undefined) return leaf(node, codec, spot);
  if (form.kind === 'choice') {
    const chosen = form.alternatives.find((alternative) => alternative.matches(node));
    return chosen === undefined
      ? unknown(node, spot)
      : fieldOf(node, chosen, { ...spot, parent: codec.name });
  }
  const tag = form.kind === 'set-of' ? SET : SEQUENCE;
  if (!(node.tagClass === UNIVERSAL && node.tagNumber === tag && node.constructed))
    return unknown(node, spot);
  const inside = { ...withoutOuter(spot), parent: codec.name, depth: spot.depth + 1 };
  if (form.kind === 'sequence-of' || form.kind === 'set-of') {
    const children = each(node.children, spot.budget, (child, index) =>
      fieldOf(child, form.element, { ...inside, name: `[${String(index)}]`, numbers: new Map() }),
    );
    return constructed(node, spot, codec.name, children, node.children.length);
  }
  const numbers = new Map<string, number>();
  const oids = new Map<string, string>();
  const remember = (made: Field): Field => {
    if (made.kind === 'integer') numbers.set(made.name, Number(made.value));
    const oid = made.type === 'AlgorithmIdentifier' ? made.children[0] : made;
    if (oid?.type === 'OBJECT IDENTIFIER') oids.set(made.name, oid.value ?? '');
    return made;
  };
  const member = (name: string): Spot => ({
    ...inside,
    name,
    field: name,
    numbers,
    oids,
    inError: spot.inError || name === 'e-data',
  });
  if (form.kind === 'members') {
    let next = 0;
    const children = each(node.children, spot.budget, (child) => {
      const index = form.members.findIndex((known, at) => at >= next && known.codec.matches(child));
      const known = form.members[index];
      if (known === undefined) return unknown(child, { ...inside, name: tagText(child) });
      next = index + 1;
      return remember(fieldOf(child, known.codec, member(known.name)));
    });
    return constructed(node, spot, codec.name, children, node.children.length);
  }
  const children = each(node.children, spot.budget, (child) => {
    const known = child.tagClass === CONTEXT ? form.fields.get(child.tagNumber) : undefined;
    const [element, second] = child.children;
    if (known === undefined || element === undefined || second !== undefined) {
      return unknown(child, { ...inside, name: tagText(child) });
    }
    const outer = { offset: spot.base + child.offset, length: child.raw.length };
    return remember(fieldOf(element, known.codec, { ...member(known.name), outer }));
  });
  return constructed(node, spot, codec.name, children, node.children.length);
}

/** A tag's own name, where it has one: `dNSName` for what is an IA5String. */
function renamed(made: Field, codec: Codec<unknown>, inner: Codec<unknown>): Field {
  return codec.name === inner.name ? made : { ...made, type: codec.name };
}

/** The kinds of a primitive type's value, by its name in asn1/primitives.ts and time.ts. */
const LEAVES: Readonly<Record<string, FieldKind>> = {
  Int32: 'integer',
  UInt32: 'integer',
  Microseconds: 'integer',
  ENUMERATED: 'integer',
  KerberosString: 'text',
  UTF8String: 'text',
  'OBJECT IDENTIFIER': 'text',
  KerberosTime: 'time',
  KerberosFlags: 'flags',
  BOOLEAN: 'boolean',
  'OCTET STRING': 'octets',
  INTEGER: 'integer',
  'BIT STRING': 'octets',
  NULL: 'octets',
  IA5String: 'text',
  DirectoryString: 'text',
  Time: 'time',
  FastOptions: 'flags',
  OTPFlags: 'flags',
  PinFlags: 'flags',
  S4UOptions: 'flags',
  KeyUsage: 'flags',
  ContextFlags: 'flags',
  KeyIdentifier: 'octets',
  MessageDigest: 'octets',
  IV: 'octets',
};

/** A serial number or a modulus is not written in decimal. */
const MAX_DECIMAL_OCTETS = 4;

function leaf(node: DerNode, codec: Codec<unknown>, spot: Spot): Field {
  if (codec.name === 'ANY') return openType(node, spot);
  const kind = LEAVES[codec.name];
  if (kind === undefined || !codec.matches(node)) return unknown(node, spot);
  const common = { name: spot.name, type: codec.name, kind, ...place(node, spot), plain: true, children: [] };
  if (codec.name === 'OCTET STRING') return octetsField(node.content, spot, common);
  const reading = readingOf(spot, node.content);
  if (kind === 'text' && reading.as === 'secret') return { ...common, kind: 'secret', plain: false };
  const read = readLeaf(node, codec, spot);
  if (read === undefined) return unknown(node, spot);
  const isOpen = codec.name !== 'BIT STRING' || reading.as === 'plain';
  return { ...common, ...read, plain: isOpen };
}

/** ANY DEFINED BY: what the identifier beside it says, or what its own tag does. */
function openType(node: DerNode, spot: Spot): Field {
  const codec = openTypeOf(spot) ?? UNIVERSAL_TYPES.find((known) => known.matches(node));
  return codec === undefined ? unknown(node, spot) : fieldOf(node, codec, spot);
}

const UNIVERSAL_TYPES: readonly Codec<unknown>[] = [
  nullValue,
  objectIdentifier,
  directoryString,
  wideInteger,
  boolean,
];

/** undefined where the octets are none of the type's values. */
function readLeaf(
  node: DerNode,
  codec: Codec<unknown>,
  { field, parent }: Spot,
): Pick<Field, 'value' | 'meaning' | 'bits'> | undefined {
  if (SHOWN_AS_TEXT.has(codec.name)) return { value: shownText(node.content) };
  const value = decodedNode(codec, node);
  if (codec.name === 'OBJECT IDENTIFIER' && typeof value === 'string') {
    const meaning = objectIdentifierName(value);
    return { value, ...(meaning === undefined ? {} : { meaning }) };
  }
  if (typeof value === 'string') return { value: shownText(octetsFromText(value)) };
  if (value instanceof Uint8Array) {
    if (codec.name !== 'INTEGER') return { value: hex(value) };
    const isShort = value.length <= MAX_DECIMAL_OCTETS;
    return { value: isShort ? String(decodedNode(plainInteger, node)) : hex(withoutSign(value)) };
  }
  if (codec.name === 'BIT STRING' && value !== undefined) return { value: hex(node.content.subarray(1)) };
  if (codec.name === 'NULL' && value !== undefined) return { value: '' };
  if (typeof value === 'boolean') return { value: String(value) };
  if (typeof value !== 'number') return undefined;
  if (LEAVES[codec.name] === 'flags') {
    return { value: flagsText(field, parent, value, codec.name), bits: bitsText(value) };
  }
  if (codec.name === 'Time') return { value: timeText(value) };
  if (codec.name === 'KerberosTime') return { value: shownTime(node.content) };
  const meaning = numberMeaning(field, parent, value);
  return { value: String(value), ...(meaning === undefined ? {} : { meaning }) };
}

/** The zero that keeps a number positive is not the number's. */
function withoutSign(octets: Uint8Array): Uint8Array {
  return octets[0] === 0 ? octets.subarray(1) : octets;
}

/** Strings whose octets are shown as they are. */
const SHOWN_AS_TEXT: ReadonlySet<string> = new Set(['KerberosString', 'UTF8String', 'IA5String']);

function decodedNode(codec: Codec<unknown>, node: DerNode): unknown {
  try {
    return decodeNode(codec, node);
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

function decoded(codec: Codec<unknown>, bytes: Uint8Array): unknown {
  try {
    return decodeDer(codec, bytes);
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

/** YYYYMMDDHHMMSSZ as 2026-11-21T11:58:03Z. */
function shownTime(content: Uint8Array): string {
  const text = String.fromCharCode(...content.subarray(0, 15));
  if (parseKerberosTime(text) === undefined) return displayText(text);
  const [, date = '', hour = '', minute = '', second = ''] = /^(\d{8})(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hour}:${minute}:${second}Z`;
}

function octetsField(content: Uint8Array, spot: Spot, common: Omit<Field, 'value'>): Field {
  const made = spot.contents?.(content, common.valueOffset, spot);
  if (made !== undefined) {
    return { ...made, name: common.name, offset: common.offset, length: common.length };
  }
  const reading = readingOf({ ...spot }, content);
  switch (reading.as) {
    case 'sealed':
    case 'secret':
      return { ...common, kind: reading.as, plain: false };
    case 'element':
      if (content.length === 0) return { ...common, value: '' };
      return (
        nested(content, reading.codecs, spot, common) ?? { ...common, value: hex(content), plain: false }
      );
    case 'pac':
      return pacField(content, common, spot.budget);
    case 'text':
      return { ...common, kind: 'text', value: shownText(content) };
    case 'address': {
      const value = addressText(spot.numbers.get('addr-type'), content);
      return value === undefined ? { ...common, value: hex(content) } : { ...common, kind: 'text', value };
    }
    case 'plain':
      return { ...common, value: hex(content) };
    case 'octets':
      return content.length === 0
        ? { ...common, value: '' }
        : { ...common, value: hex(content), plain: false };
    case 'ip': {
      const value = addressText(content.length === 4 ? AddressType.IPV4 : AddressType.IPV6, content);
      return value === undefined ? { ...common, value: hex(content) } : { ...common, kind: 'text', value };
    }
    case 'gss-checksum': {
      const delegated = (octets: Uint8Array, at: number): Field | undefined => {
        const { length } = octets;
        const place = { offset: at, length, valueOffset: at, valueLength: length };
        const below: Spot = { ...spot, name: 'Deleg', field: 'Deleg', parent: 'GSS-API checksum' };
        return nested(octets, [krbCred], below, { ...common, ...place, name: 'Deleg' });
      };
      const made = gssChecksumReading(content, common.valueOffset, delegated);
      return made === undefined ? { ...common, value: hex(content), plain: false } : { ...common, ...made };
    }
    case 'framed':
      return framed(content, reading.codecs, spot, common);
    case 'token-integrity':
    case 'kerb-ap-options':
    case 'utf16':
    case 'fx-cookie':
      return { ...common, ...structureReading(reading.as, content, common.valueOffset) };
    default:
      return { ...common, ...plainReading(reading.as, content, common.valueOffset) };
  }
}

/** AD-WIN2K-PAC: little-endian structures of their own, [MS-PAC]. */
function pacField(content: Uint8Array, common: Omit<Field, 'value'>, budget: Budget): Field {
  const { name, offset, length, valueOffset, valueLength } = common;
  const pac = describePac(content, { base: valueOffset, budget });
  return { ...pac, name, offset, length, valueOffset, valueLength };
}

/** The contents as the first type that they are; a lone type is laid against whatever element is there. */
function nested(
  content: Uint8Array,
  codecs: readonly Codec<unknown>[],
  spot: Spot,
  common: Omit<Field, 'value'>,
): Field | undefined {
  const fits = codecs.find((codec) => decoded(codec, content) !== undefined);
  const codec = fits ?? (codecs.length === 1 ? codecs[0] : undefined);
  const node = readWithin(content, spot);
  if (codec === undefined || node === undefined || node.raw.length !== content.length) return undefined;
  const { offset, length } = common;
  const base = common.valueOffset;
  return fieldOf(node, codec, { ...spot, base, depth: spot.depth + 1, outer: { offset, length } });
}

/** A message behind its length in four octets: one of the KDC's, or the frame of a password change. */
function framed(
  content: Uint8Array,
  codecs: readonly Codec<unknown>[],
  spot: Spot,
  common: Omit<Field, 'value'>,
): Field {
  const [first, second] = [common.valueOffset, common.valueOffset + 4];
  const bytes = content.subarray(4);
  const message = messageAt(bytes, codecs, 'message', second, spot) ?? passwordFrame(bytes, second, spot);
  if (message === undefined) return { ...common, value: hex(content), plain: false };
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const value = String(view.getUint32(0));
  const length = fieldAt('length', first, second, { type: 'UInt32', kind: 'integer', value });
  return { ...common, type: 'framed message', kind: 'constructed', children: [length, message] };
}

function messageAt(
  bytes: Uint8Array,
  codecs: readonly Codec<unknown>[],
  name: string,
  at: number,
  spot: Spot,
): Field | undefined {
  if (bytes.length === 0) return undefined;
  const leaf = { type: 'OCTETS', kind: 'octets' } as const;
  const place = fieldAt(name, at, at + bytes.length, leaf);
  return nested(bytes, codecs, { ...spot, name, field: name, parent: 'framed message' }, place);
}

/** RFC 3244 2: three numbers of 16 bits, then AP-REQ or AP-REP, then KRB-PRIV or KRB-ERROR. */
function passwordFrame(bytes: Uint8Array, at: number, spot: Spot): Field | undefined {
  if (bytes.length < 6) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const apEnd = 6 + view.getUint16(4);
  if (view.getUint16(0) !== bytes.length || apEnd > bytes.length) return undefined;
  const to: Spot = { ...spot, service: 'kpasswd' };
  const ap = messageAt(bytes.subarray(6, apEnd), [apReq, apRep], 'ap-message', at + 6, to);
  const rest = messageAt(bytes.subarray(apEnd), [krbPriv, krbError], 'message', at + apEnd, to);
  if (rest === undefined || (ap === undefined && apEnd > 6)) return undefined;
  const numbers = ['message-length', 'protocol-version', 'ap-length'].map((name, index) => {
    const value = String(view.getUint16(2 * index));
    const from = at + 2 * index;
    return fieldAt(name, from, from + 2, { type: 'UInt16', kind: 'integer', value });
  });
  const children = [...numbers, ...(ap === undefined ? [] : [ap]), rest];
  return fieldAt(
    'message',
    at,
    at + bytes.length,
    { type: 'kpasswd', kind: 'constructed', children },
    at + 6,
  );
}

/** Nested octets, with what the budget has left. */
function readWithin(content: Uint8Array, { depth, budget }: Spot): DerNode | undefined {
  const { limits } = budget;
  const maxDepth = Math.max(0, limits.depth - depth);
  const maxNodes = Math.min(limits.nodes, 2 * budget.fields + 1);
  try {
    return readTree(content, 'contents', { ...DEFAULT_LIMITS, maxNodes, maxDepth });
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    if (budget.at === 'throw' && error.code === 'LIMIT') throw error;
    return undefined;
  }
}

/** ad-data that stands by itself, as caches have it: what its type says, else octets. */
export function authorizationField(
  adType: number,
  octets: Uint8Array,
  { from, offset, budget }: { readonly from: number; readonly offset: number; readonly budget: Budget },
): Field {
  const place = { offset: from, length: offset + octets.length - from, valueOffset: offset };
  const common = {
    name: 'ad-data',
    type: 'OCTET STRING',
    kind: 'octets' as const,
    ...place,
    valueLength: octets.length,
    plain: true,
    children: [],
  };
  const numbers = new Map([['ad-type', adType]]);
  const oids = new Map<string, string>();
  const parent = 'AuthorizationData element';
  const spot = {
    name: 'ad-data',
    field: 'ad-data',
    parent,
    numbers,
    oids,
    inError: false,
    service: 'kdc',
  } as const;
  return octetsField(octets, { ...spot, base: offset, depth: 0, budget }, common);
}
