// What was done and what was seen, newest first: from the history that the main process keeps.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { HistoryRow } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Explain } from '../../components/explain.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { explanationOf, text } from '../../strings/index.ts';

const words = text.activity;
const PAGE = 100;
const shapes = { ok: 'ok', failed: 'bad', cancelled: 'skip' } as const;

function Entry(props: {
  readonly row: HistoryRow;
  readonly open: boolean;
  readonly expert: boolean;
  readonly onToggle: () => void;
}): ReactElement {
  const { row, open } = props;
  const actions = useActions();
  return (
    <li className={open ? 'on' : ''}>
      <div className="ac-r">
        <StateIcon shape={row.kind === 'seen' ? 'skip' : shapes[row.outcome]} />
        <div className="col grow">
          <span className="pn el">{words.what(row)}</span>
          <span className="lbl pn el">
            {row.principal ?? ''}
            {row.kind === 'seen' && `${row.principal === undefined ? '' : ', '}${words.seen}`}
          </span>
        </div>
        {row.error !== undefined && (
          <Button className="b-s" appearance="subtle" aria-expanded={open} onClick={props.onToggle}>
            {words.why}
          </Button>
        )}
        <div className="col end">
          <span className="num">{words.clockOf(row.at)}</span>
          <span className="lbl num">{row.millis === undefined ? ' ' : words.took(row.millis)}</span>
        </div>
      </div>
      {open && row.error !== undefined && (
        <div className="ac-e">
          <Explain
            explanation={explanationOf(row.error)}
            open={props.expert}
            onCopy={(line) => {
              void actions.copy(line);
            }}
          />
        </div>
      )}
    </li>
  );
}

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

export function Activity(): ReactElement {
  const { history, settings } = useSnapshot();
  const now = useNow();
  const [older, setOlder] = useState<readonly HistoryRow[]>([]);
  const [exhausted, setExhausted] = useState(false);
  const [open, setOpen] = useState<number>();
  const oldest = history.at(-1)?.id ?? 0;
  const rows = [...history, ...older.filter(({ id }) => id < oldest)];
  const more = !exhausted && rows.length >= PAGE;
  const showOlder = async (): Promise<void> => {
    const last = rows.at(-1);
    const result = await bridge().history.list({
      limit: PAGE,
      ...(last === undefined ? {} : { before: last.id }),
    });
    if (!result.ok) return;
    setOlder([...older, ...result.value.rows]);
    setExhausted(result.value.rows.length < PAGE);
  };
  return (
    <div className="pg" tabIndex={-1} data-pane="content">
      <div className="pg-in">
        <div className="ph">
          <h1>{words.title}</h1>
        </div>
        {rows.length === 0 && <p className="dim">{words.empty}</p>}
        {byDay(rows, now).map(([day, entries]) => (
          <section key={day} className="ac-d" aria-label={day}>
            <h2>{day}</h2>
            <ul className="card ac">
              {entries.map((row) => (
                <Entry
                  key={row.id}
                  row={row}
                  open={open === row.id}
                  expert={settings.density === 'expert'}
                  onToggle={() => {
                    setOpen(open === row.id ? undefined : row.id);
                  }}
                />
              ))}
            </ul>
          </section>
        ))}
        {more && (
          <Button
            onClick={() => {
              void showOlder();
            }}
          >
            {words.older}
          </Button>
        )}
      </div>
    </div>
  );
}
