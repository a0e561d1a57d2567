// Which octets of an inspection's sources are keys, or may be: those that nobody sees unless they ask.
import type { Field } from '../fields/field.ts';
import type { ByteRange } from '../fields/keep.ts';
import type { Inspection } from './inspection.ts';

/**
 * Of each source, in order and without overlap. Where what was made of octets in clear holds a key (hexadecimal, base64,
 * a compressed part), the octets that it was made of do, too.
 */
export function hiddenRanges({ sources, root, rootSource }: Inspection): readonly (readonly ByteRange[])[] {
  const found: ByteRange[][] = sources.map(() => []);
  collect(root, rootSource, found);
  // What a source is made of stands before it in the list.
  for (let at = sources.length - 1; at > 0; at--) {
    const { how, from, bytes } = sources[at] ?? { how: 'input', bytes: new Uint8Array() };
    if (how === 'decrypted' || how === 'input' || found[at]?.length === 0) continue;
    if (from !== undefined) found[from.source]?.push({ offset: from.offset, length: from.length });
    // Made of octets that stand in many places: all before it is taken for those.
    else if (bytes.length > 0) {
      for (let before = 0; before < at; before++) {
        found[before]?.push({ offset: 0, length: sources[before]?.bytes.length ?? 0 });
      }
    }
  }
  return found.map(merged);
}

function collect(field: Field, source: number, found: readonly ByteRange[][]): void {
  const { kind, valueOffset: offset, valueLength: length } = field;
  if ((kind === 'secret' || kind === 'unreadable') && length > 0) found[source]?.push({ offset, length });
  for (const child of field.children) collect(child, source, found);
  if (field.opened !== undefined) collect(field.opened.root, field.opened.source, found);
}

function merged(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const out: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
    const last = out.at(-1);
    if (last === undefined || range.offset > last.offset + last.length) out.push(range);
    else {
      const end = Math.max(last.offset + last.length, range.offset + range.length);
      out[out.length - 1] = { offset: last.offset, length: end - last.offset };
    }
  }
  return out;
}
