// The star replaces what every other program uses, so it says what changes before it does it. Asked once, by whoever
// pressed it; nothing asks by itself.
import { Button } from '@fluentui/react-components';
import { Star16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { cacheCommand } from '#shared';
import type { IdentityDto } from '#shared';
import { CommandLine } from '../../components/command-line.tsx';
import { Sheet, SheetFooter } from '../../components/sheet.tsx';
import { StateIcon, StateLine } from '../../components/state-icon.tsx';
import { useActions } from '../../state/actions.ts';
import { useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

export function MakeDefaultSheet({ identity }: { readonly identity: IdentityDto }): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const { environment, identities } = useSnapshot();
  const [running, setRunning] = useState(false);
  const words = text.marks.sheet;
  const { cache } = environment;
  const broken = identities.find(({ isDefault, problem }) => isDefault && problem !== undefined);
  const obstacle =
    cache.unreached !== undefined
      ? words.notReached(cache.unreached.name)
      : broken === undefined
        ? undefined
        : words.unreadable(cache.name);
  const close = (): void => {
    ui.close();
  };
  return (
    <Sheet
      label={words.title(identity.principal)}
      width="middle"
      onClose={close}
      footer={
        <SheetFooter out={obstacle === undefined ? text.common.cancel : text.common.close} onOut={close}>
          {obstacle === undefined && (
            <Button
              data-first
              appearance="primary"
              icon={running ? <StateIcon shape="work" /> : <Star16Regular />}
              disabledFocusable={running}
              onClick={() => {
                setRunning(true);
                void actions.makeDefault(identity).then(() => {
                  setRunning(false);
                });
              }}
            >
              {running ? words.doing : words.do}
            </Button>
          )}
        </SheetFooter>
      }
    >
      {obstacle === undefined ? (
        <>
          <p className="p0">{words.changes(identity.principal)}</p>
          <p>
            {cache.holds === undefined || cache.tickets === 0
              ? words.nobody
              : words.stays(cache.holds, cache.tickets)}
          </p>
          <p className="dim">
            {words.cache} <span className="mono brk">{cache.name}</span>
          </p>
        </>
      ) : (
        <>
          <StateLine shape="warn">{obstacle}</StateLine>
          {cache.unreached !== undefined && <p className="dim">{cache.unreached.reason}</p>}
        </>
      )}
      <p className="lbl s12">{words.here}</p>
      <CommandLine command={cacheCommand(identity.cache)} />
    </Sheet>
  );
}
