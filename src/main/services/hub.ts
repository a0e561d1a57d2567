// What the window is told: changes, each with a revision that rises by one. A change that a listener makes is told after
// the one it listens to, so that all hear them in their order.
import type { Change, EventEnvelope } from '#shared';

export interface Hub {
  readonly revision: () => number;
  readonly publish: (change: Change) => void;
  readonly subscribe: (listener: (event: EventEnvelope) => void) => () => void;
}

export function createHub(): Hub {
  const listeners = new Set<(event: EventEnvelope) => void>();
  const waiting: EventEnvelope[] = [];
  let revision = 0;
  let telling = false;
  return {
    revision: () => revision,
    publish(change) {
      revision += 1;
      waiting.push({ revision, change });
      if (telling) return;
      telling = true;
      try {
        for (let event = waiting.shift(); event !== undefined; event = waiting.shift())
          for (const listener of listeners) listener(event);
      } finally {
        telling = false;
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
