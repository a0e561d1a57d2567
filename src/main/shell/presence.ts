// What stays when the window is closed: the tray with its words, notices, badge, menu, and how one leaves. Put together
// here; each part is a file of its own beside this one.
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app, nativeTheme, Notification } from 'electron';
import type { SettingsDto, Snapshot, WindowAsk } from '#shared';
import { systemBadge } from './badge.ts';
import { leaving } from './leaving.ts';
import type { MainWindow } from './main-window.ts';
import { setApplicationMenu } from './menu.ts';
import { systemNotices, type Notices } from './notices.ts';
import type { OwnDialogs } from './own-dialogs.ts';
import type { Power } from './power.ts';
import { saidOnce } from './said-once.ts';
import { lostByQuitting, trayContent, type TrayAction, type TrayInput } from './tray-content.ts';
import { hasTrayHost } from './tray-host.ts';
import { trayPresence } from './tray-presence.ts';
import { appTray, stateImage } from './tray.ts';
import type { Words } from './words.ts';

export interface PresenceOptions {
  readonly window: MainWindow;
  readonly dataFolder: string;
  readonly power: Pick<Power, 'onResume'>;
  readonly words: Words;
  readonly dialogs: Pick<OwnDialogs, 'confirm'>;
  readonly settings: () => Pick<SettingsDto, 'startAtLogin'>;
  readonly setStartAtLogin: (on: boolean) => Promise<unknown>;
  readonly snapshot: () => Promise<Snapshot>;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Will it be renewed, or signed in anew, without anybody? */
  readonly renewsItself: (identity: string) => boolean;
  /** Was a KDC of the realm reached when one was last looked for? Undefined: nobody looked. */
  readonly reached: (realm: string) => boolean | undefined;
  readonly act: (identity: string, action: TrayAction) => Promise<void>;
  readonly ask: (what: WindowAsk) => void;
}

export interface Presence {
  readonly notices: Notices;
  /** In place of closing the window. */
  readonly putAway: () => void;
  /** Asks first, if tickets would then die. */
  readonly quit: () => void;
  /** The application menu again: it shows a setting. */
  readonly refreshMenu: () => void;
  /** Shows in tray, badge and tooltip how things are now. */
  readonly refresh: () => void;
  /** Can the person get at us without a window? Waits for a desktop that is still starting. */
  readonly trayComesUp: () => Promise<boolean>;
}

/** The clock on the tray: its words say how much is left. */
const TRAY_MS = 30_000;

const fault = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};

export function appPresence(options: PresenceOptions): Presence {
  const { window, ask, words, dialogs } = options;
  const { platform, env } = process;
  const said = saidOnce(path.join(options.dataFolder, 'said.json'));
  const show = (identity: string): void => {
    ask({ show: 'identity', identity, actions: [] });
  };

  async function input(): Promise<TrayInput> {
    const { identities, environment } = await options.snapshot();
    const { kdc } = environment;
    const offline = (realm: string): boolean =>
      !(options.reached(realm) ?? !(kdc?.realm === realm && kdc.state === 'unreachable'));
    return { identities, now: options.now(), renewsItself: options.renewsItself, offline, words };
  }

  const leave = leaving({
    window: {
      isOpen: () => window.current() !== undefined,
      hide: () => {
        window.hide();
      },
      minimize: () => {
        window.minimize();
      },
    },
    trayIsSeen: () => presence.isSeen(),
    sayMinimized: () => {
      if (!said.first('minimised instead of closed')) return;
      notices.showNotice({ kind: 'still-running', ...words.stillRunning, actions: [] }, () => undefined);
    },
    lost: async () => lostByQuitting(await input()),
    dialogs,
    quit: () => {
      app.quit();
    },
    words,
  });
  const quit = (): void => {
    leave.quit().catch(fault);
  };

  const notices = systemNotices({
    isSupported: () => Notification.isSupported(),
    make: (notification) => new Notification(notification),
    platform,
    label: (action) =>
      ({
        renew: words.renew,
        'sign-in': words.signIn,
        'change-password': words.changePassword,
        snooze: words.snooze,
      })[action],
    open: (identity, actions) => {
      if (identity === undefined) window.show();
      else ask({ show: 'identity', identity, actions: [...actions] });
    },
  });

  const tray = appTray(
    {
      open: () => {
        window.show();
      },
      quit,
      show,
      act: (identity, action) => {
        // What went wrong is in the history; the identity shows what to do about it.
        options.act(identity, action).catch(() => {
          show(identity);
        });
      },
    },
    words,
  );
  const presence = trayPresence({ hasHost: () => hasTrayHost(platform, env), tray, wait });
  const badge = systemBadge({
    platform,
    app,
    window: () => window.current(),
    mark: () => stateImage('needs-you', 16, nativeTheme.shouldUseDarkColors ? 255 : 32),
    setTrayTitle: (title) => {
      tray.setTitle(title);
    },
  });

  let due = false;
  /** Several changes at once are shown once. */
  const refresh = (): void => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      input()
        .then((now) => {
          const content = trayContent(now);
          tray.update(content);
          badge(content);
        })
        .catch(fault);
    });
  };
  setInterval(refresh, TRAY_MS).unref();
  options.power.onResume(refresh); // what it said is hours old

  const refreshMenu = (): void => {
    setApplicationMenu({
      words,
      quit,
      startsAtLogin: options.settings().startAtLogin,
      setStartAtLogin: (on) => {
        options.setStartAtLogin(on).catch(fault).finally(refreshMenu); // the check mark is what the system has
      },
    });
  };
  refreshMenu();

  return {
    notices,
    putAway: () => {
      leave.putAway().catch(fault);
    },
    quit,
    refresh,
    refreshMenu,
    trayComesUp: () => presence.comesUp(),
  };
}
