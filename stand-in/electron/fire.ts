import type { EventEmitter } from 'node:events';

/** Emits an event that a listener may prevent. Returns whether one did. */
export function fire(emitter: EventEmitter, name: string, details: object = {}, ...args: unknown[]): boolean {
  let prevented = false;
  const event = {
    ...details,
    get defaultPrevented(): boolean {
      return prevented;
    },
    preventDefault: (): void => {
      prevented = true;
    },
  };
  emitter.emit(name, event, ...args);
  return prevented;
}
