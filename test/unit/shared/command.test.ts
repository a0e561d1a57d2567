import { describe, expect, it } from 'vitest';
import {
  cacheCommand,
  kdestroyCommand,
  kinitCommand,
  klistCommand,
  kpasswdCommand,
  kvnoCommand,
  mitDuration,
  practiceCommand,
  removeCommand,
  renewCommand,
  writeCommand,
} from '../../../src/shared/index.ts';
import type { Command, Shell } from '../../../src/shared/index.ts';

function lineOf(command: Command, shell: Shell = 'sh'): string {
  const written = writeCommand(command, shell);
  if (!written.ok) throw new Error(written.because);
  return written.line;
}

describe('the command that does the same', () => {
  it('takes the key from the keytab that was chosen, whatever its name is made of', () => {
    const from = (origin: 'file' | 'default' | 'client', file: string) =>
      lineOf(kinitCommand('alice@AD.TEST', { lifetime: 3_600 }, [], { origin, file }));
    expect(from('file', '/home/a/my.keytab')).toBe('kinit -k -t /home/a/my.keytab -l 1h alice@AD.TEST');
    expect(from('file', "/tmp/it's $(here)")).toBe("kinit -k -t '/tmp/it'\\''s $(here)' -l 1h alice@AD.TEST");
    expect(from('default', '/etc/krb5.keytab')).toBe('kinit -k -l 1h alice@AD.TEST');
    expect(from('client', '/var/lib/client.keytab')).toBe('kinit -k -i -l 1h alice@AD.TEST');
    const escaped = { origin: 'file', file: '/tmp/a\\x0ab' } as const; // a newline in its name, as it is shown
    expect(kinitCommand('alice@AD.TEST', {}, [], escaped)).toMatchObject({ inexact: true });
  });

  it('is kinit with the options that were chosen', () => {
    const options = { lifetime: 36_000, renewable: 604_800, forwardable: true };
    expect(lineOf(kinitCommand('alice@AD.TEST', options))).toBe('kinit -l 10h -r 7d -f alice@AD.TEST');
    expect(lineOf(kinitCommand('alice@AD.TEST', { renewable: 0, forwardable: false }))).toBe(
      'kinit -F alice@AD.TEST',
    );
  });

  it('says which cache where it is not the default, in each shell’s own way', () => {
    const environment = ['KRB5_CONFIG=/run/user/1000/a b/krb5.conf', 'KRB5CCNAME=FILE:/run/x'];
    const prefix = "KRB5_CONFIG='/run/user/1000/a b/krb5.conf' KRB5CCNAME=FILE:/run/x";
    expect(lineOf(klistCommand(environment))).toBe(`${prefix} klist -fe`);
    expect(lineOf(kpasswdCommand('alice@AD.TEST', environment))).toBe(`${prefix} kpasswd alice@AD.TEST`);
    expect(lineOf(renewCommand(environment))).toBe(`${prefix} kinit -R`);
    expect(lineOf(kvnoCommand('HTTP/web@AD.TEST', environment))).toBe(`${prefix} kvno HTTP/web@AD.TEST`);
    expect(lineOf(removeCommand('HTTP/web@AD.TEST', environment))).toBe(
      `${prefix} tessera kdestroy --credential HTTP/web@AD.TEST`,
    );
    expect(lineOf({ environment, words: [] })).toBe(prefix);
    expect(lineOf(cacheCommand('FILE:/a b'))).toBe("export KRB5CCNAME='FILE:/a b'");
    expect(lineOf(cacheCommand('FILE:/a b'), 'powershell')).toBe("$env:KRB5CCNAME = 'FILE:/a b'");
    expect(lineOf(klistCommand(environment), 'powershell')).toBe(
      "$env:KRB5_CONFIG = '/run/user/1000/a b/krb5.conf'; $env:KRB5CCNAME = 'FILE:/run/x'; klist -fe",
    );
    expect(lineOf(klistCommand(['KRB5CCNAME=FILE:C:\\a b\\x']), 'cmd')).toBe(
      'set ^"KRB5CCNAME=FILE:C:\\a b\\x^" && klist -fe',
    );
  });

  it('is as short as the shell lets it be', () => {
    for (const shell of ['sh', 'powershell', 'cmd'] as const) {
      expect(lineOf(kvnoCommand('HTTP/web.ad.test@AD.TEST'), shell)).toBe('kvno HTTP/web.ad.test@AD.TEST');
      expect(lineOf(practiceCommand(), shell)).toBe('tessera practice');
    }
    expect(lineOf(kdestroyCommand('FILE:/tmp/krb5cc_0'))).toBe('kdestroy -c FILE:/tmp/krb5cc_0');
  });

  it('tells a name that begins with a hyphen from an option', () => {
    expect(lineOf(kinitCommand('-R', {}))).toBe('kinit -- -R');
    expect(lineOf(kvnoCommand('-k'))).toBe('kvno -- -k');
    const all = { enctype: 'aes128-cts-hmac-sha1-96', canonicalize: true, userToUser: 'FILE:/tmp/b c' };
    expect(lineOf(kvnoCommand('bob@AD.TEST', [], { ...all, keep: { cache: 'FILE:/tmp/new' } }))).toBe(
      "kvno -e aes128-cts-hmac-sha1-96 -C --u2u 'FILE:/tmp/b c' --out-cache FILE:/tmp/new bob@AD.TEST",
    );
    expect(lineOf(kvnoCommand('bob@AD.TEST', [], { keep: 'nowhere' }))).toBe('kvno --no-store bob@AD.TEST');
    expect(lineOf(kpasswdCommand('-x'))).toBe('kpasswd -- -x');
  });

  it('quotes what a shell would read as something else', () => {
    expect(lineOf(kvnoCommand("x'; rm -rf ~ #"))).toBe(`kvno 'x'\\''; rm -rf ~ #'`);
    expect(lineOf(kdestroyCommand('FILE:/tmp/$(id)'))).toBe(`kdestroy -c 'FILE:/tmp/$(id)'`);
    expect(lineOf(kvnoCommand('a\nb'))).toBe("kvno 'a\nb'");
    expect(lineOf(kvnoCommand("o'b $(x)"), 'powershell')).toBe("kvno 'o''b $(x)'");
    expect(lineOf(kvnoCommand('a"b c'), 'powershell')).toBe(
      `Start-Process kvno -ArgumentList '"a\\"b c"' -NoNewWindow -Wait`,
    );
    expect(lineOf(kvnoCommand('a%PATH%&b'), 'cmd')).toBe('kvno ^"a^%^PATH^%^&b^"');
  });

  it('is refused, with the reason, where no quoting helps', () => {
    expect(writeCommand(kvnoCommand('a\nb'), 'cmd')).toEqual({ ok: false, because: 'line-break' });
    expect(writeCommand(kvnoCommand('a\tb'), 'cmd')).toEqual({ ok: false, because: 'control' });
    expect(writeCommand(kvnoCommand('x'.repeat(9_000)), 'cmd')).toEqual({ ok: false, because: 'too-long' });
    for (const shell of ['sh', 'powershell', 'cmd'] as const) {
      expect(writeCommand(kvnoCommand('a\u0000b'), shell)).toEqual({ ok: false, because: 'control' });
      expect(writeCommand(kvnoCommand('a\u001b[2Jb'), shell)).toEqual({ ok: false, because: 'control' });
      expect(writeCommand(kvnoCommand('a\udc80b'), shell)).toEqual({ ok: false, because: 'inexact' });
      const odd = kvnoCommand('a', [], { userToUser: 'FILE:/tmp/\\x07' });
      expect(writeCommand(odd, shell)).toEqual({ ok: false, because: 'inexact' });
      expect(writeCommand(klistCommand(['X Y=1']), shell)).toEqual({ ok: false, because: 'inexact' });
    }
  });

  it('is refused for a name whose signs are shown as escapes, which a tool would take for the name', () => {
    for (const name of ['a\\x1bb@AD.TEST', 'a\\u{202e}b', '\\\\\\xff'])
      expect(writeCommand(kvnoCommand(name), 'sh')).toEqual({ ok: false, because: 'inexact' });
    for (const name of ['a\\nb@AD.TEST', 'a\\\\x1bb', 'a\\@b'])
      expect(lineOf(kvnoCommand(name))).toBe(`kvno '${name}'`);
  });

  it('writes durations as MIT reads them', () => {
    expect([0, 45, 5_400, 90_061].map(mitDuration)).toEqual(['0s', '45s', '1h30m', '1d1h1m1s']);
  });
});
