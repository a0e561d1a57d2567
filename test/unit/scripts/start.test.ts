import { describe, expect, it } from 'vitest';
import { choose, type Machine } from '../../../scripts/start/choose.ts';

const desk: Machine = {
  platform: 'linux',
  isRoot: false,
  hasDisplay: true,
  hasNamespaces: true,
  wanted: undefined,
};

describe('npm start', () => {
  it.each<[string, Partial<Machine>, string]>([
    ['a person at a display', {}, 'electron'],
    ['root at a display', { isRoot: true }, 'stand-in'],
    ['a machine that refuses namespaces', { hasNamespaces: false }, 'stand-in'],
    ['no display', { hasDisplay: false }, 'stand-in'],
    ['no display, and root', { hasDisplay: false, isRoot: true }, 'stand-in'],
    [
      'another system, whose displays are not told by variables',
      { platform: 'darwin', hasDisplay: true },
      'electron',
    ],
    ['root who insists', { isRoot: true, wanted: 'electron' }, 'electron'],
    ['a person who wants the stand-in', { wanted: 'stand-in' }, 'stand-in'],
    ['a word that is neither', { wanted: 'chrome' }, 'none'],
  ])('%s: %o runs on %s', (_who, machine, runtime) => {
    expect(choose({ ...desk, ...machine }).runtime).toBe(runtime);
  });

  it('says why whenever it is not Electron', () => {
    const choice = choose({ ...desk, hasDisplay: false });
    expect(choice).toHaveProperty('because', 'there is no display, and Electron needs one');
  });
});
