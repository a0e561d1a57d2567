// The practice realm's accounts, with their public passwords, its services, and the line for a terminal.
import { Button } from '@fluentui/react-components';
import { Beaker20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { CommandLine } from '../../components/command-line.tsx';
import { Sheet, SheetFooter } from '../../components/sheet.tsx';
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
  const close = (): void => {
    ui.close();
  };
  return (
    <Sheet
      label={words.title}
      width="wide"
      onClose={close}
      footer={
        <SheetFooter
          out={text.common.close}
          onOut={close}
          start={
            <Button
              className="b-s"
              appearance="subtle"
              onClick={() => {
                close();
                void actions.stopPractice();
              }}
            >
              {words.stop}
            </Button>
          }
        />
      }
    >
      <p className="p0 row g12 top">
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
          <CommandLine command={{ environment: practice.environment, words: [] }} />
        </>
      )}
    </Sheet>
  );
}
