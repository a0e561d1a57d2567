// Sign in: who, and with which options. The password is typed into a window of its own, never here.
import { Button, Field, Input } from '@fluentui/react-components';
import { Copy16Regular, Person20Regular, ShieldLock16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { USUAL_RENEWABLE_SECONDS, kinitCommand } from '#shared';
import type { AppDescription, IdentityDto, SignInOptions, Snapshot } from '#shared';
import { PromptProgress } from '../../components/prompt-progress.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { OptionsFold } from './options.tsx';
import { Reach } from './reach.tsx';

const words = text.signIn;

function known(identities: readonly IdentityDto[], principal: string): IdentityDto | undefined {
  return identities.find((identity) => identity.principal === principal.trim());
}

/** What krb5.conf says, where the settings do not say otherwise. */
function configured({ environment: { config }, settings }: Snapshot): SignInOptions {
  return {
    ...(config.ticketLifetime > 0 ? { lifetime: config.ticketLifetime } : {}),
    renewable: config.renewLifetime > 0 ? config.renewLifetime : USUAL_RENEWABLE_SECONDS,
    ...(config.forwardable ? { forwardable: true } : {}),
    ...settings.signIn,
  };
}

export function SignInSheet(props: {
  readonly principal: string | undefined;
  readonly app: AppDescription | undefined;
}): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const snapshot = useSnapshot();
  const [principal, setPrincipal] = useState(props.principal ?? '');
  const [chosen, setChosen] = useState<SignInOptions>();
  const [operation, setOperation] = useState<string>();
  const defaultRealm = snapshot.environment.config.defaultRealm;
  const identity = known(snapshot.identities, principal);
  const remembered = identity !== undefined && identity.lastSignIn > 0;
  const options = chosen ?? (remembered ? identity.options : configured(snapshot));
  const caption =
    chosen !== undefined
      ? words.asChosen
      : remembered
        ? words.remembered(identity.principal)
        : Object.keys(snapshot.settings.signIn).length > 0
          ? words.fromSettings
          : snapshot.environment.config.ticketLifetime > 0
            ? words.fromConfig
            : words.realmDecides;
  const running = operation !== undefined;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (principal.trim() === '' || running) return;
    const started = crypto.randomUUID();
    setOperation(started);
    void actions.signIn(started, principal.trim(), options).then((done) => {
      if (!done) setOperation(undefined);
    });
  };
  const close = (): void => {
    if (operation !== undefined) void actions.cancel(operation);
    ui.close();
  };
  const progress = snapshot.operations.find(({ id }) => id === operation);
  return (
    <Sheet
      label={words.title}
      width="narrow"
      onClose={close}
      footer={
        <>
          {!running && (
            <Button
              className="b-s"
              appearance="subtle"
              icon={<Copy16Regular />}
              disabled={principal.trim() === ''}
              onClick={() => {
                void actions.copy(kinitCommand(principal.trim(), options, identity?.environment ?? []));
              }}
            >
              {text.common.copyAsCommand}
            </Button>
          )}
          <span className="sp" />
          <Button onClick={close}>{text.common.cancel}</Button>
          {!running && (
            <Button appearance="primary" disabledFocusable={principal.trim() === ''} onClick={submit}>
              {words.continue}
            </Button>
          )}
        </>
      }
    >
      {running ? (
        <PromptProgress operation={progress} words={words.waiting} />
      ) : (
        <form onSubmit={submit}>
          <Field label={words.who}>
            <Input
              size="large"
              className="pn"
              data-first
              spellCheck={false}
              autoComplete="off"
              maxLength={1_024}
              contentBefore={<Person20Regular />}
              placeholder={words.placeholder(defaultRealm)}
              value={principal}
              onChange={(_event, { value }) => {
                setPrincipal(value);
              }}
            />
          </Field>
          <Reach principal={principal} defaultRealm={defaultRealm} />
          <OptionsFold options={options} caption={caption} onChange={setChosen} />
          <div className="safe">
            <ShieldLock16Regular />
            <span>{words.next}</span>
          </div>
          {props.app?.runtime === 'stand-in' && (
            <div className="note">
              <StateIcon shape="warn" size={14} />
              <span>{words.standIn}</span>
            </div>
          )}
          <button type="submit" hidden />
        </form>
      )}
    </Sheet>
  );
}
