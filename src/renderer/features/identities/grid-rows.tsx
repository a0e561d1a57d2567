// The rows of the Expert table: its header, an identity's group row, a ticket's row.
import {
  ArrowDown16Regular,
  ArrowUp16Regular,
  Beaker16Regular,
  ChevronDown16Regular,
  ChevronRight16Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto, TicketDto } from '#shared';
import { ServiceIcon } from '../../components/service-icon.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { Tile, initial } from '../../components/tile.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { isLow, standing, stateWords } from '../../state/identity-state.ts';
import { clockTime, shortSpan, text } from '../../strings/index.ts';
import { IdentityMarks } from './identity-marks.tsx';
import { IdentityMenu } from './identity-menu.tsx';
import { LifetimeMeter } from './lifetime-meter.tsx';
import { PrimaryAction, useRenewal } from './primary-action.tsx';
import type { Column, Sorting } from './rows.ts';

export const columns: readonly (readonly [Column, string])[] = [
  ['service', text.table.service],
  ['end', text.table.validUntil],
  ['renew', text.table.renewableUntil],
  ['enctype', text.table.enctype],
  ['flags', text.table.flags],
];

export function Header(props: {
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}): ReactElement {
  const { sorting, onSort } = props;
  return (
    <div role="row" className="th" aria-rowindex={1}>
      {columns.map(([column, word]) => {
        const on = sorting.column === column;
        return (
          <span
            key={column}
            role="columnheader"
            className={`c-${column}`}
            aria-sort={on ? (sorting.down ? 'descending' : 'ascending') : 'none'}
          >
            <button
              type="button"
              className="th-b"
              onClick={() => {
                onSort({ column, down: on && !sorting.down });
              }}
            >
              {word}
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
  readonly focused: boolean;
  readonly onFocus: () => void;
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
      onFocus={props.onFocus}
    >
      <button type="button" className="fold" tabIndex={-1} aria-hidden onClick={props.onFold}>
        {folded ? <ChevronRight16Regular className="dim" /> : <ChevronDown16Regular className="dim" />}
      </button>
      <div role="rowheader" className="gr-c">
        <Tile size={28} quiet={!identity.isDefault}>
          {identity.isPractice ? <Beaker16Regular /> : initial(identity.principal)}
        </Tile>
        <b className="pn el">{identity.principal}</b>
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
  );
}

export function TicketRow(
  props: RowProps & {
    readonly identity: IdentityDto;
    readonly ticket: TicketDto;
    readonly now: number;
    readonly selected: boolean;
    readonly onSelect: () => void;
  },
): ReactElement {
  const { identity, ticket, now } = props;
  const left = ticket.endTime - now;
  const expired = left <= 0;
  const low = !expired && isLow(ticket, now);
  const weak = ticket.ticketEtype.weak;
  return (
    <div
      role="row"
      className={`tr${expired ? ' gone' : ''}`}
      aria-level={2}
      aria-selected={props.selected}
      aria-rowindex={props.index + 2}
      tabIndex={props.focused ? 0 : -1}
      data-row={props.index}
      onFocus={props.onFocus}
      onClick={props.onSelect}
    >
      <span role="gridcell" className="td svc c-service">
        <i className="svc-i">
          <ServiceIcon ticket={ticket} />
        </i>
        <span className="pn el" title={ticket.server}>
          {ticket.name}
          {ticket.realm !== identity.realm && <span className="dim">@{ticket.realm}</span>}
        </span>
        {ticket.userToUser && <span className="chip">{text.tickets.userToUser}</span>}
      </span>
      <span role="gridcell" className="td num unt c-end">
        <span>{clockTime(ticket.endTime)}</span>
        <span className={low ? 'lowt' : 'dim'}>
          {low && <StateIcon shape="warn" size={12} />}
          {expired ? text.tickets.expired : shortSpan(left)}
        </span>
      </span>
      <span role="gridcell" className="td num fg2 c-renew">
        {ticket.flags.includes('renewable') && ticket.renewTill > 0
          ? text.table.short(ticket.renewTill, now)
          : text.table.none}
      </span>
      <span role="gridcell" className="td et c-enctype">
        {weak && <StateIcon shape="warn" size={14} />}
        <span className={`el${weak ? ' weak' : ''}`} title={ticket.ticketEtype.name}>
          {ticket.ticketEtype.name}
          {weak && <span className="sr">{text.tickets.weak}</span>}
        </span>
      </span>
      <span
        role="gridcell"
        className="td flg c-flags"
        title={ticket.flags.map((flag) => text.flags[flag].name).join(', ')}
      >
        {ticket.flagLetters}
      </span>
    </div>
  );
}
