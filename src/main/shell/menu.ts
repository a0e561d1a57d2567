// The application menu: what macOS needs to have copy, paste and quit at all, and the same elsewhere. Quit is ours, not
// the role's: it may ask first.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

export interface MenuOptions {
  readonly words: Words;
  readonly quit: () => void;
  /** null: it cannot be had here. */
  readonly startsAtLogin: boolean | null;
  readonly setStartAtLogin: (on: boolean) => void;
}

export function setApplicationMenu({ words, quit, startsAtLogin, setStartAtLogin }: MenuOptions): void {
  const quitItem: MenuItemConstructorOptions = {
    id: 'quit',
    label: words.quitTessera,
    accelerator: 'CommandOrControl+Q',
    click: quit,
  };
  const login: MenuItemConstructorOptions = {
    id: 'start-at-login',
    label: words.startAtLogin,
    type: 'checkbox',
    checked: startsAtLogin === true,
    enabled: startsAtLogin !== null,
    click: ({ checked }) => {
      setStartAtLogin(checked);
    },
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin'
      ? {
          label: 'Tessera',
          submenu: [
            { role: 'about' },
            separator,
            login,
            separator,
            { role: 'services' },
            separator,
            { role: 'hide' },
            { role: 'hideOthers' },
            { role: 'unhide' },
            separator,
            quitItem,
          ],
        }
      : {
          label: words.file,
          submenu: [login, separator, { role: 'close', label: words.closeWindow }, quitItem],
        };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      first,
      { role: 'editMenu' },
      {
        label: words.view,
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
        ],
      },
      { role: 'windowMenu' },
    ]),
  );
}
