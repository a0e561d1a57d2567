// The sheets of the Inspector: to open something, and to say whose key is to be tried. No secret is typed here.
import { Button, Dropdown, Field, Input, Option, Textarea } from '@fluentui/react-components';
import { FolderOpen16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { PASTED_MOST } from '#shared';
import type { BlobDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Sheet } from '../../components/sheet.tsx';
import { openBlob } from '../../state/open-blob.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { tellOpened } from './use-blobs.ts';

const words = text.inspect;

export function OpenBlobSheet(): ReactElement {
  const ui = useUi();
  const [pasted, setPasted] = useState('');
  const close = (): void => {
    ui.close(['inspect-open']);
  };
  const open = async (opening: Promise<boolean>): Promise<void> => {
    if (await opening) close();
  };
  return (
    <Sheet
      label={words.openTitle}
      width="middle"
      onClose={close}
      footer={
        <>
          <span className="sp" />
          <Button onClick={close}>{text.common.cancel}</Button>
          <Button
            appearance="primary"
            disabled={pasted.trim() === ''}
            onClick={() => {
              void open(openBlob(ui, { from: 'text', text: pasted }, words.pasted));
            }}
          >
            {words.openText}
          </Button>
        </>
      }
    >
      <div className="ins-o">
        <Button
          data-first
          icon={<FolderOpen16Regular />}
          onClick={() => {
            void open(openBlob(ui, { from: 'dialog' }, words.chooseFile));
          }}
        >
          {words.chooseFile}
        </Button>
        <Field label={words.paste} hint={words.pasteHint}>
          <Textarea
            className="mono"
            value={pasted}
            maxLength={PASTED_MOST}
            rows={8}
            spellCheck={false}
            onChange={(_event, { value }) => {
              setPasted(value);
            }}
          />
        </Field>
      </div>
    </Sheet>
  );
}

/** Those that a key can be typed of. */
const enctypes = [
  [18, 'aes256-cts-hmac-sha1-96'],
  [17, 'aes128-cts-hmac-sha1-96'],
  [20, 'aes256-cts-hmac-sha384-192'],
  [19, 'aes128-cts-hmac-sha256-128'],
  [23, 'arcfour-hmac'],
] as const;

export function KeySheet({
  blob,
  how,
}: {
  readonly blob: BlobDto;
  readonly how: 'password' | 'key';
}): ReactElement {
  const ui = useUi();
  const [first] = blob.sealed;
  const [principal, setPrincipal] = useState(first?.principal ?? '');
  const [salt, setSalt] = useState('');
  const [enctype, setEnctype] = useState<number>(first?.enctype.number ?? 18);
  const close = (): void => {
    ui.close(['inspect-key']);
  };
  const go = async (): Promise<void> => {
    const { blob: handle } = blob;
    const result =
      how === 'key'
        ? await bridge().blob.addKey({ blob: handle, enctype })
        : await bridge().blob.addPassword({ blob: handle, principal, ...(salt === '' ? {} : { salt }) });
    if (result.ok) {
      close();
      tellOpened(ui, result.value.opened);
    } else if (result.error.code !== 'CANCELLED') {
      const failure = { kind: 'inspect', subject: blob.name, error: result.error, signedOut: false } as const;
      ui.open({ kind: 'failure', failure });
    }
  };
  const shown = enctypes.find(([number]) => number === enctype)?.[1] ?? String(enctype);
  return (
    <Sheet
      label={words.keySheet[how]}
      width="narrow"
      onClose={close}
      footer={
        <>
          <span className="sp" />
          <Button onClick={close}>{text.common.cancel}</Button>
          <Button
            appearance="primary"
            disabled={how === 'password' && principal.trim() === ''}
            onClick={() => {
              void go();
            }}
          >
            {words.go}
          </Button>
        </>
      }
    >
      <div className="ins-o">
        {how === 'password' ? (
          <>
            <Field label={words.whosePassword}>
              <Input
                data-first
                value={principal}
                spellCheck={false}
                maxLength={1_024}
                onChange={(_event, { value }) => {
                  setPrincipal(value);
                }}
              />
            </Field>
            <Field label={words.salt} hint={words.saltHint}>
              <Input
                value={salt}
                spellCheck={false}
                maxLength={1_024}
                onChange={(_event, { value }) => {
                  setSalt(value);
                }}
              />
            </Field>
          </>
        ) : (
          <Field label={words.enctype}>
            <Dropdown
              data-first
              value={shown}
              selectedOptions={[String(enctype)]}
              onOptionSelect={(_event, { optionValue }) => {
                setEnctype(Number(optionValue));
              }}
            >
              {enctypes.map(([number, name]) => (
                <Option key={number} value={String(number)}>
                  {name}
                </Option>
              ))}
            </Dropdown>
          </Field>
        )}
        <p className="lbl">{words.next}</p>
      </div>
    </Sheet>
  );
}
