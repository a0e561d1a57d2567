// The catalogues against each other, word by word, and what a change of language does to words already at hand.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../../src/shared/index.ts';
import { PacBufferType, pacBufferTypeName } from '../../../src/krb5/pac/buffer-type.ts';
import { SERVICES, USERS } from '../../../src/practice-realm/accounts.ts';
import { languageOf, languages } from '../../../src/shared/language.ts';
import type { LanguageWords } from '../../../src/renderer/strings/catalogue.ts';
import { german } from '../../../src/renderer/strings/de/index.ts';
import { english } from '../../../src/renderer/strings/en/index.ts';
import {
  direction,
  languageInUse,
  onLanguage,
  setLanguage,
  text,
} from '../../../src/renderer/strings/index.ts';
import {
  dayName,
  lineSpan,
  longSpan,
  moment,
  number,
  shortMoment,
} from '../../../src/renderer/strings/time.ts';

type Leaf = readonly [path: string, value: unknown];

function leaves(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, `${path}${path === '' ? '' : '.'}${key}`),
  );
}

const at = (year: number, month: number, day: number, hour: number, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime() / 1_000;
const NOW = at(2026, 11, 21, 12, 0);

/** Words that are the same in German: names, and the protocol's own. */
const sameWords = new Set(
  'Tessera Flags PAC Client Cache Ticket Tickets SID Server KDC UPN – Realm Principal Keytab Trace Name Status Caches English Deutsch kvno DNS Bits JSON Bytes PACs kdc.example.com kdc.example.com:464'.split(
    ' ',
  ),
);
/** Functions without a word of their own. */
const wordless = new Set(
  `common.withKey activity.clockOf activity.day activity.took exchange.at exchange.check exchange.line
   exchange.over exchange.silent inspect.verdict exchange.spoken firstRun.example firstRun.millis inspector.kvno pac.bytes pac.ofDomain
   settings.wrong signIn.placeholder signIn.span table.short`.split(/\s+/),
);

afterEach(async () => {
  await setLanguage('en');
});

describe('the catalogues', () => {
  it('have the same names, and a function where the other has one', () => {
    const shape = ({ words }: LanguageWords) =>
      leaves(words)
        .map(([path, value]) => `${path}: ${typeof value}`)
        .sort();
    expect(shape(german)).toEqual(shape(english));
  });

  it('say something everywhere, and German says it in German', () => {
    const inGerman = new Map(leaves(german.words).map(([path, value]) => [path, String(value)]));
    const untranslated = leaves(english.words)
      .map(([path, value]) => [path, String(value)] as const)
      .filter(
        ([path, words]) =>
          words !== '' && inGerman.get(path) === words && !sameWords.has(words) && !wordless.has(path),
      )
      .map(([path]) => path);
    expect(untranslated).toEqual([]);
    const empty = (words: LanguageWords['words']) =>
      leaves(words)
        .filter(([, value]) => value === '')
        .map(([path]) => path);
    expect(empty(german.words)).toEqual(empty(english.words));
  });

  it('are there for every language that can be chosen', async () => {
    for (const language of languages) {
      await setLanguage(language);
      expect(direction()).toBe('ltr');
      expect(text.common.cancel).not.toBe('');
    }
  });
});

describe('what the practice realm says of its accounts', () => {
  it.each([...USERS, ...SERVICES].map(({ name, teaches }) => [name, teaches]))(
    '%s, in German',
    (name, teaches) => {
      const shown = name.includes('/') ? name : `${name}@PRACTICE.TEST`;
      expect(english.words.practice.note(shown, teaches)).toBe(teaches);
      const inGerman = german.words.practice.note(shown, teaches);
      expect(inGerman).not.toBe(teaches);
      // The codes that it teaches are the same ones.
      const codes = /[A-Z]{3}_[A-Z_]+/g;
      expect(inGerman.match(codes)).toEqual(teaches.match(codes));
    },
  );
});

describe('the buffers of a PAC', () => {
  it.each(Object.values(PacBufferType).map((type) => pacBufferTypeName(type)))('%s, in German', (name) => {
    const inGerman = german.words.pac.part(name);
    expect(inGerman).not.toBe(english.words.pac.part(name));
    expect(inGerman).not.toBe(name);
  });
});

describe('the language', () => {
  it('is the one that is set, else the system’s, and English where there is no catalogue', () => {
    const state = (language: 'system' | 'en' | 'de', system: string): Snapshot =>
      ({ settings: { language }, systemLanguage: languageOf(system) }) as Snapshot;
    expect(languageInUse(state('en', 'de-AT'))).toBe('en');
    expect(languageInUse(state('system', 'de-AT'))).toBe('de');
    expect(languageInUse(state('system', 'de_DE.UTF-8'))).toBe('de');
    expect(languageInUse(state('system', 'den'))).toBe('en');
    expect(languageInUse(state('de', 'fr'))).toBe('de');
  });
});

describe('a change of language', () => {
  it('reaches areas and functions that were taken from the catalogue before it', async () => {
    const { tabs } = text.inspector;
    const { left } = text.tickets;
    expect([tabs.times, left(720)]).toEqual(['Times', '12 min left']);
    await setLanguage('de');
    expect([tabs.times, left(720)]).toEqual(['Zeiten', 'noch 12 Min.']);
  });

  it('is told to the document, for the voice of a screen reader', async () => {
    const documentElement = { lang: 'en', dir: '' } as HTMLElement;
    await setLanguage('de', { documentElement });
    expect(documentElement).toEqual({ lang: 'de', dir: 'ltr' });
  });

  it('is told when the words are there, and not when nothing changes', async () => {
    const told: string[] = [];
    const stop = onLanguage(() => told.push(text.common.cancel));
    await setLanguage('de');
    await setLanguage('de');
    await setLanguage('en');
    stop();
    await setLanguage('de');
    expect(told).toEqual(['Abbrechen', 'Cancel']);
  });

  it('to a catalogue that is still to come does not undo one that was chosen after it', async () => {
    vi.resetModules(); // so that German is not there yet
    const fresh = await import('../../../src/renderer/strings/index.ts');
    const toGerman = fresh.setLanguage('de');
    expect(fresh.text.common.cancel).toBe('Cancel');
    await fresh.setLanguage('en');
    await toGerman;
    expect(fresh.text.common.cancel).toBe('Cancel');
    await fresh.setLanguage('de');
    expect(fresh.text.common.cancel).toBe('Abbrechen');
  });

  it('changes days, times and numbers', async () => {
    await setLanguage('de');
    expect(moment(at(2026, 11, 22, 0, 30), NOW)).toBe('morgen 00:30');
    expect(moment(at(2026, 11, 26, 9, 5), NOW)).toBe('Do, 26. Nov., 09:05');
    expect(shortMoment(at(2026, 11, 26, 9, 5), NOW)).toBe('Do, 26., 09:05');
    expect(dayName(at(2027, 1, 2, 9, 5), NOW)).toBe('2. Jan. 2027');
    expect(lineSpan(273_600)).toBe('3 Tg. 4 Std.');
    expect(longSpan(3_660)).toBe('1 Stunde 1 Minute');
    expect(number(10_000)).toBe('10.000');
    expect(text.table.count(10_000)).toBe('10.000 Tickets');
  });
});
