// React's view of the replica and of time.
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Snapshot } from '#shared';
import type { Replica } from './replica.ts';

export const SnapshotContext = createContext<Snapshot | undefined>(undefined);

export function useReplicaState(replica: Replica): Snapshot | undefined {
  return useSyncExternalStore(replica.subscribe, replica.get);
}

/** The snapshot; only below the part of the tree that waits for it. */
export function useSnapshot(): Snapshot {
  const snapshot = useContext(SnapshotContext);
  if (snapshot === undefined) throw new TypeError('no snapshot yet');
  return snapshot;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Seconds since 1970, renewed with each minute, and each second while `end` is less than a minute away. */
export function useNow(end = 0): number {
  const [now, setNow] = useState(nowSeconds);
  useEffect(() => {
    const left = end - now;
    const fine = left > 0 && left <= 61;
    const wait = fine ? 1_000 - (Date.now() % 1_000) : 60_000 - (Date.now() % 60_000);
    const soonest = left > 61 ? Math.min(wait, (left - 60) * 1_000) : wait;
    const timer = setTimeout(
      () => {
        setNow(nowSeconds());
      },
      Math.min(soonest, 60_000) + 5,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [now, end]);
  return now;
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => {
        list.removeEventListener('change', listener);
      };
    },
    () => window.matchMedia(query).matches,
  );
}
