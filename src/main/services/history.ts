// History is kept for as many days as the settings say, and cleared when the person says so, to main's own question.
import type { Hub } from './hub.ts';
import type { ServicePorts } from './ports.ts';
import type { State } from './state.ts';

const DAY = 86_400;
/** The last second that a row can have. */
const END_OF_TIME = 0xffff_ffff;

export interface HistoryKeeper {
  /** Drops what is too old now, and again every day. */
  readonly start: () => void;
  readonly prune: () => void;
  readonly clear: () => Promise<boolean>;
  readonly close: () => void;
}

export function createHistoryKeeper(
  ports: Pick<ServicePorts, 'confirm' | 'renewal'>,
  { store, now }: Pick<State, 'store' | 'now'>,
  hub: Hub,
): HistoryKeeper {
  const timers = ports.renewal?.timers;
  let timer: unknown;

  function drop(before: number): void {
    store.dropHistory(before);
    hub.publish({ type: 'history.dropped', before });
  }
  function prune(): void {
    drop(Math.max(0, now() - store.settings().historyDays * DAY));
  }
  function daily(): void {
    prune();
    timer = timers?.set(DAY * 1_000, daily);
  }

  return {
    start: daily,
    prune,
    async clear() {
      if ((await ports.confirm?.('clear-history')) !== true) return false;
      drop(END_OF_TIME);
      return true;
    },
    close() {
      if (timer !== undefined) timers?.clear(timer);
    },
  };
}
