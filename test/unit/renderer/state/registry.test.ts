import { describe, expect, it } from 'vitest';
import { gridKeyOf, gridKeys } from '../../../../src/renderer/state/grid-keys.ts';
import { strokeWords } from '../../../../src/renderer/state/key-strokes.ts';
import { identityActions, ticketActions, windowActions } from '../../../../src/renderer/state/registry.ts';
import { german } from '../../../../src/renderer/strings/de/index.ts';
import { english } from '../../../../src/renderer/strings/en/index.ts';
import { writeCommand } from '../../../../src/shared/index.ts';
import type { IdentityDto } from '../../../../src/shared/index.ts';

const all = [...windowActions, ...identityActions, ...ticketActions];
const alice = {
  principal: 'alice@AD.TEST',
  cache: 'FILE:/tmp/x',
  environment: ['KRB5CCNAME=FILE:/tmp/x'],
  options: {},
} as unknown as IdentityDto;

describe('the registry of actions', () => {
  it('has each name and each key once', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const strokes = all.flatMap(({ keys }) => (keys ?? []).map((stroke) => JSON.stringify(stroke)));
    expect(new Set(strokes).size).toBe(strokes.length);
  });

  it('has words for each of an identity’s keys in every language', () => {
    for (const { id, keys } of [...identityActions, ...ticketActions])
      for (const { words } of [english, german])
        expect(words.palette.identityKeys[id] !== undefined, id).toBe(keys !== undefined);
  });

  it('gives commands that any shell can be told', () => {
    const lines = identityActions.flatMap(({ command }) => (command === undefined ? [] : [command(alice)]));
    expect(lines.length).toBeGreaterThanOrEqual(6);
    for (const shell of ['sh', 'powershell', 'cmd'] as const)
      for (const line of lines) expect(writeCommand(line, shell).ok).toBe(true);
  });

  it('names its keys as the keyboard of the language does', () => {
    const stroke = { key: 'c', control: true, shift: true } as const;
    expect(strokeWords(stroke, english.words.palette.keyNames)).toEqual(['Ctrl', 'Shift', 'C']);
    expect(strokeWords(stroke, german.words.palette.keyNames)).toEqual(['Strg', 'Umschalt', 'C']);
    expect(strokeWords({ key: 'ArrowUp' }, {})).toEqual(['↑']);
  });

  it('has each key of the table once', () => {
    for (const [name, keys] of Object.entries(gridKeys))
      for (const key of keys) expect(gridKeyOf(key)).toBe(name);
  });
});
