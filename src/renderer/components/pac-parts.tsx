// What a PAC says, part by part: who, which groups, names, checksums, sizes.
import { Fragment } from 'react';
import type { ReactElement } from 'react';
import type { PacDto, PacTime } from '#shared';
import { KeyValue } from './key-value.tsx';
import { StateIcon } from './state-icon.tsx';
import { clockTime, dayName, text } from '../strings/index.ts';
import { PacGroups } from './pac-groups.tsx';

const words = text.pac;
/** The part of a PAC that lists the groups. */
const LOGON_INFO = 1;

type Pac = PacDto;
type Logon = NonNullable<Pac['logon']>;

function said(time: PacTime, now: number): string {
  if (time === undefined) return words.notSaid;
  return time === 'never' ? words.never : `${dayName(time, now)} ${clockTime(time)}`;
}

function Who({ logon, now }: { readonly logon: Logon; readonly now: number }): ReactElement {
  const { times, sid } = logon;
  return (
    <section>
      <h2>{words.who}</h2>
      <div className="pac-w">
        <b>{logon.fullName === '' ? logon.account : logon.fullName}</b>
        <span className="chip">{`${logon.domain}\\${logon.account}`}</span>
      </div>
      <KeyValue
        rows={[
          [words.sid, <span className="mono pac-s">{sid ?? words.notSaid}</span>],
          [words.signedIn, <span className="num">{words.by(said(times.logon, now), logon.server)}</span>],
          [words.passwordSet, <span className="num">{said(times.passwordLastSet, now)}</span>],
          [words.passwordEnds, <span className="num">{said(times.passwordMustChange, now)}</span>],
          [words.logonEnds, <span className="num">{said(times.kickOff, now)}</span>],
        ]}
      />
    </section>
  );
}

const verdictShapes = { valid: 'ok', invalid: 'bad', 'no-key': 'skip', absent: 'off' } as const;

function Checks({ pac, own }: { readonly pac: Pac; readonly own: boolean }): ReactElement {
  const { signatures, client } = pac;
  return (
    <section>
      <h2>{words.checksums}</h2>
      <ul className="pac-c">
        {(['server', 'kdc', 'ticket', 'full'] as const).map((which) => (
          <li key={which}>
            <StateIcon shape={verdictShapes[signatures[which]]} size={14} />
            <b>{words.signature[which]}</b>
            <span>
              {signatures[which] === 'valid' && !own
                ? text.inspect.verdict('valid')
                : words.verdict[signatures[which]]}
            </span>
          </li>
        ))}
        {client?.matchesTicket !== undefined && (
          <li>
            <StateIcon shape={client.matchesTicket ? 'ok' : 'bad'} size={14} />
            <b>{words.clientInfo}</b>
            <span>{client.matchesTicket ? words.matches : words.differs(client.name)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}

function Names({ upn }: { readonly upn: NonNullable<Pac['upn']> }): ReactElement {
  return (
    <section>
      <h2>{words.names}</h2>
      <KeyValue
        rows={[
          [
            words.upn,
            <>
              <span className="pn">{upn.upn}</span>
              {upn.constructed && <span className="lbl"> {words.constructed}</span>}
            </>,
          ],
          [words.dnsDomain, <span className="pn">{upn.dnsDomain}</span>],
          ...(upn.samName === undefined
            ? []
            : [[words.samName, <span className="pn">{upn.samName}</span>] as const]),
        ]}
      />
    </section>
  );
}

function Size({ pac }: { readonly pac: Pac }): ReactElement {
  const sum = (wanted: (reason: Logon['groups'][number]['reason']) => boolean) => {
    const groups = (pac.logon?.groups ?? []).filter(({ reason }) => wanted(reason));
    return { count: groups.length, bytes: groups.reduce((total, { bytes }) => total + bytes, 0) };
  };
  const ofDomain = (reason: string): boolean => ['primary', 'member', 'resource'].includes(reason);
  const rows = [
    { label: words.ofGroups, ...sum(ofDomain) },
    { label: words.ofExtra, ...sum((reason) => !ofDomain(reason)) },
  ].filter(({ count }) => count > 0);
  return (
    <section>
      <h2>{words.size(pac.bytes)}</h2>
      <dl className="pac-z">
        {pac.parts.map(({ type, name, bytes }, at) => (
          <Fragment key={`${at} ${type}`}>
            <div>
              <dt>{words.part(name)}</dt>
              <dd className="num">{words.bytes(bytes)}</dd>
            </div>
            {type === LOGON_INFO &&
              rows.map(({ label, count, bytes: own }) => (
                <div key={label(count)} className="sub">
                  <dt>{label(count)}</dt>
                  <dd className="num">{words.bytes(own)}</dd>
                </div>
              ))}
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

export function PacParts({
  pac,
  now,
  own,
}: {
  readonly pac: PacDto;
  readonly now: number;
  /** Of a ticket to oneself: the server's key is one's own session key. */
  readonly own: boolean;
}): ReactElement {
  return (
    <>
      {pac.logon !== undefined && (
        <>
          <Who logon={pac.logon} now={now} />
          <PacGroups groups={pac.logon.groups} leftOut={pac.logon.groupsLeftOut} />
        </>
      )}
      {pac.upn !== undefined && <Names upn={pac.upn} />}
      <Checks pac={pac} own={own} />
      <Size pac={pac} />
    </>
  );
}
