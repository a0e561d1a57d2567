// The words of a notice. What the services say is a key and its facts.
import { moment, timeLeft, type NoticeAbout, type Words } from './words.ts';

export interface NoticeFacts {
  readonly kind: keyof Words['notice'];
  readonly principal: string;
  /** When it ends, seconds since 1970. */
  readonly when: number;
}

export function noticeWords(
  { kind, principal, when }: NoticeFacts,
  { words, now, locale }: { readonly words: Words; readonly now: number; readonly locale: string },
): { readonly title: string; readonly body: string } {
  // Rounded to whole minutes: a notice that comes two seconds late still says "in 10 m".
  const left = when - now;
  const rounded = left >= 60 ? Math.round(left / 60) * 60 : left;
  const about: NoticeAbout = { principal, left: timeLeft(rounded, words), when: moment(when, now, locale) };
  return words.notice[kind](about);
}
