// The fields as a tree, drawn as far as it is seen. Arrows walk and fold, letters jump to the next name.
import {
  ChevronDown12Regular,
  ChevronRight12Regular,
  LockClosed12Regular,
  LockOpen12Regular,
} from '@fluentui/react-icons';
import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { BlobField } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { text } from '../../strings/index.ts';
import { parentPlace } from './fields.ts';
import type { Fields, Row } from './fields.ts';
import { showRow, useFixed } from './use-fixed.ts';

const words = text.inspect;
const HEIGHT = 24;
/** Deeper levels are not indented further. */
const DEEPEST = 16;

const verdictShapes = { valid: 'ok', invalid: 'bad', unverified: 'skip' } as const;

export function FieldValue({ field }: { readonly field: BlobField }): ReactElement | null {
  const { kind, value, meaning, type, name, valueLength, children, verdict } = field;
  if (kind === 'secret' && valueLength === 0) return <span className="tn-v dim">{words.bytes(0)}</span>;
  if (kind === 'secret' && field.secret !== 'revealed') {
    return (
      <span className="tn-v dim">
        <LockClosed12Regular aria-hidden /> {words.hidden}, {words.bytes(valueLength)}
      </span>
    );
  }
  if (kind === 'sealed' && field.opened !== true) {
    return (
      <span className="tn-v dim">
        <LockClosed12Regular aria-hidden /> {words.sealedShort}, {words.bytes(valueLength)}
      </span>
    );
  }
  if (field.made !== undefined) {
    return (
      <span className="tn-v dim">
        <LockOpen12Regular aria-hidden /> {words.made(field.made.how, field.made.by)}
      </span>
    );
  }
  const isList = type.startsWith('SEQUENCE OF');
  const said = value === undefined || value === '' ? undefined : value;
  return (
    <span className="tn-v">
      {said !== undefined && (
        <span className={['octets', 'unknown', 'secret'].includes(kind) ? 'mono el' : 'pn el'}>{said}</span>
      )}
      {meaning !== undefined && <span className="dim el">{meaning}</span>}
      {said === undefined && meaning === undefined && kind === 'constructed' && (
        <span className="dim el">{isList ? words.items(children) : type === name ? '' : type}</span>
      )}
      {verdict !== undefined && (
        <span className="dim tn-k">
          <StateIcon shape={verdictShapes[verdict]} size={12} /> {words.verdict(verdict)}
        </span>
      )}
    </span>
  );
}

export function Tree(props: {
  readonly fields: Fields;
  readonly label: string;
  readonly onHover: (at: string | undefined) => void;
  readonly hovered: string | undefined;
}): ReactElement {
  const { rows, expanded, fold, selected, select, store } = props.fields;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { from, to, visible, onScroll } = useFixed(scroller, rows.length, HEIGHT);
  const at = rows.findIndex((row) => row.at === selected);
  const drawn = rows.slice(from, to);
  useEffect(() => {
    for (const { field, parent, index } of drawn)
      if (field === undefined && parent !== undefined) store.want(parent, index);
  });
  useEffect(() => {
    showRow(scroller.current, at, HEIGHT);
  }, [at]);
  const typed = useRef({ word: '', when: 0 });
  const go = (row: Row | undefined): void => {
    if (row !== undefined) select(row.at);
  };
  const jump = (letter: string): void => {
    const now = performance.now();
    const word = (now - typed.current.when < 800 ? typed.current.word : '') + letter.toLowerCase();
    typed.current = { word, when: now };
    const start = word.length === 1 ? at + 1 : at;
    const order = [...rows.slice(start), ...rows.slice(0, start)];
    go(order.find(({ field }) => field?.name.toLowerCase().startsWith(word)));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    const field = row?.field;
    const opens = (field?.children ?? 0) > 0;
    const isOpen = expanded.has(selected);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => {
        go(rows[at + 1]);
      },
      ArrowUp: () => {
        go(rows[at - 1]);
      },
      PageDown: () => {
        go(rows[Math.min(rows.length - 1, at + visible - 1)]);
      },
      PageUp: () => {
        go(rows[Math.max(0, at - visible + 1)]);
      },
      Home: () => {
        go(rows[0]);
      },
      End: () => {
        go(rows.at(-1));
      },
      ArrowRight: () => {
        if (opens && !isOpen) fold(selected, false);
        else if (opens) go(rows[at + 1]);
      },
      ArrowLeft: () => {
        const up = parentPlace(selected);
        if (opens && isOpen) fold(selected, true);
        else if (up !== undefined) select(up);
      },
    };
    const step = steps[event.key];
    if (step !== undefined) step();
    else if (event.key.length === 1 && /[\p{L}\p{N}[-]/u.test(event.key)) jump(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="tree"
      role="tree"
      aria-label={props.label}
      tabIndex={0}
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={onKey}
      {...(at >= from && at < to ? { 'aria-activedescendant': `${id}-${at}` } : {})}
      onMouseLeave={() => {
        props.onHover(undefined);
      }}
    >
      <div className="tree-all" role="none" style={{ height: rows.length * HEIGHT }}>
        {drawn.map((row, drawnAt) => {
          const { field, depth, parent, index } = row;
          const opens = (field?.children ?? 0) > 0;
          const isOpen = expanded.has(row.at);
          const number = from + drawnAt;
          const isOn = row.at === selected;
          return (
            <div
              key={row.at}
              id={`${id}-${number}`}
              role="treeitem"
              aria-level={depth + 1}
              aria-selected={isOn}
              aria-setsize={parent?.children ?? 1}
              aria-posinset={index + 1}
              {...(opens ? { 'aria-expanded': isOpen } : {})}
              className={`tn${isOn ? ' sel' : ''}${row.at === props.hovered ? ' hov' : ''}`}
              style={{ top: number * HEIGHT, '--d': Math.min(depth, DEEPEST) } as Record<string, unknown>}
              onClick={() => {
                select(row.at);
              }}
              onDoubleClick={() => {
                if (opens) fold(row.at, isOpen);
              }}
              onMouseEnter={() => {
                props.onHover(row.at);
              }}
            >
              <span className={`tn-n${opens ? ' k' : ''}`}>
                <span
                  className="tw"
                  onClick={(event) => {
                    if (!opens) return;
                    event.stopPropagation();
                    fold(row.at, isOpen);
                  }}
                >
                  {opens &&
                    (isOpen ? <ChevronDown12Regular aria-hidden /> : <ChevronRight12Regular aria-hidden />)}
                </span>
                <span className="el">{field?.name ?? words.loading}</span>
              </span>
              {field !== undefined && <FieldValue field={field} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
