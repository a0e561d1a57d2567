// The store of a session whose database cannot be had: all works, nothing outlives the window.
import type { HistoryRow, SettingsDto, TimelineRow } from '#shared';
import { changedSettings } from './settings-rows.ts';
import { defaultNotes, defaultSettings, historyLimit, timelineLimit } from './store.ts';
import type { PrincipalNotes, RememberedIdentity, Store } from './store.ts';

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
  let lastId = rows[0]?.id ?? 0;
  let timeline: readonly TimelineRow[] = from?.timeline ?? [];
  let lastTimelineId = timeline[0]?.id ?? 0;
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
    addHistory(row) {
      const added = { ...row, id: ++lastId };
      rows.unshift(added);
      rows.length = Math.min(rows.length, historyLimit);
      return added;
    },
    history: (limit, before) => rows.filter((row) => before === undefined || row.id < before).slice(0, limit),
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
    },
    settings: () => settings,
    unreadSettings: () => [],
    saveSettings(changed) {
      settings = changedSettings(settings, changed);
    },
    close: () => undefined,
  };
}
