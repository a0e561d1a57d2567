// Notices as objects of the runtime: what was shown, and what a test presses.
import type { ElectronApplication } from '@playwright/test';

interface Seen {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  closed: boolean;
}

/** From now on every notice is kept in the app's process, for looking at and for pressing. */
export const listenToNotices = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const seen: Seen[] = [];
    const objects: Electron.Notification[] = [];
    Object.assign(globalThis, { seen, objects });
    const show = Object.getOwnPropertyDescriptor(Notification.prototype, 'show')?.value as () => void;
    Notification.prototype.show = function (): void {
      const { title, body } = this;
      const entry: Seen = {
        title,
        body,
        actions: this.actions.map(({ text = '' }) => text),
        closed: false,
      };
      seen.push(entry);
      objects.push(this);
      this.on('close', () => {
        entry.closed = true;
      });
      show.call(this);
    };
  });
export const seenNotices = (app: ElectronApplication): Promise<Seen[]> =>
  app.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
export const noticeTitles = async (app: ElectronApplication): Promise<string[]> =>
  (await seenNotices(app)).map(({ title }) => title);
