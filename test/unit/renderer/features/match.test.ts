import { describe, expect, it } from 'vitest';
import { match } from '../../../../src/renderer/features/palette/match.ts';

const found = (query: string, text: string) =>
  match(query, text)?.ranges.map(([from, to]) => text.slice(from, to));

describe('what was typed', () => {
  it('is found within a name, whatever the case, and marked', () => {
    expect(found('intra', 'HTTP/intranet.ad.test')).toEqual(['intra']);
    expect(found('HTTP WEB', 'http/web.ad.test')).toEqual(['http', 'web']);
    expect(found('nothing', 'HTTP/intranet.ad.test')).toBeUndefined();
  });

  it('is found letter by letter where the letters hang together', () => {
    expect(found('rnw', 'Renew now')).toBeUndefined();
    expect(found('renow', 'Renew now')).toEqual(['Ren', 'ow']);
    expect(found('gtst', 'Get a service ticket')).toBeUndefined();
    expect(found('chpass', 'Change its password')).toEqual(['Ch', 'pass']);
  });

  it('counts most where a name is it, then where one begins with it, then a word of it', () => {
    const scores = ['web', 'web.ad.test', 'HTTP/web', 'xweb'].map((text) => match('web', text)?.score ?? 0);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });

  it('is found everywhere when it is nothing', () => {
    expect(match(' ', 'x')).toEqual({ score: 0, ranges: [] });
  });
});
