// What is remembered of blobs that were looked into: when, under which name, what it was, how long, and its SHA-256.
// Nothing that it held. Where the database fails, what was known goes on until the app ends.
import type { Database } from 'better-sqlite3';
import type { BookmarkDto } from '#shared';

/** Older ones fall away. */
const KEPT = 50;

export interface BookmarkStore {
  /** Newest first. */
  all(): readonly BookmarkDto[];
  /** One with the same SHA-256 takes the other's place. */
  add(bookmark: Omit<BookmarkDto, 'id'>): void;
  /** @param id left out: all */
  remove(id?: number): void;
}

interface Disk {
  readonly write: (bookmark: BookmarkDto) => void;
  readonly erase: (id: number | undefined) => void;
}

function listed(known: readonly BookmarkDto[], disk: Disk | undefined): BookmarkStore {
  let bookmarks = [...known];
  let last = Math.max(0, ...bookmarks.map(({ id }) => id));
  const drop = (ids: readonly number[]): void => {
    bookmarks = bookmarks.filter(({ id }) => !ids.includes(id));
    for (const id of ids) disk?.erase(id);
  };
  return {
    all: () => bookmarks,
    add(bookmark) {
      const same = bookmarks.filter(({ sha256 }) => sha256 === bookmark.sha256);
      last += 1;
      const added = { ...bookmark, id: last };
      bookmarks = [added, ...bookmarks];
      disk?.write(added);
      drop([...same, ...bookmarks.slice(KEPT)].map(({ id }) => id));
    },
    remove(id) {
      if (id !== undefined) {
        drop([id]);
        return;
      }
      bookmarks = [];
      disk?.erase(undefined);
    },
  };
}

export function memoryBookmarks(): BookmarkStore {
  return listed([], undefined);
}

interface Row {
  readonly id: number;
  readonly at: number;
  readonly name: string;
  readonly kind: string;
  readonly length: number;
  readonly sha256: string;
}

/** A row that somebody edited by hand is left out, never trusted. */
const isWhole = ({ id, at, name, kind, length, sha256 }: Row): boolean =>
  id > 0 &&
  at >= 0 &&
  at <= 0xffff_ffff &&
  length >= 0 &&
  name.length > 0 &&
  name.length <= 2_048 &&
  kind.length <= 64 &&
  /^[0-9a-f]{64}$/.test(sha256);

/** @param onFailure writing failed: in words. Called once */
export function sqliteBookmarks(database: Database, onFailure: (reason: string) => void): BookmarkStore {
  const rows = database.prepare<[number], Row>('SELECT * FROM bookmarks ORDER BY id DESC LIMIT ?').all(KEPT);
  const insert = database.prepare<[number, number, string, string, number, string]>(
    'INSERT INTO bookmarks (id, at, name, kind, length, sha256) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const erase = database.prepare<[number]>('DELETE FROM bookmarks WHERE id = ?');
  const clear = database.prepare('DELETE FROM bookmarks');
  let failed = false;
  const attempt = (action: () => void): void => {
    if (failed) return;
    try {
      action();
    } catch (error) {
      failed = true;
      onFailure(error instanceof Error ? error.message : 'unknown error');
    }
  };
  return listed(rows.filter(isWhole), {
    write: ({ id, at, name, kind, length, sha256 }) => {
      attempt(() => {
        insert.run(id, at, name.toWellFormed(), kind, length, sha256);
      });
    },
    erase: (id) => {
      attempt(() => {
        if (id === undefined) clear.run();
        else erase.run(id);
      });
    },
  });
}
