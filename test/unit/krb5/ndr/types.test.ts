import { describe, expect, it } from 'vitest';
import { isKerberosError } from '../../../../src/krb5/errors.ts';
import {
  FILETIME_NEVER,
  fileTimeFromMicros,
  formatSid,
  parseSid,
  secondsFromFileTime,
} from '../../../../src/krb5/ndr/index.ts';

describe('FILETIME ([MS-DTYP] 2.3.3)', () => {
  it('counts 100 ns from 1601, so 1970 is 116444736000000000', () => {
    expect(fileTimeFromMicros(0)).toBe(116_444_736_000_000_000n);
    expect(fileTimeFromMicros(1_500_000)).toBe(116_444_736_015_000_000n);
  });

  it('has no seconds where it says never or not set', () => {
    expect(secondsFromFileTime(FILETIME_NEVER)).toBeUndefined();
    expect(secondsFromFileTime(0n)).toBeUndefined();
  });

  it('gives whole seconds, rounded down also before 1970', () => {
    expect(secondsFromFileTime(116_444_736_019_999_999n)).toBe(1);
    expect(secondsFromFileTime(116_444_735_999_999_999n)).toBe(-1);
    expect(secondsFromFileTime(1n)).toBe(-11_644_473_600);
  });
});

describe('SID strings ([MS-DTYP] 2.4.2.1)', () => {
  it.each([
    ['S-1-0-0', 0, [0]],
    ['S-1-5-21-397955417-626881126-188441444-512', 5, [21, 397955417, 626881126, 188441444, 512]],
    ['S-1-5', 5, []],
    ['S-1-4294967295-4294967295', 0xffff_ffff, [0xffff_ffff]],
    ['S-1-0x0100000000ff-1', 0x01_0000_0000ff, [1]],
  ] as const)('reads and prints %s', (text, authority, subAuthorities) => {
    expect(parseSid(text)).toEqual({ authority, subAuthorities });
    expect(formatSid({ authority, subAuthorities })).toBe(text);
  });

  it.each([
    '',
    'S-2-5-1',
    'S-1',
    'S-1-5-',
    'S-1-5-4294967296',
    'S-1-4294967296-1',
    `S-1-5${'-1'.repeat(16)}`,
    'S-1--1',
  ])('refuses "%s"', (text) => {
    expect(() => parseSid(text)).toThrow(expect.toSatisfy((e) => isKerberosError(e, 'FORMAT_INVALID')));
  });
});
