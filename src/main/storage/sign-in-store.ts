// How each identity signs in: by which means, from which keytab, with which servers, and its password as the system's
// vault sealed it. Few and small, so they are held in memory and written through; where the database fails, what was
// known goes on until the app ends.
import type { Database } from 'better-sqlite3';

export interface SignInRecord {
  /** As formatPrincipal prints it. */
  readonly principal: string;
  readonly how: 'password' | 'keytab' | 'saved-password';
  /** The keytab's name: of a file, or "default" and "client" for those that krb5.conf names. */
  readonly keytab?: string | undefined;
  /** Sealed by the system's vault; opens nowhere else. */
  readonly sealed?: Uint8Array | undefined;
  /** When the realm refused the sealed password, in seconds since 1970; 0 = it has not. */
  readonly refusedAt: number;
  /** Servers of its realm as the person named them. */
  readonly kdc: readonly string[];
  readonly kpasswd: readonly string[];
}

export interface SignInStore {
  of(principal: string): SignInRecord | undefined;
  all(): readonly SignInRecord[];
  save(record: SignInRecord): void;
  remove(principal: string): void;
}

interface Row {
  readonly principal: string;
  readonly how: string;
  readonly keytab: string | null;
  readonly sealed: Uint8Array | null;
  readonly refused_at: number;
  readonly servers: string;
}

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** A row that somebody edited by hand is left out, never trusted. */
function fromRow({ principal, how, keytab, sealed, refused_at, servers }: Row): SignInRecord | undefined {
  if (how !== 'password' && how !== 'keytab' && how !== 'saved-password') return undefined;
  let named: unknown;
  try {
    named = JSON.parse(servers);
  } catch {
    return undefined;
  }
  const { kdc, kpasswd } = (named ?? {}) as { readonly kdc?: unknown; readonly kpasswd?: unknown };
  return {
    principal,
    how,
    ...(keytab === null ? {} : { keytab }),
    ...(sealed === null ? {} : { sealed: Uint8Array.from(sealed) }),
    refusedAt: refused_at,
    kdc: isList(kdc) ? kdc : [],
    kpasswd: isList(kpasswd) ? kpasswd : [],
  };
}

interface Disk {
  readonly write: (record: SignInRecord) => void;
  readonly erase: (principal: string) => void;
}

function written(records: Map<string, SignInRecord>, disk: Disk | undefined): SignInStore {
  return {
    of: (principal) => records.get(principal),
    all: () => [...records.values()],
    save(record) {
      records.set(record.principal, record);
      disk?.write(record);
    },
    remove(principal) {
      records.delete(principal);
      disk?.erase(principal);
    },
  };
}

export function memorySignIns(): SignInStore {
  return written(new Map(), undefined);
}

/** @param onFailure writing failed: in words. Called once */
export function sqliteSignIns(database: Database, onFailure: (reason: string) => void): SignInStore {
  const rows = database.prepare<[], Row>('SELECT * FROM sign_ins').all();
  const upsert = database.prepare<[string, string, string | null, Uint8Array | null, number, string]>(
    `INSERT INTO sign_ins (principal, how, keytab, sealed, refused_at, servers) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (principal) DO UPDATE SET how = excluded.how, keytab = excluded.keytab, sealed = excluded.sealed,
       refused_at = excluded.refused_at, servers = excluded.servers`,
  );
  const erase = database.prepare<[string]>('DELETE FROM sign_ins WHERE principal = ?');
  const records = new Map(
    rows
      .map(fromRow)
      .filter((record) => record !== undefined)
      .map((record) => [record.principal, record]),
  );
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
  return written(records, {
    write: ({ principal, how, keytab, sealed, refusedAt, kdc, kpasswd }) => {
      // SQLite's text is UTF-8: a name with other octets would come back as another name.
      if (!principal.isWellFormed()) return;
      const path = keytab?.isWellFormed() === true ? keytab : null;
      attempt(() => {
        upsert.run(principal, how, path, sealed ?? null, refusedAt, JSON.stringify({ kdc, kpasswd }));
      });
    },
    erase: (principal) => {
      attempt(() => {
        erase.run(principal);
      });
    },
  });
}
