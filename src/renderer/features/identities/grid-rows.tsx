// The rows of the Expert table: its header, an identity's group row, a ticket's row. What is clicked and focused the
// table itself hears: of ten thousand rows none has a listener of its own.
import {
  ArrowDown16Regular,
  ArrowUp16Regular,
  ChevronDown16Regular,
  ChevronRight16Regular,
} from '@fluentui/react-icons';
import { memo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { EnctypeDto, IdentityDto, TicketColumn, TicketDto } from '#shared';
import { ServiceIcon } from '../../components/service-icon.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { IdentityName, IdentityTile } from '../../components/identity-tile.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { isLow, standing, startOf, stateWords } from '../../state/identity-state.ts';
import { clockTime, shortSpan, text } from '../../strings/index.ts';
import type { Layout } from './grid-columns.ts';
import { IdentityMarks } from './identity-marks.tsx';
import { IdentityMenu } from './identity-menu.tsx';
import { LifetimeMeter } from './lifetime-meter.tsx';
import { PrimaryAction, useRenewal } from './primary-action.tsx';
import type { Column, Sorting } from './rows.ts';
import { pathOf } from './ticket-path.ts';

function flagWords({ flags }: TicketDto): string {
  return flags.map((flag) => text.flags[flag].name).join(', ');
}

export function Header(props: {
  readonly layout: Layout;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}): ReactElement {
  const { layout, sorting, onSort } = props;
  return (
    <div role="row" className="th" aria-rowindex={1} style={{ gridTemplateColumns: layout.template }}>
      {layout.columns.map((column, at) => {
        const on = sorting.column === column;
        const word = column === 'service' ? text.table.service : text.table.columns[column];
        return (
          <span
            key={column}
            role="columnheader"
            aria-colindex={at + 1}
            className={`c-${column}`}
            aria-sort={on ? (sorting.down ? 'descending' : 'ascending') : 'none'}
          >
            <button
              type="button"
              className="th-b"
              title={word}
              onClick={() => {
                onSort({ column, down: on && !sorting.down });
              }}
            >
              <span className="el">{word}</span>
              {on &&
                (sorting.down ? (
                  <ArrowDown16Regular className="i12" />
                ) : (
                  <ArrowUp16Regular className="i12" />
                ))}
            </button>
          </span>
        );
      })}
    </div>
  );
}

interface RowProps {
  readonly index: number;
  /** Pixels from the table's first row. */
  readonly top: number;
  readonly focused: boolean;
}

export function GroupRow(
  props: RowProps & {
    readonly identity: IdentityDto;
    readonly folded: boolean;
    readonly accent: boolean;
    readonly onFold: () => void;
  },
): ReactElement {
  const { identity, folded, accent } = props;
  const now = useNow(identity.tickets.find(({ kind }) => kind === 'tgt')?.endTime);
  const actions = useActions();
  const renewal = useRenewal(identity);
  const at = standing(identity, now);
  const { shape, words } = stateWords(identity, at, now, 'expert');
  const live = at.kind === 'valid' || at.kind === 'low';
  return (
    <div
      role="row"
      className="gr"
      aria-level={1}
      aria-expanded={!folded}
      aria-rowindex={props.index + 2}
      tabIndex={props.focused ? 0 : -1}
      data-row={props.index}
      data-identity={identity.id}
      style={{ top: props.top }}
    >
      <div className="gr-i" role="presentation">
        <button type="button" className="fold" tabIndex={-1} aria-hidden onClick={props.onFold}>
          {folded ? <ChevronRight16Regular className="dim" /> : <ChevronDown16Regular className="dim" />}
        </button>
        <div role="rowheader" className="gr-c">
          <IdentityTile identity={identity} size={28} quiet={!identity.isDefault} />
          <IdentityName identity={identity} />
          <IdentityMarks identity={identity} />
          {identity.isPractice && <span className="chip line">{text.common.practice}</span>}
          <StateLine shape={renewal === undefined ? shape : 'work'} size={14}>
            {renewal === undefined ? words : text.renewal.renewing}
          </StateLine>
        </div>
        <span className="sp" />
        <span role="gridcell" className="lbl num gr-n">
          {text.table.count(identity.tickets.length + identity.ticketsLeftOut)}
        </span>
        <div role="gridcell" className="gr-m">
          {live ? (
            <LifetimeMeter
              identity={identity}
              at={at}
              now={now}
              size="sm"
              busy={renewal !== undefined}
              onRenew={() => {
                void actions.renew(identity);
              }}
            />
          ) : (
            <PrimaryAction identity={identity} at={at} accent={accent} />
          )}
        </div>
        <div role="gridcell">
          <IdentityMenu identity={identity} at={at} />
        </div>
      </div>
    </div>
  );
}

function Enctype({ etype }: { readonly etype: EnctypeDto }): ReactElement {
  return (
    <>
      {etype.weak && <StateIcon shape="warn" size={14} />}
      <span className={`el${etype.weak ? ' weak' : ''}`} title={etype.name}>
        {etype.name}
        {etype.weak && <span className="sr">{text.tickets.weak}</span>}
      </span>
    </>
  );
}

function Ended({ ticket, now }: { readonly ticket: TicketDto; readonly now: number }): ReactElement {
  const left = ticket.endTime - now;
  const low = left > 0 && isLow(ticket, now);
  return (
    <>
      <span>{clockTime(ticket.endTime)}</span>
      <span className={low ? 'lowt' : 'dim'}>
        {low && <StateIcon shape="warn" size={12} />}
        {left <= 0 ? text.tickets.expired : shortSpan(left)}
      </span>
    </>
  );
}

/** `short` moments need the day; a moment that is not there has a dash. */
function at(time: number, now: number): string {
  return time > 0 ? text.table.short(time, now) : text.table.none;
}

function shownIn(column: TicketColumn, identity: IdentityDto, ticket: TicketDto, now: number): ReactNode {
  const line = (words: string): ReactElement => (
    <span className="el" title={words}>
      {words}
    </span>
  );
  switch (column) {
    case 'identity':
      return line(identity.principal);
    case 'client':
      return line(ticket.client ?? identity.principal);
    case 'auth':
      return at(ticket.authTime, now);
    case 'start':
      return at(startOf(ticket), now);
    case 'end':
      return <Ended ticket={ticket} now={now} />;
    case 'renew':
      return at(ticket.flags.includes('renewable') ? ticket.renewTill : 0, now);
    case 'enctype':
      return <Enctype etype={ticket.ticketEtype} />;
    case 'session':
      return <Enctype etype={ticket.sessionEtype} />;
    case 'kvno':
      return ticket.kvno ?? text.table.none;
    case 'flags':
      return <span title={flagWords(ticket)}>{ticket.flagLetters || text.table.none}</span>;
    case 'flag-words':
      return line(flagWords(ticket));
    case 'realm':
      return line(ticket.realm);
    case 'path':
      return line(pathOf(identity, ticket).join(' → '));
    case 'kind':
      return line(text.table.kinds[ticket.kind]);
    case 'sealed-for':
      return line(ticket.sealedFor ?? ticket.server);
    case 'cache':
      return line(identity.cache);
  }
}

const looks: Readonly<Partial<Record<Column, string>>> = {
  end: 'num unt',
  auth: 'num fg2',
  start: 'num fg2',
  renew: 'num fg2',
  kvno: 'num fg2',
  enctype: 'et',
  session: 'et',
  flags: 'flg',
  'flag-words': 'et',
  cache: 'mono et',
  identity: 'pn',
  client: 'pn',
  'sealed-for': 'pn',
};

export const TicketRow = memo(function TicketRow(
  props: RowProps & {
    readonly level: 1 | 2;
    readonly layout: Layout;
    readonly identity: IdentityDto;
    readonly ticket: TicketDto;
    readonly now: number;
    readonly selected: boolean;
  },
): ReactElement {
  const { identity, ticket, now, layout } = props;
  const expired = ticket.endTime <= now;
  return (
    <div
      role="row"
      className={`tr${expired ? ' gone' : ''}`}
      aria-level={props.level}
      aria-selected={props.selected}
      aria-rowindex={props.index + 2}
      tabIndex={props.focused ? 0 : -1}
      data-row={props.index}
      style={{ top: props.top, gridTemplateColumns: layout.template }}
    >
      {layout.columns.map((column, colindex) =>
        column === 'service' ? (
          <span key={column} role="rowheader" aria-colindex={1} className="td svc c-service">
            <i className="svc-i">
              <ServiceIcon ticket={ticket} />
            </i>
            <span className="pn el" title={ticket.server}>
              {ticket.name}
              {ticket.realm !== identity.realm && <span className="dim">@{ticket.realm}</span>}
            </span>
            {ticket.userToUser && <span className="chip">{text.tickets.userToUser}</span>}
            {expired && !layout.columns.includes('end') && (
              <span className="chip">{text.tickets.expired}</span>
            )}
          </span>
        ) : (
          <span
            key={column}
            role="gridcell"
            aria-colindex={colindex + 1}
            className={`td ${looks[column] ?? ''} c-${column}`}
          >
            {shownIn(column, identity, ticket, now)}
          </span>
        ),
      )}
    </div>
  );
});
