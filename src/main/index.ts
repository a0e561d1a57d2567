// The composition root: the one place that says `new` across rooms.
import os from 'node:os';
import path from 'node:path';
import { app, clipboard, dialog, ipcMain, powerMonitor, safeStorage } from 'electron';
import { startPracticeRealm } from '#practice-realm';
import { eventChannel, languageOf, type Language } from '#shared';
import { composeServices } from './compose.ts';
import { actFor } from './identity-actions.ts';
import { createLimits, registerContract, senderCheck } from './ipc/index.ts';
import { describeError } from './services/index.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { dangerousSwitch } from './shell/dangerous-switches.ts';
import { confineAllContents } from './shell/hardening.ts';
import { mainOrigin, mainWindow } from './shell/main-window.ts';
import { linkOf, parseLink, type FormFill } from './shell/links.ts';
import { loginItem } from './shell/login-item.ts';
import { noticeMemory } from './shell/notice-memory.ts';
import { ownDialogs } from './shell/own-dialogs.ts';
import { personDialogs } from './shell/person-dialogs.ts';
import { nameServersStamp, systemNetwork, systemPower } from './shell/power.ts';
import { appPresence } from './shell/presence.ts';
import { isStandIn } from './shell/runtime.ts';
import { secretPrompt } from './shell/secret-prompt.ts';
import { hiddenSwitch } from './shell/start-at-login.ts';
import { tellNotices } from './shell/told.ts';
import { systemVault } from './shell/vault.ts';
import { windowAsks } from './shell/window-asks.ts';
import { spokenLocale, spokenWords, wordsFor } from './shell/words.ts';

/** out/, also within the asar. */
const folder = path.join(import.meta.dirname, '..');

function platform(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

/** A link that came before the window could be told of it. */
let followed: FormFill | undefined;
let follow = (link: FormFill): void => {
  followed = link;
};

/** Started at login: nobody asked for a window. */
const startsHidden = (): boolean =>
  app.commandLine.hasSwitch(hiddenSwitch) ||
  (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

async function start(): Promise<void> {
  const dataFolder = app.getPath('userData');
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  /** Asked from the first page on, and by then the services are there. */
  const language = (): Language => services.language();
  const words = spokenWords(language);
  const window = mainWindow({
    folder,
    stateFile: path.join(dataFolder, 'window.json'),
    language,
    words,
    mayClose: () => {
      if (quitting) return true;
      if (services.settings().closing === 'quits') presence.quit();
      else if (process.platform === 'darwin') return true;
      else presence.putAway();
      return false;
    },
    onPageGone: () => {
      asks.gone();
    },
  });
  const power = systemPower(powerMonitor);
  const { onChange: onNetworkChange } = systemNetwork({
    interfaces: () => os.networkInterfaces(),
    nameServers: nameServersStamp,
    power,
    every: (millis, look) => {
      setInterval(look, millis).unref();
    },
  });
  const dialogs = ownDialogs({ dialog });
  const services = await composeServices({
    env: process.env,
    dataFolder,
    app: { version: app.getVersion(), runtime: isStandIn ? 'stand-in' : 'electron', platform: platform() },
    prompt: secretPrompt({ folder, language, words, parent: () => window.current() }),
    systemLanguage: languageOf(app.getLocale()),
    dialogs: personDialogs(dialogs, () => words),
    vault: systemVault({ storage: safeStorage, platform: process.platform, isStandIn }),
    clipboard: (text) => clipboard.writeText(text),
    startPractice: startPracticeRealm,
    startAtLogin: loginItem(),
    confirm: (what) =>
      dialogs.confirm(what === 'clear-history' ? words.clearHistory : words.destroyAnother(what)),
    renewal: {
      power,
      onNetworkChange,
      noticeMemory: noticeMemory(path.join(dataFolder, 'told.json')),
    },
  });
  const { handlers, hub, renewal } = services;
  const asks = windowAsks({
    show: () => {
      window.show();
    },
    publish: (ask) => {
      hub.publish({ type: 'window.asked', ask });
    },
  });
  const reached = new Map<string, boolean>();
  const presence = appPresence({
    window,
    dataFolder,
    power,
    words,
    dialogs,
    settings: services.settings,
    setStartAtLogin: (on) => handlers['settings.update']({ startAtLogin: on }),
    snapshot: () => handlers['state.get']({}),
    now: () => Math.floor(Date.now() / 1_000),
    renewsItself: (identity) => (renewal?.planned(identity)?.kind ?? 'nothing') !== 'nothing',
    reached: (realm) => reached.get(realm),
    act: (identity, action) => actFor(handlers, identity, action),
    ask: asks.ask,
  });
  registerContract({
    registrar: ipcMain,
    handlers: {
      ...handlers,
      'state.get': async (input) => {
        const snapshot = await handlers['state.get'](input);
        setImmediate(asks.ready); // after the answer
        return snapshot;
      },
    },
    limits: createLimits(() => performance.now()),
    isTrusted: senderCheck(mainOrigin, () => window.contents()),
    describeError,
    onFault: (procedure, error) => {
      const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${procedure}: ${where}\n`);
    },
  });
  hub.subscribe((event) => {
    window.contents()?.send(eventChannel, event);
    const { type } = event.change;
    if (type.startsWith('identity.') || type === 'environment.changed') presence.refresh();
    if (type === 'settings.changed') {
      presence.refreshMenu();
      presence.refresh();
      window.retitle();
    }
  });
  if (renewal !== undefined) {
    renewal.onEvent((event) => {
      if (event.type === 'reachability') reached.set(event.realm, event.reached);
      if (event.type === 'planned' || event.type === 'reachability') presence.refresh();
    });
    tellNotices({
      renewal,
      subscribe: hub.subscribe,
      notices: presence.notices,
      words,
      locale: () => spokenLocale(language(), app.getLocale()),
      snoozeSeconds: () => services.settings().snooze,
      act: (identity, action) => {
        actFor(handlers, identity, action).catch(() => {
          asks.ask({ show: 'identity', identity, actions: [action] });
        });
      },
    });
  }
  app.on('will-quit', () => {
    services.close();
  });
  await services.start();
  presence.refresh();
  app.on('second-instance', (_event, argv) => {
    const link = linkOf(argv);
    if (link === undefined) window.show();
    else follow(link);
  });
  app.on('activate', () => {
    window.show();
  });
  follow = asks.ask;
  if (followed !== undefined) follow(followed);
  else if (!startsHidden()) window.show();
  else if (!(await presence.trayComesUp())) window.openMinimized();
}

const refused = app.isPackaged ? dangerousSwitch((name) => app.commandLine.hasSwitch(name)) : undefined;
if (refused !== undefined) {
  // Before Electron knows its own.
  const { noStart } = wordsFor(new Intl.DateTimeFormat().resolvedOptions().locale);
  dialog.showErrorBox(noStart.title, noStart.dangerous(refused));
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  process.umask(0o077);
  app.setAppUserModelId('org.tessera.Tessera');
  app.enableSandbox();
  confineAllContents();
  registerAppScheme();
  followed = linkOf(process.argv);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const link = parseLink(url);
    if (link !== undefined) follow(link);
  });
  // Windows alone learns of the scheme from us; elsewhere the package says it.
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient('tessera');
  app.on('window-all-closed', () => {
    // Closing puts a window away (leaving.ts). One that is gone all the same, by a fault, takes the app with it.
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
