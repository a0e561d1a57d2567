// Which catalogue is in use. `text` reads it at each look, so that what was taken from it once (an area, a function)
// follows a change of language; a plain word does not, and must not be kept.
import { languageOf, live } from '#shared';
import type { Language, Snapshot } from '#shared';
import type { Catalogue, LanguageWords } from './catalogue.ts';
import { german } from './de/index.ts';
import { english } from './en/index.ts';
import { setTimeWords } from './time.ts';

const all: Readonly<Record<Language, LanguageWords>> = { en: english, de: german };

let used: LanguageWords = english;
let now: Language = 'en';

/** Every word the window says, in the language in use. */
export const text: Catalogue = live(english.words, () => used.words);

/** The document is told too: screen readers choose their voice by it. */
export function followDocument(document: Pick<Document, 'documentElement'>): void {
  setLanguage(languageOf(document.documentElement.lang), document);
}

/** The one that is set, else the system's. */
export function languageInUse({ settings, systemLanguage }: Snapshot): Language {
  return settings.language === 'system' ? systemLanguage : settings.language;
}

export function setLanguage(chosen: Language, document?: Pick<Document, 'documentElement'>): void {
  now = chosen;
  used = all[chosen];
  setTimeWords(used.time);
  if (document === undefined) return;
  document.documentElement.lang = chosen;
  document.documentElement.dir = used.direction;
}

export function languageNow(): Language {
  return now;
}

/** Which way it is written. */
export function direction(): LanguageWords['direction'] {
  return used.direction;
}
