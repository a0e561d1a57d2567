// A notice that was clicked, with what it had to offer: above the identities, in nobody's way.
import { Button, Tooltip } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { standing, stateWords } from '../../state/identity-state.ts';
import { passwordLeft } from '../../state/password.ts';
import { useUi } from '../../state/ui.ts';
import type { IdentityAsk } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

type Action = IdentityAsk['actions'][number];

function Strip({
  asked,
  identity,
}: {
  readonly asked: IdentityAsk;
  readonly identity: IdentityDto;
}): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const now = useNow(identity.tickets.find(({ kind }) => kind === 'tgt')?.endTime);
  const region = useRef<HTMLElement>(null);
  const password = passwordLeft(identity, now);
  const { shape, words } =
    asked.actions.includes('change-password') && password !== undefined
      ? password
      : stateWords(identity, standing(identity, now), now, 'card');
  useEffect(() => {
    region.current?.querySelector('button')?.focus();
  }, [asked]);
  const run: Readonly<Record<Action, () => void>> = {
    renew: () => void actions.renew(identity),
    'sign-in': () => {
      if (identity.isPractice) void actions.practice(identity.principal);
      else ui.open({ kind: 'sign-in', principal: identity.principal });
    },
    'change-password': () => {
      ui.open({ kind: 'change-password', identity: identity.id });
    },
    snooze: () => void actions.snooze(identity),
  };
  return (
    <section className="card asked" aria-label={text.notices.about(identity.principal)} ref={region}>
      <div className="col grow">
        <b className="pn el">{identity.principal}</b>
        <StateLine shape={shape}>{words}</StateLine>
      </div>
      <div className="row asked-a">
        {asked.actions.map((action) => (
          <Button
            key={action}
            className="b-s"
            onClick={() => {
              ui.ask(undefined);
              run[action]();
            }}
          >
            {text.notices.actions[action]}
          </Button>
        ))}
        <Tooltip content={text.common.close} relationship="label">
          <Button
            className="b-s"
            appearance="subtle"
            icon={<Dismiss16Regular />}
            onClick={() => {
              ui.ask(undefined);
            }}
          />
        </Tooltip>
      </div>
    </section>
  );
}

export function AskedStrip(): ReactElement | null {
  const { asked } = useUi();
  const { identities } = useSnapshot();
  const identity = identities.find(({ id }) => id === asked?.identity);
  return asked === undefined || identity === undefined ? null : <Strip asked={asked} identity={identity} />;
}
