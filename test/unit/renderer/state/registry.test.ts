import { describe, expect, it } from 'vitest';
import { gridKeyOf, gridKeys } from '../../../../src/renderer/state/grid-keys.ts';
import { strokeWords } from '../../../../src/renderer/state/key-strokes.ts';
import {
  identityActions,
  identityKey,
  ticketActions,
  windowActions,
} from '../../../../src/renderer/state/registry.ts';
import { german } from '../../../../src/renderer/strings/de/index.ts';
import { english } from '../../../../src/renderer/strings/en/index.ts';
import { setLanguage, text } from '../../../../src/renderer/strings/index.ts';
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

  it('gives the menus their shortcuts', async () => {
    expect(['service-ticket', 'renew', 'default', 'pin', 'destroy'].map(identityKey)).toEqual([
      'Ctrl+T',
      'Ctrl+R',
      'Ctrl+D',
      'P',
      '',
    ]);
    await setLanguage('de');
    expect(identityKey('renew')).toBe('Strg+R');
    await setLanguage('en');
  });

  it('says which servers a command needs in krb5.conf where only the identity names them', () => {
    const servers = { kdc: ['10.0.0.1:88'], kpasswd: [] };
    const own = { ...alice, realm: 'AD.TEST', means: { how: 'password', servers } } as unknown as IdentityDto;
    const named = identityActions.filter(({ command }) => command?.(own).servers !== undefined);
    expect(named.map(({ id }) => id)).toEqual(['renew', 'sign-in-again', 'change-password']);
    for (const { command } of named) {
      expect(command!(own).servers).toEqual({ realm: 'AD.TEST', ...servers });
      expect(command!(alice).servers).toBeUndefined();
    }
  });

  it('has each key of the table once', () => {
    for (const [name, keys] of Object.entries(gridKeys))
      for (const key of keys) expect(gridKeyOf(key)).toBe(name);
  });
});

describe('the line at the foot of the window', () => {
  it('writes its numbers as the language does', async () => {
    expect(text.table.summary(1, 10_001, 1_000)).toBe('1 identity, 10,001 tickets, 1,000 expired');
    await setLanguage('de');
    expect(text.table.summary(1, 10_001, 1_000)).toBe('1 Identität, 10.001 Tickets, 1.000 abgelaufen');
    await setLanguage('en');
  });
});
