// The right side: one ticket, first the verdict, then what is known of it.
import { Button, Tab, TabList, Tooltip } from '@fluentui/react-components';
import {
  ArrowSync16Regular,
  Delete16Regular,
  Dismiss16Regular,
  WindowConsole20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { kvnoCommand, withServers } from '#shared';
import type { IdentityDto, TicketDto } from '#shared';
import { CommandLine } from '../../components/command-line.tsx';
import { Meter } from '../../components/meter.tsx';
import { ServiceIcon } from '../../components/service-icon.tsx';
import { StateLine } from '../../components/state-icon.tsx';
import { Tile } from '../../components/tile.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { isLow, startOf, tileCount } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { longSpan, text } from '../../strings/index.ts';
import { PacTab } from './pac-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { Encryption, Flags, Overview, Times } from './ticket-tabs.tsx';
import { TraceTab } from './trace-tab.tsx';

const words = text.inspector;

type TabName = keyof typeof words.tabs;

export function Inspector(props: {
  readonly identity: IdentityDto;
  readonly ticket: TicketDto;
}): ReactElement {
  const { identity, ticket } = props;
  const now = useNow(ticket.endTime);
  const ui = useUi();
  const actions = useActions();
  const [chosen, setChosen] = useState<TabName>('overview');
  // Opened for one identity, it asks for no other: the KDC is asked when the person opens it.
  const [pacOf, setPacOf] = useState<string>();
  const hasPac = ticket.kind === 'tgt';
  const tab = chosen === 'pac' && (!hasPac || pacOf !== identity.id) ? 'overview' : chosen;
  const left = ticket.endTime - now;
  const total = Math.max(1, ticket.endTime - startOf(ticket));
  const low = left > 0 && isLow(ticket, now);
  const command = withServers(kvnoCommand(ticket.server, identity.environment), identity);
  const close = (): void => {
    ui.select(undefined);
  };
  return (
    <aside
      className="insp"
      aria-label={words.label}
      tabIndex={-1}
      data-pane="inspector"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className="insp-h">
        <div className="row g12 top">
          <Tile size={36} quiet>
            <ServiceIcon ticket={ticket} size={20} />
          </Tile>
          <div className="col grow">
            <b className="insp-n pn el" title={ticket.name}>
              {ticket.name}
            </b>
            <span className="lbl clamp2">
              {ticket.kind === 'service' ? words.of : words.tgtOf}{' '}
              <span className="pn">{identity.principal}</span>
            </span>
          </div>
          <Tooltip content={text.common.closeKey} relationship="label">
            <Button size="small" appearance="subtle" icon={<Dismiss16Regular />} onClick={close} />
          </Tooltip>
        </div>
        <div className="row insp-v">
          <StateLine shape={left <= 0 ? 'off' : low ? 'warn' : 'ok'}>
            {left <= 0
              ? text.state.expired(ticket.endTime, now)
              : text.state.validUntil(left, ticket.endTime, now)}
          </StateLine>
        </div>
        <Meter
          total={total}
          elapsed={total - Math.max(0, left)}
          tiles={tileCount(total)}
          kind={low ? 'warn' : undefined}
          size="md"
          label={left > 0 ? text.state.meter(left, total) : longSpan(0)}
        />
        <div className="row insp-a">
          {ticket.kind === 'service' && left <= 0 && (
            <Button
              className="b-s"
              icon={<ArrowSync16Regular />}
              onClick={() => {
                void actions.acquire(crypto.randomUUID(), identity, ticket.server);
              }}
            >
              {text.tickets.getAgain}
            </Button>
          )}
          <Button
            className="b-s"
            icon={<WindowConsole20Regular className="i16" />}
            onClick={() => {
              void actions.copy(command);
            }}
          >
            {text.common.copyAsCommand}
          </Button>
          <span className="sp" />
          <Tooltip content={text.tickets.remove} relationship="label">
            <Button
              className="b-s"
              appearance="subtle"
              icon={<Delete16Regular />}
              onClick={() => {
                void actions.remove(identity, ticket);
              }}
            />
          </Tooltip>
        </div>
      </div>
      <TabList
        size="small"
        className="insp-t"
        selectedValue={tab}
        onTabSelect={(_event, { value }) => {
          setChosen(value as TabName);
          setPacOf(value === 'pac' ? identity.id : undefined);
        }}
      >
        {Object.entries(words.tabs)
          .filter(([name]) => name !== 'pac' || hasPac)
          .map(([name, word]) => (
            <Tab key={name} value={name}>
              {word}
            </Tab>
          ))}
      </TabList>
      <div className="insp-b" role="tabpanel" aria-label={words.tabs[tab]} tabIndex={0}>
        {tab === 'overview' && <Overview identity={identity} ticket={ticket} now={now} />}
        {tab === 'times' && <Times ticket={ticket} now={now} />}
        {tab === 'flags' && <Flags ticket={ticket} />}
        {tab === 'encryption' && <Encryption ticket={ticket} />}
        {tab === 'trace' && <TraceTab key={ticket.id} identity={identity} ticket={ticket} now={now} />}
        {tab === 'raw' && <RawTab key={ticket.id} identity={identity} ticket={ticket} />}
        {tab === 'pac' && <PacTab key={identity.id} identity={identity} now={now} />}
      </div>
      <div className="insp-c">
        <CommandLine command={command} />
      </div>
    </aside>
  );
}
