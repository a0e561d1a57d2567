// The list: what was done and seen, newest first, by day. Up and Down walk it.
import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { HistoryRow } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { useNow } from '../../state/hooks.ts';
import { text } from '../../strings/index.ts';
import type { Listed } from './use-history.ts';

const words = text.activity;
const shapes = { ok: 'ok', failed: 'bad', cancelled: 'skip', nothing: 'skip' } as const;

/** Rows by day, newest day first. */
function byDay(
  rows: readonly HistoryRow[],
  now: number,
): readonly (readonly [string, readonly HistoryRow[]])[] {
  const days = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    const day = words.day(row.at, now);
    const list = days.get(day);
    if (list === undefined) days.set(day, [row]);
    else list.push(row);
  }
  return [...days];
}

function second(row: HistoryRow): string {
  const parts = [row.principal ?? '', ...(row.kind === 'seen' ? [words.seen] : [])];
  return parts.filter((part) => part !== '').join(', ');
}

export function List(props: {
  readonly listed: Listed;
  readonly selected: number | undefined;
  readonly onSelect: (row: HistoryRow) => void;
}): ReactElement {
  const { listed, selected } = props;
  const now = useNow();
  const list = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button.axr') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  };
  return (
    <div className="act-b" ref={list} onKeyDown={onKey}>
      {byDay(listed.rows, now).map(([day, rows]) => (
        <section key={day} aria-label={day}>
          <h2 className="act-d">{day}</h2>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  className={`axr${row.id === selected ? ' on' : ''}`}
                  aria-current={row.id === selected}
                  onClick={() => {
                    props.onSelect(row);
                  }}
                >
                  <StateIcon shape={row.kind === 'seen' ? 'skip' : shapes[row.outcome]} />
                  <span className="col grow">
                    <span className="pn el">{words.what(row)}</span>
                    <span className="lbl pn el">{second(row)}</span>
                  </span>
                  <span className="col end">
                    <span className="lbl num">{words.clockOf(row.at)}</span>
                    <span className="lbl num">{row.millis === undefined ? ' ' : words.took(row.millis)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {listed.more && (
        <Button className="act-o" onClick={listed.showOlder}>
          {words.older}
        </Button>
      )}
    </div>
  );
}
