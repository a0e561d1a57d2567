// Which catalogue is in use. `text` reads it at each look, so that what was taken from it once (an area, a function)
// follows a change of language; a plain word does not, and must not be kept. English is there from the beginning; any
// other language is a file of its own, fetched when it is wanted.
import { languageOf, live } from '#shared';
import type { Language, Snapshot } from '#shared';
import type { Catalogue, LanguageWords } from './catalogue.ts';
import { english } from './en/index.ts';
import { setTimeWords } from './time.ts';

const fetched: Readonly<Record<Exclude<Language, 'en'>, () => Promise<LanguageWords>>> = {
  de: async () => (await import('./de/index.ts')).german,
};
const present = new Map<Language, LanguageWords>([['en', english]]);
const listeners = new Set<() => void>();

let used: LanguageWords = english;
let now: Language = 'en';
let wanted: Language = 'en';

/** Every word the window says, in the language in use. */
export const text: Catalogue = live(english.words, () => used.words);

/** The one that is set, else the system's. */
export function languageInUse({ settings, systemLanguage }: Snapshot): Language {
  return settings.language === 'system' ? systemLanguage : settings.language;
}

/** The language the document is written in, as soon as it is there. */
export function followDocument(document: Pick<Document, 'documentElement'>): Promise<void> {
  return setLanguage(languageOf(document.documentElement.lang), document);
}

/** At once where the catalogue is there, else when it has come, unless another one was chosen meanwhile. */
export async function setLanguage(
  chosen: Language,
  document?: Pick<Document, 'documentElement'>,
): Promise<void> {
  wanted = chosen;
  let words = present.get(chosen);
  if (words === undefined && chosen !== 'en') {
    words = await fetched[chosen]();
    present.set(chosen, words);
  }
  if (words === undefined || wanted !== chosen) return;
  const changed = now !== chosen;
  now = chosen;
  used = words;
  setTimeWords(used.time);
  const root = document?.documentElement;
  // Set anew, it would have the whole document styled again.
  if (root !== undefined && root.lang !== chosen) root.lang = chosen;
  if (root !== undefined && root.dir !== used.direction) root.dir = used.direction;
  if (changed) for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function languageNow(): Language {
  return now;
}

/** Which way it is written. */
export function direction(): LanguageWords['direction'] {
  return used.direction;
}
