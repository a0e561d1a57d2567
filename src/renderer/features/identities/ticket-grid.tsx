// The Expert table: a treegrid of CSS grid rows, of which only those near the view are drawn. Arrows, Home, End and
// the page keys move, letters find, Left and Right fold a group, Enter opens the inspector, Del removes a ticket.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, MouseEvent, ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { useWindowed } from '../../components/windowed.ts';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import type { Layout } from './grid-columns.ts';
import { gridKeyOf } from '../../state/grid-keys.ts';
import type { GridKey } from '../../state/grid-keys.ts';
import { GroupRow, Header, TicketRow } from './grid-rows.tsx';
import { ROW_HEIGHT, offsetsOf } from './rows.ts';
import type { Grid, GridRow, Sorting } from './rows.ts';

const HEADER_HEIGHT = 32;
/** Letters typed within this time belong to one name. */
const TYPING_MS = 800;

function rowIndex(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row === null ? undefined : Number(row.dataset['row']);
}

/** The next row (from `start` on, around the end) whose name begins with these letters. */
function findTyped(rows: readonly GridRow[], letters: string, start: number): number | undefined {
  for (let step = 0; step < rows.length; step++) {
    const at = (start + step) % rows.length;
    const row = rows[at];
    if (row === undefined) continue;
    const name = row.kind === 'group' ? row.identity.principal : row.ticket.name;
    if (name.toLowerCase().startsWith(letters)) return at;
  }
  return undefined;
}

