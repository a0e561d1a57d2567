// What is chosen and known for one identity alone: whether it renews itself, and how long its password lasts.
import { Link, Switch } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { IdentityDto } from '#shared';
import { StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { passwordLeft } from '../../state/password.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

export function OwnSettings(props: { readonly identity: IdentityDto; readonly now: number }): ReactElement {
  const { identity, now } = props;
  const ui = useUi();
  const actions = useActions();
  const { settings } = useSnapshot();
  const password = passwordLeft(identity, now);
  return (
    <section>
      <Switch
        className="own-sw"
        label={text.notices.renewsItself}
        labelPosition="before"
        checked={identity.renewsItself}
        onChange={(_event, { checked }) => {
          void actions.setRenewsItself(identity, checked);
        }}
      />
      {!settings.renewAutomatically && (
        <p className="lbl">
          {text.notices.offForAll}.{' '}
          <Link
            onClick={() => {
              ui.goToSetting('renewAutomatically');
            }}
          >
            {text.notices.change}
          </Link>
        </p>
      )}
      {password !== undefined && (
        <StateLine shape={password.shape} size={14}>
          {password.words}
        </StateLine>
      )}
    </section>
  );
}
