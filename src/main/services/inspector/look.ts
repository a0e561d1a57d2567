// What the window asks of a blob that is open: fields by the page, bytes by the piece, a field by its byte, and search.
import { explainField } from '#krb5';
import type { Field } from '#krb5';
import { BYTES_AT_ONCE, FIELDS_AT_ONCE, HITS_AT_ONCE } from '#shared';
import type { BlobField, InputOf, Language, OutputOf } from '#shared';
import { base64 } from '../base64.ts';
import { rangesOf } from './blanks.ts';
import { mayBeShown } from './blobs.ts';
import type { OpenBlob } from './blobs.ts';
import { fieldDto } from './field-dto.ts';
import type { Shown } from './field-dto.ts';
import { childCount, childOf } from './laid-open.ts';
import type { Node } from './laid-open.ts';

/** Of a field whose children are not asked for, but come along. */
const PAGE = 100;

export function shownOf({ open, revealed, blanks }: OpenBlob): Shown {
  return {
    blanks,
    secretOf: (node) => (!mayBeShown(node) ? 'never' : revealed.has(node.at) ? 'revealed' : 'hidden'),
    octetsOf: ({ field, source }) =>
      open.inspection.sources[source]?.bytes.subarray(
        field.valueOffset,
        field.valueOffset + field.valueLength,
      ) ?? new Uint8Array(),
  };
}

function page(node: Node, from: number, count: number): Node[] {
  const nodes: Node[] = [];
  for (let index = from; index < Math.min(childCount(node.field), from + count); index++) {
    const child = childOf(node, index);
    if (child !== undefined) nodes.push(child);
  }
  return nodes;
}

function explained(blob: OpenBlob, node: Node, language: Language): Pick<BlobField, 'explained'> {
  const { kind } = node.field;
  if (kind !== 'integer' && kind !== 'flags') return {};
  const around: Field | undefined = blob.open.nodeAt(node.at)?.around.at(-1)?.field;
  const terms = explainField(node.field, around, language).slice(0, 64);
  if (terms.length === 0) return {};
  return {
    explained: terms.map(({ term, text }) => ({ term: term.slice(0, 256), text: text.slice(0, 2_000) })),
  };
}

export function fieldsOfBlob(
  blob: OpenBlob,
  input: InputOf<'blob.fields'>,
  language: Language,
): OutputOf<'blob.fields'> {
  const found = blob.version === input.version ? blob.open.nodeAt(input.at)?.node : undefined;
  if (found === undefined) return { stale: true, fields: [] };
  const shown = shownOf(blob);
  const nodes: Node[] = [...(input.at === '' ? [found] : []), ...page(found, input.from, input.count)];
  if (input.deep === true) {
    for (let next = input.at === '' ? 1 : 0; next < nodes.length; next++) {
      const node = nodes[next];
      if (node === undefined) break;
      const room = FIELDS_AT_ONCE - nodes.length;
      const wanted = Math.min(PAGE, childCount(node.field));
      // A list that would be torn waits until it is asked for.
      if (wanted > room) continue;
      nodes.push(...page(node, 0, wanted));
    }
  }
  const fields: BlobField[] = nodes.slice(0, FIELDS_AT_ONCE + 1).map((node) => ({
    ...fieldDto(node, shown),
    ...explained(blob, node, language),
  }));
  return { stale: false, fields };
}

export function bytesOfBlob(blob: OpenBlob, input: InputOf<'blob.bytes'>): OutputOf<'blob.bytes'> {
  const source = blob.open.inspection.sources[input.source];
  if (blob.version !== input.version || source === undefined) return { stale: true, bytes: '', blanked: [] };
  const { bytes } = source;
  const to = Math.min(bytes.length, input.offset + Math.min(input.length, BYTES_AT_ONCE));
  const marks = blob.blanks.marks(input.source);
  const piece = bytes
    .subarray(input.offset, to)
    .map((octet, index) => (marks[input.offset + index] === 1 ? 0 : octet));
  return { stale: false, bytes: base64(piece), blanked: rangesOf(marks, input.offset, to) };
}

export function findInBlob(blob: OpenBlob, input: InputOf<'blob.find'>): OutputOf<'blob.find'> {
  if (blob.version !== input.version) return { stale: true };
  const at = blob.open.placeOf(input.source, input.offset);
  return { stale: false, ...(at === undefined ? {} : { at }) };
}

/** Two octets or more, written in hexadecimal. */
function octetsIn(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/[\s:]/g, '');
  if (!/^(?:[0-9a-f]{2}){2,}$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Where the octets stand and none of them is blank. */
function* places(blob: OpenBlob, wanted: Uint8Array): Generator<string> {
  const [first = 0] = wanted;
  for (const [source, { bytes }] of blob.open.inspection.sources.entries()) {
    const marks = blob.blanks.marks(source);
    for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
      if (!wanted.every((octet, index) => bytes[at + index] === octet && marks[at + index] === 0)) continue;
      const place = blob.open.placeOf(source, at);
      if (place !== undefined) yield place;
    }
  }
}

function* fieldsWith(blob: OpenBlob, wanted: string): Generator<string> {
  const shown = shownOf(blob);
  for (const node of blob.open.each()) {
    const { name, type, value, meaning } = fieldDto(node, shown);
    const said = [name, type, value, meaning];
    if (said.some((each) => each?.toLowerCase().includes(wanted) === true)) yield node.at;
  }
}

export function searchBlob(blob: OpenBlob, input: InputOf<'blob.search'>): OutputOf<'blob.search'> {
  if (blob.version !== input.version) return { stale: true, hits: [], more: false };
  const octets = octetsIn(input.text);
  const hits = new Set<string>();
  const found = function* (): Generator<string> {
    yield* fieldsWith(blob, input.text.toLowerCase());
    if (octets !== undefined) yield* places(blob, octets);
  };
  for (const at of found()) {
    if (hits.size === HITS_AT_ONCE) return { stale: false, hits: [...hits], more: true };
    hits.add(at);
  }
  return { stale: false, hits: [...hits], more: false };
}
