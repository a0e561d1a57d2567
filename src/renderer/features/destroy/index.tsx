// Destroying tickets cannot be undone, so it says what goes before it goes.
import { Button } from '@fluentui/react-components';
import { Delete16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { kdestroyCommand } from '#shared';
import type { IdentityDto } from '#shared';
import { CommandLine } from '../../components/command-line.tsx';
import { Sheet, SheetFooter } from '../../components/sheet.tsx';
import { useActions } from '../../state/actions.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

/** As long as the sheet takes to hand the focus back. */
const CLOSING_MS = 60;

export function DestroySheet({ identity }: { readonly identity: IdentityDto }): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const close = (): void => {
    ui.close();
  };
  return (
    <Sheet
      label={text.destroy.title(identity.principal)}
      width="middle"
      onClose={close}
      footer={
        <SheetFooter out={text.common.cancel} onOut={close}>
          <Button
            appearance="primary"
            icon={<Delete16Regular />}
            onClick={() => {
              // Closed first: its way back leads through the card that goes away with the tickets.
              close();
              setTimeout(() => void actions.destroy(identity), CLOSING_MS);
            }}
          >
            {text.destroy.do}
          </Button>
        </SheetFooter>
      }
    >
      <p className="p0">
        {text.destroy.what(identity.tickets.length + identity.ticketsLeftOut, identity.cache)}
      </p>
      <p className="dim">{text.destroy.after}</p>
      <div className="s12">
        <CommandLine command={kdestroyCommand(identity.cache)} />
      </div>
    </Sheet>
  );
}
