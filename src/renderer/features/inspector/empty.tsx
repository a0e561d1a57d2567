// Nothing is open: what can be dropped here, and what was looked at before.
import { Button, Tooltip } from '@fluentui/react-components';
import { Dismiss16Regular, FolderOpen16Regular, SearchSquare20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { BookmarkDto } from '#shared';
import { useNow } from '../../state/hooks.ts';
import { useUi } from '../../state/ui.ts';
import { clockTime, dayName, text } from '../../strings/index.ts';

const words = text.inspect;

export function Recent(props: {
  readonly recent: readonly BookmarkDto[];
  readonly onForget: (id?: number) => void;
}): ReactElement | null {
  const now = useNow();
  if (props.recent.length === 0) return null;
  return (
    <section className="rec" aria-label={words.recent}>
      <div className="row g8">
        <h2>{words.recent}</h2>
        <span className="sp" />
        <Button
          className="b-s"
          appearance="subtle"
          onClick={() => {
            props.onForget();
          }}
        >
          {words.clear}
        </Button>
      </div>
      <p className="lbl">{words.recentHint}</p>
      <ul>
        {props.recent.map(({ id, name, kind, length, at, sha256 }) => (
          <li key={id}>
            <div className="rec-t">
              <span className="pn el">{name}</span>
              <span className="lbl el">
                {words.kind(kind)}, {words.bytes(length)}, {dayName(at, now)} {clockTime(at)}
              </span>
              <span className="lbl mono el" title={sha256}>
                {sha256}
              </span>
            </div>
            <Tooltip content={words.forget(name)} relationship="label">
              <Button
                size="small"
                appearance="subtle"
                icon={<Dismiss16Regular />}
                onClick={() => {
                  props.onForget(id);
                }}
              />
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Empty(props: {
  readonly recent: readonly BookmarkDto[];
  readonly onForget: (id?: number) => void;
}): ReactElement {
  const ui = useUi();
  return (
    <div className="ins-e">
      <div className="drop">
        <SearchSquare20Regular aria-hidden />
        <h2>{words.empty}</h2>
        <p>{words.emptyWhat}</p>
        <p className="dim">{words.emptyKeys}</p>
        <Button
          appearance="primary"
          icon={<FolderOpen16Regular />}
          onClick={() => {
            ui.open({ kind: 'inspect-open' });
          }}
        >
          {words.open}
        </Button>
      </div>
      <Recent recent={props.recent} onForget={props.onForget} />
    </div>
  );
}
