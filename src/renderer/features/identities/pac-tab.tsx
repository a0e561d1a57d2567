// The PAC tab: what the realm tells services about this identity. The KDC is asked when the tab is opened; leaving it
// while the answer is out cancels the question.
import { Button } from '@fluentui/react-components';
import { ArrowSync16Regular } from '@fluentui/react-icons';
import { Fragment, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { IdentityDto, PacReport, PacTime, Result } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Explain } from '../../components/explain.tsx';
import { KeyValue } from '../../components/key-value.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { clockTime, dayName, explanationOf, text } from '../../strings/index.ts';
import { PacGroups } from './pac-groups.tsx';

const words = text.pac;
/** The part of a PAC that lists the groups. */
const LOGON_INFO = 1;

type Pac = NonNullable<PacReport['pac']>;
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

function Checks({ pac }: { readonly pac: Pac }): ReactElement {
  const { signatures, client } = pac;
  return (
    <section>
      <h2>{words.checksums}</h2>
      <ul className="pac-c">
        {(['server', 'kdc', 'ticket', 'full'] as const).map((which) => (
          <li key={which}>
            <StateIcon shape={verdictShapes[signatures[which]]} size={14} />
            <b>{words.signature[which]}</b>
            <span>{words.verdict[signatures[which]]}</span>
          </li>
        ))}
        {client !== undefined && (
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

/** What came, or what did not and why. */
function Verdict({ report }: { readonly report: PacReport }): ReactElement {
  const { pac, realm } = report;
  if (pac === undefined) {
    return (
      <section>
        <StateLine shape="off">{words.noPac(realm)}</StateLine>
        <p className="lbl">{words.noPacWhy}</p>
      </section>
    );
  }
  if (pac.logon === undefined) {
    return (
      <section>
        <StateLine shape="off">{words.noGroups(realm)}</StateLine>
        <p className="lbl">{words.noGroupsWhy}</p>
      </section>
    );
  }
  return (
    <section>
      <StateLine shape="ok">{words.given(realm)}</StateLine>
      <p className="lbl">{words.how[report.how](clockTime(report.asked))}</p>
    </section>
  );
}

function Report({ report, now }: { readonly report: PacReport; readonly now: number }): ReactElement {
  const { pac } = report;
  return (
    <>
      <Verdict report={report} />
      {pac?.logon !== undefined && (
        <>
          <Who logon={pac.logon} now={now} />
          <PacGroups groups={pac.logon.groups} leftOut={pac.logon.groupsLeftOut} />
        </>
      )}
      {pac?.upn !== undefined && <Names upn={pac.upn} />}
      {pac !== undefined && (
        <>
          <Checks pac={pac} />
          <Size pac={pac} />
        </>
      )}
    </>
  );
}

/** Mounted for one identity: another one gets a tab of its own. */
export function PacTab({
  identity,
  now,
}: {
  readonly identity: IdentityDto;
  readonly now: number;
}): ReactElement {
  const actions = useActions();
  const [result, setResult] = useState<Result<PacReport>>();
  const [attempt, setAttempt] = useState(0);
  const { id } = identity;
  useEffect(() => {
    const operation = crypto.randomUUID();
    let left = false;
    let answered = false;
    void bridge()
      .identity.pac({ operation, identity: id })
      .then((value) => {
        answered = true;
        if (!left) setResult(value);
      });
    return () => {
      left = true;
      if (!answered) void bridge().operation.cancel({ operation });
    };
  }, [id, attempt]);
  const again = (): void => {
    setResult(undefined);
    setAttempt(attempt + 1);
  };
  return (
    <div aria-live="polite" aria-busy={result === undefined}>
      {result === undefined && (
        <section>
          <StateLine shape="work">{words.asking(identity.realm)}</StateLine>
          <p className="lbl">{words.what}</p>
        </section>
      )}
      {result?.ok === true && <Report report={result.value} now={now} />}
      {result?.ok === false && (
        <section className="pac-f">
          <StateLine shape={result.error.kdcError === undefined ? 'bad' : 'warn'}>
            {result.error.kdcError === undefined ? words.failed : words.refused(identity.realm)}
          </StateLine>
          <Explain
            explanation={explanationOf(result.error)}
            open={false}
            onCopy={(line) => {
              void actions.copy(line);
            }}
          />
          <Button className="b-s" icon={<ArrowSync16Regular />} onClick={again}>
            {words.again}
          </Button>
        </section>
      )}
    </div>
  );
}
