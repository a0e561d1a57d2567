// Changing a password: what follows, the command that does the same, and how far it has come. Both passwords are
// typed into windows of their own, never here.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { kpasswdCommand, withServers } from '#shared';
import type { IdentityDto } from '#shared';
import { CommandLine } from '../../components/command-line.tsx';
import { PromptProgress } from '../../components/prompt-progress.tsx';
import { Sheet, SheetFooter } from '../../components/sheet.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.changePassword;

export function ChangePasswordSheet({ identity }: { readonly identity: IdentityDto }): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const { operations } = useSnapshot();
  const [operation, setOperation] = useState<string>();
  const running = operation !== undefined;
  const start = (): void => {
    const started = crypto.randomUUID();
    setOperation(started);
    void actions.changePassword(started, identity).then((done) => {
      if (!done) setOperation(undefined);
    });
  };
  const close = (): void => {
    if (running) void actions.cancel(operation);
    ui.close();
  };
  return (
    <Sheet
      label={words.title(identity.principal)}
      width="middle"
      onClose={close}
      footer={
        <SheetFooter out={text.common.cancel} onOut={close}>
          {!running && (
            <Button appearance="primary" data-first onClick={start}>
              {words.continue}
            </Button>
          )}
        </SheetFooter>
      }
    >
      {running ? (
        <PromptProgress operation={operations.find(({ id }) => id === operation)} words={words.waiting} />
      ) : (
        <>
          <p className="p0">{words.what}</p>
          <p className="dim">{words.tickets}</p>
          <div className="s12">
            <CommandLine
              command={withServers(kpasswdCommand(identity.principal, identity.environment), identity)}
            />
          </div>
        </>
      )}
    </Sheet>
  );
}
