// Main's words and the prompt page's: each language says everything, and German in German.
import { expect, it } from 'vitest';
import { wordsFor } from '../../../../src/main/shell/words.ts';
import { promptWords } from '../../../../src/renderer/prompt/words.ts';

const leaves = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, String(value)]];

it.each([
  ['main', wordsFor('en-US'), wordsFor('de-AT'), ['.units.d', '.units.h', '.units.s']],
  ['the prompt', promptWords('en'), promptWords('de'), []],
] as const)('%s says everything in German', (_, english, german, same) => {
  const inGerman = new Map(leaves(german));
  const untranslated = leaves(english)
    .filter(([path, words]) => inGerman.get(path) === words || inGerman.get(path) === '')
    .map(([path]) => path);
  expect(untranslated).toEqual(same);
  expect([...inGerman.keys()]).toEqual(leaves(english).map(([path]) => path));
});

it('the prompt speaks English where its document names no language that it has', () => {
  expect(promptWords('__LANGUAGE__')).toBe(promptWords('en'));
  expect(promptWords('constructor')).toBe(promptWords('en'));
});
