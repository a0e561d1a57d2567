// The composition root: the one place that says `new` across rooms.
import path from 'node:path';
import { app, clipboard, dialog, ipcMain } from 'electron';
import { startPracticeRealm } from '#practice-realm';
import { eventChannel } from '#shared';
import { composeServices } from './compose.ts';
import { registerContract, senderCheck } from './ipc/index.ts';
import { describeError } from './services/index.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { dangerousSwitch } from './shell/dangerous-switches.ts';
import { confineAllContents } from './shell/hardening.ts';
import { mainOrigin, mainWindow } from './shell/main-window.ts';
import { setApplicationMenu } from './shell/menu.ts';
import { isStandIn } from './shell/runtime.ts';
import { secretPrompt } from './shell/secret-prompt.ts';
import { appTray } from './shell/tray.ts';

/** out/, also within the asar. */
const folder = path.join(import.meta.dirname, '..');

/** The clock on the tray: its words say how much is left. */
const TRAY_MS = 30_000;

function platform(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

async function start(): Promise<void> {
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
  const services = await composeServices({
    env: process.env,
    dataFolder,
    app: { version: app.getVersion(), runtime: isStandIn ? 'stand-in' : 'electron', platform: platform() },
    prompt: secretPrompt({ folder, parent: () => window.current() }),
    clipboard: (text) => clipboard.writeText(text),
    startPractice: startPracticeRealm,
  });
  registerContract({
    registrar: ipcMain,
    handlers: services.handlers,
    isTrusted: senderCheck(mainOrigin, () => window.contents()),
    describeError,
    onFault: (procedure, error) => {
      const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${procedure}: ${where}\n`);
    },
  });
  services.hub.subscribe((event) => {
    window.contents()?.send(eventChannel, event);
  });
  const showInTray = (): void => {
    tray.update(services.tray());
  };
  services.hub.subscribe(({ change }) => {
    if (change.type.startsWith('identity.')) showInTray();
  });
  setInterval(showInTray, TRAY_MS).unref();
  app.on('will-quit', () => {
    services.close();
  });
  await services.start();
  showInTray();
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
  app
    .whenReady()
    .then(start, () => undefined)
    .catch((error: unknown) => {
      process.stderr.write(`Tessera does not start: ${String(error)}\n`);
      app.exit(1);
    });
}
