// Identities, Expert: group rows over their tickets, and the ticket's inspector beside (or over) them.
import { Button, Input, Tooltip } from '@fluentui/react-components';
import { Beaker16Regular, Filter16Regular, TicketDiagonal16Regular } from '@fluentui/react-icons';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { later } from '../../rest/later.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { standing } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { AskedStrip } from './asked-strip.tsx';
import { useLayout } from './grid-columns.ts';
import { GridSettings } from './grid-settings.tsx';

import { accented, ordered } from './order.ts';
import { PageNotes } from './page-notes.tsx';
import { gridRows } from './rows.ts';
import type { Sorting } from './rows.ts';
import { TicketGrid } from './ticket-grid.tsx';

const Inspector = later((rest) => rest.Inspector);

export function ExpertIdentities(): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const { identities, practice, settings } = useSnapshot();
  const now = useNow();
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ column: 'service', down: false });
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { grouped } = settings;
  // The same array for as long as the order is the same: the rows are made from it.
  const order = ordered(identities, now)
    .map(({ id }) => id)
    .join(' ');
  const inOrder = useMemo(() => {
    const places = new Map(order.split(' ').map((id, at) => [id, at]));
    return identities.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  }, [identities, order]);
  // Typing goes on while ten thousand rows are looked through.
  const sought = useDeferredValue(filter);
  // Only a filter asks what has expired: without one the rows stay as they are from minute to minute.
  const judgedAt = sought.trim() === '' ? 0 : now;
  const grid = useMemo(
    () => gridRows(inOrder, { filter: sought, sorting, folded, grouped, now: judgedAt }),
    [inOrder, sought, sorting, folded, grouped, judgedAt],
  );
  const layout = useLayout(settings.columns, grouped);
  const accent = accented(inOrder, now);
  const selected = inOrder.find(({ id }) => id === ui.selection?.identity);
  const ticket = selected?.tickets.find(({ id }) => id === ui.selection?.ticket);
  const live = inOrder.find((identity) => {
    const { kind } = standing(identity, now);
    return kind === 'valid' || kind === 'low';
  });
  const practiceWord = practice.running ? text.practice.show : text.firstRun.practice;
  return (
    <div className="ex">
      <div className="ex-l">
        <div className="ex-h">
          <h1>{text.identities.title}</h1>
          <Input
            size="small"
            className="filter"
            aria-label={text.table.filter}
            contentBefore={<Filter16Regular />}
            placeholder={text.table.filter}
            title={text.table.filterHint}
            value={filter}
            maxLength={200}
            onChange={(_event, { value }) => {
              setFilter(value);
            }}
          />
          <span className="lbl num ex-n" role="status">
            {sought.trim() !== '' && text.table.matching(grid.matching, grid.all)}
          </span>
          <span className="sp" />
          <GridSettings />
          <Tooltip content={practiceWord} relationship="label">
            <Button
              className="b-s"
              appearance="subtle"
              icon={<Beaker16Regular />}
              onClick={() => {
                if (practice.running) ui.open({ kind: 'practice' });
                else void actions.practice();
              }}
            />
          </Tooltip>
          {live !== undefined && (
            <Button
              className="b-s"
              icon={<TicketDiagonal16Regular />}
              onClick={() => {
                ui.open({ kind: 'service-ticket', identity: selected?.id ?? live.id });
              }}
            >
              {text.table.getServiceTicket}
            </Button>
          )}
          <Button
            className="b-s"
            appearance={accent === undefined ? 'primary' : 'secondary'}
            onClick={() => {
              ui.open({ kind: 'sign-in' });
            }}
          >
            {text.identities.signIn}
          </Button>
        </div>
        <PageNotes />
        <AskedStrip />
        <TicketGrid
          grid={grid}
          layout={layout}
          sorting={sorting}
          onSort={setSorting}
          onFold={({ id }) => {
            const next = new Set(folded);
            if (!next.delete(id)) next.add(id);
            setFolded(next);
          }}
          filtered={sought.trim() !== ''}
          accent={accent}
        />
      </div>
      {selected !== undefined && ticket !== undefined && <Inspector identity={selected} ticket={ticket} />}
    </div>
  );
}
