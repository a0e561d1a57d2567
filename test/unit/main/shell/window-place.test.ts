import { describe, expect, it } from 'vitest';
import { dangerousSwitch } from '../../../../src/main/shell/dangerous-switches.ts';
import { isReachable, parseWindowState } from '../../../../src/main/shell/window-place.ts';

describe("the window's place", () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const left = { x: -1280, y: 0, width: 1280, height: 1024 };

  it.each([
    ['in the middle', { x: 100, y: 100, width: 800, height: 600 }, true],
    ['on the second screen', { x: -1200, y: 20, width: 800, height: 600 }, true],
    ['half out to the right', { x: 1500, y: 100, width: 800, height: 600 }, true],
    ['all but out to the right', { x: 1900, y: 100, width: 800, height: 600 }, false],
    ['with its title bar above the screen', { x: 100, y: -50, width: 800, height: 600 }, false],
    ['on a screen that is gone', { x: 4000, y: 100, width: 800, height: 600 }, false],
  ])('%s', (_where, bounds, reachable) => {
    expect(isReachable(bounds, [screen, left])).toBe(reachable);
  });

  it('is read back as it was written', () => {
    const state = { bounds: { x: 1, y: 2, width: 3, height: 4 }, maximized: true };
    expect(parseWindowState(JSON.stringify(state))).toEqual(state);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"bounds":{"x":1},"maximized":true}',
    '{"bounds":null,"maximized":false}',
  ])('is forgotten when the file says %s', (text) => {
    expect(parseWindowState(text)).toBeUndefined();
  });
});

describe('the command line', () => {
  it('may not open the windows to another program', () => {
    expect(dangerousSwitch((name) => name === 'remote-debugging-port')).toBe('remote-debugging-port');
    expect(dangerousSwitch((name) => name === 'user-data-dir')).toBeUndefined();
  });
});
