// Closing the window is not quitting: tickets are renewed as long as the process runs. With a tray the window goes
// into it; without one it is minimised, for there would be no way back to it, and that is said once.
// Quitting asks, once, if tickets then die that only we renew; never when nothing is lost.
import type { OwnDialogs } from './own-dialogs.ts';
import type { Words } from './words.ts';

export interface LeavingOptions {
  readonly window: {
    readonly isOpen: () => boolean;
    readonly hide: () => void;
    readonly minimize: () => void;
  };
  readonly trayIsSeen: () => Promise<boolean>;
  /** Says that the window was only minimised, if it was not said before. */
  readonly sayMinimized: () => void;
  /** What quitting would cost, a line each. */
  readonly lost: () => Promise<readonly string[]>;
  readonly dialogs: Pick<OwnDialogs, 'confirm'>;
  readonly quit: () => void;
  readonly words: Words;
}

export interface Leaving {
  /** In place of closing the window. */
  readonly putAway: () => Promise<void>;
  /** The person chose Quit. */
  readonly quit: () => Promise<void>;
}

export function leaving(options: LeavingOptions): Leaving {
  const { window, words } = options;
  let asking = false;
  return {
    async putAway() {
      const seen = await options.trayIsSeen();
      if (!window.isOpen()) return;
      if (seen) {
        window.hide();
        return;
      }
      window.minimize();
      options.sayMinimized();
    },
    async quit() {
      if (asking) return;
      asking = true;
      try {
        const lines = await options.lost();
        const { message, detail, yes, no } = words.quit;
        if (
          lines.length === 0 ||
          (await options.dialogs.confirm({ message, detail: detail(lines), yes, no }))
        ) {
          options.quit();
        }
      } finally {
        asking = false;
      }
    },
  };
}
