import { describe, expect, it } from 'vitest';
import { linkOf, parseLink } from '../../../../src/main/shell/links.ts';

describe('a tessera: link', () => {
  it.each([
    ['tessera:sign-in?principal=alice@AD.TEST', { show: 'sign-in', principal: 'alice@AD.TEST' }],
    [
      'tessera:sign-in?principal=alice%2Fadmin%40AD.TEST',
      { show: 'sign-in', principal: 'alice/admin@AD.TEST' },
    ],
    ['tessera:sign-in?principal=J%C3%BCrgen@AD.TEST', { show: 'sign-in', principal: 'Jürgen@AD.TEST' }],
    [
      'tessera:service-ticket?service=HTTP/web.ad.test',
      { show: 'service-ticket', service: 'HTTP/web.ad.test' },
    ],
  ])('%s fills a form', (link, fill) => {
    expect(parseLink(link)).toEqual(fill);
  });

  it.each([
    ['no form', 'tessera:'],
    ['another scheme', 'tesserax:sign-in?principal=a@B'],
    ['upper case, as no package registers it', 'TESSERA:sign-in?principal=a@B'],
    ['an authority', 'tessera://sign-in?principal=a@B'],
    ['a form that is none', 'tessera:destroy?principal=a@B'],
    ['a field of the other form', 'tessera:sign-in?service=HTTP/x'],
    ['a password', 'tessera:sign-in?principal=a@B&password=secret'],
    ['a second field', 'tessera:sign-in?principal=a@B&principal=c@D'],
    ['a fragment', 'tessera:sign-in?principal=a@B#x'],
    ['nothing in the field', 'tessera:sign-in?principal='],
    ['an option in place of a name', 'tessera:sign-in?principal=--cli'],
    ['a space at the end', 'tessera:sign-in?principal=a@B%20'],
    ['a line break', 'tessera:sign-in?principal=a@B%0Ac'],
    ['a NUL', 'tessera:sign-in?principal=a%00@B'],
    ['text that runs from right to left', 'tessera:sign-in?principal=a%E2%80%AE@B'],
    ['an invisible space', 'tessera:sign-in?principal=a%E2%80%8B@B'],
    ['a space that is not one', 'tessera:sign-in?principal=a%C2%A0b@B'],
    ['octets that are not UTF-8', 'tessera:sign-in?principal=%ff@B'],
    ['a stray percent sign', 'tessera:sign-in?principal=a%@B'],
    ['a name beyond all measure', `tessera:sign-in?principal=${'a'.repeat(600)}@B`],
    ['a link beyond all measure', `tessera:sign-in?principal=${'%61'.repeat(700)}`],
  ])('with %s is none', (_why, link) => {
    expect(parseLink(link)).toBeUndefined();
  });

  it('is found on a command line, but not beside a second one', () => {
    const link = 'tessera:sign-in?principal=a@B';
    expect(linkOf(['tessera', '--hidden', link])).toEqual({ show: 'sign-in', principal: 'a@B' });
    expect(linkOf(['tessera', link, link])).toBeUndefined();
    expect(linkOf(['tessera', link, 'Tessera:x'])).toBeUndefined();
    expect(linkOf(['tessera', `--x=${link}`])).toBeUndefined();
  });
});
