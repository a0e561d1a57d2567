// What an identity holds, in Simple: one row per ticket, and a field to get another.
import {
  Button,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import {
  ArrowSync16Regular,
  Copy16Regular,
  Delete16Regular,
  MoreHorizontal16Regular,
  Search16Regular,
} from '@fluentui/react-icons';
import { useId, useMemo, useRef, useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { kvnoCommand, withServers } from '#shared';
import type { IdentityDto, TicketDto } from '#shared';
import { ServiceIcon } from '../../components/service-icon.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { useWindowed } from '../../components/windowed.ts';
import { onPage } from '../../components/on-page.ts';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { isLow, standing } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { moment, text } from '../../strings/index.ts';

/** Pixels of a row where the list is drawn in part. */
const LIST_ROW = 52;

function TicketMenu(props: {
  readonly identity: IdentityDto;
  readonly ticket: TicketDto;
  readonly expired: boolean;
}): ReactElement {
  const { identity, ticket, expired } = props;
  const actions = useActions();
  return (
    <Menu {...onPage()} positioning={{ strategy: 'fixed' }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={text.common.more(ticket.name)} relationship="label">
          <Button className="b-s" appearance="subtle" icon={<MoreHorizontal16Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {ticket.kind === 'service' && expired && (
            <MenuItem
              icon={<ArrowSync16Regular />}
              onClick={() => {
                void actions.acquire(crypto.randomUUID(), identity, ticket.server);
              }}
            >
              {text.tickets.getAgain}
            </MenuItem>
          )}
          <MenuItem
            icon={<Copy16Regular />}
            onClick={() => {
              void actions.copy(withServers(kvnoCommand(ticket.server, identity.environment), identity));
            }}
          >
            {text.common.copyAsCommand}
          </MenuItem>
          <MenuItem
            icon={<Delete16Regular />}
            onClick={() => {
              void actions.remove(identity, ticket);
            }}
          >
            {text.tickets.removeWord}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Row(props: {
  readonly identity: IdentityDto;
  readonly ticket: TicketDto;
  readonly now: number;
  /** In a list that is drawn in part. */
  readonly place?: { readonly index: number; readonly of: number; readonly top: number };
}): ReactElement {
  const { identity, ticket, now, place } = props;
  const left = ticket.endTime - now;
  const expired = left <= 0;
  const low = !expired && isLow(ticket, now);
  const title =
    ticket.kind === 'tgt'
      ? text.tickets.tgt
      : ticket.kind === 'cross-realm'
        ? text.tickets.crossRealm(ticket.name.split('/')[1] ?? ticket.name)
        : ticket.name;
  return (
    <li
      className={expired ? 'gone' : ''}
      {...(place === undefined
        ? {}
        : { 'aria-posinset': place.index + 1, 'aria-setsize': place.of, style: { top: place.top } })}
    >
      <span className="reach-i">
        <ServiceIcon ticket={ticket} size={20} />
      </span>
      <div className="col grow">
        <span className={`reach-n el${ticket.kind === 'service' ? ' pn' : ''}`}>{title}</span>
        <span className="lbl pn el">{ticket.kind === 'service' ? ticket.realm : ticket.server}</span>
      </div>
      {ticket.ticketEtype.weak && (
        <span className="chip warn" title={ticket.ticketEtype.name}>
          <StateIcon shape="warn" size={12} />
          {text.tickets.weak}
        </span>
      )}
      <div className="col end">
        <StateLine shape={expired ? 'off' : low ? 'warn' : 'ok'} size={14}>
          {expired ? text.tickets.expired : text.tickets.left(left)}
        </StateLine>
        <span className="lbl num">
          {expired ? moment(ticket.endTime, now) : text.tickets.until(ticket.endTime, now)}
        </span>
      </div>
      <TicketMenu identity={identity} ticket={ticket} expired={expired} />
    </li>
  );
}

/** A long list scrolls by itself, and only the part of it that is seen is drawn. */
function TicketList(props: { readonly identity: IdentityDto; readonly now: number }): ReactElement {
  const { identity, now } = props;
  const { tickets } = identity;
  const list = useRef<HTMLUListElement>(null);
  const offsets = useMemo(
    () => Array.from({ length: tickets.length + 1 }, (_each, at) => at * LIST_ROW),
    [tickets.length],
  );
  const { slice, onScroll } = useWindowed(list, offsets);
  const whole = slice.to - slice.from === tickets.length;
  // Drawn wherever the view is: it makes the list as high as it is long.
  const last = tickets.at(-1);
  const row = (ticket: TicketDto, index: number): ReactElement => (
    <Row
      key={ticket.id}
      identity={identity}
      ticket={ticket}
      now={now}
      {...(whole ? {} : { place: { index, of: tickets.length, top: offsets[index] ?? 0 } })}
    />
  );
  return (
    <ul
      className={whole ? 'reach' : 'reach long'}
      ref={list}
      onScroll={onScroll}
      {...(whole ? {} : { tabIndex: 0, 'aria-label': text.tickets.title })}
    >
      {tickets.slice(slice.from, slice.to).map((ticket, at) => row(ticket, slice.from + at))}
      {last !== undefined && slice.to < tickets.length && row(last, tickets.length - 1)}
    </ul>
  );
}

export function TicketsCard({ identity }: { readonly identity: IdentityDto }): ReactElement {
  const ui = useUi();
  const { operations } = useSnapshot();
  const now = useNow();
  const field = useId();
  const [service, setService] = useState('');
  const at = standing(identity, now);
  const live = at.kind === 'valid' || at.kind === 'low';
  const asking = operations.some(
    ({ kind, principal }) => kind === 'service-ticket' && principal === identity.principal,
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (service.trim() === '') return;
    ui.open({ kind: 'service-ticket', identity: identity.id, service: service.trim() });
    setService('');
  };
  return (
    <section className="card" aria-label={text.tickets.title}>
      <div className="reach-h">
        <h2>{text.tickets.title}</h2>
        <span className="sp" />
        <span className="lbl num">{text.table.count(identity.tickets.length + identity.ticketsLeftOut)}</span>
      </div>
      {live ? (
        <form className="reach-q" onSubmit={submit}>
          <label htmlFor={field} className="sr">
            {text.tickets.serviceLabel}
          </label>
          <Input
            id={field}
            className="grow"
            contentBefore={<Search16Regular />}
            placeholder={text.tickets.getPlaceholderFor(identity.realm)}
            value={service}
            maxLength={1_024}
            onChange={(_event, { value }) => {
              setService(value);
            }}
          />
          <Button type="submit" disabledFocusable={asking}>
            {text.tickets.get}
          </Button>
        </form>
      ) : (
        <div className="reach-q" />
      )}
      <TicketList identity={identity} now={now} />
      {live && !identity.tickets.some(({ kind }) => kind === 'service') && (
        <p className="reach-0">{text.tickets.none}</p>
      )}
      {!live && identity.tickets.length === 0 && <p className="reach-0">{text.tickets.signInFirst}.</p>}
      {identity.ticketsLeftOut > 0 && (
        <p className="reach-0">{text.tickets.leftOut(identity.ticketsLeftOut)}</p>
      )}
    </section>
  );
}
