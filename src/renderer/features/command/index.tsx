// One command for the shell of one's choice: where a line was copied that another shell needs otherwise, or where this
// shell cannot say it.
import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { shells, writeCommand } from '#shared';
import type { Command } from '#shared';
import { Seg } from '../../components/seg.tsx';
import { Sheet, SheetFooter } from '../../components/sheet.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { shellNames, useShell } from '../../state/shell.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.command;

export function CommandSheet({ command }: { readonly command: Command }): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const close = (): void => {
    ui.close();
  };
  const { shell, choose } = useShell();
  const written = writeCommand(command, shell);
  return (
    <Sheet
      label={words.title}
      width="middle"
      onClose={close}
      footer={
        <SheetFooter out={text.common.close} onOut={close}>
          <Button
            appearance="primary"
            icon={<Copy16Regular />}
            disabledFocusable={!written.ok}
            onClick={() => {
              if (!written.ok) return;
              close();
              void actions.copy(command);
            }}
          >
            {text.common.copy}
          </Button>
        </SheetFooter>
      }
    >
      <Seg
        label={words.shell}
        options={shells.map((each) => [each, shellNames[each]] as const)}
        value={shell}
        onChange={choose}
      />
      <div className="cmd-w" aria-live="polite">
        {written.ok ? (
          <code>{written.line}</code>
        ) : (
          <p className="p0 row g8">
            <StateIcon shape="warn" size={16} />
            <span>
              {words.because[written.because](shellNames[shell])} {words.tryOther}
            </span>
          </p>
        )}
      </div>
      {written.ok && <p className="dim">{words.does}</p>}
      {written.ok && command.servers !== undefined && <p>{words.needs(command.servers)}.</p>}
      {written.ok && shell !== 'sh' && command.environment.length > 0 && (
        <p className="dim">{words.keepsSet}</p>
      )}
    </Sheet>
  );
}
