// What index.ts puts behind the window: the services on this machine, the border to the window's page, tray and notices.
// The one place that says `new` across rooms.
import os from 'node:os';
import path from 'node:path';
import { app, clipboard, dialog, powerMonitor, safeStorage } from 'electron';
import { startPracticeRealm } from '#practice-realm';
import { eventChannel, type Language } from '#shared';
import { composeServices } from './compose.ts';
import { actFor } from './identity-actions.ts';
import { createLimits, registerContract, registerDropped, senderCheck, type Registrar } from './ipc/index.ts';
import { describeError, type Services } from './services/index.ts';
import { loginItem } from './shell/login-item.ts';
import { mainOrigin, type MainWindow } from './shell/main-window.ts';
import { noticeMemory } from './shell/notice-memory.ts';
import { ownDialogs } from './shell/own-dialogs.ts';
import { personDialogs } from './shell/person-dialogs.ts';
import { nameServersStamp, systemNetwork, systemPower } from './shell/power.ts';
import { appPresence } from './shell/presence.ts';
import { isStandIn } from './shell/runtime.ts';
import { secretPrompt } from './shell/secret-prompt.ts';
import { tellNotices } from './shell/told.ts';
import { systemVault } from './shell/vault.ts';
import type { WindowAsks } from './shell/window-asks.ts';
import { spokenLocale, type Words } from './shell/words.ts';

/** What is there already: the window, and what its page is told and asked. */
export interface Opened {
  /** out/ */
  readonly folder: string;
  /** userData */
  readonly dataFolder: string;
  readonly systemLanguage: Language;
  readonly language: () => Language;
  readonly words: Words;
  readonly window: MainWindow;
  readonly asks: WindowAsks;
}

/** What a call of the page's, by its channel, is answered with. */
export type Answers = (
  channel: string,
  ...call: Parameters<Parameters<Registrar['handle']>[1]>
) => Promise<unknown>;

export interface Rest {
  readonly services: Services;
  /** Looks at the caches and begins to watch them; from then on the page is answered. */
  readonly start: () => Promise<Answers>;
  /** True: the window may close. False: something else was done. */
  readonly mayClose: () => boolean;
  /** Can the person get at us without a window? Waits for a desktop that is still starting. */
  readonly trayComesUp: () => Promise<boolean>;
}

function platform(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

export async function putTogether(opened: Opened): Promise<Rest> {
  const { folder, dataFolder, systemLanguage, language, words, window, asks } = opened;
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
    systemLanguage,
    dialogs: personDialogs(dialogs, () => words),
    vault: systemVault({ storage: safeStorage, platform: process.platform, isStandIn }),
    clipboard: (text) => clipboard.writeText(text),
    startPractice: startPracticeRealm,
    startAtLogin: loginItem(),
    confirm: (what) =>
      dialogs.confirm(
        what === 'clear-history'
          ? words.clearHistory
          : what.kind === 'reveal'
            ? words.reveal(what)
            : words.destroyAnother(what),
      ),
    renewal: {
      power,
      onNetworkChange,
      noticeMemory: noticeMemory(path.join(dataFolder, 'told.json')),
    },
  });
  const { handlers, hub, renewal } = services;
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
  const answers = new Map<string, Parameters<Registrar['handle']>[1]>();
  const registrar: Registrar = { handle: (channel, listener) => answers.set(channel, listener) };
  const limits = createLimits(() => performance.now());
  const isTrusted = senderCheck(mainOrigin, () => window.contents());
  registerDropped({ registrar, isTrusted, limits, open: services.dropped });
  registerContract({
    registrar,
    handlers: {
      ...handlers,
      'state.get': async (input) => {
        const snapshot = await handlers['state.get'](input);
        setImmediate(asks.ready); // after the answer
        return snapshot;
      },
    },
    limits,
    isTrusted,
    describeError,
    onFault: (procedure, error) => {
      const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${procedure}: ${where}\n`);
    },
  });
  return {
    services,
    async start() {
      await services.start();
      presence.refresh();
      return (channel, event, input) => answers.get(channel)?.(event, input) ?? Promise.resolve();
    },
    mayClose() {
      if (services.settings().closing === 'quits') presence.quit();
      else if (process.platform === 'darwin') return true;
      else presence.putAway();
      return false;
    },
    trayComesUp: presence.trayComesUp,
  };
}
