// The Expert table: a treegrid of CSS grid rows. Arrows move, Left and Right fold a group, Enter opens the
// inspector, Del removes a ticket.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { GroupRow, Header, TicketRow, columns } from './grid-rows.tsx';
import { gridRows, visibleSlice } from './rows.ts';
import type { GridRow, Sorting } from './rows.ts';

export function TicketGrid(props: {
  readonly identities: readonly IdentityDto[];
  readonly filter: string;
  readonly accent: string | undefined;
}): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const now = useNow();
  const [sorting, setSorting] = useState<Sorting>({ column: 'service', down: false });
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focus, setFocus] = useState(0);
  const [view, setView] = useState({ top: 0, height: 800 });
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<number>(undefined);
  const rows = useMemo(
    () => gridRows(props.identities, { filter: props.filter, sorting, folded }),
    [props.identities, props.filter, sorting, folded],
  );
  const slice = visibleSlice(rows, view.top, view.height);
  const focusedRow = Math.min(focus, Math.max(0, rows.length - 1));

  // A row that was scrolled away is focused once it is drawn.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = undefined;
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  });

  const toggle = (id: string): void => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };
  const moveTo = (index: number): void => {
    const target = Math.min(rows.length - 1, Math.max(0, index));
    wanted.current = target;
    setFocus(target);
    if (target < slice.from || target >= slice.to) scroller.current?.scrollTo({ top: target * 32 });
  };
  const parentOf = (index: number): number =>
    rows.findLastIndex((row, at) => at <= index && row.kind === 'group');
  const act = (row: GridRow, key: string): boolean => {
    if (row.kind === 'group') {
      if ((key === 'ArrowRight' && row.folded) || (key === 'ArrowLeft' && !row.folded) || key === 'Enter') {
        toggle(row.identity.id);
        return true;
      }
      return false;
    }
    if (key === 'ArrowLeft') moveTo(parentOf(focusedRow));
    else if (key === 'Enter' || key === ' ') ui.select({ identity: row.identity.id, ticket: row.ticket.id });
    else if (key === 'Delete') void actions.remove(row.identity, row.ticket);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return;
    const row = rows[focusedRow];
    const step = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    if (step !== undefined) moveTo(focusedRow + step);
    else if (row === undefined || !act(row, event.key)) return;
    event.preventDefault();
  };

  return (
    <div className="tg">
      <div
        role="treegrid"
        aria-label={text.table.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        className="tg-g"
        onKeyDown={onKeyDown}
      >
        <div
          role="rowgroup"
          className="tg-b"
          ref={scroller}
          data-pane="table"
          onScroll={({ currentTarget }) => {
            setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight });
          }}
        >
          <Header sorting={sorting} onSort={setSorting} />
          <div style={{ height: slice.above }} role="presentation" />
          {rows.slice(slice.from, slice.to).map((row, at) => {
            const index = slice.from + at;
            const common = {
              index,
              focused: index === focusedRow,
              onFocus: () => {
                setFocus(index);
              },
            };
            return row.kind === 'group' ? (
              <GroupRow
                key={row.key}
                {...common}
                identity={row.identity}
                folded={row.folded}
                accent={props.accent === row.identity.id}
                onFold={() => {
                  toggle(row.identity.id);
                }}
              />
            ) : (
              <TicketRow
                key={row.key}
                {...common}
                identity={row.identity}
                ticket={row.ticket}
                now={now}
                selected={ui.selection?.identity === row.identity.id && ui.selection.ticket === row.ticket.id}
                onSelect={() => {
                  ui.select({ identity: row.identity.id, ticket: row.ticket.id });
                }}
              />
            );
          })}
          <div style={{ height: slice.below }} role="presentation" />
        </div>
      </div>
      {rows.length === 0 && props.filter !== '' && <p className="reach-0">{text.table.noMatch}</p>}
    </div>
  );
}
