// A copied line, run: what the program gets is what was meant, whatever the names are made of. The POSIX shells are
// real ones; cmd and PowerShell are their documented rules (test/support/windows-shells.ts).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCommand } from '../../src/shared/index.ts';
import type { Command, Shell } from '../../src/shared/index.ts';
import { argumentsOf, runInCmd, runInPowershell } from '../support/windows-shells.ts';

const nasty = [
  'alice@AD.TEST',
  '',
  '-alice',
  '--help',
  "o'brien",
  'a"b',
  'a"b c\\',
  'a b\\',
  '\\\\server\\"x"\\',
  '$(touch pwned)',
  '`touch pwned`',
  '${HOME}$HOME',
  '%PATH%',
  '%PATH:a=b%',
  '100%',
  '%',
  '%%A',
  '!x! ^y^ &z& |w| <v> (u)',
  'a;b#c*d?e[f]g{h}~',
  'line\nbreak',
  '\n',
  'tab\there',
  'Zoë/ünïcödé/日本語/😀',
  '‘curly’ “quotes” ‚low‛',
  '@splat',
  '10h',
  '#comment',
  'a,b',
  'C:\\Users\\a b\\',
];

/** Texts thick with what shells read as their own. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from(`'"\\%^&|<>()!$\`;,#@~*?{}[]= -:/‘’‚‛“”\n`),
        'a',
        'PATH',
        '%PATH%',
        '\\"',
        'é',
        '😀',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const command = fc.record({
  environment: fc
    .array(
      text.filter((value) => value !== ''),
      { maxLength: 2 },
    )
    .map((values) => values.map((value, at) => `T_VALUE${at}=${value}`)),
  words: fc.array(text, { minLength: 1, maxLength: 4 }).map((words) => ['show', ...words]),
});

function lineOf(meant: Command, shell: Shell): string | undefined {
  const written = writeCommand(meant, shell);
  return written.ok ? written.line : undefined;
}

const environmentOf = (meant: Command): Record<string, string> =>
  Object.fromEntries(
    meant.environment.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );

/** The line's words and environment as a program of a real shell gets them. */
function runInShell(shell: string, lines: readonly string[], folder: string): unknown[] {
  const show = `${JSON.stringify(process.execPath)} -e 'const e = Object.fromEntries(Object.entries(process.env).filter(([n]) => n.startsWith("T_"))); process.stdout.write(JSON.stringify({ environment: e, words: ["show", ...process.argv.slice(1)] }) + "\\n")' -- "$@"`;
  // A function would not take the environment's prefix for itself alone in every shell; a program does.
  const script = [`PATH=${JSON.stringify(folder)}:$PATH`, ...lines].join('\n');
  execFileSync(
    '/bin/sh',
    ['-c', `printf '%s\\n' '#!/bin/sh' "$1" > show && chmod +x show`, 'sh', `exec ${show}`],
    {
      cwd: folder,
    },
  );
  const out = execFileSync(shell, ['-s'], { cwd: folder, input: `${script}\n`, encoding: 'utf8' });
  return out
    .trim()
    .split('\n')
    .map((each): unknown => JSON.parse(each));
}

const variables = new Map([
  ['PATH', 'EXPANDED'],
  ['A', 'EXPANDED'],
  ['X', 'EXPANDED'],
]);

