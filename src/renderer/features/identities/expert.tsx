// Identities, Expert: group rows over their tickets, and the ticket's inspector beside (or over) them.
import { Button, Input, Tooltip } from '@fluentui/react-components';
import { Beaker16Regular, Filter16Regular, TicketDiagonal16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { standing } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { AskedStrip } from './asked-strip.tsx';
import { Inspector } from './inspector.tsx';
import { accented, ordered } from './order.ts';
import { PageNotes } from './page-notes.tsx';
import { TicketGrid } from './ticket-grid.tsx';

export function ExpertIdentities(): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const { identities, practice } = useSnapshot();
  const now = useNow();
  const [filter, setFilter] = useState('');
  const inOrder = ordered(identities, now);
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
            value={filter}
            maxLength={200}
            onChange={(_event, { value }) => {
              setFilter(value);
            }}
          />
          <span className="sp" />
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
        <TicketGrid identities={inOrder} filter={filter} accent={accent} />
      </div>
      {selected !== undefined && ticket !== undefined && <Inspector identity={selected} ticket={ticket} />}
    </div>
  );
}
