// Bytes of a message, eight in a row, with the selected field marked. What was not kept is hatched; long runs of it
// are one line.
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { text } from '../strings/index.ts';

const words = text.exchange;
const WIDTH = 8;
/** More rows than these are counted. */
const MOST_ROWS = 1_000;

export interface Range {
  readonly offset: number;
  readonly length: number;
}

type Mark = '' | 'sel' | 'blank' | 'blank sel';

type Row =
  | { readonly kind: 'octets'; readonly offset: number; readonly octets: Uint8Array }
  | { readonly kind: 'cut'; readonly offset: number; readonly length: number };

function rowsOf(bytes: Uint8Array, blank: Uint8Array): readonly Row[] {
  const rows: Row[] = [];
  for (let offset = 0; offset < bytes.length; offset += WIDTH) {
    const end = Math.min(offset + WIDTH, bytes.length);
    const isBlank = blank.subarray(offset, end).every((each) => each === 1);
    const last = rows.at(-1);
    if (isBlank && last?.kind === 'cut') {
      rows[rows.length - 1] = { ...last, length: last.length + end - offset };
    } else if (isBlank) rows.push({ kind: 'cut', offset, length: end - offset });
    else rows.push({ kind: 'octets', offset, octets: bytes.subarray(offset, end) });
  }
  // A short run is shown as it is.
  return rows.flatMap((row) =>
    row.kind === 'cut' && row.length <= WIDTH
      ? [
          {
            kind: 'octets' as const,
            offset: row.offset,
            octets: bytes.subarray(row.offset, row.offset + row.length),
          },
        ]
      : [row],
  );
}

function Octets(props: {
  readonly row: Extract<Row, { kind: 'octets' }>;
  readonly blank: Uint8Array;
  readonly selected: Range;
}): ReactElement {
  const { row, blank, selected } = props;
  const markOf = (at: number): Mark => {
    const isBlank = blank[at] === 1;
    const isIn = at >= selected.offset && at < selected.offset + selected.length;
    if (isBlank) return isIn ? 'blank sel' : 'blank';
    return isIn ? 'sel' : '';
  };
  const shown = [...row.octets].map((octet, n) => ({ octet, mark: markOf(row.offset + n), n }));
  return (
    <>
      <span className="hx-b">
        {shown.map(({ octet, mark, n }) => (
          <span key={n} className={mark}>
            {mark.startsWith('blank') ? '··' : octet.toString(16).padStart(2, '0')}
          </span>
        ))}
      </span>
      <span className="hx-a">
        {shown.map(({ octet, mark, n }) => (
          <span key={n} className={mark}>
            {mark.startsWith('blank') || octet < 0x20 || octet > 0x7e ? '·' : String.fromCharCode(octet)}
          </span>
        ))}
      </span>
    </>
  );
}

export function HexView(props: {
  readonly bytes: Uint8Array;
  readonly blanked: readonly Range[];
  readonly selected: Range;
  readonly label: string;
}): ReactElement {
  const { bytes, blanked, selected } = props;
  const blank = useMemo(() => {
    const marks = new Uint8Array(bytes.length);
    for (const { offset, length } of blanked) marks.fill(1, offset, offset + length);
    return marks;
  }, [bytes, blanked]);
  const rows = useMemo(() => rowsOf(bytes, blank), [bytes, blank]);
  const shown = rows.slice(0, MOST_ROWS);
  const rest = rows[MOST_ROWS];
  return (
    <div className="hx mono" role="group" aria-label={props.label} tabIndex={0}>
      {shown.map((row) => (
        <div key={row.offset} className="hx-r">
          <span className="hx-o">{row.offset.toString(16).padStart(4, '0')}</span>
          {row.kind === 'octets' ? (
            <Octets row={row} blank={blank} selected={selected} />
          ) : (
            <span className="hx-c">{words.cut(row.length)}</span>
          )}
        </div>
      ))}
      {rest !== undefined && <p className="lbl">{words.rest(bytes.length - rest.offset)}</p>}
    </div>
  );
}
