// One blob: its fields at the left, its bytes at the right, one selection.
import {
  Button,
  Dropdown,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
} from '@fluentui/react-components';
import { LockClosed16Regular, LockOpen16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { BlobDto, BlobField } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { Seg } from '../../components/seg.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useMedia, useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { useBytes } from './bytes.ts';
import { FieldPane } from './field-pane.tsx';
import { parentPlace, useFields } from './fields.ts';
import type { Fields } from './fields.ts';
import { Hex } from './hex.tsx';
import { PacView } from './pac-view.tsx';
import { Search } from './search.tsx';
import { Tree } from './tree.tsx';
import type { Blobs } from './use-blobs.ts';

const words = text.inspect;

/** What stays closed, whose key would open it, and the ways to bring one. */
function Sealed(props: {
  readonly blob: BlobDto;
  readonly blobs: Blobs;
  readonly onGo: (at: string) => void;
}): ReactElement {
  const { blob, blobs } = props;
  const ui = useUi();
  const { identities } = useSnapshot();
  const [first] = blob.sealed;
  const able = identities.filter(({ tickets }) => tickets.length > 0);
  return (
    <div className="seal">
      <LockClosed16Regular aria-hidden />
      <span className="pn">
        {first === undefined ? (
          words.sealed(blob.sealedCount, first)
        ) : (
          <button
            type="button"
            className="lnk"
            onClick={() => {
              props.onGo(first.at);
            }}
          >
            {words.sealed(blob.sealedCount, first)}
          </button>
        )}
      </span>
      <span className="sp" />
      <Button className="b-s" onClick={() => void blobs.addKeytab(blob)}>
        {words.addKeytab}
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button className="b-s" appearance="subtle">
            {words.addOther}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {(['password', 'key'] as const).map((how) => (
              <MenuItem
                key={how}
                onClick={() => {
                  ui.open({ kind: 'inspect-key', blob, how });
                }}
              >
                {how === 'password' ? words.addPassword : words.addKey}
              </MenuItem>
            ))}
            {able.map(({ id, principal }) => (
              <MenuItem
                key={id}
                onClick={() => {
                  void blobs.useTickets(blob, id);
                }}
              >
                {words.useTickets(principal)}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

function sealedIn(fields: Fields, source: number): readonly BlobField[] {
  return [...fields.store.all()].filter(
    (field) => field.source === source && (field.kind === 'sealed' || field.wants !== undefined),
  );
}

/** The innermost of the fields at hand that a byte belongs to. */
function fieldOf(fields: Fields, source: number, offset: number): string | undefined {
  let found: BlobField | undefined;
  for (const field of fields.store.all()) {
    const isIn = field.source === source && offset >= field.offset && offset < field.offset + field.length;
    if (isIn && (found === undefined || field.at.length >= found.at.length)) found = field;
  }
  return found?.at;
}

function BytesPane(props: {
  readonly blob: BlobDto;
  readonly fields: Fields;
  readonly hovered: string | undefined;
  readonly onHover: (at: string | undefined) => void;
  readonly onReveal: (at: string) => void;
  readonly onCopyJson: (at: string) => void;
}): ReactElement {
  const { blob, fields, hovered } = props;
  const store = useBytes(blob);
  const isWide = useMedia('(min-width: 1180px)');
  const selected = fields.store.get(fields.selected);
  const [cursor, setCursor] = useState({ source: 0, offset: 0 });
  // The selected field's source is shown, unless another one was chosen since.
  const [chosen, setChosen] = useState<{ readonly at: string; readonly source: number }>();
  const own = selected?.source ?? fields.store.get('')?.source ?? 0;
  const source = chosen?.at === fields.selected ? chosen.source : own;
  const above = parentPlace(fields.selected);
  const up = above === undefined ? undefined : fields.store.get(above);
  const isOwn = selected?.source === source;
  const find = async (offset: number): Promise<void> => {
    setCursor({ source, offset });
    const { blob: handle, version } = blob;
    const result = await bridge().blob.find({ blob: handle, version, source, offset });
    if (result.ok && result.value.at !== undefined) fields.select(result.value.at);
  };
  const length = blob.sources[source]?.length ?? 0;
  const at = cursor.source === source ? cursor.offset : isOwn ? selected.offset : 0;
  const hex = (offset: number): string => offset.toString(16).padStart(4, '0');
  return (
    <div className="hexp">
      <div className="hx-h">
        {blob.sources.length > 1 ? (
          <Dropdown
            size="small"
            aria-label={words.source}
            value={words.sourceName(blob.sources[source]?.how ?? '', source, length)}
            selectedOptions={[String(source)]}
            onOptionSelect={(_event, { optionValue }) => {
              setChosen({ at: fields.selected, source: Number(optionValue) });
            }}
          >
            {blob.sources.slice(0, 200).map(({ how, length: own }, number) => (
              <Option key={number} value={String(number)}>
                {words.sourceName(how, number, own)}
              </Option>
            ))}
          </Dropdown>
        ) : (
          <span>{words.bytesTitle}</span>
        )}
        <span className="sp" />
        {isOwn && (
          <>
            <span className="mono">
              {words.range(hex(selected.offset), hex(selected.offset + Math.max(0, selected.length - 1)))}
            </span>
            <span className="num">{words.bytes(selected.length)}</span>
          </>
        )}
      </div>
      <Hex
        key={`${source}`}
        store={store}
        source={source}
        length={length}
        width={isWide ? 16 : 8}
        label={words.hex(blob.name)}
        marks={{
          selected: isOwn ? selected : undefined,
          parent: up?.source === source ? up : undefined,
          hovered: hovered === undefined ? undefined : fields.store.get(hovered),
          sealed: sealedIn(fields, source),
        }}
        cursor={at}
        onCursor={(offset) => void find(offset)}
        onHover={(offset) => {
          props.onHover(offset === undefined ? undefined : fieldOf(fields, source, offset));
        }}
      />
      {selected !== undefined && (
        <FieldPane
          field={selected}
          fields={fields.store}
          bytes={store}
          onReveal={() => {
            props.onReveal(selected.at);
          }}
          onCopyJson={() => {
            props.onCopyJson(selected.at);
          }}
        />
      )}
    </div>
  );
}

export function LaidOpen({ blob, blobs }: { readonly blob: BlobDto; readonly blobs: Blobs }): ReactElement {
  const fields = useFields(blob);
  const [hovered, setHovered] = useState<string>();
  const isNarrow = useMedia('(max-width: 899px)');
  const [view, setView] = useState<'fields' | 'bytes'>('fields');
  const both = !isNarrow;
  const [wanted, setTab] = useState<'fields' | 'pac'>('fields');
  const tab = blob.pac === undefined ? 'fields' : wanted;
  return (
    <>
      {blob.sealedCount > 0 && <Sealed blob={blob} blobs={blobs} onGo={fields.select} />}
      {blob.sealedCount === 0 && blob.keys > 0 && (
        <div className="seal">
          <LockOpen16Regular aria-hidden />
          <span>{words.nothingSealed}</span>
        </div>
      )}
      {blob.unreadable > 0 && (
        <div className="seal">
          <StateIcon shape="warn" size={16} />
          <span>{words.unreadable(blob.unreadable)}</span>
          <Button
            className="b-s"
            appearance="subtle"
            onClick={() => {
              fields.select(blob.firstUnreadable ?? '');
            }}
          >
            {words.firstUnreadable}
          </Button>
        </div>
      )}
      {tab === 'pac' && <PacView blob={blob} />}
      <div className={`ins-b${both ? '' : ' one'}`} hidden={tab === 'pac'}>
        {(both || view === 'fields') && (
          <div className="tree-p" data-pane="content">
            <div className="tr-h">
              <span>{words.field}</span>
              <span>{words.value}</span>
            </div>
            <Tree fields={fields} label={words.tree(blob.name)} hovered={hovered} onHover={setHovered} />
          </div>
        )}
        {(both || view === 'bytes') && (
          <BytesPane
            blob={blob}
            fields={fields}
            hovered={hovered}
            onHover={setHovered}
            onReveal={(at) => void blobs.reveal(blob, at)}
            onCopyJson={(at) => void blobs.copyJson(blob, at)}
          />
        )}
      </div>
      <div className="ins-f">
        {tab === 'fields' && <Search blob={blob} onFound={fields.select} />}
        <span className="sp" />
        {blob.pac !== undefined && (
          <Seg
            label={words.view}
            options={[
              ['fields', words.tabs.fields],
              ['pac', words.tabs.pac],
            ]}
            value={tab}
            onChange={setTab}
          />
        )}
        {!both && tab === 'fields' && (
          <Seg
            label={words.view}
            options={[
              ['fields', words.fields],
              ['bytes', words.bytesTitle],
            ]}
            value={view}
            onChange={setView}
          />
        )}
        <span className="lbl num">{words.summary(blob.length, blob.fields)}</span>
      </div>
    </>
  );
}
