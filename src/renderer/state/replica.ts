// The window's copy of the main process's state. Events carry a revision that rises by one; after a gap, or when an
// event cannot be applied, the whole snapshot is fetched again. React reads it through useSyncExternalStore.
import type { Bridge, Change, EventEnvelope, Snapshot, WindowAsk } from '#shared';
import { createTicketPages } from './ticket-pages.ts';

type Listener = () => void;

export interface Replica {
  readonly subscribe: (listener: Listener) => () => void;
  /** undefined until the first snapshot is here. */
  readonly get: () => Snapshot | undefined;
  /** What main asks to be shown: the one that came before anybody listened is told as well. */
  readonly onAsk: (listener: (ask: WindowAsk) => void) => () => void;
  readonly dispose: () => void;
}

function upsert<T extends { readonly id: string }>(list: readonly T[], item: T): T[] {
  const at = list.findIndex((each) => each.id === item.id);
  return at < 0 ? [...list, item] : list.with(at, item);
}

/** The snapshot after one change. */
export function applyChange(state: Snapshot, change: Change): Snapshot {
  switch (change.type) {
    case 'identity.changed':
      return { ...state, identities: upsert(state.identities, change.identity) };
    case 'identity.removed':
      return { ...state, identities: state.identities.filter(({ id }) => id !== change.id) };
    case 'operation.changed':
      return { ...state, operations: upsert(state.operations, change.operation) };
    case 'operation.ended':
      return { ...state, operations: state.operations.filter(({ id }) => id !== change.id) };
    case 'environment.changed':
      return { ...state, environment: change.environment };
    case 'practice.changed':
      return { ...state, practice: change.practice };
    case 'settings.changed':
      return { ...state, settings: change.settings };
    case 'storage.changed':
      return { ...state, storage: change.storage };
    case 'history.added':
      return { ...state, history: [change.row, ...state.history].slice(0, 100) };
    case 'history.dropped':
      return {
        ...state,
        history: state.history.filter(({ at }) => at >= change.before),
        timeline: state.timeline.filter(({ at }) => at >= change.before),
      };
    case 'timeline.added':
      return { ...state, timeline: [change.row, ...state.timeline].slice(0, 500) };
    case 'window.asked':
      return state;
  }
}

export function createReplica(bridge: Pick<Bridge, 'state' | 'events' | 'ticket'>): Replica {
  const listeners = new Set<Listener>();
  let state: Snapshot | undefined;
  let askListener: ((ask: WindowAsk) => void) | undefined;
  let unheard: WindowAsk | undefined;
  let fetching = false;
  /** Events that came while a snapshot was on its way. */
  let waiting: EventEnvelope[] = [];

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const pages = createTicketPages(bridge, (identity) => {
    const present = state?.identities.find(({ id }) => id === identity.id);
    if (state === undefined || present === undefined) return;
    if (present.ticketList?.version !== identity.ticketList?.version) return;
    // Its other fields may be newer than when the list was asked for.
    const { tickets, ticketsLeftOut } = identity;
    const full = { ...present, tickets, ticketsLeftOut };
    state = applyChange(state, { type: 'identity.changed', identity: full });
    tell();
  });
  /** The change with all of an identity's tickets that are known here. */
  const completed = (change: Change): Change => {
    if (change.type === 'identity.removed') pages.forget(change.id);
    return change.type === 'identity.changed'
      ? { ...change, identity: pages.complete(change.identity) }
      : change;
  };
  const accept = (event: EventEnvelope): boolean => {
    if (state === undefined || event.revision > state.revision + 1) return false;
    if (event.revision <= state.revision) return true;
    state = { ...applyChange(state, completed(event.change)), revision: event.revision };
    return true;
  };
  const fetchAll = async (): Promise<void> => {
    if (fetching) return;
    fetching = true;
    const result = await bridge.state.get({});
    fetching = false;
    if (!result.ok) return;
    state = { ...result.value, identities: result.value.identities.map(pages.complete) };
    const held = waiting;
    waiting = [];
    if (!held.every(accept)) void fetchAll();
    tell();
  };
  const asked = (ask: WindowAsk): void => {
    if (askListener === undefined) unheard = ask;
    else askListener(ask);
  };
  const unsubscribe = bridge.events.subscribe((event) => {
    if (event.change.type === 'window.asked') asked(event.change.ask);
    if (fetching) {
      waiting.push(event);
      return;
    }
    if (accept(event)) tell();
    else void fetchAll();
  });
  void fetchAll();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    onAsk(listener) {
      askListener = listener;
      const waited = unheard;
      unheard = undefined;
      if (waited !== undefined) listener(waited);
      return () => {
        if (askListener === listener) askListener = undefined;
      };
    },
    dispose() {
      unsubscribe();
      listeners.clear();
    },
  };
}
