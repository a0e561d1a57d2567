// Ctrl+K: one field that finds any action, identity, ticket or setting, and does it.
import { Dialog, DialogSurface } from '@fluentui/react-components';
import {
  Copy20Regular,
  FlashRegular,
  Person20Regular,
  Search20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { KeyCaps } from '../../components/key-caps.tsx';
import { ServiceIcon } from '../../components/service-icon.tsx';
import { useEscape, useReturnFocus } from '../../components/sheet.tsx';
import { useActions } from '../../state/actions.ts';
import { useNow, useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { findItems } from './items.ts';
import type { GroupName, Item } from './items.ts';

/** Fluent's dialogs take Tab for themselves, except where they are told not to. */
const OWN_TAB = JSON.stringify({ focusable: { ignoreKeydown: { Tab: true } } });

function Icon({ item }: { readonly item: Item }): ReactElement {
  if (item.ticket !== undefined) return <ServiceIcon ticket={item.ticket} size={20} />;
  if (item.group === 'identities') return <Person20Regular />;
  if (item.group === 'settings') return <Settings20Regular />;
  return item.key.startsWith('copy ') || item.key.endsWith('copy-kvno') ? (
    <Copy20Regular />
  ) : (
    <FlashRegular fontSize={20} />
  );
}

/** The letters that matched stand out by weight and a line under them. */
function Marked({ title, ranges }: Pick<Item, 'title' | 'ranges'>): ReactElement {
  const parts: ReactElement[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at) continue;
    parts.push(<span key={`p${at}`}>{title.slice(at, from)}</span>);
    parts.push(<mark key={`m${from}`}>{title.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <span className="pn po-t el">
      {parts}
      {title.slice(at)}
    </span>
  );
}

function Groups(props: {
  readonly id: string;
  readonly items: readonly Item[];
  readonly active: number;
  readonly onChoose: (item: Item) => void;
  readonly onPoint: (at: number) => void;
}): ReactElement {
  const groups = new Map<GroupName, { readonly item: Item; readonly at: number }[]>();
  props.items.forEach((item, at) => {
    groups.set(item.group, [...(groups.get(item.group) ?? []), { item, at }]);
  });
  return (
    <div role="listbox" id={props.id} className="pal-l" aria-label={text.palette.title}>
      {[...groups].map(([group, rows]) => (
        <div key={group} role="group" aria-label={text.palette.groups[group]}>
          <h3 role="presentation" aria-hidden>
            {text.palette.groups[group]}
          </h3>
          {rows.map(({ item, at }) => (
            <div
              key={item.key}
              id={`${props.id}-${at}`}
              role="option"
              aria-selected={at === props.active}
              className="po"
              onMouseMove={() => {
                props.onPoint(at);
              }}
              onMouseDown={(event) => {
                event.preventDefault(); // the field keeps the focus
              }}
              onClick={() => {
                props.onChoose(item);
              }}
            >
              <span className="po-i" aria-hidden>
                <Icon item={item} />
              </span>
              <Marked title={item.title} ranges={item.ranges} />
              <span className="po-d el">{item.about}</span>
              <span className="sp" />
              {item.stroke !== undefined && <KeyCaps stroke={item.stroke} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

export function Palette(): ReactElement {
  useReturnFocus();
  const ui = useUi();
  const actions = useActions();
  const snapshot = useSnapshot();
  const now = useNow();
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  /** What Tab opened: the actions of one thing. */
  const [scope, setScope] = useState<Item>();
  // Not deferred: Enter must never do what an earlier text had found.
  const items = useMemo(
    () =>
      scope?.more !== undefined
        ? scope.more().filter(({ title }) => title.toLowerCase().includes(typed.trim().toLowerCase()))
        : findItems({ snapshot, ui, actions, now }, typed),
    [scope, snapshot, ui, actions, now, typed],
  );
  const at = Math.min(active, Math.max(0, items.length - 1));
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, at, items]);

  const enter = (opened: Item | undefined): void => {
    setScope(opened);
    setTyped('');
    setActive(0);
  };
  const choose = (item: Item): void => {
    ui.close(['palette']);
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const item = items[at];
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined && items.length > 0) {
      const next = at + step;
      if (Math.abs(step) === 1) setActive((next + items.length) % items.length);
      else setActive(Math.min(items.length - 1, Math.max(0, next)));
    } else if (event.key === 'Enter' && item !== undefined) choose(item);
    else if (event.key === 'Tab') {
      if (!event.shiftKey && item?.more !== undefined) enter(item);
      else if (event.shiftKey && scope !== undefined) enter(undefined);
    } else if (scope !== undefined && (event.key === 'Escape' || (event.key === 'Backspace' && typed === '')))
      enter(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEscape(() => {
    ui.close(['palette']);
  });
  return (
    <Dialog
      open
      onOpenChange={(_event, { open }) => {
        if (!open) ui.close(['palette']);
      }}
    >
      <DialogSurface className="pal" aria-label={text.palette.title}>
        <div className="pal-q">
          <Search20Regular aria-hidden />
          {scope !== undefined && <span className="chip pn el">{scope.title}</span>}
          <input
            ref={field}
            type="text"
            role="combobox"
            data-tabster={OWN_TAB}
            aria-label={text.palette.title}
            aria-expanded={items.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            {...(items.length > 0 ? { 'aria-activedescendant': `${list}-${at}` } : {})}
            placeholder={text.palette.placeholder}
            spellCheck={false}
            autoComplete="off"
            maxLength={200}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <span className="lbl num pal-n" role="status">
            {typed !== '' && text.palette.results(items.length)}
          </span>
        </div>
        {items.length === 0 ? (
          <p className="pal-0">{text.palette.nothing}</p>
        ) : (
          <Groups id={list} items={items} active={at} onChoose={choose} onPoint={setActive} />
        )}
        <div className="pal-f" aria-hidden>
          <span>
            <KeyCaps stroke={{ key: 'ArrowUp' }} />
            <KeyCaps stroke={{ key: 'ArrowDown' }} />
            {text.palette.move}
          </span>
          <span>
            <KeyCaps stroke={{ key: 'Enter' }} />
            {text.palette.doIt}
          </span>
          {items[at]?.more !== undefined && (
            <span>
              <KeyCaps stroke={{ key: 'Tab' }} />
              {text.palette.more}
            </span>
          )}
          <span className="sp" />
          <span className="pal-p">
            <i>@</i> {text.palette.onlyIdentity} <i>/</i> {text.palette.onlyService} <i>#</i>{' '}
            {text.palette.onlySetting}
          </span>
        </div>
      </DialogSurface>
    </Dialog>
  );
}
