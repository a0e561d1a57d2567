// Settings: sections at the left, rows that read as sentences, found by what they say. Each acts at once.
import { Input } from '@fluentui/react-components';
import { Search16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { MouseEvent, ReactElement, UIEvent } from 'react';
import type { AppDescription } from '#shared';
import { StateIcon } from '../../components/state-icon.tsx';
import { useSnapshot } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';
import { useSections } from './sections/index.tsx';
import type { Row, Section } from './sections/row.ts';

const words = text.settings;

function matches({ title, explains }: Row, section: Section, typed: string): boolean {
  const all = `${section.title} ${title} ${explains}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function Rows({ section }: { readonly section: Section }): ReactElement {
  return (
    <section id={`settings-${section.id}`} aria-label={section.title} data-section={section.id}>
      <h2 className="stg-h">{section.title}</h2>
      <div className="card">
        {section.rows.map(({ id, icon, title, explains, control, sub }) => (
          <div key={id} className={`set${sub === true ? ' sub' : ''}`} data-setting={id}>
            <span className="set-i">{icon}</span>
            <div className="col set-w">
              <span>{title}</span>
              {explains !== '' && <span className="lbl">{explains}</span>}
            </div>
            <div className="set-c">{control}</div>
          </div>
        ))}
      </div>
    </section>
  );
}

export function Settings({ app }: { readonly app: AppDescription | undefined }): ReactElement {
  const { settings, storage } = useSnapshot();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState<string>();
  const { setting } = useUi();
  const body = useRef<HTMLDivElement>(null);
  // The one that was asked for: its control takes the focus, and is scrolled to.
  useEffect(() => {
    if (setting === undefined) return;
    const row = body.current?.querySelector(`[data-setting="${CSS.escape(setting)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
  }, [setting]);
  const sections = useSections(app)
    .map((section) => ({
      ...section,
      rows:
        typed.trim() === ''
          ? section.rows
          : section.rows.filter((row) => matches(row, section, typed.trim())),
    }))
    .filter(({ rows }) => rows.length > 0);
  const here = sections.some(({ id }) => id === at) ? at : sections[0]?.id;
  const goTo = (event: MouseEvent, id: string): void => {
    event.preventDefault();
    setAt(id);
    body.current?.querySelector(`[data-section="${id}"]`)?.scrollIntoView({ block: 'start' });
  };
  /** The section at the top of what is seen; at the very end, the last. */
  const follow = ({ target, currentTarget }: UIEvent): void => {
    // In a low window the whole page scrolls rather than this part of it. A list of choices scrolls, too.
    if (target !== body.current && target !== currentTarget) return;
    const box = target as HTMLElement;
    const all = [...(body.current?.querySelectorAll<HTMLElement>('[data-section]') ?? [])];
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
    const top = box.getBoundingClientRect().top + 60;
    const seen = atEnd ? undefined : all.findLast((each) => each.getBoundingClientRect().top <= top);
    if (!atEnd) setAt((seen ?? all[0])?.dataset['section']);
  };
  return (
    <div className={`stg${settings.density === 'expert' ? ' dense' : ''}`} onScrollCapture={follow}>
      <aside className="stg-l" data-pane="sections" tabIndex={-1}>
        <Input
          size="small"
          className="stg-f"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          contentBefore={<Search16Regular />}
          value={typed}
          maxLength={100}
          onChange={(_event, { value }) => {
            setTyped(value);
          }}
        />
        <nav aria-label={words.sections}>
          {sections.map(({ id, title, icon }) => (
            <a
              key={id}
              href={`#settings-${id}`}
              {...(id === here ? { 'aria-current': 'true' as const } : {})}
              onClick={(event) => {
                goTo(event, id);
              }}
            >
              {icon}
              <span>{title}</span>
            </a>
          ))}
        </nav>
      </aside>
      <div className="stg-b" ref={body} data-pane="content" tabIndex={-1}>
        <div className="stg-in">
          <h1 className="sr">{text.places.settings}</h1>
          {storage.unreadSettings !== undefined && storage.unreadSettings.length > 0 && (
            <div className="note stg-n" role="status">
              <StateIcon shape="warn" size={14} />
              <span>{words.unread(storage.unreadSettings.map((name) => words.names[name]))}</span>
            </div>
          )}
          {sections.map((section) => (
            <Rows key={section.id} section={section} />
          ))}
          {sections.length === 0 && <p className="dim stg-0">{words.nothingFound(typed.trim())}</p>}
        </div>
      </div>
    </div>
  );
}
