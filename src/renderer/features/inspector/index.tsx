// The Inspector: whatever is dropped, pasted or opened, laid open to its fields and bytes.
import {
  Button,
  Dropdown,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  Tooltip,
} from '@fluentui/react-components';
import {
  Dismiss16Regular,
  DocumentSearch16Regular,
  FolderOpen16Regular,
  Share16Regular,
} from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import type { BlobDto } from '#shared';
import { openBlob } from '../../state/open-blob.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { Empty } from './empty.tsx';
import { LaidOpen } from './laid-open.tsx';
import { useBlobs } from './use-blobs.ts';
import type { Blobs } from './use-blobs.ts';

export { KeySheet, OpenBlobSheet } from './sheets.tsx';

const words = text.inspect;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Text that is pasted anywhere on this screen; pasted files go another way. */
function usePaste(): void {
  const ui = useUi();
  useEffect(() => {
    const listener = (event: ClipboardEvent): void => {
      if (ui.sheet !== undefined || isTyping(event.target)) return;
      const pasted = event.clipboardData?.getData('text') ?? '';
      if (pasted.trim() !== '') void openBlob(ui, { from: 'text', text: pasted }, words.pasted);
    };
    window.addEventListener('paste', listener);
    return () => {
      window.removeEventListener('paste', listener);
    };
  }, [ui]);
}

function Which({ blob, blobs }: { readonly blob: BlobDto; readonly blobs: Blobs }): ReactElement {
  const ui = useUi();
  const all = blobs.blobs ?? [];
  return (
    <div className="src">
      <DocumentSearch16Regular aria-hidden />
      {all.length > 1 ? (
        <Dropdown
          size="small"
          appearance="filled-lighter"
          aria-label={words.which}
          value={blob.name}
          selectedOptions={[blob.blob]}
          onOptionSelect={(_event, { optionValue }) => {
            ui.inspect(optionValue);
          }}
        >
          {all.map(({ blob: handle, name }) => (
            <Option key={handle} value={handle} text={name}>
              {name}
            </Option>
          ))}
        </Dropdown>
      ) : (
        <span className="pn el">{blob.name}</span>
      )}
      <span className="dim el src-k">{words.kind(blob.kind)}</span>
      <Tooltip content={words.closeBlob(blob.name)} relationship="label">
        <Button
          size="small"
          appearance="transparent"
          icon={<Dismiss16Regular />}
          onClick={() => void blobs.close(blob.blob)}
        />
      </Tooltip>
    </div>
  );
}

export function InspectorPage(): ReactElement {
  const ui = useUi();
  const blobs = useBlobs();
  usePaste();
  const { current } = blobs;
  return (
    <div className="ins">
      <div className="ins-h">
        <h1>{words.title}</h1>
        {current !== undefined && <Which blob={current} blobs={blobs} />}
        <span className="sp" />
        {current !== undefined && (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button className="b-s" appearance="subtle" icon={<Share16Regular />}>
                {words.export}
              </Button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem onClick={() => void blobs.copyJson(current)}>{words.copyJson}</MenuItem>
                {(['json', 'html'] as const).map((as) => (
                  <MenuItem key={as} onClick={() => void blobs.save(current, as)}>
                    {words.exportAs[as]}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
        {current !== undefined && (
          <Button
            className="b-s"
            icon={<FolderOpen16Regular />}
            onClick={() => {
              ui.open({ kind: 'inspect-open' });
            }}
          >
            {words.open}
          </Button>
        )}
      </div>
      {blobs.blobs !== undefined && current === undefined && (
        <Empty recent={blobs.recent} onForget={(id) => void blobs.forget(id)} />
      )}
      {current !== undefined && <LaidOpen key={current.blob} blob={current} blobs={blobs} />}
    </div>
  );
}
