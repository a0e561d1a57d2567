// The main window. There is at most one.
import path from 'node:path';
import { BrowserWindow, session } from 'electron';
import { servePage } from './app-protocol.ts';
import { mainPolicy } from './csp.ts';
import { refusePermissions } from './hardening.ts';
import type { AppPage } from './pages.ts';
import { windowTitle } from './runtime.ts';
import { smallestWindow } from './window-place.ts';
import type { Words } from './words.ts';
import { keepState, restoredState } from './window-state.ts';

/** The origin of the main window's page: what calls by IPC must come from it. */
export const mainOrigin = 'app://tessera';

const page: Omit<AppPage, 'language'> = {
  host: 'tessera',
  allows: (pathname) => pathname === '/index.html' || pathname.startsWith('/assets/'),
  policy: mainPolicy,
};

export interface MainWindowOptions {
  /** out/ */
  readonly folder: string;
  /** Where the window's place is kept. */
  readonly stateFile: string;
  readonly language: AppPage['language'];
  readonly words: Words;
  /** Asked when the window is about to close: true closes it, false leaves that to whoever was asked. */
  readonly mayClose: () => boolean;
  /** Its page is gone, or is loaded anew. */
  readonly onPageGone: () => void;
}

export interface MainWindow {
  /** The window's contents, undefined while there is no window. */
  contents(): BrowserWindow['webContents'] | undefined;
  /** The window itself, for a prompt to stand before. */
  current(): BrowserWindow | undefined;
  /** Opens the window, or brings it to the front. */
  show(): void;
  /** Takes it off the screen; its page stays. */
  hide(): void;
  minimize(): void;
  /** Opens it minimised, where it is not open. */
  openMinimized(): void;
  /** Its title again: it is in words. */
  retitle(): void;
}

export function mainWindow({
  folder,
  stateFile,
  language,
  words,
  mayClose,
  onPageGone,
}: MainWindowOptions): MainWindow {
  refusePermissions(session.defaultSession);
  servePage(session.defaultSession, path.join(folder, 'renderer'), { ...page, language });
  let window: BrowserWindow | undefined;

  const open = (how: 'shown' | 'minimized'): void => {
    const { bounds, maximized } = restoredState(stateFile);
    const opened = new BrowserWindow({
      ...bounds,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: windowTitle(words),
      autoHideMenuBar: true,
      webPreferences: {
        preload: path.join(folder, 'preload', 'main.cjs'),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false, // downloads dictionaries
      },
    });
    window = opened;
    keepState(opened, stateFile);
    opened.on('close', (event) => {
      if (!mayClose()) event.preventDefault();
    });
    opened.on('page-title-updated', (event) => {
      event.preventDefault(); // the title is ours: it says when this is the stand-in
    });
    opened.once('ready-to-show', () => {
      if (how === 'minimized') {
        opened.minimize();
        return;
      }
      if (maximized) opened.maximize();
      opened.show();
    });
    opened.on('closed', () => {
      window = undefined;
      onPageGone();
    });
    const fill = (): void => {
      onPageGone();
      opened.loadURL(`${mainOrigin}/index.html`).catch((error: unknown) => {
        process.stderr.write(`The window could not be filled: ${String(error)}\n`);
      });
    };
    let lastLoss = -Infinity;
    opened.webContents.on('render-process-gone', () => {
      const again = performance.now() - lastLoss > 10_000; // once is bad luck, at once again is a fault of ours
      lastLoss = performance.now();
      if (again) fill();
      else opened.destroy();
    });
    fill();
  };

  return {
    contents: () => window?.webContents,
    current: () => window,
    show: () => {
      if (window === undefined) {
        open('shown');
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hide: () => window?.hide(),
    minimize: () => window?.minimize(),
    retitle: () => window?.setTitle(windowTitle(words)),
    openMinimized: () => {
      if (window === undefined) open('minimized');
    },
  };
}
