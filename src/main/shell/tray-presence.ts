// Is the tray seen? A desktop may start its host after us, and Electron does not tell it of an icon that is there
// already: so the icon is made anew when a host turns up.
import type { AppTray } from './tray.ts';

export interface TrayPresence {
  /** Asks the system now. */
  readonly isSeen: () => Promise<boolean>;
  /** Gives a desktop that is still starting some seconds; false when no host has come by then. */
  readonly comesUp: () => Promise<boolean>;
}

export interface TrayPresenceOptions {
  readonly hasHost: () => Promise<boolean>;
  readonly tray: Pick<AppTray, 'remake'>;
  readonly wait: (millis: number) => Promise<void>;
}

/** After these waits it is looked for, first to last. */
const PATIENCE_MS = [0, 2_000, 5_000, 10_000, 30_000] as const;

export function trayPresence({ hasHost, tray, wait }: TrayPresenceOptions): TrayPresence {
  let first = true;
  let seen = false;
  const isSeen = async (): Promise<boolean> => {
    const now = await hasHost();
    if (now && !seen && !first) tray.remake();
    first = false;
    seen = now;
    return now;
  };
  return {
    isSeen,
    async comesUp() {
      for (const millis of PATIENCE_MS) {
        await wait(millis);
        if (await isSeen()) return true;
      }
      return false;
    },
  };
}
