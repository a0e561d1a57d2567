// A command that does the same, shown open for the shell chosen, copied in one click.
import {
  Button,
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { shells, writeCommand } from '#shared';
import type { Command, Shell } from '#shared';
import { useActions } from '../state/actions.ts';
import { shellNames, useShell } from '../state/shell.ts';
import { text } from '../strings/index.ts';
import { StateIcon } from './state-icon.tsx';

/** What stands before the line. */
const PROMPTS: Readonly<Record<Shell, string>> = { sh: '$', powershell: 'PS>', cmd: '>' };

function ShellMenu(props: {
  readonly shell: Shell;
  readonly onChoose: (shell: Shell) => void;
}): ReactElement {
  return (
    <Menu
      checkedValues={{ shell: [props.shell] }}
      onCheckedValueChange={(_event, { checkedItems: [chosen] }) => {
        const shell = shells.find((each) => each === chosen);
        if (shell !== undefined) props.onChoose(shell);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          size="small"
          appearance="subtle"
          className="cmd-s"
          aria-label={`${text.command.shell}: ${shellNames[props.shell]}`}
        >
          {shellNames[props.shell]}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {shells.map((shell) => (
            <MenuItemRadio key={shell} name="shell" value={shell}>
              {shellNames[shell]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

export function CommandLine(props: { readonly command: Command }): ReactElement {
  const actions = useActions();
  const { shell, choose } = useShell();
  const written = writeCommand(props.command, shell);
  const { servers } = props.command;
  const line = (
    <div className="cmd">
      {written.ok ? (
        <code title={written.line}>
          <b aria-hidden>{PROMPTS[shell]} </b>
          {written.line}
        </code>
      ) : (
        <span className="cmd-no">
          <StateIcon shape="warn" size={14} />
          {text.command.because[written.because](shellNames[shell])}
        </span>
      )}
      <ShellMenu shell={shell} onChoose={choose} />
      {written.ok && (
        <Tooltip content={text.common.copy} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<Copy16Regular />}
            onClick={() => {
              void actions.copy(written.line);
            }}
          />
        </Tooltip>
      )}
    </div>
  );
  if (!written.ok || servers === undefined) return line;
  return (
    <>
      {line}
      <p className="lbl">{text.command.needs(servers)}</p>
    </>
  );
}
