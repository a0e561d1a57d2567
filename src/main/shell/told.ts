// From the services' notices to the system's: the words, what a button does, and taking a notice away once the ticket
// it spoke of has been replaced.
import type { EventEnvelope } from '#shared';
import type { Renewal } from '../services/index.ts';
import { noticeWords } from './notice-words.ts';
import type { NoticeAction, Notices } from './notices.ts';
import type { Words } from './words.ts';

export interface ToldOptions {
  readonly renewal: Pick<Renewal, 'onNotice' | 'snooze'>;
  readonly subscribe: (listener: (event: EventEnvelope) => void) => unknown;
  readonly notices: Notices;
  readonly words: Words;
  /** For dates. */
  readonly locale: () => string;
  /** Seconds by which "Snooze" puts a notice off. */
  readonly snoozeSeconds: () => number;
  readonly act: (identity: string, action: Exclude<NoticeAction, 'snooze'>) => void;
}

export function tellNotices({
  renewal,
  subscribe,
  notices,
  words,
  locale,
  snoozeSeconds,
  act,
}: ToldOptions): void {
  /** The end of each identity's TGT, to see when it moves on. */
  const ends = new Map<string, number>();

  renewal.onNotice(({ kind, identity, at, title, actions }) => {
    const { principal, when } = title.params;
    const text = noticeWords({ kind, principal, when }, { words, now: at, locale: locale() });
    notices.showNotice({ kind, identity, ...text, actions }, (action) => {
      if (action === 'snooze') renewal.snooze(identity, snoozeSeconds());
      else act(identity, action);
    });
  });
  subscribe(({ change }) => {
    if (change.type === 'identity.removed') {
      ends.delete(change.id);
      notices.withdraw(change.id);
    }
    if (change.type !== 'identity.changed') return;
    const { id, tickets } = change.identity;
    const end = tickets.find(({ kind }) => kind === 'tgt')?.endTime ?? 0;
    const before = ends.get(id) ?? 0;
    ends.set(id, end);
    if (end > before && before > 0) notices.withdraw(id);
  });
}
