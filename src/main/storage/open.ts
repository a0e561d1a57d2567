// Opens the database: 0600 in a 0700 folder, write-ahead log, migrations. A damaged file is set aside under a name
// that is told; one written by a newer Tessera is left alone. In every case there is a store: tickets never wait
// for a database.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import type { StorageDto } from '#shared';
import { memoryStore } from './memory-store.ts';
import { migrations } from './migrations.ts';
import { memoryBookmarks, sqliteBookmarks } from './bookmark-store.ts';
import type { BookmarkStore } from './bookmark-store.ts';
import { memorySignIns, sqliteSignIns } from './sign-in-store.ts';
import type { SignInStore } from './sign-in-store.ts';
import { sqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

export interface OpenedStorage {
  readonly store: Store;
  readonly signIns: SignInStore;
  readonly bookmarks: BookmarkStore;
  /** The state now; changes when writing fails later. */
  status(): StorageDto;
}

export interface StorageOptions {
  readonly file: string;
  /** better-sqlite3, loaded by the caller; the promise may reject where its binary is missing. */
  readonly load: () => Promise<typeof BetterSqlite3>;
  /** Seconds since 1970, for the name of a file set aside. */
  readonly now: () => number;
  readonly onStatus?: (status: StorageDto) => void;
}

class NewerSchema extends Error {}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

class Damaged extends Error {}

function migrate(database: BetterSqlite3.Database): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new NewerSchema(
      `the database was written by a newer Tessera (schema ${version}; this one knows ${migrations.length})`,
    );
  }
  for (const [at, sql] of migrations.entries()) {
    if (at < version) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${at + 1}`);
    })();
  }
}

function openFile(file: string, Sqlite: typeof BetterSqlite3): BetterSqlite3.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Made by us with the mode, so that there is no moment at which others may read; -wal and -shm take it over.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const database = new Sqlite(file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('secure_delete = ON'); // what is forgotten or cleared is overwritten
    const check = database.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw new Damaged(String(check));
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Moves the file and its -wal and -shm to `file.damaged-2026-11-21T12-00-00Z`. */
function setAside(file: string, now: number): string {
  const stamp = new Date(now * 1_000).toISOString().slice(0, 19).replaceAll(':', '-');
  let target = `${file}.damaged-${stamp}Z`;
  for (let n = 2; existsSync(target); n++) target = `${file}.damaged-${stamp}Z-${n}`;
  renameSync(file, target);
  for (const tail of ['-wal', '-shm']) {
    if (existsSync(file + tail)) renameSync(file + tail, target + tail);
  }
  return target;
}

function openDatabase(
  options: StorageOptions,
  Sqlite: typeof BetterSqlite3,
): { database: BetterSqlite3.Database; aside?: string } {
  try {
    return { database: openFile(options.file, Sqlite) };
  } catch (error) {
    if (!isDamage(error) && !(error instanceof Damaged)) throw error;
    const aside = setAside(options.file, options.now());
    return { database: openFile(options.file, Sqlite), aside };
  }
}

/** A store that goes on in memory when SQLite fails in the middle (disk full, file gone), and says so once. */
function resilient(sqlite: Store, onFailure: (reason: string) => void): Store {
  let current = sqlite;
  const present = (): Parameters<typeof memoryStore>[0] => ({
    identities: sqlite.identities(),
    notes: new Map(sqlite.notes()),
    history: sqlite.history(200),
    timeline: sqlite.timeline(200),
    settings: sqlite.settings(),
    pins: sqlite.pins(),
  });
  let last = present();
  const attempt = <T>(action: (store: Store) => T): T => {
    try {
      return action(current);
    } catch (error) {
      if (current !== sqlite) throw error;
      current = memoryStore(last);
      onFailure(reasonOf(error));
      return action(current);
    }
  };
  const noting = <T>(action: (store: Store) => T): T =>
    attempt((store) => {
      const result = action(store);
      if (store === sqlite) last = present();
      return result;
    });
  return {
    identities: () => attempt((store) => store.identities()),
    remember: (identity) => {
      noting((store) => {
        store.remember(identity);
      });
    },
    forget: (principal) => {
      noting((store) => {
        store.forget(principal);
      });
    },
    notes: () => attempt((store) => store.notes()),
    note: (principal, notes) => {
      noting((store) => {
        store.note(principal, notes);
      });
    },
    pins: () => attempt((store) => store.pins()),
    pin: (principal, at) => {
      noting((store) => {
        store.pin(principal, at);
      });
    },
    addHistory: (row, exchange) => noting((store) => store.addHistory(row, exchange)),
    history: (limit, before, filter) => attempt((store) => store.history(limit, before, filter)),
    historyRow: (id) => attempt((store) => store.historyRow(id)),
    exchange: (history) => attempt((store) => store.exchange(history)),
    historyOfTicket: (fingerprint) => attempt((store) => store.historyOfTicket(fingerprint)),
    addToTimeline: (row) => noting((store) => store.addToTimeline(row)),
    timeline: (limit, before) => attempt((store) => store.timeline(limit, before)),
    dropHistory: (before) => {
      noting((store) => {
        store.dropHistory(before);
      });
    },
    unreadSettings: () => attempt((store) => store.unreadSettings()),
    settings: () => attempt((store) => store.settings()),
    saveSettings: (changed) => {
      noting((store) => {
        store.saveSettings(changed);
      });
    },
    close: () => {
      current.close();
    },
  };
}

/** The native module, loaded only where a database is wanted. */
export async function loadSqlite(): Promise<typeof BetterSqlite3> {
  const { default: Sqlite } = await import('better-sqlite3');
  return Sqlite;
}

export async function openStorage(options: StorageOptions): Promise<OpenedStorage> {
  let status: StorageDto = { state: 'ok' };
  try {
    const Sqlite = await options.load();
    const { database, aside } = openDatabase(options, Sqlite);
    if (aside !== undefined) status = { state: 'ok', setAside: aside };
    const failed = (reason: string): void => {
      status = { state: 'unavailable', reason };
      options.onStatus?.(status);
    };
    return {
      store: resilient(sqliteStore(database), failed),
      signIns: sqliteSignIns(database, failed),
      bookmarks: sqliteBookmarks(database, failed),
      status: () => status,
    };
  } catch (error) {
    status = { state: 'unavailable', reason: reasonOf(error) };
    return {
      store: memoryStore(),
      signIns: memorySignIns(),
      bookmarks: memoryBookmarks(),
      status: () => status,
    };
  }
}
