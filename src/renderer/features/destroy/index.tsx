// Destroying tickets cannot be undone, so it says what goes before it goes.
import { Button } from '@fluentui/react-components';
import { Delete16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { kdestroyCommand } from '#shared';
import type { IdentityDto } from '#shared';
import { CommandLine } from '../../components/command-line.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useActions } from '../../state/actions.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

export function DestroySheet({ identity }: { readonly identity: IdentityDto }): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const [busy, setBusy] = useState(false);
  return (
    <Sheet
      label={text.destroy.title(identity.principal)}
      width="middle"
      onClose={ui.close}
      footer={
        <>
          <span className="sp" />
          <Button onClick={ui.close}>{text.common.cancel}</Button>
          <Button
            appearance="primary"
            icon={<Delete16Regular />}
            disabledFocusable={busy}
            onClick={() => {
              setBusy(true);
              void actions.destroy(identity);
            }}
          >
            {text.destroy.do}
          </Button>
        </>
      }
    >
      <p className="p0">
        {text.destroy.what(identity.tickets.length + identity.ticketsLeftOut, identity.cache)}
      </p>
      <p className="dim">{text.destroy.after}</p>
      <CommandLine
        command={kdestroyCommand(identity.cache)}
        onCopy={(line) => {
          void actions.copy(line);
        }}
      />
    </Sheet>
  );
}
