// The application menu: what macOS needs to have copy, paste and quit at all, and the same elsewhere. Quit is ours, not
// the role's: it may ask first.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuRole, Words } from './words.ts';

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
  const item = (role: MenuRole): MenuItemConstructorOptions => ({ role, label: words.roles[role] });
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin'
      ? {
          label: 'Tessera',
          submenu: [
            item('about'),
            separator,
            login,
            separator,
            item('services'),
            separator,
            item('hide'),
            item('hideOthers'),
            item('unhide'),
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
      {
        label: words.edit,
        submenu: [
          item('undo'),
          item('redo'),
          separator,
          item('cut'),
          item('copy'),
          item('paste'),
          item('selectAll'),
        ],
      },
      {
        label: words.view,
        submenu: [item('resetZoom'), item('zoomIn'), item('zoomOut'), separator, item('togglefullscreen')],
      },
      {
        label: words.window,
        submenu:
          process.platform === 'darwin'
            ? [item('minimize'), item('zoom'), separator, item('front')]
            : [item('minimize'), { role: 'close', label: words.closeWindow }],
      },
    ]),
  );
}
