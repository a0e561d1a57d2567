// Two inspections beside each other: what only one of them has, and what both have with another value. Where bytes
// stand counts for nothing. What is sealed is compared by what it holds where both are open, for no two ciphertexts
// are alike (RFC 3961 3: a random confounder), else by its octets.
import { constantTimeEqual } from '../crypto/bytes.ts';
import type { Field } from '../fields/field.ts';
import type { Inspection } from './inspection.ts';

export interface Difference {
  /** Names from the root down; a list's element by what tells it from the others: `[krbtgt/R@R]`. */
  readonly path: readonly string[];
  readonly change: 'added' | 'removed' | 'changed';
  /** Undefined for `added`. */
  readonly before?: PlacedField;
  /** Undefined for `removed`. */
  readonly after?: PlacedField;
}

export interface PlacedField {
  readonly field: Field;
  /** The source that it counts in. */
  readonly source: number;
}

/** In the order of the first, then of the second. Both roots are taken for the same thing. */
export function compareInspections(before: Inspection, after: Inspection): readonly Difference[] {
  const differences: Difference[] = [];
  compareFields(
    { field: before.root, source: before.rootSource, inspection: before },
    { field: after.root, source: after.rootSource, inspection: after },
    [],
    differences,
  );
  return differences;
}

interface Side extends PlacedField {
  readonly inspection: Inspection;
}

const placed = ({ field, source }: Side): PlacedField => ({ field, source });

function compareFields(a: Side, b: Side, path: readonly string[], found: Difference[]): void {
  const changed = (): void => {
    found.push({ path, change: 'changed', before: placed(a), after: placed(b) });
  };
  if (a.field.type !== b.field.type || a.field.kind !== b.field.kind) {
    changed();
    return;
  }
  const openedA = openedOf(a);
  const openedB = openedOf(b);
  if (openedA !== undefined && openedB !== undefined) {
    compareFields(openedA, openedB, [...path, openedA.field.name], found);
    return;
  }
  if (a.field.children.length === 0 && b.field.children.length === 0) {
    if (!sameLeaf(a, b)) changed();
    return;
  }
  const theirs = named(b.field.children);
  for (const [name, child] of named(a.field.children)) {
    const other = theirs.get(name);
    const below = [...path, name];
    const mine = { ...a, field: child };
    if (other === undefined) found.push({ path: below, change: 'removed', before: placed(mine) });
    else compareFields(mine, { ...b, field: other }, below, found);
    theirs.delete(name);
  }
  for (const [name, field] of theirs) {
    found.push({ path: [...path, name], change: 'added', after: placed({ ...b, field }) });
  }
}

function openedOf({ field, inspection }: Side): Side | undefined {
  const { opened } = field;
  return opened === undefined ? undefined : { field: opened.root, source: opened.source, inspection };
}

function sameLeaf(a: Side, b: Side): boolean {
  if (a.field.value !== b.field.value || a.field.bits !== b.field.bits) return false;
  if (a.field.value !== undefined && !a.field.value.endsWith('…')) return true;
  return constantTimeEqual(valueOctets(a), valueOctets(b));
}

function valueOctets({ field, source, inspection }: Side): Uint8Array {
  const { bytes } = inspection.sources[source] ?? { bytes: new Uint8Array() };
  return bytes.subarray(field.valueOffset, field.valueOffset + field.valueLength);
}

/** Children by name; in a list by what tells them apart, the second of a kind with a number behind it. */
function named(children: readonly Field[]): Map<string, Field> {
  const byName = new Map<string, Field>();
  for (const child of children) {
    const name = /^\[\d+\]$/.test(child.name) ? (identityOf(child) ?? child.name) : child.name;
    let free = name;
    for (let n = 2; byName.has(free); n++) free = `${name} (${String(n)})`;
    byName.set(free, child);
  }
  return byName;
}

/** What tells one element of a list from the next, by type: parts by name, '' for its own value. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  credential: [''],
  'config entry': [''],
  'keytab entry': ['', 'vno8', 'key'],
  'PA-DATA': ['padata-type'],
  'AuthorizationData element': ['ad-type'],
  HostAddress: ['addr-type', 'address'],
  KrbCredInfo: ['srealm', 'sname'],
};

/** undefined for a list whose order counts: enctypes by preference, components of a name. */
function identityOf(field: Field): string | undefined {
  const shown = (IDENTITY[field.type] ?? []).flatMap((name) => {
    const part = name === '' ? field : field.children.find((child) => child.name === name);
    return part?.meaning ?? part?.value ?? [];
  });
  return shown.length === 0 ? undefined : `[${shown.join(' ')}]`;
}
