// The composition root: the one place that says `new` across rooms.
import path from 'node:path';
import { app, dialog } from 'electron';
import { confineAllContents, dangerousSwitch } from './shell/hardening.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { mainWindow } from './shell/main-window.ts';
import { setApplicationMenu } from './shell/menu.ts';
import { windowTitle } from './shell/runtime.ts';
import { appTray } from './shell/tray.ts';

/** out/, also within the asar. */
const folder = path.join(import.meta.dirname, '..');

function start(): void {
  const dataFolder = app.getPath('userData');
  const window = mainWindow({ folder, stateFile: path.join(dataFolder, 'window.json') });
  const tray = appTray({
    open: () => {
      window.show();
    },
    quit: () => {
      app.quit();
    },
  });
  tray.update({ state: 'off', tooltip: windowTitle, lines: [] });
  setApplicationMenu();
  app.on('second-instance', () => {
    window.show();
  });
  app.on('activate', () => {
    window.show();
  });
  window.show();
}

const refused = app.isPackaged ? dangerousSwitch((name) => app.commandLine.hasSwitch(name)) : undefined;
if (refused !== undefined) {
  dialog.showErrorBox(
    'Tessera does not start',
    `It cannot keep your tickets safe when started with --${refused}.`,
  );
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  process.umask(0o077);
  app.setAppUserModelId('org.tessera.Tessera');
  app.enableSandbox();
  confineAllContents();
  registerAppScheme();
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(start);
}
