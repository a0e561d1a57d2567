// A further identity, small.
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { IdentityTile } from '../../components/identity-tile.tsx';
import { PrincipalName } from '../../components/principal-name.tsx';
import { StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow } from '../../state/hooks.ts';
import { renewalWords, standing, stateWords } from '../../state/identity-state.ts';
import { text } from '../../strings/index.ts';
import { IdentityMarks } from './identity-marks.tsx';
import { IdentityMenu } from './identity-menu.tsx';
import { LifetimeMeter } from './lifetime-meter.tsx';
import { PasswordLine } from './password-line.tsx';
import { PrimaryAction, useRenewal } from './primary-action.tsx';

export function SmallCard(props: {
  readonly identity: IdentityDto;
  readonly accent: boolean;
  readonly onShow: () => void;
}): ReactElement {
  const { identity, accent } = props;
  const now = useNow(identity.tickets.find(({ kind }) => kind === 'tgt')?.endTime);
  const actions = useActions();
  const renewal = useRenewal(identity);
  const at = standing(identity, now);
  const { shape, words } = stateWords(identity, at, now, 'card');
  const live = at.kind === 'valid' || at.kind === 'low';
  return (
    <section
      className={`card id2${identity.isPractice ? ' dash' : ''}`}
      aria-label={identity.principal}
      data-identity={identity.id}
    >
      <div className="id2-h">
        <IdentityTile identity={identity} size={32} quiet />
        <div className="id2-n">
          <button type="button" className="name pn" onClick={props.onShow}>
            <PrincipalName name={identity.principal} />
          </button>
          {identity.isPractice && <span className="chip line">{text.common.practice}</span>}
        </div>
        <div className="id2-a">
          <IdentityMarks identity={identity} />
          <IdentityMenu identity={identity} at={at} />
        </div>
        <StateLine shape={renewal === undefined ? shape : 'work'}>
          {renewal === undefined ? words : text.renewal.renewing}
        </StateLine>
      </div>
      <LifetimeMeter
        identity={identity}
        at={at}
        now={now}
        size="md"
        busy={renewal !== undefined}
        onRenew={() => {
          void actions.renew(identity);
        }}
      />
      <PasswordLine identity={identity} now={now} />
      {(shape !== 'ok' || accent || !live) && !(live && at.renewable && shape === 'ok') && (
        <div className="row">
          <span className="lbl grow">
            {renewalWords(identity, at, now)}
            {identity.leavesListAt > 0 && ` ${text.marks.leaves(identity.leavesListAt, now)}`}
          </span>
          <PrimaryAction identity={identity} at={at} accent={accent} />
        </div>
      )}
    </section>
  );
}
