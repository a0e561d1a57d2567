// Notices of the system: never modal, never the only way to anything. Linux shows no buttons that Electron could hear
// of; there, and wherever the notice itself is clicked, the identity opens in the window with the same actions.
import type { NotificationConstructorOptions } from 'electron';

export type NoticeAction = 'renew' | 'sign-in' | 'change-password' | 'snooze';

export interface Notice {
  /** Of one identity only the newest notice of a kind stands. */
  readonly kind: string;
  /** The identity's id; left out where the notice is about none. */
  readonly identity?: string | undefined;
  /** Names the identity and the time. Also seen on a locked screen: nothing secret. */
  readonly title: string;
  readonly body: string;
  /** In order of importance. Two of them become buttons. */
  readonly actions: readonly NoticeAction[];
}

export interface Notices {
  readonly showNotice: (notice: Notice, onAction: (action: NoticeAction) => void) => void;
  /** Takes away what is no longer true, for instance because the ticket was renewed. */
  readonly withdraw: (identity: string) => void;
}

/** Electron's Notification. */
export interface NoticeObject {
  show(): void;
  close(): void;
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown;
}

export interface NoticesOptions {
  /** Asked only when there is something to show: macOS asks the person for permission, Windows makes a shortcut. */
  readonly isSupported: () => boolean;
  readonly make: (options: NotificationConstructorOptions) => NoticeObject;
  readonly platform: NodeJS.Platform;
  readonly label: (action: NoticeAction) => string;
  /** The notice itself was clicked. */
  readonly open: (identity: string | undefined, actions: readonly NoticeAction[]) => void;
}

/** Some systems never tell that a notice is gone. */
const mostKept = 32;

export function systemNotices({ isSupported, make, platform, label, open }: NoticesOptions): Notices {
  const hasButtons = platform === 'darwin' || platform === 'win32';
  // A notice whose object is collected disappears from the screen.
  const shown = new Map<string, { readonly identity: string | undefined; readonly object: NoticeObject }>();

  const drop = (key: string): void => {
    const kept = shown.get(key);
    shown.delete(key);
    kept?.object.close();
  };

  return {
    showNotice(notice, onAction) {
      if (!isSupported()) return; // the tray and the window say the same
      const { identity, title, body } = notice;
      const key = `${notice.kind} ${identity ?? ''}`;
      drop(key);
      const buttons = hasButtons ? notice.actions.slice(0, 2) : [];
      const object = make({
        title,
        body,
        ...(buttons.length === 0
          ? {}
          : { actions: buttons.map((action) => ({ type: 'button' as const, text: label(action) })) }),
      });
      shown.set(key, { identity, object });
      const release = (): void => {
        if (shown.get(key)?.object === object) shown.delete(key);
      };
      object.on('action', ({ actionIndex }) => {
        const action = buttons[actionIndex];
        release();
        if (action !== undefined) onAction(action);
      });
      object.on('click', () => {
        release();
        open(identity, notice.actions);
      });
      object.on('close', release);
      object.on('failed', release);
      object.show();
      for (const oldest of [...shown.keys()].slice(0, -mostKept)) drop(oldest);
    },
    withdraw(identity) {
      for (const [key, kept] of [...shown]) if (kept.identity === identity) drop(key);
    },
  };
}
