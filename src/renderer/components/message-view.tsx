// One message laid open: its fields or its bytes, and what the selected field is.
import { Tab, TabList } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { MessageDto } from '#shared';
import { text } from '../strings/index.ts';
import { FieldTree } from './field-tree.tsx';
import { HexView } from './hex-view.tsx';

const words = text.exchange;

function octetsOf(base64: string | undefined): Uint8Array {
  return Uint8Array.from(atob(base64 ?? ''), (char) => char.charCodeAt(0));
}

/** What the error means: where it ended the exchange by the table of errors, else what the KDC wanted next. */
function ErrorInWords(props: { readonly message: MessageDto; readonly code: string }): ReactElement | null {
  const { explained } = props.message;
  if (explained === undefined) return <p>{words.onTheWay(Number(props.code))}</p>;
  return (
    <>
      <p>{explained.what}.</p>
      <p className="lbl">{explained.why}</p>
    </>
  );
}

export function MessageView({ message }: { readonly message: MessageDto }): ReactElement {
  const [tab, setTab] = useState<'fields' | 'bytes'>('fields');
  const [selected, setSelected] = useState(0);
  const bytes = useMemo(() => octetsOf(message.bytes), [message]);
  const field = message.fields[selected] ?? message.fields[0];
  const code = message.fields.find(({ name, depth }) => name === 'error-code' && depth === 1)?.value;
  const tellsOfError = code !== undefined && (field?.name === 'error-code' || selected === 0);
  const hasBytes = message.bytes !== undefined;
  return (
    <>
      {hasBytes && (
        <TabList
          size="small"
          className="insp-t"
          selectedValue={tab}
          onTabSelect={(_event, { value }) => {
            setTab(value as 'fields' | 'bytes');
          }}
        >
          <Tab value="fields">{words.tabs.fields}</Tab>
          <Tab value="bytes">{words.tabs.bytes}</Tab>
        </TabList>
      )}
      <div className="mv">
        {tab === 'fields' || !hasBytes ? (
          <FieldTree
            fields={message.fields}
            label={words.fieldsOf(message.name)}
            selected={selected}
            onSelect={setSelected}
          />
        ) : (
          <HexView
            bytes={bytes}
            blanked={message.blanked}
            selected={field === undefined || field.depth === 0 ? { offset: 0, length: 0 } : field}
            label={words.bytesOf(message.name)}
          />
        )}
      </div>
      {field !== undefined && (
        <div className="mv-d" aria-live="polite">
          <div className="row g8">
            <b>{field.name}</b>
            {field.type !== field.name && <span className="chip">{field.type}</span>}
          </div>
          {words.means(field).map((line) => (
            <p key={line}>{line}</p>
          ))}
          {tellsOfError && <ErrorInWords message={message} code={code} />}
          <span className="lbl num">{words.place(field.offset, field.length)}</span>
        </div>
      )}
    </>
  );
}
