// The list of keys, written from what the keys act by.
import type { ReactElement } from 'react';
import { KeyCaps } from '../../components/key-caps.tsx';
import { Sheet, SheetFooter } from '../../components/sheet.tsx';
import { useActions } from '../../state/actions.ts';
import { gridKeys } from '../../state/grid-keys.ts';
import type { GridKey } from '../../state/grid-keys.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import type { KeyStroke } from '../../state/key-strokes.ts';
import { identityActions, ticketActions, windowActions } from '../../state/registry.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

interface Line {
  readonly id: string;
  readonly words: string;
  readonly strokes: readonly KeyStroke[];
}

function List({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }): ReactElement {
  return (
    <>
      <h3 className="sec">{title}</h3>
      <dl className="keys">
        {lines.map(({ id, words, strokes }) => (
          <div key={id}>
            <dt>{words}</dt>
            <dd>
              {strokes.map((stroke) => (
                <KeyCaps key={`${stroke.key} ${String(stroke.shift)}`} stroke={stroke} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function KeysSheet(): ReactElement {
  const ui = useUi();
  const actions = useActions();
  const snapshot = useSnapshot();
  const now = useNow();
  const doing = { snapshot, ui, actions, now };
  const ofWindow = windowActions.flatMap(({ id, keys, title }): Line[] =>
    keys === undefined ? [] : [{ id, words: title(doing), strokes: keys }],
  );
  const ofIdentity = [...identityActions, ...ticketActions].flatMap(({ id, keys }): Line[] =>
    keys === undefined ? [] : [{ id, words: text.palette.identityKeys[id] ?? id, strokes: keys }],
  );
  const ofTable = (Object.keys(gridKeys) as GridKey[]).map((id): Line => ({
    id,
    words: text.palette.tableKeys[id],
    strokes: gridKeys[id].map((key) => ({ key })),
  }));
  const close = (): void => {
    ui.close();
  };
  return (
    <Sheet
      label={text.palette.keys}
      width="middle"
      onClose={close}
      footer={<SheetFooter only out={text.common.close} onOut={close} />}
    >
      <div tabIndex={0} role="group" aria-label={text.palette.keys}>
        <List title={text.palette.everywhere} lines={ofWindow} />
        <List title={text.palette.ofIdentity} lines={ofIdentity} />
        <List title={text.palette.ofTable} lines={ofTable} />
        <p className="lbl">{text.palette.letters}</p>
      </div>
    </Sheet>
  );
}
