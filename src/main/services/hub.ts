// What the window is told: changes, each with a revision that rises by one.
import type { Change, EventEnvelope } from '#shared';

export interface Hub {
  readonly revision: () => number;
  readonly publish: (change: Change) => void;
  readonly subscribe: (listener: (event: EventEnvelope) => void) => () => void;
}

export function createHub(): Hub {
  const listeners = new Set<(event: EventEnvelope) => void>();
  let revision = 0;
  return {
    revision: () => revision,
    publish(change) {
      revision += 1;
      const event = { revision, change };
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
