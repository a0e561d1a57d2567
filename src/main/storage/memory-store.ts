// The store of a session whose database cannot be had: all works, nothing outlives the window.
import type { HistoryRow, SettingsDto, TimelineRow } from '#shared';
import { changedSettings } from './settings-rows.ts';
import {
  defaultNotes,
  defaultSettings,
  exchangeSize,
  exchangeSizeLimit,
  historyLimit,
  matchesFilter,
  messageCount,
  timelineLimit,
} from './store.ts';
import type { PrincipalNotes, RecordedExchange, RememberedIdentity, Store } from './store.ts';

export function memoryStore(from?: {
  readonly identities: readonly RememberedIdentity[];
  readonly notes: ReadonlyMap<string, PrincipalNotes>;
  readonly history: readonly HistoryRow[];
  readonly timeline: readonly TimelineRow[];
  readonly settings: SettingsDto;
  readonly pins: readonly string[];
}): Store {
  const identities = new Map((from?.identities ?? []).map((identity) => [identity.principal, identity]));
  const notes = new Map(from?.notes);
  const pins = new Set(from?.pins);
  let rows: HistoryRow[] = [...(from?.history ?? [])];
  let settings = from?.settings ?? defaultSettings;
  const exchanges = new Map<number, RecordedExchange>();
  let lastId = rows[0]?.id ?? 0;
  let timeline: readonly TimelineRow[] = from?.timeline ?? [];
  let lastTimelineId = timeline[0]?.id ?? 0;
  /** Exchanges without a row, and the oldest of those that are too much in all. */
  const dropExchanges = (): void => {
    const present = new Set(rows.map(({ id }) => id));
    let size = 0;
    for (const [id, exchange] of [...exchanges].toReversed()) {
      size += exchangeSize(exchange);
      if (!present.has(id) || size > exchangeSizeLimit) exchanges.delete(id);
    }
  };
  const counted = (row: HistoryRow): HistoryRow => {
    const exchange = exchanges.get(row.id);
    return exchange === undefined ? row : { ...row, messages: messageCount(exchange) };
  };
  return {
    identities: () => [...identities.values()],
    remember(identity) {
      identities.set(identity.principal, identity);
    },
    forget(principal) {
      identities.delete(principal);
      notes.delete(principal);
    },
    notes: () => notes,
    note(principal, changed) {
      notes.set(principal, { ...defaultNotes, ...notes.get(principal), ...changed });
    },
    pins: () => [...pins],
    pin(principal, at) {
      if (at === undefined) pins.delete(principal);
      else pins.add(principal);
    },
    addHistory(row, exchange) {
      const added = { ...row, id: ++lastId };
      rows.unshift(added);
      for (const { id } of rows.splice(historyLimit)) exchanges.delete(id);
      if (exchange !== undefined) {
        exchanges.set(added.id, exchange);
        dropExchanges();
      }
      return counted(added);
    },
    history: (limit, before, filter) =>
      rows
        .filter((row) => before === undefined || row.id < before)
        .filter((row) => filter === undefined || matchesFilter(row, filter))
        .slice(0, limit)
        .map(counted),
    historyRow(id) {
      const row = rows.find((each) => each.id === id);
      return row === undefined ? undefined : counted(row);
    },
    exchange: (history) => exchanges.get(history),
    historyOfTicket: (fingerprint) =>
      [...exchanges].findLast(([, { tickets }]) => tickets.includes(fingerprint))?.[0],
    addToTimeline(row) {
      const added = { ...row, id: ++lastTimelineId };
      let kept = 0;
      timeline = [added, ...timeline].filter(({ kind }) => kind !== row.kind || ++kept <= timelineLimit);
      return added;
    },
    timeline: (limit, before) =>
      timeline.filter(({ id }) => before === undefined || id < before).slice(0, limit),
    dropHistory(before) {
      rows = rows.filter(({ at }) => at >= before);
      timeline = timeline.filter(({ at }) => at >= before);
      dropExchanges();
    },
    settings: () => settings,
    unreadSettings: () => [],
    saveSettings(changed) {
      settings = changedSettings(settings, changed);
    },
    close: () => undefined,
  };
}
