// The store of a session whose database cannot be had: all works, nothing outlives the window.
import type { HistoryRow, SettingsDto } from '#shared';
import { defaultSettings, historyLimit } from './store.ts';
import type { RememberedIdentity, Store } from './store.ts';

export function memoryStore(from?: {
  readonly identities: readonly RememberedIdentity[];
  readonly history: readonly HistoryRow[];
  readonly settings: SettingsDto;
}): Store {
  const identities = new Map((from?.identities ?? []).map((identity) => [identity.principal, identity]));
  const rows: HistoryRow[] = [...(from?.history ?? [])];
  let settings = from?.settings ?? defaultSettings;
  let lastId = rows[0]?.id ?? 0;
  return {
    identities: () => [...identities.values()],
    remember(identity) {
      identities.set(identity.principal, identity);
    },
    forget(principal) {
      identities.delete(principal);
    },
    addHistory(row) {
      const added = { ...row, id: ++lastId };
      rows.unshift(added);
      rows.length = Math.min(rows.length, historyLimit);
      return added;
    },
    history: (limit, before) => rows.filter((row) => before === undefined || row.id < before).slice(0, limit),
    settings: () => settings,
    saveSettings(changed) {
      settings = changed;
    },
    close: () => undefined,
  };
}