describe('a copied command', () => {
  it.each(['sh', 'bash', 'dash'])(
    'reaches the program word for word through %s, and runs nothing else',
    (shell) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-shell-'));
      try {
        const random = fc.sample(command, { numRuns: 25, seed: 4_120 });
        const all: Command[] = [
          ...nasty.map((word) => ({ environment: [`T_WORD=${word}`], words: ['show', word, 'end'] })),
          ...random,
        ];
        const writable = all
          .map((meant) => ({ meant, line: lineOf(meant, 'sh') }))
          .filter((each): each is { meant: Command; line: string } => each.line !== undefined);
        expect(writable.length).toBeGreaterThan(nasty.length);
        const got = runInShell(
          shell,
          writable.map(({ line }) => line),
          folder,
        );
        expect(got).toEqual(
          writable.map(({ meant }) => ({ environment: environmentOf(meant), words: meant.words })),
        );
        expect(() => execFileSync('ls', ['pwned'], { cwd: folder, stdio: 'ignore' })).toThrow();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  it('reaches the program word for word through cmd, or is refused', () => {
    const check = (meant: Command): void => {
      const line = lineOf(meant, 'cmd');
      const words = [...meant.words, ...meant.environment];
      if (words.some((word) => /[\u0000-\u001f\u007f-\u009f]/.test(word) || !word.isWellFormed())) {
        expect(line).toBeUndefined();
        return;
      }
      expect(runInCmd(line ?? '', variables)).toEqual({
        environment: environmentOf(meant),
        words: meant.words,
      });
    };
    for (const word of nasty)
      check({ environment: word === '' ? [] : [`T_WORD=${word}`], words: ['show', word, 'end'] });
    fc.assert(fc.property(command, check), { numRuns: 3_000, seed: 4_120 });
  });

  it.each(['legacy', 'standard'] as const)(
    'reaches the program word for word through PowerShell with %s passing of arguments',
    (passing) => {
      const check = (meant: Command): void => {
        const line = lineOf(meant, 'powershell');
        if (line === undefined) return;
        expect(runInPowershell(line, passing)).toEqual({
          environment: environmentOf(meant),
          words: meant.words,
        });
      };
      for (const word of nasty) check({ environment: [`T_WORD=${word}`], words: ['show', word, 'end'] });
      fc.assert(fc.property(command, check), { numRuns: 3_000, seed: 4_120 });
    },
  );
});

describe('a principal made of what Windows’ shells take for their own', () => {
  // Each line by hand from the documents: about_Quoting_Rules (in '…' only a quote counts, doubled; the typographic
  // ones are quotes too; a line break is a character), "Parsing C command-line arguments" (\\" is a quote), cmd's own
  // help (a caret takes the next sign's meaning; percent signs are read before it).
  it.each<[string, string | undefined, string | undefined]>([
    ['alice@AD.TEST', 'kinit alice@AD.TEST', 'kinit alice@AD.TEST'],
    ["o'brien@AD.TEST", "kinit 'o''brien@AD.TEST'", `kinit ^"o'brien@AD.TEST^"`],
    ['o’brien@AD.TEST', "kinit 'o’’brien@AD.TEST'", 'kinit ^"o’brien@AD.TEST^"'],
    [
      'a"b@AD.TEST',
      `Start-Process kinit -ArgumentList '"a\\"b@AD.TEST"' -NoNewWindow -Wait`,
      'kinit ^"a\\^"b@AD.TEST^"',
    ],
    ['$(calc)@AD.TEST', "kinit '$(calc)@AD.TEST'", 'kinit ^"$^(calc^)@AD.TEST^"'],
    ['$env:PATH@AD.TEST', "kinit '$env:PATH@AD.TEST'", 'kinit ^"$env:PATH@AD.TEST^"'],
    ['`calc`@AD.TEST', "kinit '`calc`@AD.TEST'", 'kinit ^"`calc`@AD.TEST^"'],
    ['%PATH%@AD.TEST', "kinit '%PATH%@AD.TEST'", 'kinit ^"^%^PATH^%^@AD.TEST^"'],
    ['a&calc|b@AD.TEST', "kinit 'a&calc|b@AD.TEST'", 'kinit ^"a^&calc^|b@AD.TEST^"'],
    ['a;calc@AD.TEST', "kinit 'a;calc@AD.TEST'", 'kinit ^"a;calc@AD.TEST^"'],
    ['a\ncalc@AD.TEST', "kinit 'a\ncalc@AD.TEST'", undefined],
    ['a\rcalc@AD.TEST', undefined, undefined],
  ])('%j is one word, and nothing in it runs', (principal, powershell, cmd) => {
    const meant = { environment: [], words: ['kinit', principal] };
    expect(lineOf(meant, 'powershell')).toBe(powershell);
    expect(lineOf(meant, 'cmd')).toBe(cmd);
  });
});

describe('the rules that stand for Windows', () => {
  it('take a line apart as documented for CommandLineToArgvW', () => {
    expect(argumentsOf('p "a b c" d e')).toEqual(['p', 'a b c', 'd', 'e']);
    expect(argumentsOf('p "ab\\"c" "\\\\" d')).toEqual(['p', 'ab"c', '\\', 'd']);
    expect(argumentsOf('p a\\\\\\b d"e f"g h')).toEqual(['p', 'a\\\\\\b', 'de fg', 'h']);
    expect(argumentsOf('p a\\\\\\"b c d')).toEqual(['p', 'a\\"b', 'c', 'd']);
    expect(argumentsOf('p a\\\\\\\\"b c" d e')).toEqual(['p', 'a\\\\b c', 'd', 'e']);
  });

  it('notice a line that cmd or PowerShell would read otherwise', () => {
    expect(runInCmd('p "%PATH%"', variables).words).toEqual(['p', 'EXPANDED']);
    expect(runInCmd('p ^%PATH:a=b^%', variables).words).toEqual(['p', 'EXPANDED']);
    expect(() => runInCmd('p a&b', variables)).toThrow();
    expect(() => runInPowershell('p a$b', 'standard')).toThrow();
    expect(runInPowershell(`p 'a"b'`, 'legacy').words).toEqual(['p', 'ab']);
  });
});
