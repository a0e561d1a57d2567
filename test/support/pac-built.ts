// PAC buffers that Samba's NDR binding packed and read back: test/vectors/pac/built.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ClaimsSet } from '../../src/krb5/pac/index.ts';
import { hex } from './vectors.ts';

interface BuiltVector {
  readonly name: string;
  readonly kind: 'claims-read' | 'claims-set' | 'claims' | 'pac' | 'credentials';
  readonly hex?: string;
  readonly readBySamba?: unknown;
  /** The vector whose `readBySamba` holds for this one too. */
  readonly read?: string;
}

const file = path.join(import.meta.dirname, '../vectors/pac/built.json');
export const BUILT_VECTORS: readonly BuiltVector[] = (
  JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly BuiltVector[] }
).vectors;

export function builtVector(name: string): { readonly bytes: Uint8Array; readonly read: unknown } {
  const find = (wanted: string): BuiltVector => {
    const vector = BUILT_VECTORS.find((each) => each.name === wanted);
    if (vector === undefined) throw new Error(`no built vector "${wanted}"`);
    return vector;
  };
  const vector = find(name);
  const read = vector.read === undefined ? vector.readBySamba : find(vector.read).readBySamba;
  return { bytes: hex(vector.hex ?? ''), read };
}

/** Claims as make-built.py prints them. */
export function claimsInSambasWords(set: ClaimsSet): unknown {
  return set.map(({ sourceType, claims }) => ({
    source: sourceType,
    claims: claims.map(({ id, content }) =>
      content.type === 'unknown'
        ? { id, type: content.number }
        : {
            id,
            type: content.type,
            values: content.values.map((value) => String(typeof value === 'boolean' ? Number(value) : value)),
          },
    ),
  }));
}
