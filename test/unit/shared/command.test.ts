import { describe, expect, it } from 'vitest';
import {
  kdestroyCommand,
  kinitCommand,
  klistCommand,
  kpasswdCommand,
  kvnoCommand,
  mitDuration,
  renewCommand,
} from '../../../src/shared/index.ts';

describe('the command that does the same', () => {
  it('is kinit with the options that were chosen', () => {
    expect(kinitCommand('alice@AD.TEST', { lifetime: 36_000, renewable: 604_800, forwardable: true })).toBe(
      'kinit -l 10h -r 7d -f alice@AD.TEST',
    );
    expect(kinitCommand('alice@AD.TEST', { renewable: 0, forwardable: false })).toBe(
      'kinit -F alice@AD.TEST',
    );
  });

  it('says which cache where it is not the default', () => {
    const environment = ['KRB5_CONFIG=/run/user/1000/a b/krb5.conf', 'KRB5CCNAME=FILE:/run/x'];
    const prefix = "KRB5_CONFIG='/run/user/1000/a b/krb5.conf' KRB5CCNAME=FILE:/run/x";
    expect(klistCommand(environment)).toBe(`${prefix} klist -fe`);
    expect(kpasswdCommand('alice@AD.TEST', environment)).toBe(`${prefix} kpasswd alice@AD.TEST`);
    expect(renewCommand(environment)).toBe(`${prefix} kinit -R`);
    expect(kvnoCommand('HTTP/web@AD.TEST', environment)).toBe(`${prefix} kvno HTTP/web@AD.TEST`);
  });

  it('quotes what a shell would read as something else', () => {
    expect(kvnoCommand("x'; rm -rf ~ #")).toBe(`kvno 'x'\\''; rm -rf ~ #'`);
    expect(kdestroyCommand('FILE:/tmp/$(id)')).toBe(`kdestroy -c 'FILE:/tmp/$(id)'`);
    expect(kvnoCommand('a\nb')).toBe("kvno 'a\nb'");
  });

  it('writes durations as MIT reads them', () => {
    expect([0, 45, 5_400, 90_061].map(mitDuration)).toEqual(['0s', '45s', '1h30m', '1d1h1m1s']);
  });
});
