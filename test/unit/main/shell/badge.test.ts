import { expect, it } from 'vitest';
import { systemBadge } from '../../../../src/main/shell/badge.ts';
import type { TrayContent } from '../../../../src/main/shell/tray-content.ts';

const content = (needing: number): TrayContent => ({
  state: needing > 0 ? 'needs-you' : 'valid',
  tooltip: 'alice@AD.TEST, expired',
  identities: [],
  needing,
});

/** What the system was told, for numbers one after the other. */
function told(platform: NodeJS.Platform, needing: readonly number[]): unknown[] {
  const said: unknown[] = [];
  const badge = systemBadge({
    platform,
    app: { setBadgeCount: (count) => said.push(['badge', count]) > 0 },
    window: () => ({ setOverlayIcon: (icon, words) => said.push(['overlay', icon !== null, words]) }),
    mark: () => ({}) as never,
    setTrayTitle: (title) => said.push(['title', title]),
  });
  for (const each of needing) badge(content(each));
  return said;
}

it('Linux docks get the number of identities that want something, and none again', () => {
  expect(told('linux', [0, 1, 1, 2, 0])).toEqual([
    ['badge', 1],
    ['badge', 2],
    ['badge', 0],
  ]);
});

it('Windows’ taskbar gets a mark with its words, and none again', () => {
  expect(told('win32', [1, 0])).toEqual([
    ['overlay', true, 'alice@AD.TEST, expired'],
    ['overlay', false, ''],
  ]);
});

it('macOS’ menu bar gets the number beside the icon, and none again', () => {
  expect(told('darwin', [2, 0])).toEqual([
    ['title', '2'],
    ['title', ''],
  ]);
});
