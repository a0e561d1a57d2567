// The password's end on a card, once it is near enough to matter, with what can be done about it.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { StateLine } from '../../components/state-icon.tsx';
import { passwordLeft } from '../../state/password.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

export function PasswordLine(props: {
  readonly identity: IdentityDto;
  readonly now: number;
}): ReactElement | null {
  const { identity, now } = props;
  const ui = useUi();
  const password = passwordLeft(identity, now);
  if (password?.soon !== true) return null;
  return (
    <div className="pw">
      <StateLine shape={password.shape} size={14}>
        {password.words}
      </StateLine>
      <Button
        className="b-s"
        appearance="subtle"
        onClick={() => {
          ui.open({ kind: 'change-password', identity: identity.id });
        }}
      >
        {text.notices.actions['change-password']}
      </Button>
    </div>
  );
}
