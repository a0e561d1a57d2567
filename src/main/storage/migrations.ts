// Numbered migrations. `PRAGMA user_version` is the number of the last one applied; one that has shipped never
// changes. No column ever holds a key, a ticket or a password in the clear: tickets live in the credential caches.

export const migrations: readonly string[] = [
  // 1: identities that were signed in here, what was done, and how the window was left
  `CREATE TABLE identities (
     principal     TEXT    NOT NULL PRIMARY KEY,
     last_sign_in  INTEGER NOT NULL,
     signed_out_at INTEGER NOT NULL,
     options       TEXT    NOT NULL
   ) STRICT;
   CREATE TABLE history (
     id        INTEGER PRIMARY KEY AUTOINCREMENT,
     at        INTEGER NOT NULL,
     kind      TEXT    NOT NULL,
     detail    TEXT,
     principal TEXT,
     service   TEXT,
     outcome   TEXT    NOT NULL,
     millis    INTEGER,
     error     TEXT
   ) STRICT;
   CREATE TABLE settings (
     name  TEXT NOT NULL PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT;`,
  // 2: what is known of a principal, whoever signed it in
  `CREATE TABLE principals (
     principal        TEXT    NOT NULL PRIMARY KEY,
     renews_itself    INTEGER NOT NULL DEFAULT 1,
     password_expires INTEGER NOT NULL DEFAULT 0
   ) STRICT;`,
  // 3: what renewal did and saw: attempts, sleeps, which KDCs could be reached
  `CREATE TABLE timeline (
     id    INTEGER PRIMARY KEY AUTOINCREMENT,
     at    INTEGER NOT NULL,
     kind  TEXT    NOT NULL,
     value TEXT    NOT NULL
   ) STRICT;
   CREATE INDEX timeline_kind ON timeline (kind, id);
   CREATE INDEX timeline_at ON timeline (at);`,
  // 4: identities that stay on the list, known here or not
  `CREATE TABLE pins (
     principal TEXT    NOT NULL PRIMARY KEY,
     at        INTEGER NOT NULL
   ) STRICT;`,
  // 5: what went over the wire, with the row that it belongs to; of messages only what is open to everybody
  `CREATE TABLE exchanges (
     history  INTEGER NOT NULL PRIMARY KEY REFERENCES history (id) ON DELETE CASCADE,
     steps    TEXT    NOT NULL,
     left_out INTEGER NOT NULL,
     messages INTEGER NOT NULL,
     size     INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE messages (
     history INTEGER NOT NULL REFERENCES exchanges (history) ON DELETE CASCADE,
     step    INTEGER NOT NULL,
     length  INTEGER NOT NULL,
     blanked TEXT    NOT NULL,
     open    BLOB    NOT NULL,
     PRIMARY KEY (history, step)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE exchange_tickets (
     fingerprint TEXT    NOT NULL,
     history     INTEGER NOT NULL REFERENCES exchanges (history) ON DELETE CASCADE,
     PRIMARY KEY (fingerprint, history)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX exchange_tickets_by_history ON exchange_tickets (history);`,
  // 6: how each identity signs in. `sealed` is a password as the system's vault sealed it, by choice
  `CREATE TABLE sign_ins (
     principal  TEXT    NOT NULL PRIMARY KEY,
     how        TEXT    NOT NULL,
     keytab     TEXT,
     sealed     BLOB,
     refused_at INTEGER NOT NULL,
     servers    TEXT    NOT NULL
   ) STRICT;`,
  // 7: blobs that were looked into: what they were, nothing that they held
  `CREATE TABLE bookmarks (
     id     INTEGER NOT NULL PRIMARY KEY,
     at     INTEGER NOT NULL,
     name   TEXT    NOT NULL,
     kind   TEXT    NOT NULL,
     length INTEGER NOT NULL,
     sha256 TEXT    NOT NULL
   ) STRICT;`,
];
