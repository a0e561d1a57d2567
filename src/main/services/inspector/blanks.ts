// Which octets of a blob's sources the window may not have: those that the engine says are keys or may be, and in a source
// that holds keys by its nature all that is not known to be something else. What the person had shown is no blank any
// more.
import { hiddenRanges } from '#krb5';
import type { ByteRange } from '#krb5';
import type { LaidOpen, Node } from './laid-open.ts';

export interface Blanks {
  /** 1 for each octet of the source that stays here. */
  readonly marks: (source: number) => Uint8Array;
  /** The field's value could tell a secret. */
  readonly hidesValue: (node: Node) => boolean;
}

export interface BlankRules {
  /** Places of secrets that the person had shown. */
  readonly revealed: ReadonlySet<string>;
  /** Sealed octets stay here, too: of a ticket that the window could have asked for by itself. */
  readonly sealedToo: boolean;
  /** Of the input: what was not kept in the first place. */
  readonly leftOut: readonly ByteRange[];
}

/** Of these everything counts as a key that is not known to be none. */
const HOLD_KEYS: ReadonlySet<string> = new Set([
  'ccache',
  'keytab',
  'krb-cred',
  'enc-ticket-part',
  'enc-as-rep-part',
  'enc-tgs-rep-part',
  'enc-ap-rep-part',
  'enc-krb-priv-part',
  'enc-krb-cred-part',
  'authenticator',
]);

export function blanksOf(open: LaidOpen, rules: BlankRules): Blanks {
  const { kind, sources, rootSource } = open.inspection;
  const hidden = hiddenRanges(open.inspection);
  const made = new Map<number, Uint8Array>();
  /** Of these sources only what is understood is shown. */
  const guarded = new Set<number>(HOLD_KEYS.has(kind) ? [rootSource] : []);
  for (const { field } of open.each()) {
    if (field.opened?.how === 'decrypted') guarded.add(field.opened.source);
  }

  function marksOf(source: number): Uint8Array {
    const isGuarded = guarded.has(source);
    const marks = new Uint8Array(sources[source]?.bytes.length ?? 0).fill(isGuarded ? 1 : 0);
    const nodes = [...open.each()].filter((node) => node.source === source);
    if (isGuarded) for (const node of nodes) understood(node, marks);
    for (const { offset, length } of hidden[source] ?? []) marks.fill(1, offset, offset + length);
    for (const { at, field } of nodes) {
      const { kind: fieldKind, valueOffset, valueLength, wants } = field;
      const isSealed = fieldKind === 'sealed' || wants !== undefined;
      if (fieldKind === 'secret' && rules.revealed.has(at))
        marks.fill(0, valueOffset, valueOffset + valueLength);
      else if (rules.sealedToo && isSealed) marks.fill(1, valueOffset, valueOffset + valueLength);
    }
    if (source === 0) for (const { offset, length } of rules.leftOut) marks.fill(1, offset, offset + length);
    return marks;
  }

  /** What it was read as holds a key, so its own spelling does. */
  const spellsSecret = ({ field: { opened }, source }: Node): boolean =>
    opened !== undefined &&
    opened.how !== 'decrypted' &&
    opened.source !== source &&
    (hidden[opened.source]?.length ?? 0) > 0;

  return {
    marks(source) {
      const marks = made.get(source) ?? marksOf(source);
      made.set(source, marks);
      return marks;
    },
    hidesValue: (node) =>
      node.field.kind === 'secret' ||
      spellsSecret(node) ||
      (node.field.kind === 'unknown' && guarded.has(node.source)) ||
      (node.source === 0 && isLeftOut(node, rules.leftOut)),
  };
}

/** Of what is understood the octets are no secret: tags and lengths, and leaves of a known kind. */
function understood({ field }: Node, marks: Uint8Array): void {
  const { kind, offset, length, valueOffset, children, opened } = field;
  if (kind === 'unreadable') return;
  marks.fill(0, offset, valueOffset);
  const isLeaf = kind !== 'constructed' && kind !== 'unknown' && kind !== 'secret' && children.length === 0;
  if (isLeaf || opened !== undefined) marks.fill(0, offset, offset + length);
}

function isLeftOut({ field }: Node, leftOut: readonly ByteRange[]): boolean {
  const { valueOffset, valueLength, children } = field;
  if (children.length > 0 || valueLength === 0) return false;
  return leftOut.some(
    ({ offset, length }) => offset <= valueOffset && offset + length >= valueOffset + valueLength,
  );
}

/** Runs of marked octets between two places. */
export function rangesOf(marks: Uint8Array, from: number, to: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (let at = from; at < to;) {
    if (marks[at] !== 1) {
      const next = marks.indexOf(1, at);
      at = next < 0 || next > to ? to : next;
      continue;
    }
    const end = marks.indexOf(0, at);
    const stop = end < 0 || end > to ? to : end;
    ranges.push({ offset: at, length: stop - at });
    at = stop;
  }
  return ranges;
}
