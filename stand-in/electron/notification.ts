import { EventEmitter } from 'node:events';
import { note } from './journal.ts';

/** Nothing on any screen: what it says can be read in the journal, and a test emits what a person would do. */
export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }

  title: string;
  body: string;
  readonly actions: readonly Electron.NotificationAction[];
  #shown = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.actions = options.actions ?? [];
  }

  show(): void {
    this.#shown = true;
    const actions = this.actions.map(({ text = '' }) => text);
    note('notification', { title: this.title, body: this.body, actions });
    this.emit('show', {});
  }

  close(): void {
    if (!this.#shown) return;
    this.#shown = false;
    note('notification closed', { title: this.title });
    this.emit('close', { reason: 'applicationHidden' });
  }
}
