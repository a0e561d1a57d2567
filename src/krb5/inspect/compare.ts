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

/**
 * In the order of the first, then of the second. Of two that are different things, the one PAC that each of them holds;
 * undefined where that is not there either.
 */
export function compareInspections(before: Inspection, after: Inspection): readonly Difference[] | undefined {
  const alike = before.kind === after.kind;
  const a = alike ? rootOf(before) : onlyPac(before);
  const b = alike ? rootOf(after) : onlyPac(after);
  if (a === undefined || b === undefined) return undefined;
  const differences: Difference[] = [];
  compareFields({ ...a, inspection: before }, { ...b, inspection: after }, [], differences);
  return differences;
}

function rootOf({ root, rootSource }: Inspection): PlacedField {
  return { field: root, source: rootSource };
}

function onlyPac(inspection: Inspection): PlacedField | undefined {
  const pacs = [...placedFields(rootOf(inspection))].filter(({ field }) => field.type === 'PACTYPE');
  return pacs.length === 1 ? pacs[0] : undefined;
}

/** Every field, also of what was opened. */
function* placedFields({ field, source }: PlacedField): Generator<PlacedField> {
  yield { field, source };
  for (const child of field.children) yield* placedFields({ field: child, source });
  if (field.opened !== undefined) {
    yield* placedFields({ field: field.opened.root, source: field.opened.source });
  }
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
  const theirs = named(b.field);
  for (const [name, child] of named(a.field)) {
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
function named({ type, children }: Field): Map<string, Field> {
  const byName = new Map<string, Field>();
  const layout = LAYOUT[type] ?? [];
  for (const child of children) {
    if (layout.includes(child.name)) continue;
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
  PAC_INFO_BUFFER: ['ulType'],
  GROUP_MEMBERSHIP: ['RelativeId'],
  KERB_SID_AND_ATTRIBUTES: ['Sid'],
  DOMAIN_GROUP_MEMBERSHIP: ['DomainId'],
  CLAIMS_ARRAY: ['usClaimsSourceType'],
  CLAIM_ENTRY: ['Id'],
};

/** What only says where or how long something is, by type. */
const LAYOUT: Readonly<Record<string, readonly string[]>> = {
  PAC_INFO_BUFFER: ['cbBufferSize', 'Offset'],
  PrivateHeader: ['ObjectBufferLength'],
  RPC_UNICODE_STRING: ['Length', 'MaximumLength'],
  UPN_DNS_INFO: [
    'UpnLength',
    'UpnOffset',
    'DnsDomainNameLength',
    'DnsDomainNameOffset',
    'SamNameLength',
    'SamNameOffset',
    'SidLength',
    'SidOffset',
  ],
  'keytab entry': ['size'],
};

/** undefined for a list whose order counts: enctypes by preference, components of a name. */
function identityOf(field: Field): string | undefined {
  const shown = (IDENTITY[field.type] ?? []).flatMap((name) => {
    const part = name === '' ? field : field.children.find((child) => child.name === name);
    return part?.meaning ?? part?.value ?? [];
  });
  return shown.length === 0 ? undefined : `[${shown.join(' ')}]`;
}
