// What the whole page should know: a default cache of another type, a damaged database, a broken configuration.
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useSnapshot } from '../../state/hooks.ts';
import { text } from '../../strings/index.ts';

export function usePageNotes(): readonly string[] {
  const { environment, storage } = useSnapshot();
  const notes: string[] = [];
  const { cache, config } = environment;
  if (config.problem !== undefined) notes.push(text.identities.configProblem(config.problem));
  if (cache.unreached !== undefined) {
    notes.push(text.identities.cacheInstead(cache.unreached.name, cache.name, cache.unreached.reason));
  }
  if (storage.setAside !== undefined) notes.push(text.identities.storage.setAside(storage.setAside));
  if (storage.state === 'unavailable') notes.push(text.identities.storage.unavailable(storage.reason ?? ''));
  return notes;
}

export function PageNotes(): ReactElement | null {
  const notes = usePageNotes();
  if (notes.length === 0) return null;
  return (
    <div className="notes">
      {notes.map((note) => (
        <MessageBar key={note} intent="warning" layout="multiline">
          <MessageBarBody>{note}</MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}
