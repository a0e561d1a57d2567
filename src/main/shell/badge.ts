// How many identities want something of the person, where the system shows such a number: a badge on Linux docks that
// know the .desktop file, a mark on Windows' taskbar button, a word beside the icon in macOS's menu bar (its badge
// would ask for the permission to notify).
import type { App, BrowserWindow, NativeImage } from 'electron';
import type { TrayContent } from './tray-content.ts';

export interface BadgeOptions {
  readonly platform: NodeJS.Platform;
  readonly app: Pick<App, 'setBadgeCount'>;
  readonly window: () => Pick<BrowserWindow, 'setOverlayIcon'> | undefined;
  readonly mark: () => NativeImage;
  readonly setTrayTitle: (title: string) => void;
}

/** Shows it; called with each new content, tells the system only what changed. */
export function systemBadge(options: BadgeOptions): (content: TrayContent) => void {
  let shown = 0;
  return ({ needing, tooltip }) => {
    if (needing === shown) return;
    shown = needing;
    switch (options.platform) {
      case 'win32':
        options.window()?.setOverlayIcon(needing === 0 ? null : options.mark(), needing === 0 ? '' : tooltip);
        break;
      case 'darwin':
        options.setTrayTitle(needing === 0 ? '' : String(needing));
        break;
      default:
        options.app.setBadgeCount(needing);
    }
  };
}