export function TicketGrid(props: {
  readonly grid: Grid;
  readonly layout: Layout;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly onFold: (identity: IdentityDto) => void;
  readonly filtered: boolean;
  readonly accent: string | undefined;
}): ReactElement {
  const { layout } = props;
  const { rows } = props.grid;
  const ui = useUi();
  const actions = useActions();
  const now = useNow();
  const [focus, setFocus] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<number>(undefined);
  const typed = useRef({ letters: '', at: 0 });
  const offsets = useMemo(() => offsetsOf(rows), [rows]);
  const { slice, height, onScroll } = useWindowed(scroller, offsets);
  const focused = Math.min(focus, Math.max(0, rows.length - 1));

  // A row that was scrolled away is focused once it is drawn.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });

  // A ticket that was chosen elsewhere is brought into view.
  const chosen = ui.selection;
  useEffect(() => {
    const element = scroller.current;
    if (chosen === undefined || element === null) return;
    const at = rows.findIndex(
      ({ kind, key }) => kind === 'ticket' && key === `${chosen.identity} ${chosen.ticket}`,
    );
    const top = offsets[at];
    if (at < 0 || top === undefined) return;
    const seen =
      top >= element.scrollTop &&
      top + ROW_HEIGHT <= element.scrollTop + element.clientHeight - HEADER_HEIGHT;
    if (!seen) element.scrollTop = top - element.clientHeight / 3;
    // Only when another one is chosen, not whenever the rows change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chosen]);

  const moveTo = (index: number): void => {
    const target = Math.min(rows.length - 1, Math.max(0, index));
    wanted.current = target;
    setFocus(target);
    const element = scroller.current;
    const [top, end] = [offsets[target] ?? 0, offsets[target + 1] ?? 0];
    if (element === null) return;
    // The header lies over the first pixels of what is seen.
    if (top < element.scrollTop) element.scrollTop = top;
    else if (end + HEADER_HEIGHT > element.scrollTop + element.clientHeight)
      element.scrollTop = end + HEADER_HEIGHT - element.clientHeight;
  };
  const parentOf = (index: number): number =>
    rows.findLastIndex((row, at) => at <= index && row.kind === 'group');
  const page = Math.max(1, Math.floor((height - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
  const open = (row: GridRow): void => {
    if (row.kind === 'ticket') ui.select({ identity: row.identity.id, ticket: row.ticket.id });
    else props.onFold(row.identity);
  };
  const act: Readonly<Record<GridKey, (row: GridRow) => boolean>> = {
    down: () => (moveTo(focused + 1), true),
    up: () => (moveTo(focused - 1), true),
    pageDown: () => (moveTo(focused + page), true),
    pageUp: () => (moveTo(focused - page), true),
    first: () => (moveTo(0), true),
    last: () => (moveTo(rows.length - 1), true),
    fold: (row) => {
      if (row.kind === 'group' && !row.folded) props.onFold(row.identity);
      else if (row.kind === 'ticket' && parentOf(focused) >= 0) moveTo(parentOf(focused));
      else return false;
      return true;
    },
    unfold: (row) => {
      if (row.kind !== 'group' || !row.folded) return false;
      props.onFold(row.identity);
      return true;
    },
    open: (row) => (open(row), true),
    remove: (row) => {
      if (row.kind !== 'ticket') return false;
      void actions.remove(row.identity, row.ticket);
      return true;
    },
  };
  /** Letters find a name; the same letter again finds the next one. */
  const type = (event: KeyboardEvent, row: GridRow): boolean => {
    const { key } = event;
    if (key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
    const past = event.timeStamp - typed.current.at > TYPING_MS;
    if (key === ' ' && (past || typed.current.letters === '')) return false;
    // A lone P on an identity pins it.
    if (past && row.kind === 'group' && key.toLowerCase() === 'p') return false;
    const letters = `${past ? '' : typed.current.letters}${key.toLowerCase()}`;
    typed.current = { letters, at: event.timeStamp };
    const again = letters.length > 1 && letters === letters.charAt(0).repeat(letters.length);
    const sought = again ? letters.charAt(0) : letters;
    const found = findTyped(rows, sought, focused + (sought.length === 1 ? 1 : 0));
    if (found !== undefined) moveTo(found);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return;
    const row = rows[focused];
    if (row === undefined) return;
    const name = event.altKey || event.metaKey ? undefined : gridKeyOf(event.key);
    const done = type(event, row) || (name !== undefined && act[name](row));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocus = ({ target }: FocusEvent): void => {
    const index = rowIndex(target);
    if (index !== undefined) setFocus(index);
  };
  const onClick = ({ target }: MouseEvent): void => {
    const row = rows[rowIndex(target) ?? -1];
    if (row?.kind === 'ticket') open(row);
  };

  const drawn = Array.from({ length: slice.to - slice.from }, (_each, at) => slice.from + at);
  // What has the focus stays drawn, wherever it was scrolled to.
  if (focused < slice.from && rows.length > 0) drawn.unshift(focused);
  if (focused >= slice.to && focused < rows.length) drawn.push(focused);

  return (
    <div className="tg">
      <div
        role="treegrid"
        aria-label={text.table.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={layout.columns.length}
        className="tg-g"
        onKeyDown={onKeyDown}
      >
        <div
          role="rowgroup"
          className="tg-b"
          ref={scroller}
          data-pane="table"
          onScroll={onScroll}
          onFocus={onFocus}
          onClick={onClick}
        >
          <div className="tg-w" role="presentation" style={{ minWidth: layout.minWidth }}>
            <Header layout={layout} sorting={props.sorting} onSort={props.onSort} />
            <div className="tg-r" role="presentation" style={{ height: offsets.at(-1) ?? 0 }}>
              {drawn.map((index) => {
                const row = rows[index];
                if (row === undefined) return null;
                const common = { index, top: offsets[index] ?? 0, focused: index === focused };
                return row.kind === 'group' ? (
                  <GroupRow
                    key={row.key}
                    {...common}
                    identity={row.identity}
                    folded={row.folded}
                    accent={props.accent === row.identity.id}
                    onFold={() => {
                      props.onFold(row.identity);
                    }}
                  />
                ) : (
                  <TicketRow
                    key={row.key}
                    {...common}
                    level={props.grid.grouped ? 2 : 1}
                    layout={layout}
                    identity={row.identity}
                    ticket={row.ticket}
                    now={now}
                    selected={
                      ui.selection?.identity === row.identity.id && ui.selection.ticket === row.ticket.id
                    }
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {rows.length === 0 && props.filtered && <p className="reach-0">{text.table.noMatch}</p>}
    </div>
  );
}
