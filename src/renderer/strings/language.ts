// Which catalogue is in use. `text` reads it at each look, so that what was taken from it once (an area, a function)
// follows a change of language; a plain word does not, and must not be kept.
import { languageOf } from '#shared';
import type { Language, Snapshot } from '#shared';
import type { Catalogue, LanguageWords } from './catalogue.ts';
import { german } from './de/index.ts';
import { english } from './en/index.ts';
import { setTimeWords } from './time.ts';

const all: Readonly<Record<Language, LanguageWords>> = { en: english, de: german };

let used: LanguageWords = english;
let now: Language = 'en';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of the shape's form whose words are those of `current()` at the time of asking. */
function live(shape: Tree, current: () => Tree): Tree {
  const view: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(shape)) {
    if (isTree(value)) {
      view[key] = live(value, () => current()[key] as Tree);
    } else if (typeof value === 'function') {
      view[key] = (...args: readonly unknown[]) =>
        (current()[key] as (...given: readonly unknown[]) => unknown)(...args);
    } else {
      Object.defineProperty(view, key, { enumerable: true, get: () => current()[key] });
    }
  }
  return view;
}

/** Every word the window says, in the language in use. */
export const text = live(english.words, () => used.words) as Catalogue;

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
