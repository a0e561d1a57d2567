// Finding one's way in an inspection.
import { fieldsOf } from '../../src/krb5/fields/field.ts';
import type { Field } from '../../src/krb5/fields/field.ts';
import type { Inspection } from '../../src/krb5/inspect/inspection.ts';

/** `padata.[0].padata-value`; `>` goes into what was opened. */
export function at(field: Field, path: string): Field {
  let found = field;
  for (const name of path.split('.')) {
    const next = name === '>' ? found.opened?.root : found.children.find((child) => child.name === name);
    if (next === undefined) throw new Error(`${found.name} has no ${name} (${path})`);
    found = next;
  }
  return found;
}

export interface PlacedField {
  readonly field: Field;
  readonly source: number;
}

/** Every field with the source that it counts in, also of what was opened. */
export function* everyField(field: Field, source: number): Generator<PlacedField> {
  for (const each of fieldsOf(field)) {
    yield { field: each, source };
    if (each.opened !== undefined) yield* everyField(each.opened.root, each.opened.source);
  }
}

/** What pointers of NDR and of PACTYPE refer to lies elsewhere in the source. */
export const HOLDS_POINTERS: ReadonlySet<string> = new Set([
  'PAC_INFO_BUFFER',
  'RPC_UNICODE_STRING',
  'KERB_SID_AND_ATTRIBUTES',
  'DOMAIN_GROUP_MEMBERSHIP',
  'CLAIM_ENTRY',
  'CLAIMS_ARRAY',
  'SECPKG_SUPPLEMENTAL_CRED',
]);

/** Fields that do not lie in their source, or not in their parent. */
export function misplaced({ root, rootSource, sources }: Inspection): string[] {
  const wrong: string[] = [];
  for (const { field, source } of everyField(root, rootSource)) {
    const { offset, length, valueOffset, valueLength } = field;
    const end = sources[source]?.bytes.length ?? -1;
    const inside = offset >= 0 && offset + length <= end && valueOffset >= offset;
    if (!inside || valueOffset + valueLength > offset + length)
      wrong.push(`${String(source)}: ${field.name}`);
    if (HOLDS_POINTERS.has(field.type)) continue;
    for (const child of field.children) {
      if (child.offset < offset || child.offset + child.length > offset + length)
        wrong.push(`${String(source)}: ${field.name} / ${child.name}`);
    }
  }
  return wrong;
}
