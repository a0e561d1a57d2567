// The identity that counts, large: signed in or not, until when, and what can be done about it.
import {
  ArrowSync12Regular,
  ArrowSync16Regular,
  LockClosed16Regular,
  Star16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { IdentityTile } from '../../components/identity-tile.tsx';
import { PrincipalName } from '../../components/principal-name.tsx';
import { StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { renewalWords, standing, startOf, stateWords } from '../../state/identity-state.ts';
import type { Standing } from '../../state/identity-state.ts';
import { nextAt, planMoment } from '../../state/renewal-state.ts';
import { moment, shortSpans, text } from '../../strings/index.ts';
import { IdentityMarks } from './identity-marks.tsx';
import { IdentityMenu } from './identity-menu.tsx';
import { LifetimeMeter, notchOf } from './lifetime-meter.tsx';
import { PasswordLine } from './password-line.tsx';
import { PrimaryAction, useRenewal } from './primary-action.tsx';

function BigNumber({ left }: { readonly left: number }): ReactElement {
  return (
    <span className="hero-n num">
      {shortSpans(left).map(({ amount, unit }, at) => (
        <span key={unit}>
          {at > 0 ? ' ' : ''}
          {amount}
          <u>{unit}</u>
        </span>
      ))}
    </span>
  );
}

/** Under the notch, as far as it does not run into the ends. */
function PlannedAt(props: {
  readonly identity: IdentityDto;
  readonly at: Standing;
  readonly now: number;
}): ReactElement | null {
  const { identity, at, now } = props;
  const notch = notchOf(identity, at);
  const next = nextAt(identity.renewal);
  if (notch === undefined || next === undefined || !('tgt' in at)) return null;
  const part = notch / Math.max(1, at.tgt.endTime - startOf(at.tgt));
  const words = identity.renewal?.next === 'renew' ? text.plan.notch : text.plan.notchAnew;
  return (
    <span className="tm-at" style={{ left: `${Math.min(76, Math.max(24, part * 100))}%` }}>
      <ArrowSync12Regular />
      {words(planMoment(next, at, now))}
    </span>
  );
}

export function Hero(props: { readonly identity: IdentityDto; readonly accent: boolean }): ReactElement {
  const { identity, accent } = props;
  const now = useNow(identity.tickets.find(({ kind }) => kind === 'tgt')?.endTime);
  const actions = useActions();
  const renewal = useRenewal(identity);
  const at = standing(identity, now);
  const { shape, words } = stateWords(identity, at, now, 'hero');
  const live = at.kind === 'valid' || at.kind === 'low';
  return (
    <section
      className={`card hero${identity.isPractice ? ' dash' : ''}`}
      aria-label={identity.principal}
      data-identity={identity.id}
    >
      <div className="hero-t">
        <IdentityTile identity={identity} size={44} quiet={!live} />
        <div className="col g2px">
          <div className="row hero-w">
            <b className="hero-p pn">
              <PrincipalName name={identity.principal} />
            </b>
            {identity.isDefault && (
              <span className="chip">
                <Star16Filled className="i12" />
                {text.common.default}
              </span>
            )}
            {identity.isPractice && <span className="chip line">{text.common.practice}</span>}
            <IdentityMarks identity={identity} named />
          </div>
          <StateLine shape={renewal === undefined ? shape : 'work'}>
            {renewal === undefined ? words : text.renewal.renewing}
          </StateLine>
        </div>
        <span className="sp" />
        {live ? (
          <div className="hero-left">
            <BigNumber left={at.left} />
            <span className="dim num hero-u">{text.state.left(at.tgt.endTime, now)}</span>
          </div>
        ) : (
          <PrimaryAction identity={identity} at={at} accent={accent} large />
        )}
      </div>
      <div className="hero-m">
        <LifetimeMeter
          identity={identity}
          at={at}
          now={now}
          size="lg"
          busy={renewal !== undefined}
          onRenew={() => {
            void actions.renew(identity);
          }}
        >
          {'tgt' in at && (
            <div className="tm-l num">
              <span className="from">{moment(startOf(at.tgt), now)}</span>
              <PlannedAt identity={identity} at={at} now={now} />
              <span className="to">{moment(at.tgt.endTime, now)}</span>
            </div>
          )}
        </LifetimeMeter>
      </div>
      <PasswordLine identity={identity} now={now} />
      <div className="hero-f">
        {live && at.renewable ? <ArrowSync16Regular /> : <LockClosed16Regular />}
        <span className="fg2">{renewalWords(identity, at, now)}</span>
        <span className="sp" />
        {live && <PrimaryAction identity={identity} at={at} accent={accent} />}
        <IdentityMenu identity={identity} at={at} />
      </div>
    </section>
  );
}
