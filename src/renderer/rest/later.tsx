// Screens and sheets that the first look does not need lie in a file of their own (index.ts). It is fetched when one of
// them is opened, or as soon as the window has nothing else to do; from then on each is drawn at once.
import { useSyncExternalStore } from 'react';
import type { FunctionComponent, ReactElement } from 'react';
import type * as index from './index.ts';

type Rest = typeof index;

let rest: Rest | undefined;
let coming: Promise<void> | undefined;
const listeners = new Set<() => void>();

function fetchRest(): void {
  coming ??= import('./index.ts').then((module) => {
    rest = module;
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  fetchRest();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** A component of the rest, by what picks it; nothing is drawn until it is there. */
export function later<P extends object>(
  pick: (rest: Rest) => FunctionComponent<P>,
): (props: P) => ReactElement | null {
  return function Later(props) {
    const module = useSyncExternalStore(subscribe, () => rest);
    if (module === undefined) return null;
    const Picked = pick(module);
    return <Picked {...props} />;
  };
}

/** Once nothing else is to be done. */
export function fetchRestWhenIdle(): void {
  requestIdleCallback(fetchRest, { timeout: 2_000 });
}
