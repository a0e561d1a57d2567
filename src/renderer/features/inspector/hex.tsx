// The bytes of one source, drawn as far as they are seen: the selected field's tag and length stand darker than its
// value, what is sealed is hatched, what stayed in main is dots.
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, ReactElement } from 'react';
import type { BlobField } from '#shared';
import { text } from '../../strings/index.ts';
import type { ByteStore } from './bytes.ts';
import { showRow, useFixed } from './use-fixed.ts';

const words = text.inspect;
const HEIGHT = 20;
/** A browser draws no list of any height: of a longer source this much stands around what is selected. */
const REGION = 4 << 20;

export interface HexMarks {
  readonly selected: BlobField | undefined;
  /** The field around it. */
  readonly parent: BlobField | undefined;
  readonly hovered: BlobField | undefined;
  readonly sealed: readonly BlobField[];
}

const inside = (field: BlobField | undefined, source: number, offset: number): boolean =>
  field?.source === source && offset >= field.offset && offset < field.offset + field.length;

function classOf(marks: HexMarks, source: number, offset: number, cursor: number): string {
  const { selected, parent, hovered, sealed } = marks;
  const found: string[] = offset === cursor ? ['cur'] : [];
  if (selected !== undefined && inside(selected, source, offset))
    found.push(offset < selected.valueOffset ? 's h' : 's');
  else if (inside(hovered, source, offset)) found.push('v');
  else if (inside(parent, source, offset)) found.push('p');
  if (sealed.some((field) => inside(field, source, offset) && offset >= field.valueOffset)) found.push('z');
  return found.join(' ');
}

export function Hex(props: {
  readonly store: ByteStore;
  readonly source: number;
  readonly length: number;
  readonly width: 8 | 16;
  readonly label: string;
  readonly marks: HexMarks;
  readonly cursor: number;
  readonly onCursor: (offset: number) => void;
  readonly onHover: (offset: number | undefined) => void;
}): ReactElement {
  const { store, source, width, marks, cursor } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const base = props.length > REGION ? Math.floor(cursor / REGION) * REGION : 0;
  const length = Math.min(REGION, props.length - base);
  const count = Math.ceil(length / width);
  const { from, to, visible, onScroll } = useFixed(scroller, count, HEIGHT);
  useEffect(() => {
    store.want(source, base + from * width, base + Math.min(length, to * width));
  }, [store, source, base, from, to, width, length]);
  const anchor = marks.selected?.source === source ? marks.selected.offset : cursor;
  useEffect(() => {
    showRow(scroller.current, Math.floor((anchor - base) / width), HEIGHT);
  }, [anchor, base, source, width]);
  const digits = Math.max(4, (base + length).toString(16).length);
  const offsetOf = (target: EventTarget): number | undefined => {
    const octet = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-o]') : null;
    return octet === null ? undefined : Number(octet.dataset['o']);
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: width,
      ArrowUp: -width,
      PageDown: width * (visible - 1),
      PageUp: -width * (visible - 1),
      Home: -props.length,
      End: props.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.min(props.length - 1, Math.max(0, cursor + step));
    showRow(scroller.current, Math.floor((next - base) / width), HEIGHT);
    props.onCursor(next);
  };
  const rows: ReactElement[] = [];
  for (let row = from; row < to; row++) {
    const start = base + row * width;
    const end = Math.min(base + length, start + width);
    const octets = Array.from({ length: end - start }, (_each, index) => {
      const offset = start + index;
      return { offset, octet: store.octet(source, offset), mark: classOf(marks, source, offset, cursor) };
    });
    rows.push(
      <div key={row} className="hr0" style={{ top: row * HEIGHT }}>
        <span className="ho">{start.toString(16).padStart(digits, '0')}</span>
        <span className="hb">
          {octets.map(({ offset, octet, mark }, index) => (
            <i
              key={offset}
              data-o={offset}
              className={`${mark}${index === 8 ? ' mid' : ''}${octet?.blank === true ? ' x' : ''}`}
            >
              {octet === undefined ? '  ' : octet.blank ? '··' : octet.value.toString(16).padStart(2, '0')}
            </i>
          ))}
        </span>
        <span className="ha">
          {octets.map(({ offset, octet, mark }) => {
            const shown = octet !== undefined && !octet.blank && octet.value >= 0x20 && octet.value <= 0x7e;
            return (
              <i key={offset} data-o={offset} className={`${mark}${shown ? '' : ' np'}`}>
                {shown ? String.fromCharCode(octet.value) : '·'}
              </i>
            );
          })}
        </span>
      </div>,
    );
  }
  return (
    <div
      className={`hex${width === 8 ? ' w8' : ''}`}
      role="group"
      aria-label={props.label}
      aria-description={words.hexHint}
      tabIndex={0}
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={onKey}
      onClick={(event: MouseEvent) => {
        const offset = offsetOf(event.target);
        if (offset !== undefined) props.onCursor(offset);
      }}
      onMouseOver={(event) => {
        props.onHover(offsetOf(event.target));
      }}
      onMouseLeave={() => {
        props.onHover(undefined);
      }}
    >
      <div className="hex-all" style={{ height: count * HEIGHT }}>
        {rows}
      </div>
    </div>
  );
}
