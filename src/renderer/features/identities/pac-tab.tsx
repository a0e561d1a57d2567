// The PAC tab: what the realm tells services about this identity. The KDC is asked when the tab is opened; leaving it
// while the answer is out cancels the question.
import { Button } from '@fluentui/react-components';
import { ArrowSync16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { IdentityDto, PacReport, Result } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Explain } from '../../components/explain.tsx';
import { PacParts } from '../../components/pac-parts.tsx';
import { StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { clockTime, explanationOf, text } from '../../strings/index.ts';

const words = text.pac;
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
      {pac !== undefined && <PacParts pac={pac} now={now} own />}
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
