// The combinators: SEQUENCE, SEQUENCE OF, CHOICE, [APPLICATION n], and a codec that keeps the bytes it was read from.
// Kerberos tags every field explicitly, [n] around the type's own tag (RFC 4120 5.1 and appendix A: EXPLICIT TAGS).
import type { Codec, DecodeContext } from './codec.ts';
import { tagName } from './codec.ts';
import { constructedNode, splicedNode, TagClass } from './tree.ts';
import type { DerNode, OutNode } from './tree.ts';

const SEQUENCE = 16;

/** One field of a SEQUENCE: its context tag and its type. */
export interface Field<T, Optional extends boolean> {
  readonly tag: number;
  readonly codec: Codec<T>;
  readonly optional: Optional;
  /** The field's name in the ASN.1, where it is not the property's name with dashes. */
  readonly asn1Name?: string | undefined;
}

export function field<T>(tag: number, codec: Codec<T>, asn1Name?: string): Field<T, false> {
  return { tag, codec, optional: false, asn1Name };
}

export function optional<T>(tag: number, codec: Codec<T>, asn1Name?: string): Field<T, true> {
  return { tag, codec, optional: true, asn1Name };
}

type Fields = Readonly<Record<string, Field<unknown, boolean>>>;
type RequiredKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<unknown, false> ? K : never;
}[keyof F];
type OptionalKeys<F extends Fields> = Exclude<keyof F, RequiredKeys<F>>;
type FieldValue<X> = X extends Field<infer T, boolean> ? T : never;
type Simplify<T> = { [K in keyof T]: T[K] };

/** The object type that a table of fields describes. */
export type SequenceValue<F extends Fields> = Simplify<
  { readonly [K in RequiredKeys<F>]: FieldValue<F[K]> } & {
    readonly [K in OptionalKeys<F>]?: FieldValue<F[K]> | undefined;
  }
>;

