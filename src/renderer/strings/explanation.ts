// An error's explanation in the language in use; English where it was written down before that language was there.
import type { ErrorDto, Explanation } from '#shared';
import { languageNow } from './language.ts';

export function explanationOf({ explanation, translations }: ErrorDto): Explanation {
  return { ...explanation, ...translations?.[languageNow()] };
}
