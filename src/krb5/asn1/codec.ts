// What a codec is, and the two ways in: encodeDer and decodeDer. A codec is the ASN.1 type as a value; combinators
// (constructed.ts) make big ones of small ones (primitives.ts), and TypeOf gives the TypeScript type they describe.
import { KerberosError } from '../errors.ts';
import { DEFAULT_LIMITS, readTree, writeTree } from './tree.ts';
import type { DecodeLimits, DerNode, OutNode } from './tree.ts';

/** What a type is made of, for those who show a message rather than use it. Primitive types have none. */
export type Form =
  | {
      readonly kind: 'sequence';
      /** By context tag, with the field's name in the ASN.1. */
      readonly fields: ReadonlyMap<number, { readonly name: string; readonly codec: Codec<unknown> }>;
    }
  | { readonly kind: 'sequence-of'; readonly element: Codec<unknown> }
  | { readonly kind: 'set-of'; readonly element: Codec<unknown> }
  /** Any explicit tag around a type. */
  | { readonly kind: 'application'; readonly inner: Codec<unknown> }
  /** [n] IMPLICIT: the tag stands in place of the type's own. */
  | { readonly kind: 'implicit'; readonly inner: Codec<unknown> }
  /** A SEQUENCE whose members are told apart by their order and their own tags. */
  | {
      readonly kind: 'members';
      readonly members: readonly { readonly name: string; readonly codec: Codec<unknown> }[];
    }
  | { readonly kind: 'choice'; readonly alternatives: readonly Codec<unknown>[] };

export interface Codec<T> {
  /** The ASN.1 type's name; starts the path of errors where the codec is the root. */
  readonly name: string;
  readonly form?: Form | undefined;
  /** The type's own tag, where it is one universal tag: what [n] IMPLICIT stands in place of. */
  readonly universalTag?: number | undefined;
  /** Is the node's tag this type's? Chooses between alternatives; says nothing about the contents. */
  matches(node: DerNode): boolean;
  /** @throws KerberosError ASN1_INVALID */
  decode(node: DerNode, at: DecodeContext): T;
  /** @throws TypeError where the value is outside the type: a programming fault */
  encode(value: T): OutNode;
}

export type TypeOf<C> = C extends Codec<infer T> ? T : never;

/** A field that the type does not know, where its ASN.1 has no extension marker. It was skipped. */
export interface UnknownField {
  readonly path: string;
  readonly tag: string;
  readonly offset: number;
}

export interface DecodeOptions {
  /** Root of error paths; the codec's own name by default. */
  readonly path?: string;
  /** 'error' for a whole message or file; 'allow' inside a decrypted part, which des3 pads. Default 'error'. */
  readonly trailing?: 'error' | 'allow';
  readonly limits?: Partial<DecodeLimits>;
  /** Refuse what is BER but not DER (X.690 10 and 11): for bytes whose encoding is signed or compared. */
  readonly strict?: boolean;
  readonly onUnknown?: (field: UnknownField) => void;
}

/** Where a decode stands. One per decodeDer. */
export class DecodeContext {
  readonly strict: boolean;
  readonly #path: string[];
  readonly #onUnknown: ((field: UnknownField) => void) | undefined;

  constructor(root: string, options: DecodeOptions) {
    this.#path = [root];
    this.strict = options.strict ?? false;
    this.#onUnknown = options.onUnknown;
  }

  get path(): string {
    return this.#path.join('');
  }

  /** Decodes one step deeper. A failure ends the whole decode, so the step is taken back on success alone. */
  within<T>(step: string, decode: () => T): T {
    this.#path.push(step);
    const value = decode();
    this.#path.pop();
    return value;
  }

  fail(node: DerNode, reason: string): KerberosError<'ASN1_INVALID'> {
    const path = this.path;
    return new KerberosError('ASN1_INVALID', `${path}: ${reason}`, { path, reason, offset: node.offset });
  }

  unknown(node: DerNode): void {
    this.#onUnknown?.({ path: this.path, tag: tagName(node), offset: node.offset });
  }
}

const CLASS_NAMES = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '];

/** `[3]`, `[APPLICATION 11]`, `[UNIVERSAL 16]`. */
export function tagName(node: DerNode): string {
  return `[${CLASS_NAMES[node.tagClass] ?? ''}${String(node.tagNumber)}]`;
}

/** The value as DER. @throws TypeError where it is outside the type */
export function encodeDer<T>(codec: Codec<T>, value: T): Uint8Array {
  return writeTree(codec.encode(value));
}

/**
 * Bytes from outside to a value. Everything in it is a copy: the input may be wiped.
 * @throws KerberosError ASN1_INVALID, LIMIT
 */
export function decodeDer<T>(codec: Codec<T>, bytes: Uint8Array, options: DecodeOptions = {}): T {
  const root = options.path ?? codec.name;
  const node = readTree(bytes, root, { ...DEFAULT_LIMITS, ...options.limits });
  const at = new DecodeContext(root, options);
  if (node.raw.length < bytes.length && options.trailing !== 'allow') {
    const count = bytes.length - node.raw.length;
    const reason = `${String(count)} trailing byte${count === 1 ? '' : 's'}`;
    throw new KerberosError('ASN1_INVALID', `${root}: ${reason}`, {
      path: root,
      reason,
      offset: node.raw.length,
    });
  }
  if (at.strict) requireDer(node, at);
  return codec.decode(node, at);
}

/** One element of a tree that was read already. @throws KerberosError ASN1_INVALID */
export function decodeNode<T>(codec: Codec<T>, node: DerNode): T {
  return codec.decode(node, new DecodeContext(codec.name, {}));
}

/** The first element's whole length in octets, for a reader that must split elements that follow one another. */
export function elementLength(bytes: Uint8Array, path: string): number {
  return readTree(bytes, path, DEFAULT_LIMITS).raw.length;
}

function requireDer(node: DerNode, at: DecodeContext): void {
  if (!node.minimal) throw at.fail(node, `tag or length of ${tagName(node)} is not DER`);
  if (node.tagClass === 0 && !node.constructed) {
    const [first = 0, second = 0] = node.content;
    const padded =
      node.content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if ((node.tagNumber === 2 || node.tagNumber === 10) && padded) throw at.fail(node, 'INTEGER is not DER');
    if (node.tagNumber === 1 && first !== 0 && first !== 0xff) throw at.fail(node, 'BOOLEAN is not DER');
    if (
      node.tagNumber === 3 &&
      ((node.content.at(-1) ?? 0) & ((1 << first) - 1)) !== 0 &&
      node.content.length > 1
    ) {
      throw at.fail(node, 'unused bits of a BIT STRING are not zero');
    }
  }
  for (const child of node.children) requireDer(child, at);
}
