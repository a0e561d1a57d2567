// What the services keep: identities, history, settings. Two implementations: SQLite, and memory where SQLite
// cannot be had. Tickets work with either.
import type { HistoryRow, SettingsDto, SignInOptions } from '#shared';

export interface RememberedIdentity {
  /** As formatPrincipal prints it. */
  readonly principal: string;
  /** Seconds since 1970; 0 = never seen. */
  readonly lastSignIn: number;
  readonly signedOutAt: number;
  readonly options: SignInOptions;
}

export interface Store {
  identities(): readonly RememberedIdentity[];
  remember(identity: RememberedIdentity): void;
  forget(principal: string): void;
  addHistory(row: Omit<HistoryRow, 'id'>): HistoryRow;
  /** Newest first, older than `before` if given. */
  history(limit: number, before?: number): readonly HistoryRow[];
  settings(): SettingsDto;
  saveSettings(settings: SettingsDto): void;
  close(): void;
}

export const defaultSettings: SettingsDto = { density: 'simple', language: 'system' };

/** Rows kept; older ones fall away. */
export const historyLimit = 10_000;
