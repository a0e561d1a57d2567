import { describe, expect, it } from 'vitest';
import { readTyped } from '../../../../src/main/services/names.ts';

describe('what a person types for a service', () => {
  it.each([
    ['https://intranet.ad.test/path?x=1', 'HTTP', 'intranet.ad.test'],
    ['http://user@web.ad.test:8080/', 'HTTP', 'web.ad.test'],
    ['https://[2001:db8::1]:8443/', 'HTTP', '2001:db8::1'],
    ['ldaps://dc1.ad.test', 'ldap', 'dc1.ad.test'],
    ['smb://files.ad.test/share', 'cifs', 'files.ad.test'],
    ['ssh://build7', 'host', 'build7'],
    ['intranet.ad.test', 'HTTP', 'intranet.ad.test'],
    ['intranet.ad.test:8443', 'HTTP', 'intranet.ad.test'],
    [' web ', 'HTTP', 'web'],
    ['HTTP/web.ad.test', 'HTTP', 'web.ad.test'],
    ['MSSQLSvc/db1.ad.test:1433', 'MSSQLSvc', 'db1.ad.test:1433'],
  ])('%s is %s on %s', (typed, service, host) => {
    expect(readTyped(typed)).toEqual({ kind: 'host', service, host });
  });

  it.each(['HTTP/web.ad.test@AD.TEST', 'krbtgt/OTHER.TEST', 'E3514235-4B06/x/y', 'alice@AD.TEST'])(
    '%s is a principal name as it stands',
    (typed) => {
      expect(readTyped(typed)).toEqual({ kind: 'principal', text: typed });
    },
  );

  it.each(['gopher://old.ad.test', 'https://', 'two words', '/'])(
    '%s names no service, and is told so',
    (typed) => {
      expect(() => readTyped(typed)).toThrow(/names no|neither/);
    },
  );
});
