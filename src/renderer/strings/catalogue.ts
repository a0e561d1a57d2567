// What a catalogue holds: the areas of the English one, with the same names, and functions of the same shape.
import type { en } from './en/index.ts';
import type { TimeWords } from './time.ts';

/** A language's words without what its folder also has for times. */
export type Catalogue = typeof en;

export interface LanguageWords {
  readonly words: Catalogue;
  readonly time: TimeWords;
  readonly direction: 'ltr' | 'rtl';
}
