// What modules besides RFC 4120 add: SEQUENCEs whose members are told apart by order and tag (RFC 5280, RFC 5652),
// SET OF, and single [n] IMPLICIT tags (RFC 4556, RFC 6560).
import type { Codec } from './codec.ts';
import { tagName } from './codec.ts';
import { asn1Name, listOf } from './constructed.ts';
import type { Field, SequenceValue } from './constructed.ts';
import { constructedNode, TagClass } from './tree.ts';
import type { DerNode, OutNode } from './tree.ts';

const SEQUENCE = 16;
const SET = 17;

/** A member whose tag is its type's own; `asn1Name` where it is not the property's name with dashes. */
export function member<T>(codec: Codec<T>, name?: string): Field<T, false> {
  return { tag: -1, codec, optional: false, asn1Name: name };
}

export function optionalMember<T>(codec: Codec<T>, name?: string): Field<T, true> {
  return { tag: -1, codec, optional: true, asn1Name: name };
}

const isUniversal = (node: DerNode, tagNumber: number): boolean =>
  node.tagClass === TagClass.UNIVERSAL && node.tagNumber === tagNumber && node.constructed;

/**
 * SEQUENCE { name type, ... } in the order of the table. An element that no member from there on takes is skipped; it
 * is reported unless the ASN.1 has an extension marker. DEFAULT members are optional ones.
 */
export function members<F extends Readonly<Record<string, Field<unknown, boolean>>>>(
  name: string,
  fields: F,
  options: { readonly extensible?: boolean } = {},
): Codec<SequenceValue<F>> {
  const table = Object.entries(fields).map(([key, entry]) => ({
    ...entry,
    key,
    step: entry.asn1Name ?? asn1Name(key),
  }));
  return {
    name,
    form: { kind: 'members', members: table.map(({ step, codec }) => ({ name: step, codec })) },
    universalTag: SEQUENCE,
    matches: (node) => isUniversal(node, SEQUENCE),
    decode(node, at) {
      if (!isUniversal(node, SEQUENCE)) throw at.fail(node, `${tagName(node)} where ${name} should be`);
      const value: Record<string, unknown> = {};
      let next = 0;
      const requireAbsent = (until: number): void => {
        for (const entry of table.slice(next, until)) {
          if (!entry.optional) throw at.fail(node, `${entry.step} is missing`);
        }
      };
      for (const child of node.children) {
        const index = table.findIndex(({ codec }, place) => place >= next && codec.matches(child));
        const entry = table[index];
        if (entry === undefined) {
          if (options.extensible !== true) at.unknown(child);
          continue;
        }
        requireAbsent(index);
        next = index + 1;
        value[entry.key] = at.within(`.${entry.step}`, () => entry.codec.decode(child, at));
      }
      requireAbsent(table.length);
      return value as SequenceValue<F>;
    },
    encode(value) {
      const source = value as Readonly<Record<string, unknown>>;
      const children: OutNode[] = [];
      for (const entry of table) {
        const part = source[entry.key];
        if (part !== undefined) children.push(entry.codec.encode(part));
        else if (!entry.optional) throw new TypeError(`${name}.${entry.step} is missing`);
      }
      return constructedNode(TagClass.UNIVERSAL, SEQUENCE, children);
    },
  };
}

/** SET OF type, in the order in which it is given: sorting it as DER wants is the writer's. */
export function setOf<T>(name: string, element: Codec<T>): Codec<readonly T[]> {
  return listOf('set-of', SET, name, element);
}

const isContext = (node: DerNode, tag: number): boolean =>
  node.tagClass === TagClass.CONTEXT && node.tagNumber === tag;

/** An element under [n] IMPLICIT, with its type's own tag. */
export function retagged(node: DerNode, universalTag: number): DerNode {
  return { ...node, tagClass: TagClass.UNIVERSAL, tagNumber: universalTag };
}

/** [tag] IMPLICIT type, by a name of its own where it is an alternative of a CHOICE. Not for a type that keeps the bytes it was read from: they would have the wrong tag. */
export function implicit<T>(tag: number, inner: Codec<T>, name = inner.name): Codec<T> {
  const { universalTag } = inner;
  if (universalTag === undefined) throw new TypeError(`${inner.name} has no tag of its own`);
  return {
    name,
    form: { kind: 'implicit', inner },
    matches: (node) => isContext(node, tag),
    decode(node, at) {
      if (!isContext(node, tag)) throw at.fail(node, `${tagName(node)} where [${String(tag)}] should be`);
      return inner.decode(retagged(node, universalTag), at);
    },
    encode(value) {
      const node = inner.encode(value);
      node.idBlock.tagClass = TagClass.CONTEXT + 1;
      node.idBlock.tagNumber = tag;
      return node;
    },
  };
}
