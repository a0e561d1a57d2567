// The same as the chart in rows and columns: every ticket, every request, every sleep.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { IdentityDto, TimelineRow } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { startOf, tgtOf } from '../../state/identity-state.ts';
import { moment, text } from '../../strings/index.ts';

const words = text.timeline.table;
const PAGE = 200;

function Rows<T>(props: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly items: readonly T[];
  readonly cells: (item: T) => readonly ReactNode[];
  readonly keyOf: (item: T) => string;
}): ReactElement {
  const { title, columns, items, cells, keyOf } = props;
  const [most, setMost] = useState(PAGE);
  return (
    <section className="tl-s" aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="dim">{words.none}</p>
      ) : (
        <table className="tl-tab">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.slice(0, most).map((item) => (
              <tr key={keyOf(item)}>
                {cells(item).map((cell, at) => (
                  <td key={columns[at]} className="num">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {items.length > most && (
        <Button
          className="b-s"
          onClick={() => {
            setMost(most + PAGE);
          }}
        >
          {words.more(items.length - most)}
        </Button>
      )}
    </section>
  );
}

function eventWords(row: Exclude<TimelineRow, { readonly kind: 'attempt' }>, now: number): string {
  const { event } = text.timeline;
  switch (row.kind) {
    case 'sleep':
      return event.sleep(row.at, row.until, now);
    case 'clock-set-back':
      return event['clock-set-back'](row.by);
    case 'reachability':
      return (row.reached ? event.reached : event.unreached)(row.realm);
  }
}

const shapes = {
  ok: 'ok',
  superseded: 'skip',
  cancelled: 'skip',
  unreachable: 'bad',
  refused: 'bad',
  failed: 'bad',
} as const;

export function TimelineTable(props: {
  readonly identities: readonly IdentityDto[];
  readonly timeline: readonly TimelineRow[];
  readonly now: number;
}): ReactElement {
  const { identities, timeline, now } = props;
  const tickets = identities.flatMap((identity) => identity.tickets.map((ticket) => ({ identity, ticket })));
  const plannedOf = ({ identity, ticket }: (typeof tickets)[number]): string => {
    const at = ticket === tgtOf(identity) ? identity.renewal?.at : undefined;
    return at === undefined ? text.table.none : moment(at, now);
  };
  return (
    <div
      className="tl-tables"
      tabIndex={0}
      role="region"
      aria-label={text.timeline.title}
      data-pane="content"
    >
      <Rows
        title={words.tickets}
        columns={[
          words.identity,
          text.timeline.ticket,
          words.starts,
          words.ends,
          words.renewable,
          words.planned,
        ]}
        items={tickets}
        keyOf={({ identity, ticket }) => `${identity.id} ${ticket.id}`}
        cells={({ identity, ticket }) => [
          <span className="pn">{identity.principal}</span>,
          <span className="pn">{ticket.name}</span>,
          moment(startOf(ticket), now),
          moment(ticket.endTime, now),
          ticket.flags.includes('renewable') && ticket.renewTill > 0
            ? moment(ticket.renewTill, now)
            : text.table.none,
          plannedOf({ identity, ticket }),
        ]}
      />
      <Rows
        title={words.attempts}
        columns={[words.when, words.identity, words.what, words.by, words.outcome]}
        items={timeline.filter((row) => row.kind === 'attempt')}
        keyOf={({ id }) => String(id)}
        cells={({ at, principal, what, by, outcome, code }) => [
          moment(at, now),
          <span className="pn">{principal}</span>,
          what === 'renew' ? words.renewal : words.signIn,
          by === 'itself' ? words.byItself : words.byPerson,
          <span className="row">
            <StateIcon shape={shapes[outcome]} size={14} />
            {text.timeline.outcomes[outcome]}
            {code !== undefined && <span className="mono">{code}</span>}
          </span>,
        ]}
      />
      <Rows
        title={words.events}
        columns={[words.when, words.what]}
        items={timeline.filter((row) => row.kind !== 'attempt')}
        keyOf={({ id }) => String(id)}
        cells={(row) => [moment(row.at, now), eventWords(row, now)]}
      />
    </div>
  );
}
