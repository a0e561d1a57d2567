import { expect, test } from 'vitest';
import { parseOptions } from '../../../src/cli/options.ts';
import type { OptionTable } from '../../../src/cli/options.ts';

const table: OptionTable = {
  short: 'efl:c:V',
  long: {
    forwardable: { argument: 'none', short: 'f' },
    'no-request-pac': { argument: 'none' },
    'no-store': { argument: 'none' },
    u2u: { argument: 'required' },
  },
};

const read = (line: string) => parseOptions(line === '' ? [] : line.split(' '), table);
const names = (line: string) =>
  read(line).given.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));

test('short options cluster, and an argument may stand attached or apart', () => {
  expect(names('-ef')).toEqual(['e', 'f']);
  expect(names('-l10h -c name')).toEqual(['l=10h', 'c=name']);
  expect(names('-efl 10h')).toEqual(['e', 'f', 'l=10h']);
  expect(names('-eflV')).toEqual(['e', 'f', 'l=V']);
});

test('an argument that looks like an option is still an argument', () => {
  expect(names('-l -e')).toEqual(['l=-e']);
});

test('long options take = or the next word, and may be another spelling of a letter', () => {
  expect(names('--u2u=FILE:x --forwardable --u2u FILE:y')).toEqual(['u2u=FILE:x', 'f', 'u2u=FILE:y']);
});

test('long options may be shortened as far as they stay unambiguous', () => {
  expect(names('--forw --no-s')).toEqual(['f', 'no-store']);
  expect(read('--no').mistakes).toEqual([
    "option '--no' is ambiguous; possibilities: '--no-request-pac' '--no-store'",
  ]);
});

test('operands may stand anywhere, and everything behind -- is one', () => {
  const { given, operands } = read('alice -e bob -- -f');
  expect(given.map(({ name }) => name)).toEqual(['e']);
  expect(operands).toEqual(['alice', 'bob', '-f']);
});

test('under POSIXLY_CORRECT the first operand ends the options', () => {
  const { given, operands } = parseOptions(['-e', 'alice', '-f'], table, { posixlyCorrect: true });
  expect([given.length, operands]).toEqual([1, ['alice', '-f']]);
});

test('a lone dash is an operand', () => {
  expect(read('-').operands).toEqual(['-']);
});

test.each([
  ['-z', "invalid option -- 'z'"],
  ['-ez', "invalid option -- 'z'"],
  ['-:', "invalid option -- ':'"],
  ['-l', "option requires an argument -- 'l'"],
  ['--u2u', "option '--u2u' requires an argument"],
  ['--forwardable=yes', "option '--forwardable' doesn't allow an argument"],
  ['--frobnicate', "unrecognized option '--frobnicate'"],
  ['--constructor', "unrecognized option '--constructor'"],
])('%s is a mistake in the words of getopt', (line, mistake) => {
  expect(read(line).mistakes).toEqual([mistake]);
});