/** renewTill -> renew-till */
export function asn1Name(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * SEQUENCE { name [tag] type, ... } in the order of the table. Fields that the table does not know are skipped; they
 * are reported unless the ASN.1 has an extension marker.
 */
export function sequence<F extends Fields>(
  name: string,
  fields: F,
  options: { readonly extensible?: boolean } = {},
): Codec<SequenceValue<F>> {
  const table = Object.entries(fields).map(([key, entry]) => ({
    ...entry,
    key,
    step: `.${entry.asn1Name ?? asn1Name(key)}`,
  }));
  const byTag = new Map(table.map((entry, index) => [entry.tag, index]));
  const shown = new Map(table.map(({ tag, step, codec }) => [tag, { name: step.slice(1), codec }]));
  return {
    name,
    form: { kind: 'sequence', fields: shown },
    universalTag: SEQUENCE,
    matches: (node) => isSequence(node),
    decode(node, at) {
      if (!isSequence(node)) throw at.fail(node, `${tagName(node)} where ${name} should be`);
      const value: Record<string, unknown> = {};
      let next = 0;
      const requireAbsent = (until: number): void => {
        for (; next < until; next++) {
          const entry = table[next];
          if (entry?.optional === false) throw at.fail(node, `${entry.step.slice(1)} is missing`);
        }
      };
      for (const child of node.children) {
        const index = child.tagClass === TagClass.CONTEXT ? byTag.get(child.tagNumber) : undefined;
        const entry = index === undefined ? undefined : table[index];
        if (index === undefined || entry === undefined) {
          if (options.extensible !== true) at.unknown(child);
          continue;
        }
        if (index < next) throw at.fail(child, `${entry.step.slice(1)} is repeated or out of order`);
        requireAbsent(index);
        next = index + 1;
        value[entry.key] = at.within(entry.step, () => entry.codec.decode(only(child, at), at));
      }
      requireAbsent(table.length);
      return value as SequenceValue<F>;
    },
    encode(value) {
      const source = value as Readonly<Record<string, unknown>>;
      const children: OutNode[] = [];
      for (const entry of table) {
        const part = source[entry.key];
        if (part === undefined) {
          if (!entry.optional) throw new TypeError(`${name}${entry.step} is missing`);
          continue;
        }
        children.push(constructedNode(TagClass.CONTEXT, entry.tag, [entry.codec.encode(part)]));
      }
      return constructedNode(TagClass.UNIVERSAL, SEQUENCE, children);
    },
  };
}

function isSequence(node: DerNode): boolean {
  return node.tagClass === TagClass.UNIVERSAL && node.tagNumber === SEQUENCE && node.constructed;
}

/** The one element inside an explicit tag. */
function only(node: DerNode, at: DecodeContext): DerNode {
  const [child, second] = node.children;
  if (child === undefined) throw at.fail(node, `${tagName(node)} is empty`);
  if (second !== undefined) throw at.fail(second, `${tagName(node)} holds more than one element`);
  return child;
}

/** SEQUENCE OF type. */
export function sequenceOf<T>(name: string, element: Codec<T>): Codec<readonly T[]> {
  return listOf('sequence-of', SEQUENCE, name, element);
}

/** What SEQUENCE OF and SET OF have in common: elements of one type behind a universal tag. */
export function listOf<T>(
  kind: 'sequence-of' | 'set-of',
  universalTag: number,
  name: string,
  element: Codec<T>,
): Codec<readonly T[]> {
  const matches = (node: DerNode): boolean =>
    node.tagClass === TagClass.UNIVERSAL && node.tagNumber === universalTag && node.constructed;
  return {
    name,
    form: { kind, element },
    universalTag,
    matches,
    decode(node, at) {
      if (!matches(node)) throw at.fail(node, `${tagName(node)} where ${name} should be`);
      return node.children.map((child, index) =>
        at.within(`[${String(index)}]`, () => element.decode(child, at)),
      );
    },
    encode: (value) =>
      constructedNode(
        TagClass.UNIVERSAL,
        universalTag,
        value.map((item) => element.encode(item)),
      ),
  };
}

/** [APPLICATION tag] type. `also`: further tags that peers write and that are read, never written. */
export function application<T>(
  tag: number,
  name: string,
  inner: Codec<T>,
  also: readonly number[] = [],
): Codec<T> {
  const matches = (node: DerNode): boolean =>
    node.tagClass === TagClass.APPLICATION &&
    node.constructed &&
    (node.tagNumber === tag || also.includes(node.tagNumber));
  return {
    name,
    form: { kind: 'application', inner },
    matches,
    decode(node, at) {
      if (!matches(node))
        throw at.fail(node, `${tagName(node)} where ${name} [APPLICATION ${String(tag)}] should be`);
      return inner.decode(only(node, at), at);
    },
    encode: (value) => constructedNode(TagClass.APPLICATION, tag, [inner.encode(value)]),
  };
}

/** [tag] type outside a SEQUENCE: an alternative of a CHOICE. */
export function tagged<T>(tag: number, name: string, inner: Codec<T>): Codec<T> {
  const matches = (node: DerNode): boolean =>
    node.tagClass === TagClass.CONTEXT && node.constructed && node.tagNumber === tag;
  return {
    name,
    form: { kind: 'application', inner },
    matches,
    decode(node, at) {
      if (!matches(node)) throw at.fail(node, `${tagName(node)} where ${name} [${String(tag)}] should be`);
      return inner.decode(only(node, at), at);
    },
    encode: (value) => constructedNode(TagClass.CONTEXT, tag, [inner.encode(value)]),
  };
}

/** CHOICE by tag. The value is the alternative's name with its value. */
export function choice<A extends Readonly<Record<string, Codec<unknown>>>>(
  name: string,
  alternatives: A,
): Codec<
  {
    readonly [K in keyof A]: { readonly kind: K; readonly value: A[K] extends Codec<infer T> ? T : never };
  }[keyof A]
> {
  type Value = {
    readonly [K in keyof A]: { readonly kind: K; readonly value: A[K] extends Codec<infer T> ? T : never };
  }[keyof A];
  const table = Object.entries(alternatives);
  return {
    name,
    form: { kind: 'choice', alternatives: table.map(([, codec]) => codec) },
    matches: (node) => table.some(([, codec]) => codec.matches(node)),
    decode(node, at) {
      for (const [kind, codec] of table) {
        if (codec.matches(node)) return { kind, value: codec.decode(node, at) } as Value;
      }
      throw at.fail(node, `${tagName(node)} is no alternative of ${name}`);
    },
    encode(value) {
      const codec = alternatives[value.kind];
      if (codec === undefined) throw new TypeError(`${name} has no alternative ${String(value.kind)}`);
      return codec.encode(value.value);
    },
  };
}

/** The same bytes with another TypeScript shape: a class, a flattened pair. */
export function mapped<W, T>(codec: Codec<W>, fromWire: (wire: W) => T, toWire: (value: T) => W): Codec<T> {
  return {
    name: codec.name,
    form: codec.form,
    universalTag: codec.universalTag,
    matches: (node) => codec.matches(node),
    decode: (node, at) => fromWire(codec.decode(node, at)),
    encode: (value) => codec.encode(toWire(value)),
  };
}

/** The same type by another name: flags and numbers with a registry of their own. */
export function named<T>(name: string, codec: Codec<T>): Codec<T> {
  return { ...codec, name };
}

/** A value with the bytes it was read from. Where they are set, they are written as they are. */
export interface WithRaw<T> {
  readonly value: T;
  readonly raw?: Uint8Array | undefined;
}

export function withRaw<T>(codec: Codec<T>): Codec<WithRaw<T>> {
  return {
    name: codec.name,
    form: codec.form,
    matches: (node) => codec.matches(node),
    decode: (node, at) => ({ value: codec.decode(node, at), raw: node.raw.slice() }),
    encode: ({ value, raw }) => (raw === undefined ? codec.encode(value) : splicedNode(raw)),
  };
}

/** Any element, as its bytes: what was encoded already, or is left for later. */
export const rawElement: Codec<Uint8Array> = {
  name: 'ANY',
  matches: () => true,
  decode: (node) => node.raw.slice(),
  encode: splicedNode,
};
