// The one button of an identity: renew where that helps, sign in where it does not.
import { Button } from '@fluentui/react-components';
import { ArrowSync16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { IdentityDto, OperationDto } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import type { Standing } from '../../state/identity-state.ts';
import { endsAt } from '../../state/renewal-state.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

/** The renewal of this identity that runs right now. */
export function useRenewal(identity: IdentityDto): OperationDto | undefined {
  const { operations } = useSnapshot();
  return operations.find(({ kind, principal }) => kind === 'renew' && principal === identity.principal);
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
  const renewal = useRenewal(identity);
  const live = at.kind === 'valid' || at.kind === 'low';
  // Renewal that ends is not helped by one more.
  const ends = endsAt(identity.renewal, useNow()) !== undefined;
  if (live && at.renewable && !ends) {
    return (
      <Button
        className="b-s"
        appearance={accent ? 'primary' : 'secondary'}
        icon={renewal === undefined ? <ArrowSync16Regular /> : <StateIcon shape="work" />}
        onClick={() => {
          if (renewal === undefined) void actions.renew(identity);
          else void actions.cancel(renewal.id);
        }}
      >
        {renewal === undefined ? text.renewal.now : text.common.cancel}
      </Button>
    );
  }
  if (at.kind === 'valid' && !ends) return null;
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
