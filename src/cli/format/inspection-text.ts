// An inspection as lines: where a field stands, how long it is, its name, what it says. A part that was opened stands
// below the one that held it, with offsets of its own.
import { enctypeName, explainField, explainKeyUsage, hexText } from '#krb5';
import type { Difference, ExplainLanguage, Field, Inspection, KeyUse, Opened, Source, Wanted } from '#krb5';

/** Offset, length, and names down to the sixth level. */
const NAMES_WIDTH = 46;

export interface TextOptions {
  /** Keys and passwords in full. */
  readonly showKeys: boolean;
  /** Numbers and flags in a sentence each. */
  readonly explain?: ExplainLanguage | undefined;
}

export function inspectionText(inspection: Inspection, options: TextOptions): string {
  const { kind, sources, rootSource, root } = inspection;
  const lines = [`${kind}, ${octets(sources[0]?.bytes.length ?? 0)}`];
  if (rootSource !== 0)
    lines.push(`(read as ${madeBy(sources[rootSource]?.how)}; source ${String(rootSource)})`);
  lines.push('offset length  field');
  addLines(lines, root, 0, rootSource, sources, options);
  return `${lines.join('\n')}\n`;
}

function addLines(
  lines: string[],
  field: Field,
  depth: number,
  source: number,
  sources: readonly Source[],
  options: TextOptions,
  around?: Field,
): void {
  const at = field.offset.toString(16).padStart(6, '0');
  const says = valueText(field, sources[source], options);
  const head = `${at} ${String(field.length).padStart(6)}  ${'  '.repeat(depth)}${field.name}`;
  lines.push(says === '' ? head : `${head.padEnd(NAMES_WIDTH)} ${says}`);
  const below = `${' '.repeat(15)}${'  '.repeat(depth + 1)}`;
  if (options.explain !== undefined) {
    for (const { term, text } of explainField(field, around, options.explain)) {
      lines.push(`${below}· ${term === '' ? '' : `${term}: `}${text}`);
    }
  }
  for (const child of field.children) addLines(lines, child, depth + 1, source, sources, options, field);
  if (field.truncated === true) lines.push(`${below}… there is more`);
  const { opened } = field;
  if (opened === undefined) return;
  const place = opened.source === source ? '' : `; source ${String(opened.source)}`;
  lines.push(`${below}= ${openedText(opened)}${place}`);
  const usage = options.explain === undefined ? undefined : opened.by?.usage;
  const meant = usage === undefined ? undefined : explainKeyUsage(usage, options.explain);
  if (meant !== undefined) lines.push(`${below}· key usage ${String(usage)}: ${meant}`);
  addLines(lines, opened.root, depth + 1, opened.source, sources, options);
}

function valueText(field: Field, source: Source | undefined, { showKeys }: TextOptions): string {
  const meaning = field.meaning === undefined ? '' : ` (${field.meaning})`;
  const verdict = field.verdict === undefined ? '' : ` [${field.verdict}]`;
  switch (field.kind) {
    case 'sealed':
      return `sealed, ${octets(field.valueLength)}${field.wants === undefined ? '' : `; ${wantedText(field.wants)}`}`;
    case 'secret':
      return showKeys ? hexOf(source, field) : `${octets(field.valueLength)}, hidden`;
    case 'unreadable':
      return `unreadable: ${field.value ?? ''}`;
    case 'flags':
      return [field.bits, field.value].filter((part) => part !== undefined && part !== '').join(' ');
    case 'constructed':
      return [field.type === field.name ? '' : field.type, field.value ?? '']
        .filter((part) => part !== '')
        .join('  ')
        .concat(meaning, verdict);
    default:
      return `${field.value ?? ''}${meaning}${verdict}`;
  }
}

function hexOf(source: Source | undefined, { valueOffset, valueLength }: Field): string {
  return hexText(source?.bytes.subarray(valueOffset, valueOffset + valueLength) ?? new Uint8Array());
}

const octets = (count: number): string => (count === 1 ? '1 octet' : `${String(count)} octets`);

function madeBy(how: Source['how'] | Opened['how'] | undefined): string {
  return how ?? 'input';
}

function openedText({ how, by }: Opened): string {
  return by === undefined ? madeBy(how) : `${madeBy(how)} with ${keyText(by)}`;
}

function keyText({ from, enctype, usage, principal, kvno }: KeyUse): string {
  const whose = principal === undefined ? '' : ` of ${principal}`;
  const version = kvno === undefined ? '' : `, kvno ${String(kvno)}`;
  return `the ${from} key${whose}${version}, ${enctypeName(enctype)}, key usage ${String(usage)}`;
}

function wantedText({ enctype, principal, kvno }: Wanted): string {
  const whose = principal === undefined ? 'a key' : `the key of ${principal}`;
  const version = kvno === undefined ? '' : `, kvno ${String(kvno)}`;
  return `${whose}${version}, ${enctypeName(enctype)} would open it`;
}

const SIGNS: Readonly<Record<Difference['change'], string>> = { added: '+', removed: '-', changed: '~' };

/** A line for each difference, below the path of the parts that they have in common: `~ endtime: 2026-… → 2026-…`. */
export function differencesText(differences: readonly Difference[]): string {
  const lines: string[] = [];
  let place = '';
  for (const { path, change, before, after } of differences) {
    const here = path.slice(0, -1).join(' › ');
    if (here !== place) lines.push(here);
    place = here;
    const says = [before, after].flatMap((each) =>
      each === undefined ? [] : valueText(withoutWish(each.field), undefined, { showKeys: false }),
    );
    const value = says.length === 0 ? '' : `: ${says.join(' → ')}`;
    lines.push(`${here === '' ? '' : '  '}${SIGNS[change]} ${path.at(-1) ?? ''}${value}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function withoutWish(field: Field): Field {
  const { wants: _wants, ...rest } = field;
  return rest;
}
