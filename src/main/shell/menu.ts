// The application menu: what macOS needs to have copy, paste and quit at all, and the same elsewhere. Quit is ours, not
// the role's: it may ask first.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { StartAtLogin } from './start-at-login.ts';
import type { Words } from './words.ts';

export interface MenuOptions {
  readonly words: Words;
  readonly quit: () => void;
  readonly startAtLogin: StartAtLogin;
}

export function setApplicationMenu({ words, quit, startAtLogin }: MenuOptions): void {
  const quitItem: MenuItemConstructorOptions = {
    id: 'quit',
    label: words.quitTessera,
    accelerator: 'CommandOrControl+Q',
    click: quit,
  };
  const isOn = startAtLogin.isOn();
  const login: MenuItemConstructorOptions = {
    id: 'start-at-login',
    label: words.startAtLogin,
    type: 'checkbox',
    checked: isOn === true,
    enabled: isOn !== undefined,
    click: ({ checked }) => {
      startAtLogin.set(checked);
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
