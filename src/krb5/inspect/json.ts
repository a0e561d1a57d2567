// An inspection as JSON: the same tree, with what the bytes hold written out in full. docs/inspect.schema.json
// describes it. Keys are lengths unless the person asks for them; ciphertext always is.
import type { Field, KeyUse, Source, Verdict, Wanted } from '../fields/field.ts';
import { enctypeName } from '../iana/enctype.ts';
import { keyUsageName } from '../iana/key-usage.ts';
import { hexText } from '../text.ts';
import type { PlacedField } from './compare.ts';
import type { BlobKind, Inspection } from './inspection.ts';

export interface JsonOptions {
  /** Keys in full. */
  readonly showKeys?: boolean;
}

export interface HiddenJson {
  readonly length: number;
  readonly hidden: true;
}

export interface FieldJson {
  readonly name: string;
  readonly type: string;
  /** In the source that this part of the tree counts in. */
  readonly offset: number;
  readonly length: number;
  readonly value?:
    | string
    | number
    | boolean
    | null
    | HiddenJson
    | { readonly length: number; readonly sealed: true }
    | { readonly length: number; readonly hex: string };
  /** The registered name of a number, or what a group of fields comes to in a line. */
  readonly meaning?: string;
  /** The names of the flags that are set; `value` has all bits. */
  readonly flags?: readonly string[];
  readonly verdict?: Verdict;
  readonly unreadable?: string;
  readonly wants?: Wanted & { readonly enctypeName: string };
  readonly fields?: readonly FieldJson[];
  readonly truncated?: true;
  readonly opened?: {
    readonly source: number;
    readonly how: string;
    readonly by?: KeyUse & { readonly enctypeName: string; readonly usageName: string };
    readonly root: FieldJson;
  };
}

export interface InspectionJson {
  readonly schema: 'tessera.inspect/1';
  readonly kind: BlobKind;
  readonly sources: readonly {
    readonly how: Source['how'];
    readonly length: number;
    readonly from?: NonNullable<Source['from']>;
  }[];
  readonly rootSource: number;
  readonly root: FieldJson;
}

export function toJson(inspection: Inspection, options: JsonOptions = {}): InspectionJson {
  const { kind, sources, rootSource, root } = inspection;
  const show = { sources, showKeys: options.showKeys === true };
  return {
    schema: 'tessera.inspect/1',
    kind,
    sources: sources.map(({ how, bytes, from }) => ({
      how,
      length: bytes.length,
      ...(from === undefined ? {} : { from }),
    })),
    rootSource,
    root: fieldJson(root, rootSource, show),
  };
}

/** One field of an inspection alone, with what is below it. */
export function placedJson(
  { sources }: Inspection,
  { field, source }: PlacedField,
  options: JsonOptions = {},
): FieldJson {
  return fieldJson(field, source, { sources, showKeys: options.showKeys === true });
}

interface Show {
  readonly sources: readonly Source[];
  readonly showKeys: boolean;
}

function fieldJson(field: Field, source: number, show: Show): FieldJson {
  const { name, type, offset, length, meaning, wants, verdict, truncated, children, opened } = field;
  const value = valueOf(field, source, show);
  const summary = field.kind === 'constructed' ? field.value : meaning;
  return {
    ...{ name, type, offset, length },
    ...(value === undefined ? {} : { value }),
    ...(summary === undefined ? {} : { meaning: summary }),
    ...(field.kind === 'flags' ? { flags: flagNames(field.value) } : {}),
    ...(verdict === undefined ? {} : { verdict }),
    ...(field.kind === 'unreadable' && field.value !== undefined ? { unreadable: field.value } : {}),
    ...(wants === undefined ? {} : { wants: { ...wants, enctypeName: enctypeName(wants.enctype) } }),
    ...(children.length === 0 ? {} : { fields: children.map((child) => fieldJson(child, source, show)) }),
    ...(truncated === undefined ? {} : { truncated }),
    ...(opened === undefined ? {} : { opened: openedJson(opened, show) }),
  };
}

function openedJson(
  { source, how, by, root }: NonNullable<Field['opened']>,
  show: Show,
): NonNullable<FieldJson['opened']> {
  const use =
    by === undefined
      ? {}
      : { by: { ...by, enctypeName: enctypeName(by.enctype), usageName: keyUsageName(by.usage) } };
  return { source, how, ...use, root: fieldJson(root, source, show) };
}

const flagNames = (value = ''): readonly string[] => (value === '' ? [] : value.split(', '));

const isSafe = (text: string): boolean => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));

function valueOf(field: Field, source: number, { sources, showKeys }: Show): FieldJson['value'] {
  const { kind, value, valueOffset, valueLength } = field;
  const octets = (): Uint8Array =>
    sources[source]?.bytes.subarray(valueOffset, valueOffset + valueLength) ?? new Uint8Array();
  switch (kind) {
    case 'constructed':
      return undefined;
    case 'integer':
      return value !== undefined && isSafe(value) ? Number(value) : value;
    case 'boolean':
      return value === 'true';
    case 'time':
      return value === undefined || value === '' ? null : value;
    case 'flags':
      return field.bits;
    case 'text':
      return value;
    case 'octets':
      return hexText(octets());
    case 'unknown':
      return field.children.length > 0 ? undefined : hexText(octets());
    case 'sealed':
      return { length: valueLength, sealed: true };
    // What cannot be read may be the rest of a record with a key in it.
    case 'unreadable':
    case 'secret':
      return showKeys && field.withheld === undefined
        ? { length: valueLength, hex: hexText(octets()) }
        : { length: valueLength, hidden: true };
  }
}
