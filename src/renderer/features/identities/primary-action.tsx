// The one button of an identity: renew where that helps, sign in where it does not.
import { Button } from '@fluentui/react-components';
import { ArrowSync16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import type { Standing } from '../../state/identity-state.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

/** What runs for this identity right now. */
export function useBusy(identity: IdentityDto): 'renew' | 'sign-in' | undefined {
  const { operations } = useSnapshot();
  const kind = operations.find(({ principal }) => principal === identity.principal)?.kind;
  return kind === 'renew' || kind === 'sign-in' ? kind : undefined;
}

export function PrimaryAction(props: {
  readonly identity: IdentityDto;
  readonly at: Standing;
  /** The accent: only one identity on the screen has it. */
  readonly accent: boolean;
  readonly large?: boolean;
}): ReactElement | null {
  const { identity, at, accent } = props;
  const ui = useUi();
  const actions = useActions();
  const busy = useBusy(identity);
  const live = at.kind === 'valid' || at.kind === 'low';
  if (live && at.renewable) {
    return (
      <Button
        className="b-s"
        appearance={accent ? 'primary' : 'secondary'}
        disabledFocusable={busy === 'renew'}
        icon={busy === 'renew' ? <StateIcon shape="work" /> : <ArrowSync16Regular />}
        onClick={() => {
          void actions.renew(identity);
        }}
      >
        {busy === 'renew' ? text.renewal.renewing : text.renewal.now}
      </Button>
    );
  }
  if (at.kind === 'valid') return null;
  return (
    <Button
      className={props.large === true ? '' : 'b-s'}
      size={props.large === true ? 'large' : 'medium'}
      appearance={accent ? 'primary' : 'secondary'}
      onClick={() => {
        if (at.kind === 'unreadable') actions.showProblem(identity);
        else if (identity.isPractice) void actions.practice(identity.principal);
        else ui.open({ kind: 'sign-in', principal: identity.principal });
      }}
    >
      {at.kind === 'unreadable' ? text.explain.why : text.identities.signIn}
    </Button>
  );
}
