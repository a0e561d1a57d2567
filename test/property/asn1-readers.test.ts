// Our reader of trees against asn1js's, on every vector and on mutants of them.
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, readTree } from '../../src/krb5/asn1/tree.ts';
import type { DerNode } from '../../src/krb5/asn1/tree.ts';
import { isKerberosError } from '../../src/krb5/errors.ts';
import { readTreeByAsn1js } from '../support/asn1js-tree.ts';
import type { ReferenceTree } from '../support/asn1js-tree.ts';
import { mutants } from '../support/mutate.ts';
import { hex, readVectors, toHex } from '../support/vectors.ts';

const SEED = 0x7e55e7a1;

const files = ['messages/mit-reference', 'messages/mit-decode-only', 'messages/captured'];
const vectors: readonly Uint8Array[] = files.flatMap((file) => {
  const { vectors: listed, messages } = readVectors(file) as Record<
    string,
    readonly { hex: string }[] | undefined
  >;
  return (listed ?? messages ?? []).map((vector) => hex(vector.hex));
});

function ours(bytes: Uint8Array): ReferenceTree {
  try {
    return { kind: 'tree', node: readTree(bytes, 'x', DEFAULT_LIMITS) };
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    return { kind: 'refused', reason: error.message };
  }
}

/** Where two trees differ, undefined where they do not. Contents are compared through raw. */
function difference(a: DerNode, b: DerNode): string | undefined {
  const line = (node: DerNode): string =>
    [
      node.tagClass,
      node.tagNumber,
      node.constructed,
      node.minimal,
      node.offset,
      node.raw.length,
      node.content.length,
    ]
      .concat(node.children.length)
      .join(' ');
  if (line(a) !== line(b)) return `${line(a)} | ${line(b)}`;
  if (a.raw.byteOffset !== a.content.byteOffset - (a.raw.length - a.content.length) && !a.constructed)
    return 'content';
  for (const [index, child] of a.children.entries()) {
    const other = b.children[index];
    const found = other === undefined ? 'child missing' : difference(child, other);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Makes every universal primitive a context-specific one. */
function eraseTypes(node: DerNode, bytes: Uint8Array): void {
  if (!node.constructed && node.tagClass === 0) bytes[node.offset] = (bytes[node.offset] ?? 0) | 0x80;
  for (const child of node.children) eraseTypes(child, bytes);
}

/** Why the readers disagree, undefined where they do not. */
function disagreement(bytes: Uint8Array): string | undefined {
  const mine = ours(bytes);
  const theirs = readTreeByAsn1js(bytes, DEFAULT_LIMITS);
  if (mine.kind === 'refused')
    return theirs.kind === 'refused' ? undefined : `only we refuse: ${mine.reason}`;
  if (theirs.kind === 'tree') return difference(mine.node, theirs.node);
  // asn1js judges what strings, times and OIDs hold, too. With their tags made ones of no type it must agree.
  const typeless = bytes.slice();
  eraseTypes(mine.node, typeless);
  const again = readTreeByAsn1js(typeless, DEFAULT_LIMITS);
  return again.kind === 'tree' ? undefined : `only asn1js refuses: ${again.reason}`;
}

describe('our reader and asn1js', () => {
  it(`make the same tree of each of ${String(vectors.length)} vectors`, () => {
    for (const bytes of vectors) expect(disagreement(bytes), toHex(bytes)).toBeUndefined();
  });

  it(`make the same tree of mutants, or both refuse them (seed 0x${SEED.toString(16)})`, () => {
    let count = 0;
    let read = 0;
    for (const { bytes, how } of mutants(vectors, SEED, 150)) {
      count++;
      if (ours(bytes).kind === 'tree') read++;
      const why = disagreement(bytes);
      if (why !== undefined) expect.fail(`${why}\n${how.join(', ')}\n${toHex(bytes).slice(0, 4000)}`);
    }
    expect(count).toBeGreaterThan(30_000);
    // Neither side of the comparison may be empty.
    expect(read).toBeGreaterThan(count / 10);
    expect(read).toBeLessThan(count);
  });
});
