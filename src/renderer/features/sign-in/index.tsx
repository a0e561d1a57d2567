// Sign in: who, how, and with which options. The password is typed into a window of its own, never here.
import { Button, Field, Input } from '@fluentui/react-components';
import { Copy16Regular, Person20Regular, ShieldLock16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { USUAL_RENEWABLE_SECONDS, kinitCommand, withServers } from '#shared';
import type { AppDescription, IdentityDto, SignInOptions, Snapshot } from '#shared';
import { PromptProgress } from '../../components/prompt-progress.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import {
  howOf,
  kdcTyped,
  keeps,
  kpasswdTyped,
  serversOf,
  signInHow,
  usesSaved,
} from '../../state/sign-in-draft.ts';
import type { SignInDraft } from '../../state/sign-in-draft.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { How } from './how.tsx';
import { KeytabPanel } from './keytab-panel.tsx';
import { SignInOptionsFold } from './options.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { Reach, realmOf, useProbe } from './reach.tsx';
import { Servers, serversProblem } from './servers.tsx';

const words = text.signIn;

/** The principal with its realm, as far as that is known. */
function whole(typed: string, realm: string | undefined): string | undefined {
  const name = typed.trim();
  if (name === '' || realm === undefined) return undefined;
  return name.includes('@') ? name : `${name}@${realm}`;
}

function optionsCaption(snapshot: Snapshot, chosen: boolean, remembered: IdentityDto | undefined): string {
  if (chosen) return words.asChosen;
  if (remembered !== undefined) return words.remembered(remembered.principal);
  if (Object.keys(snapshot.settings.signIn).length > 0) return words.fromSettings;
  return snapshot.environment.config.ticketLifetime > 0 ? words.fromConfig : words.realmDecides;
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
  readonly draft: SignInDraft;
  readonly app: AppDescription | undefined;
}): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const snapshot = useSnapshot();
  const [draft, setDraft] = useState(props.draft);
  const [judged, setJudged] = useState(false);
  const [operation, setOperation] = useState<string>();
  const change = (changed: Partial<SignInDraft>): void => {
    setDraft((before) => ({ ...before, ...changed }));
  };
  const principal = draft.principal.trim();
  const defaultRealm = snapshot.environment.config.defaultRealm;
  const realm = realmOf(principal, defaultRealm);
  const named = whole(principal, realm);
  const identity = snapshot.identities.find((each) => each.principal === named);
  const finding = useProbe(principal, realm, identity?.id);
  const remembered = identity !== undefined && identity.lastSignIn > 0 ? identity : undefined;
  const options = draft.options ?? remembered?.options ?? configured(snapshot);
  const how = howOf(draft, identity);
  const saved = usesSaved(draft, identity);
  const [kdc, kpasswd] = [kdcTyped(draft, identity), kpasswdTyped(draft, identity)];
  const asksServers =
    realm !== undefined && (finding?.state === 'unknown-realm' || kdc !== '' || draft.kdc !== undefined);
  const chosen = signInHow(draft, identity);
  const ready = principal !== '' && chosen !== undefined;
  const running = operation !== undefined;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setJudged(true);
    if (!ready || running) return;
    if (asksServers && (serversProblem(kdc) ?? serversProblem(kpasswd)) !== undefined) return;
    const started = crypto.randomUUID();
    setOperation(started);
    const servers = asksServers ? serversOf(draft, identity) : undefined;
    const input = { operation: started, principal, options, how: chosen };
    void actions.signIn(servers === undefined ? input : { ...input, servers }, draft).then((done) => {
      if (!done) setOperation(undefined);
    });
  };
  const close = (): void => {
    if (operation !== undefined) void actions.cancel(operation);
    ui.close();
  };
  const progress = snapshot.operations.find(({ id }) => id === operation);
  const keytab = how === 'keytab' ? draft.keytab : undefined;
  const { signInMeans } = text;
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
              disabled={!ready}
              onClick={() => {
                const line = kinitCommand(principal, options, identity?.environment ?? [], keytab);
                const servers = asksServers ? serversOf(draft, identity) : undefined;
                void actions.copy(withServers(line, { realm: realm ?? '', means: { servers } }));
              }}
            >
              {text.common.copyAsCommand}
            </Button>
          )}
          <span className="sp" />
          <Button onClick={close}>{text.common.cancel}</Button>
          {!running && (
            <Button appearance="primary" disabledFocusable={!ready} onClick={submit}>
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
              value={draft.principal}
              onChange={(_event, { value }) => {
                change({ principal: value });
              }}
            />
          </Field>
          <Reach realm={realm} finding={finding} />
          {asksServers && (
            <Servers
              realm={realm}
              kdc={kdc}
              kpasswd={kpasswd}
              judged={judged}
              onKdc={(typed) => {
                change({ kdc: typed });
              }}
              onKpasswd={(typed) => {
                change({ kpasswd: typed });
              }}
            />
          )}
          <How
            value={how}
            passwordCaption={saved ? signInMeans.passwordSaved : signInMeans.passwordTyped}
            onChange={(value) => {
              change({ how: value });
            }}
          />
          {how === 'keytab' ? (
            <KeytabPanel
              principal={named}
              identity={identity}
              keytab={draft.keytab}
              onChange={(value, isRemembered) => {
                setDraft((before) =>
                  isRemembered && before.keytab !== undefined ? before : { ...before, keytab: value },
                );
              }}
              onCopy={(lines) => {
                void actions.copy(lines);
              }}
            />
          ) : (
            <PasswordPanel
              identity={identity}
              useSaved={saved}
              keep={keeps(draft, identity)}
              onUseSaved={(useSaved) => {
                change({ useSaved });
              }}
              onKeep={(keep) => {
                change({ keep });
              }}
            />
          )}
          <SignInOptionsFold
            options={options}
            caption={optionsCaption(snapshot, draft.options !== undefined, remembered)}
            onChange={(value) => {
              change({ options: value });
            }}
          />
          <div className="safe">
            <ShieldLock16Regular />
            <span>
              {how === 'keytab'
                ? `${signInMeans.keytabNext} ${signInMeans.keytabRenews}`
                : saved
                  ? signInMeans.savedNext
                  : words.next}
            </span>
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
