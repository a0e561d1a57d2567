// A message's fields as a tree: names at the left, values and what they stand for at the right. Arrows walk and fold.
import { ChevronDown12Regular, ChevronRight12Regular, LockClosed12Regular } from '@fluentui/react-icons';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { FieldDto } from '#shared';
import { PrincipalName } from './principal-name.tsx';
import { text } from '../strings/index.ts';

const words = text.exchange;

function Value({ field }: { readonly field: FieldDto }): ReactElement | null {
  const { name, kind, value, meaning, blank, valueLength, type } = field;
  if (kind === 'sealed' || kind === 'secret' || blank) {
    const word = kind === 'sealed' ? words.sealed : kind === 'secret' ? words.secret : words.blank;
    return (
      <span className="ft-v dim">
        <LockClosed12Regular aria-hidden /> {word}, {words.bytes(valueLength)}
      </span>
    );
  }
  if (value === undefined || value === '') {
    const isList = type.startsWith('SEQUENCE OF');
    return <span className="ft-v dim">{kind === 'constructed' && !isList && type !== name ? type : ''}</span>;
  }
  return (
    <span className="ft-v">
      <span className={kind === 'octets' || kind === 'unknown' ? 'mono' : 'pn'}>
        <PrincipalName name={value} />
      </span>
      {meaning !== undefined && (
        <span className="dim">
          {' '}
          <PrincipalName name={meaning} />
        </span>
      )}
    </span>
  );
}

/** Indices of the rows that no folded field hides. */
function visibleRows(fields: readonly FieldDto[], folded: ReadonlySet<number>): readonly number[] {
  const rows: number[] = [];
  let below = Number.POSITIVE_INFINITY;
  for (const [at, { depth }] of fields.entries()) {
    if (depth > below) continue;
    below = folded.has(at) ? depth : Number.POSITIVE_INFINITY;
    rows.push(at);
  }
  return rows;
}

const hasChildren = (fields: readonly FieldDto[], at: number): boolean =>
  (fields[at + 1]?.depth ?? 0) > (fields[at]?.depth ?? 0);

export function FieldTree(props: {
  readonly fields: readonly FieldDto[];
  readonly label: string;
  /** Index of the field that is looked at. */
  readonly selected: number;
  readonly onSelect: (at: number) => void;
}): ReactElement {
  const { fields, selected, onSelect } = props;
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => visibleRows(fields, folded), [fields, folded]);
  const fold = (at: number, isFolded: boolean): void => {
    const next = new Set(folded);
    if (isFolded) next.add(at);
    else next.delete(at);
    setFolded(next);
  };
  const go = (at: number | undefined): void => {
    if (at === undefined) return;
    onSelect(at);
    tree.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();
  };
  const parentOf = (at: number): number | undefined => {
    const depth = fields[at]?.depth ?? 0;
    const found = fields.slice(0, at).findLastIndex((each) => each.depth < depth);
    return found < 0 ? undefined : found;
  };
  const onKey = (event: KeyboardEvent): void => {
    const place = rows.indexOf(selected);
    const opens = hasChildren(fields, selected);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => {
        go(rows[place + 1]);
      },
      ArrowUp: () => {
        go(rows[place - 1]);
      },
      Home: () => {
        go(rows[0]);
      },
      End: () => {
        go(rows.at(-1));
      },
      ArrowRight: () => {
        if (opens && folded.has(selected)) fold(selected, false);
        else if (opens) go(selected + 1);
      },
      ArrowLeft: () => {
        if (opens && !folded.has(selected)) fold(selected, true);
        else go(parentOf(selected));
      },
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };
  return (
    <div className="ft" role="tree" aria-label={props.label} ref={tree} onKeyDown={onKey}>
      {rows.map((at) => {
        const field = fields[at];
        if (field === undefined) return null;
        const opens = hasChildren(fields, at);
        return (
          <div
            key={at}
            role="treeitem"
            data-at={at}
            aria-level={field.depth + 1}
            aria-selected={at === selected}
            {...(opens ? { 'aria-expanded': !folded.has(at) } : {})}
            tabIndex={at === selected ? 0 : -1}
            className={`ft-r d${Math.min(field.depth, 9)}${at === selected ? ' on' : ''}`}
            onClick={() => {
              onSelect(at);
            }}
          >
            <span className="ft-n">
              {opens ? (
                <span
                  className="ft-c"
                  onClick={(event) => {
                    event.stopPropagation();
                    fold(at, !folded.has(at));
                  }}
                >
                  {folded.has(at) ? (
                    <ChevronRight12Regular aria-hidden />
                  ) : (
                    <ChevronDown12Regular aria-hidden />
                  )}
                </span>
              ) : (
                <span className="ft-c" />
              )}
              {field.name}
            </span>
            <Value field={field} />
          </div>
        );
      })}
      {fields.some(({ truncated }) => truncated === true) && <p className="lbl ft-m">{words.more}</p>}
    </div>
  );
}
