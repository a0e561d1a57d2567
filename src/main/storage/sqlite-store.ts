// The store in SQLite. What is read back is parsed with the contract's own schemas: a row that somebody edited by
// hand is left out, never trusted.
import type { Database } from 'better-sqlite3';
import { historyRow, signInOptions, timelineRow } from '#shared';
import type { HistoryRow, TimelineRow } from '#shared';
import { changedSettings, rowsFromSettings, settingsFromRows } from './settings-rows.ts';
import type { SettingRow } from './settings-rows.ts';
import { sqliteExchanges } from './sqlite-exchanges.ts';
import { defaultNotes, historyLimit, timelineLimit } from './store.ts';
import type { PrincipalNotes, RememberedIdentity, Store } from './store.ts';

interface IdentityRow {
  readonly principal: string;
  readonly last_sign_in: number;
  readonly signed_out_at: number;
  readonly options: string;
}

interface NotesRow {
  readonly principal: string;
  readonly renews_itself: number;
  readonly password_expires: number;
}

/** What is null does not choose. */
interface HistoryQuery {
  readonly before: number;
  readonly limit: number;
  readonly principal: string | null;
  /** A JSON array. */
  readonly kinds: string | null;
  readonly outcome: string | null;
  readonly text: string | null;
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function identityFromRow(row: IdentityRow): RememberedIdentity {
  const options = signInOptions.safeParse(parsed(row.options));
  return {
    principal: row.principal,
    lastSignIn: row.last_sign_in,
    signedOutAt: row.signed_out_at,
    options: options.success ? options.data : {},
  };
}

function historyFromRow(row: Readonly<Record<string, unknown>>): HistoryRow | undefined {
  const present = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  const error = parsed(present['error']);
  const result = historyRow.safeParse(error === undefined ? present : { ...present, error });
  return result.success ? result.data : undefined;
}

interface StoredTimelineRow {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly value: string;
}

function timelineFromRow({ id, at, kind, value }: StoredTimelineRow): TimelineRow | undefined {
  const rest = parsed(value);
  if (typeof rest !== 'object' || rest === null) return undefined;
  const result = timelineRow.safeParse({ ...rest, id, at, kind });
  return result.success ? result.data : undefined;
}

export function sqliteStore(database: Database): Store {
  const allIdentities = database.prepare<[], IdentityRow>(
    'SELECT * FROM identities ORDER BY last_sign_in DESC, principal',
  );
  const upsert = database.prepare<[string, number, number, string]>(
    `INSERT INTO identities (principal, last_sign_in, signed_out_at, options) VALUES (?, ?, ?, ?)
     ON CONFLICT (principal) DO UPDATE SET last_sign_in = excluded.last_sign_in,
       signed_out_at = excluded.signed_out_at, options = excluded.options`,
  );
  const remove = database.prepare<[string]>('DELETE FROM identities WHERE principal = ?');
  const allPins = database.prepare<[], { readonly principal: string }>(
    'SELECT principal FROM pins ORDER BY at, principal',
  );
  const setPin = database.prepare<[string, number]>(
    'INSERT INTO pins (principal, at) VALUES (?, ?) ON CONFLICT (principal) DO NOTHING',
  );
  const unpin = database.prepare<[string]>('DELETE FROM pins WHERE principal = ?');
  const insert = database.prepare(
    `INSERT INTO history (at, kind, detail, principal, service, outcome, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const trim = database.prepare<[number]>(
    'DELETE FROM history WHERE id <= (SELECT id FROM history ORDER BY id DESC LIMIT 1 OFFSET ?)',
  );
  const newest = database.prepare<HistoryQuery, Readonly<Record<string, unknown>>>(
    `SELECT history.*, exchanges.messages FROM history LEFT JOIN exchanges ON exchanges.history = history.id
     WHERE id < @before
       AND (@principal IS NULL OR principal = @principal)
       AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))
       AND (@outcome IS NULL OR outcome = @outcome)
       AND (@text IS NULL OR instr(lower(principal), lower(@text)) > 0 OR instr(lower(service), lower(@text)) > 0
         OR instr(lower(json_extract(error, '$.explanation.whatHappened')), lower(@text)) > 0
         OR instr(lower(json_extract(error, '$.kerberos')), lower(@text)) > 0)
     ORDER BY id DESC LIMIT @limit`,
  );
  const one = database.prepare<[number], Readonly<Record<string, unknown>>>(
    `SELECT history.*, exchanges.messages FROM history LEFT JOIN exchanges ON exchanges.history = history.id
     WHERE id = ?`,
  );
  const exchanges = sqliteExchanges(database);
  const insertTimeline = database.prepare<[number, string, string]>(
    'INSERT INTO timeline (at, kind, value) VALUES (?, ?, ?)',
  );
  const trimTimeline = database.prepare<[string, string, number]>(
    `DELETE FROM timeline WHERE kind = ? AND id <=
       (SELECT id FROM timeline WHERE kind = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  );
  const newestOfTimeline = database.prepare<[number, number], StoredTimelineRow>(
    'SELECT * FROM timeline WHERE id < ? ORDER BY id DESC LIMIT ?',
  );
  const dropOlder = ['history', 'timeline'].map((table) =>
    database.prepare<[number]>(`DELETE FROM ${table} WHERE at < ?`),
  );
  const allNotes = database.prepare<[], NotesRow>('SELECT * FROM principals');
  const writeNotes = database.prepare<[string, number, number]>(
    `INSERT INTO principals (principal, renews_itself, password_expires) VALUES (?, ?, ?)
     ON CONFLICT (principal) DO UPDATE SET renews_itself = excluded.renews_itself,
       password_expires = excluded.password_expires`,
  );
  const removeNotes = database.prepare<[string]>('DELETE FROM principals WHERE principal = ?');
  const readSettings = database.prepare<[], SettingRow>('SELECT name, value FROM settings');
  const writeSetting = database.prepare<[string, string]>(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  // Asked for at every look of the renewal; nobody else writes to them.
  const notes = new Map<string, PrincipalNotes>(
    allNotes.all().map((row) => [
      row.principal,
      {
        renewsItself: row.renews_itself !== 0,
        passwordExpires: Math.min(Math.max(0, row.password_expires), 0xffff_ffff),
      },
    ]),
  );
  let settings = settingsFromRows(readSettings.all());
  return {
    identities: () => allIdentities.all().map(identityFromRow),
    remember(identity) {
      // SQLite's text is UTF-8: a name with other octets would come back as another name.
      if (!identity.principal.isWellFormed()) return;
      upsert.run(
        identity.principal,
        identity.lastSignIn,
        identity.signedOutAt,
        JSON.stringify(identity.options),
      );
    },
    forget(principal) {
      remove.run(principal);
      removeNotes.run(principal);
      notes.delete(principal);
    },
    notes: () => notes,
    note(principal, changed) {
      const next = { ...defaultNotes, ...notes.get(principal), ...changed };
      if (principal.isWellFormed())
        writeNotes.run(principal, Number(next.renewsItself), next.passwordExpires);
      notes.set(principal, next);
    },
    pins: () => allPins.all().map(({ principal }) => principal),
    pin(principal, at) {
      if (at === undefined) unpin.run(principal);
      else if (principal.isWellFormed()) setPin.run(principal, at);
    },
    addHistory(row, exchange) {
      const error = row.error === undefined ? null : JSON.stringify(row.error);
      const { lastInsertRowid } = insert.run(
        row.at,
        row.kind,
        row.detail ?? null,
        row.principal ?? null,
        row.service ?? null,
        row.outcome,
        row.millis ?? null,
        error,
      );
      trim.run(historyLimit);
      const id = Number(lastInsertRowid);
      return exchange === undefined ? { ...row, id } : { ...row, id, messages: exchanges.add(id, exchange) };
    },
    history: (limit, before, filter = {}) =>
      newest
        .all({
          limit,
          before: before ?? Number.MAX_SAFE_INTEGER,
          principal: filter.principal ?? null,
          kinds: filter.kinds === undefined ? null : JSON.stringify(filter.kinds),
          outcome: filter.outcome ?? null,
          text: filter.text ?? null,
        })
        .map(historyFromRow)
        .filter((row) => row !== undefined),
    addToTimeline(row) {
      const { at, kind, ...rest } = row;
      const { lastInsertRowid } = insertTimeline.run(at, kind, JSON.stringify(rest));
      trimTimeline.run(kind, kind, timelineLimit);
      return { ...row, id: Number(lastInsertRowid) };
    },
    timeline: (limit, before) =>
      newestOfTimeline
        .all(before ?? Number.MAX_SAFE_INTEGER, limit)
        .map(timelineFromRow)
        .filter((row) => row !== undefined),
    historyRow(id) {
      const row = one.get(id);
      return row === undefined ? undefined : historyFromRow(row);
    },
    exchange: exchanges.get,
    historyOfTicket: exchanges.ofTicket,
    dropHistory(before) {
      const changes = dropOlder.reduce((sum, statement) => sum + statement.run(before).changes, 0);
      // Also out of the write-ahead log.
      if (changes > 0) database.pragma('wal_checkpoint(TRUNCATE)');
    },
    settings: () => settings.settings,
    unreadSettings: () => settings.unread,
    saveSettings(changed) {
      database.transaction(() => {
        for (const { name, value } of rowsFromSettings(changed)) writeSetting.run(name, value);
      })();
      settings = {
        settings: changedSettings(settings.settings, changed),
        unread: settings.unread.filter((name) => changed[name] === undefined),
      };
    },
    close() {
      database.close();
    },
  };
}
