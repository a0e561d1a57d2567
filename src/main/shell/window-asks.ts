// What the window is asked to show from outside of it: by the tray, a notice, a second start, a tessera: link. A
// window that is only opening is told when it has fetched its first snapshot: an event before that would be lost on it.
import type { WindowAsk } from '#shared';

export interface WindowAsks {
  /** Opens the window, or brings it to the front, and tells it. */
  readonly ask: (what: WindowAsk) => void;
  /** The window's page has the snapshot. */
  readonly ready: () => void;
  /** The window is gone, or its page is loaded anew. */
  readonly gone: () => void;
}

export function windowAsks(options: {
  readonly show: () => void;
  readonly publish: (what: WindowAsk) => void;
}): WindowAsks {
  let isReady = false;
  let waiting: WindowAsk | undefined;
  return {
    ask(what) {
      options.show();
      if (isReady) options.publish(what);
      else waiting = what; // the newest wish counts
    },
    ready() {
      isReady = true;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) options.publish(next);
    },
    gone() {
      isReady = false;
    },
  };
}
