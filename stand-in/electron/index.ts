// What `import … from 'electron'` gives in the main process when hooks.ts is loaded.
import { BrowserWindow } from './browser-window.ts';
import { windowsByTarget } from './registry.ts';
import { strict } from './strict.ts';
import type { WebContents } from './web-contents.ts';

export { app } from './app.ts';
export { BrowserWindow };
export { ipcMain } from './ipc-main.ts';
export { Menu } from './menu.ts';
export { nativeImage } from './native-image.ts';
export { nativeTheme } from './native-theme.ts';
export { Notification } from './notification.ts';
export { powerMonitor } from './power-monitor.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol, session } from './session.ts';
export { clipboard, dialog, screen, shell } from './system.ts';
export { Tray } from './tray.ts';
export { journal as standInJournal } from './journal.ts';

/** Playwright asks these when it brings its pages and our windows together. */
export const webContents = strict('webContents', {
  getAllWebContents: (): WebContents[] => BrowserWindow.getAllWindows().map((window) => window.webContents),
  fromDevToolsTargetId: (id: string): WebContents | undefined => windowsByTarget.get(id)?.webContents,
});
