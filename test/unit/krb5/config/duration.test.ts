import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../../src/krb5/config/duration.ts';
import { expandTokens } from '../../../../src/krb5/config/expand.ts';

describe('durations', () => {
  it.each([
    ['36000', 36_000],
    ['0', 0],
    ['10h', 36_000],
    ['7d', 604_800],
    ['1d 2h', 93_600],
    ['1d2h3m4s', 93_784],
    ['2m 30s', 150],
    ['10:00', 36_000],
    ['10:30:15', 37_815],
    ['1-02:03:04', 93_784],
    [' 5m ', 300],
    ['-5', -5],
    ['2147483647', 2_147_483_647],
  ])('reads %j as %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    '',
    ' ',
    'd',
    '1w',
    '10H',
    '2h 1d',
    '1d 5',
    '10:',
    '1:000',
    '2147483648',
    '99999d',
    '1.5h',
    '1d1d',
  ])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow('is not a duration');
  });
});

describe('parameter expansion', () => {
  const environment = { uid: 1000, euid: 1001, username: () => 'alice', temporary: '/var/tmp' };

  it('fills in the tokens', () => {
    expect(expandTokens('FILE:%{TEMP}/krb5cc_%{uid}_%{euid}_%{username}%{null}', environment, 'o')).toBe(
      'FILE:/var/tmp/krb5cc_1000_1001_alice',
    );
    expect(expandTokens('KEYRING:persistent:%{USERID}', environment, 'o')).toBe('KEYRING:persistent:1000');
    expect(expandTokens('/100%/x', environment, 'o')).toBe('/100%/x');
  });

  it('refuses tokens that nobody knows and braces left open', () => {
    expect(() => expandTokens('%{home}/x', environment, 'o')).toThrow('%{home} is not known here');
    expect(() => expandTokens('%{uid', environment, 'o')).toThrow('lacks its }');
    expect(() => expandTokens('%{uid}', { ...environment, uid: undefined }, 'o')).toThrow('not known here');
  });
});
