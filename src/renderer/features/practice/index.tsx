// The practice realm's accounts, with their public passwords, its services, and the line for a terminal.
import { Button } from '@fluentui/react-components';
import { Beaker20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { CommandLine } from '../../components/command-line.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.practice;

export function PracticeSheet(): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const { practice, identities } = useSnapshot();
  const signedIn = identities.find(({ isPractice, tickets }) => isPractice && tickets.length > 0);
  return (
    <Sheet
      label={words.title}
      width="wide"
      onClose={() => {
        ui.close();
      }}
      footer={
        <>
          <Button
            className="b-s"
            appearance="subtle"
            onClick={() => {
              ui.close();
              void actions.stopPractice();
            }}
          >
            {words.stop}
          </Button>
          <span className="sp" />
          <Button
            onClick={() => {
              ui.close();
            }}
          >
            {text.common.close}
          </Button>
        </>
      }
    >
      <p className="p0 row g12">
        <Beaker20Regular className="dim" />
        <span>{words.text}</span>
      </p>
      <h3 className="sec">{words.accounts}</h3>
      <p className="lbl">{words.accountsText}</p>
      <ul className="acc-l">
        {practice.users.map((user) => (
          <li key={user.principal}>
            <div className="col grow">
              <span className="pn name">{user.principal}</span>
              <span className="lbl">{words.note(user.principal, user.note)}</span>
            </div>
            {user.password === '' ? (
              <span className="dim" aria-label={`${words.password}: ${words.ownPassword}`}>
                {words.ownPassword}
              </span>
            ) : (
              <code className="mono" aria-label={`${words.password}: ${user.password}`}>
                {user.password}
              </code>
            )}
            <Button
              className="b-s"
              aria-label={words.signInAs(user.principal)}
              onClick={() => {
                void actions.practice(user.principal);
              }}
            >
              {words.signIn}
            </Button>
          </li>
        ))}
      </ul>
      {practice.services.length > 0 && signedIn !== undefined && (
        <>
          <h3 className="sec">{words.services}</h3>
          <ul className="acc-l">
            {practice.services.map((service) => (
              <li key={service.name}>
                <div className="col grow">
                  <span className="pn name">{service.name}</span>
                  <span className="lbl">{words.note(service.name, service.note)}</span>
                </div>
                <Button
                  className="b-s"
                  aria-label={words.getFor(service.name)}
                  onClick={() => {
                    void actions.acquire(crypto.randomUUID(), signedIn, service.name);
                  }}
                >
                  {text.tickets.get}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {practice.environment.length > 0 && (
        <>
          <h3 className="sec">{words.commands}</h3>
          <p className="lbl">{words.commandsText}</p>
          <CommandLine
            command={{ environment: practice.environment, words: [] }}
            onCopy={(line) => {
              void actions.copy(line);
            }}
          />
        </>
      )}
    </Sheet>
  );
}
