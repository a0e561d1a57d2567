// krb5.conf as MIT's profile library reads it: the same texts to both.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isKerberosError, parseDuration } from '#krb5';
import type { Profile } from '#krb5';
import { loadProfile } from '#node';
import { compileJudge } from '../support/judge.ts';
import { describeWith } from '../support/peers.ts';
import { seededRandom } from '../support/seeded.ts';

const seed = Number(process.env['TESSERA_SEED'] ?? Date.now() % 1_000_000);

describeWith(['mit', 'judges'], 'configuration as MIT’s library reads it', () => {
  let folder: string;
  let judge: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-conf-'));
    judge = compileJudge('conf-read', folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Values by their path, in order; "refused" where the text is none. */
  function theirs(files: string): Record<string, string[]> | 'refused' {
    const output = execFileSync(judge, ['profile', files], { encoding: 'utf8' });
    if (output.startsWith('error')) return 'refused';
    const found: Record<string, string[]> = {};
    for (const line of output.split('\x1e').slice(0, -1)) {
      const parts = line.split('\x1f');
      const value = parts.pop() ?? '';
      (found[parts.join('/')] ??= []).push(value);
    }
    return found;
  }

  function ours(files: string): Record<string, string[]> | 'refused' {
    const found: Record<string, string[]> = {};
    const walk = (profile: Profile, names: readonly string[]): void => {
      for (const { name, value } of profile.relations(...names))
        (found[[...names, name].join('/')] ??= []).push(value);
      for (const { name } of profile.sections(...names)) walk(profile, [...names, name]);
    };
    try {
      walk(loadProfile({ KRB5_CONFIG: files }), []);
      return found;
    } catch (error) {
      if (isKerberosError(error)) return 'refused';
      throw error;
    }
  }

  it('one thousand made-up files, half of them in pairs, have the same values or are refused by both', () => {
    const random = seededRandom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? (from[0] as T);
    const name = (): string => pick(['a', 'b', 'kdc', 'X.TEST', '.x.test']);
    const value = (): string =>
      pick([
        '1',
        'two words ',
        '"quoted \\" \\n \\t"',
        '"open',
        '{ x',
        'a = b',
        '# no comment',
        'x ; y',
        '*',
        '"" rest',
        '\\n',
      ]);
    const line = (): string => {
      const indent = pick(['', '', '  ', '\t']);
      switch (Math.floor(random() * 12)) {
        case 0:
        case 1:
          return pick(['[a]', '[b]', '[libdefaults]', '[b] ']);
        case 2:
        case 3:
          return `${indent}${name()} = {`;
        case 4:
        case 5:
          return `${indent}${pick(['}', '}', '} '])}`;
        case 6:
          return `${indent}${pick(['# c', '; c = d', '', '#', 'module x', '[a', 'broken', '= x', `${name()} =`])}`;
        case 7:
          return random() < 0.3 ? `include ${folder}/included` : '';
        default:
          return `${indent}${name()}${pick(['=', ' = ', ' =', '= '])}${value()}${pick(['', '', '\r'])}`;
      }
    };
    const text = (): string => `[a]\n${Array.from({ length: Math.floor(random() * 14) }, line).join('\n')}\n`;
    writeFileSync(path.join(folder, 'included'), '[b]\nincluded = yes\nkdc = i\n[a]\ns = {\nkdc = j\n}\n');
    let read = 0;
    for (let count = 0; count < 1000; count++) {
      const files = ['one', ...(count % 2 === 0 ? ['two'] : [])].map((file) => {
        const full = path.join(folder, `${file}${String(count)}`);
        const made = text();
        writeFileSync(full, made);
        return full;
      });
      const list = files.join(':');
      const expected = theirs(list);
      expect(ours(list), `seed ${String(seed)}, file ${String(count)}`).toEqual(expected);
      if (expected !== 'refused') read++;
    }
    process.stdout.write(
      `krb5.conf: 1000 made-up profiles (seed ${String(seed)}), ${String(read)} read, the others refused\n`,
    );
    expect(read).toBeGreaterThan(100);
  });

  it('final marks on sections keep later files out', () => {
    // Marks on values, and within one file, are of MIT 1.22; the library of these tests is older.
    const later = '[a]\nx = 3\ns = {\nx = 4\n}\nt = {\nx = 5\n}\n[b]\nx = 6\n';
    for (const [index, text] of [
      '[a]*\nx = 1\n[b]\nx = 2\n',
      '[a]\nx = 1\ns* = {\nx = 2\n}\n',
      '[a]\nx = 1\ns = {\nx = 2\n}*\n',
      '[a]\nx = 1\nt* =\n{\n}\n',
    ].entries()) {
      const first = path.join(folder, `final${String(index)}`);
      const second = path.join(folder, 'later');
      writeFileSync(first, text);
      writeFileSync(second, later);
      expect(ours(`${first}:${second}`)).toEqual(theirs(`${first}:${second}`));
    }
  });

  it('folders, includedir and its rule for names', () => {
    const inner = path.join(folder, 'd');
    mkdirSync(inner);
    const names = ['a', 'B-2_x', 'c.conf', '.d.conf', 'e.rpmsave', 'f~', 'g h', 'g h.conf', 'ä.conf', 'ä'];
    for (const name of names) writeFileSync(path.join(inner, name), `[s]\nx = ${name}\n`);
    const including = path.join(folder, 'including');
    writeFileSync(including, `includedir ${inner}\n[s]\nx = last\n`);
    for (const files of [inner, including, `${folder}/missing:${including}`])
      expect(ours(files)).toEqual(theirs(files));
    expect(ours(inner)).toEqual({ 's/x': ['B-2_x', 'a', 'c.conf', 'g h.conf', 'ä.conf'] });
  });

  it('durations have the same seconds, or are refused by both or by us alone', () => {
    const random = seededRandom(seed);
    const parts = [
      '1',
      '12',
      '30',
      '600',
      '2147483647',
      '99999999999',
      'd',
      'h',
      'm',
      's',
      ':',
      '-',
      ' ',
      '1d',
      '2h',
      '3m',
      '4s',
      '10:00',
    ];
    const texts = Array.from({ length: 5000 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 6) }, () => parts[Math.floor(random() * parts.length)])
        .join('')
        .trimEnd(),
    );
    const answers = execFileSync(judge, ['deltat'], {
      input: texts.join('\n') + '\n',
      encoding: 'utf8',
    }).split('\n');
    const differing = texts.flatMap((text, index) => {
      let mine: string;
      try {
        mine = String(parseDuration(text));
      } catch {
        mine = 'error';
      }
      return mine === answers[index] ? [] : [`${JSON.stringify(text)}: ${mine}, MIT ${answers[index] ?? ''}`];
    });
    expect(differing).toEqual([]);
  });
});
