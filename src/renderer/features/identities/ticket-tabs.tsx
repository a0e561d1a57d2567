// The inspector's tabs that tell of the ticket from what is already known: Overview, Times, Flags, Encryption.
import type { ReactElement } from 'react';
import type { EnctypeDto, IdentityDto, TicketDto } from '#shared';
import { KeyValue } from '../../components/key-value.tsx';
import { PrincipalName } from '../../components/principal-name.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { startOf } from '../../state/identity-state.ts';
import { clockTimeExact, dayName, text } from '../../strings/index.ts';
import { OwnSettings } from './own-settings.tsx';

const words = text.inspector;

function Enctype({
  enctype,
  kvno,
}: {
  readonly enctype: EnctypeDto;
  readonly kvno?: number | undefined;
}): ReactElement {
  return (
    <span className="row">
      {enctype.weak && <StateIcon shape="warn" size={14} />}
      <span>
        {enctype.name} {kvno !== undefined && <span className="dim">{words.kvno(kvno)}</span>}
      </span>
    </span>
  );
}

function exact(at: number, now: number): string {
  return at === 0 ? text.table.none : `${dayName(at, now)} ${clockTimeExact(at)}`;
}

export function Overview(props: {
  readonly identity: IdentityDto;
  readonly ticket: TicketDto;
  readonly now: number;
}): ReactElement {
  const { identity, ticket, now } = props;
  return (
    <>
      <section>
        <h2>{words.who}</h2>
        <KeyValue
          rows={[
            [
              words.client,
              <span className="pn">
                <PrincipalName name={ticket.client ?? identity.principal} />
              </span>,
            ],
            [
              words.service,
              <span className="pn">
                <PrincipalName name={ticket.server} />
              </span>,
            ],
            [words.got, <span className="num">{exact(startOf(ticket), now)}</span>],
            [
              words.cache,
              <span className="mono">
                <PrincipalName name={identity.cache} />
              </span>,
            ],
          ]}
        />
      </section>
      {ticket.kind === 'tgt' && <OwnSettings identity={identity} now={now} />}
      <section>
        <h2>{words.encryption}</h2>
        <KeyValue
          rows={[
            [words.ticket, <Enctype enctype={ticket.ticketEtype} kvno={ticket.kvno} />],
            [words.sessionKey, <Enctype enctype={ticket.sessionEtype} />],
          ]}
        />
      </section>
      <section>
        <h2>{words.allows}</h2>
        <div className="chips">
          {ticket.flags.map((flag) => (
            <span key={flag} className="chip">
              {text.flags[flag].name}
            </span>
          ))}
          {ticket.flags.length === 0 && <span className="dim">{words.noFlags}</span>}
        </div>
      </section>
    </>
  );
}

export function Times({ ticket, now }: { readonly ticket: TicketDto; readonly now: number }): ReactElement {
  const renewTill = ticket.flags.includes('renewable') ? exact(ticket.renewTill, now) : words.noRenew;
  return (
    <section>
      <KeyValue
        rows={[
          [words.authTime, <span className="num">{exact(ticket.authTime, now)}</span>],
          [words.startTime, <span className="num">{exact(startOf(ticket), now)}</span>],
          [words.endTime, <span className="num">{exact(ticket.endTime, now)}</span>],
          [words.renewTill, <span className="num">{renewTill}</span>],
        ]}
      />
      <p className="lbl">{words.resumeTimes}</p>
    </section>
  );
}

export function Flags({ ticket }: { readonly ticket: TicketDto }): ReactElement {
  return (
    <section>
      {ticket.flags.length === 0 && <span className="dim">{words.noFlags}</span>}
      <dl className="flags">
        {ticket.flags.map((flag) => (
          <div key={flag}>
            <dt>{text.flags[flag].name}</dt>
            <dd className="lbl">{text.flags[flag].means}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Encryption({ ticket }: { readonly ticket: TicketDto }): ReactElement {
  const weak = ticket.ticketEtype.weak || ticket.sessionEtype.weak;
  return (
    <section>
      <KeyValue
        rows={[
          [words.ticket, <Enctype enctype={ticket.ticketEtype} kvno={ticket.kvno} />],
          [words.sessionKey, <Enctype enctype={ticket.sessionEtype} />],
        ]}
      />
      {weak ? (
        <div className="note">
          <StateIcon shape="warn" size={14} />
          <span>{words.weak}</span>
        </div>
      ) : (
        <p className="lbl">{words.strong}</p>
      )}
    </section>
  );
}
