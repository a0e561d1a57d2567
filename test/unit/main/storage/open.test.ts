import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesOf, openStorage } from '../../../../src/main/storage/index.ts';
import { defaultSettings } from '../../../../src/main/storage/store.ts';
import type { StorageOptions } from '../../../../src/main/storage/index.ts';

let folder = '';
const options = (more: Partial<StorageOptions> = {}): StorageOptions => ({
  file: join(folder, 'data', 'tessera.db'),
  load: () => Promise.resolve(Database),
  now: () => 1_795_262_400,
  ...more,
});
const alice = { principal: 'alice@AD.TEST', lastSignIn: 10, signedOutAt: 0, options: { lifetime: 36_000 } };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-storage-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the database', () => {
  it('keeps identities, history and settings from one start to the next', async () => {
    const first = await openStorage(options());
    first.store.remember(alice);
    first.store.addHistory({
      at: 11,
      kind: 'sign-in',
      principal: 'alice@AD.TEST',
      outcome: 'ok',
      millis: 31,
    });
    const chosen = {
      ...first.store.settings(),
      density: 'expert',
      language: 'de',
      shell: 'powershell',
      columns: ['end', 'kvno'],
      grouped: false,
    } as const;
    first.store.saveSettings({ ...chosen, columns: [...chosen.columns] });
    first.store.close();
    const second = await openStorage(options());
    expect(second.status()).toEqual({ state: 'ok' });
    expect(second.store.identities()).toEqual([alice]);
    expect(second.store.history(10)).toEqual([
      { id: 1, at: 11, kind: 'sign-in', principal: 'alice@AD.TEST', outcome: 'ok', millis: 31 },
    ]);
    expect(second.store.settings()).toEqual(chosen);
    second.store.close();
  });

  it('can be read by its owner alone, its write-ahead log too', async () => {
    const { store } = await openStorage(options());
    store.remember(alice);
    for (const name of readdirSync(join(folder, 'data'))) {
      expect(statSync(join(folder, 'data', name)).mode & 0o777, name).toBe(0o600);
    }
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    store.close();
  });

  it('takes rights away that a file was left with', async () => {
    (await openStorage(options())).store.close();
    chmodSync(options().file, 0o644);
    (await openStorage(options())).store.close();
    expect(statSync(options().file).mode & 0o777).toBe(0o600);
  });

  it('is set aside and named when it is damaged, and a new one serves', async () => {
    (await openStorage(options())).store.close();
    writeFileSync(
      options().file,
      'this is not a database, and long enough to be looked at by SQLite'.repeat(20),
    );
    const opened = await openStorage(options());
    const { setAside = '' } = opened.status();
    expect(setAside).toBe(`${options().file}.damaged-2026-11-21T12-00-00Z`);
    expect(readFileSync(setAside, 'utf8')).toContain('not a database');
    opened.store.remember(alice);
    expect(opened.store.identities()).toHaveLength(1);
    opened.store.close();
  });

  it('finds damage inside a page, not only in the header', async () => {
    const first = await openStorage(options());
    for (let n = 0; n < 200; n++) first.store.remember({ ...alice, principal: `user${n}@AD.TEST` });
    first.store.close();
    const bytes = readFileSync(options().file);
    bytes.fill(0xff, 4_096, bytes.length);
    writeFileSync(options().file, bytes);
    const opened = await openStorage(options());
    expect(opened.status().setAside).toContain('.damaged-');
    opened.store.close();
  });

  it('is left untouched when a newer Tessera wrote it, and the session goes on in memory', async () => {
    (await openStorage(options())).store.close();
    const raw = new Database(options().file);
    raw.pragma('user_version = 99');
    raw.close();
    const before = readFileSync(options().file);
    const opened = await openStorage(options());
    expect(opened.status().state).toBe('unavailable');
    expect(opened.status().reason).toContain('newer Tessera (schema 99');
    opened.store.remember(alice);
    expect(opened.store.identities()).toEqual([alice]);
    expect(readFileSync(options().file).equals(before)).toBe(true);
  });

  it('is done without when SQLite cannot be loaded', async () => {
    const opened = await openStorage(
      options({ load: () => Promise.reject(new Error('no binary for this system')) }),
    );
    expect(opened.status()).toEqual({ state: 'unavailable', reason: 'no binary for this system' });
    opened.store.addHistory({ at: 1, kind: 'renew', outcome: 'ok' });
    expect(opened.store.history(5)).toHaveLength(1);
    expect(existsSync(options().file)).toBe(false);
  });

  it('hands over to memory, with what it knew, when a write fails in the middle', async () => {
    const seen: string[] = [];
    let handle: InstanceType<typeof Database> | undefined;
    const Watched = new Proxy(Database, {
      construct: (target, [file]: [string]) => (handle = new target(file)),
    });
    const opened = await openStorage(
      options({
        load: () => Promise.resolve(Watched),
        onStatus: (status) => seen.push(status.state),
      }),
    );
    opened.store.remember(alice);
    opened.store.addToTimeline({ kind: 'sleep', at: 1, until: 9, seen: 'told' });
    handle?.close();
    opened.store.remember({ ...alice, principal: 'bob@AD.TEST' });
    expect(opened.store.timeline(5)).toEqual([{ kind: 'sleep', id: 1, at: 1, until: 9, seen: 'told' }]);
    expect(opened.store.addToTimeline({ kind: 'sleep', at: 2, until: 9, seen: 'told' }).id).toBe(2);
    expect(seen).toEqual(['unavailable']);
    expect(opened.store.identities().map((identity) => identity.principal)).toEqual([
      'alice@AD.TEST',
      'bob@AD.TEST',
    ]);
  });

  it('leaves out a history row that somebody edited into another shape', async () => {
    const { store } = await openStorage(options());
    store.addHistory({ at: 1, kind: 'renew', outcome: 'ok' });
    store.close();
    const raw = new Database(options().file);
    raw.exec("UPDATE history SET outcome = 'splendid'");
    raw.close();
    const again = await openStorage(options());
    expect(again.store.history(5)).toEqual([]);
    again.store.close();
  });

  it('drops what is older than it is told to keep, also out of the bytes on disk', async () => {
    const { store } = await openStorage(options());
    store.addHistory({ at: 100, kind: 'renew', principal: 'longgone@AD.TEST', outcome: 'ok' });
    store.addHistory({ at: 200, kind: 'renew', outcome: 'ok' });
    const onDisk = (): string =>
      readdirSync(join(folder, 'data'))
        .map((name) => readFileSync(join(folder, 'data', name), 'latin1'))
        .join('');
    expect(onDisk()).toContain('longgone@AD.TEST');
    store.dropHistory(200);
    expect(store.history(10).map(({ at }) => at)).toEqual([200]);
    expect(onDisk()).not.toContain('longgone@AD.TEST');
    store.close();
  });

  it('keeps the switch and the password’s end of a principal, until it is forgotten', async () => {
    const first = await openStorage(options());
    first.store.note('alice@AD.TEST', { renewsItself: false });
    first.store.note('alice@AD.TEST', { passwordExpires: 1_800_000_000 });
    first.store.close();
    const second = await openStorage(options());
    expect(notesOf(second.store, 'alice@AD.TEST')).toEqual({
      renewsItself: false,
      passwordExpires: 1_800_000_000,
    });
    expect(notesOf(second.store, 'bob@AD.TEST')).toEqual({ renewsItself: true, passwordExpires: 0 });
    second.store.forget('alice@AD.TEST');
    second.store.close();
    const third = await openStorage(options());
    expect(third.store.notes().size).toBe(0);
    third.store.close();
  });

  it('falls back for a setting that somebody edited into nonsense, names it, and keeps the others', async () => {
    const first = await openStorage(options());
    first.store.saveSettings({
      historyDays: 30,
      snooze: 900,
      quietHours: { from: 1_320, to: 420, days: [1] },
    });
    first.store.close();
    const raw = new Database(options().file);
    raw.exec(`UPDATE settings SET value = '-4' WHERE name = 'historyDays';
              UPDATE settings SET value = '{"from":' WHERE name = 'quietHours';
              INSERT INTO settings (name, value) VALUES ('density', 'expert'), ('of a later version', '1')`);
    raw.close();
    const { store } = await openStorage(options());
    expect(store.settings()).toEqual({ ...defaultSettings, snooze: 900, density: 'expert' });
    expect(store.unreadSettings()).toEqual(['quietHours', 'historyDays']);
    store.saveSettings({ historyDays: 60 });
    expect(store.unreadSettings()).toEqual(['quietHours']);
    store.close();
  });

  it('reads quiet hours that were stored without days as those of every day', async () => {
    const first = await openStorage(options());
    first.store.saveSettings({ quietHours: { from: 1_320, to: 420, days: [6, 7] } });
    expect(first.store.settings().quietHours?.days).toEqual([6, 7]);
    first.store.close();
    const raw = new Database(options().file);
    raw.exec(`UPDATE settings SET value = '{"from":1320,"to":420}' WHERE name = 'quietHours'`);
    raw.close();
    const { store } = await openStorage(options());
    expect(store.settings().quietHours).toEqual({ from: 1_320, to: 420, days: [1, 2, 3, 4, 5, 6, 7] });
    expect(store.unreadSettings()).toEqual([]);
    store.close();
  });

  it('keeps the newest 10,000 rows of history', async () => {
    const { store } = await openStorage(options());
    store.close();
    const raw = new Database(options().file);
    raw.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
              INSERT INTO history (at, kind, outcome) SELECT i, 'renew', 'ok' FROM n`);
    raw.close();
    const again = await openStorage(options());
    const added = again.store.addHistory({ at: 10_001, kind: 'renew', outcome: 'ok' });
    expect(added.id).toBe(10_001);
    again.store.close();
    const count = new Database(options().file)
      .prepare('SELECT count(*) AS n, min(id) AS first FROM history')
      .get();
    expect(count).toEqual({ n: 10_000, first: 2 });
  });

  const sleep = { kind: 'sleep', at: 10, until: 20, seen: 'told' } as const;
  const attempt = {
    kind: 'attempt',
    at: 30,
    principal: 'alice@AD.TEST',
    what: 'renew',
    by: 'itself',
    outcome: 'unreachable',
    code: 'KDC_UNREACHABLE',
  } as const;
  const unknown = (): Promise<never> => Promise.reject(new Error('no binary'));

  it.each([
    ['SQLite', {}],
    ['memory', { load: unknown }],
  ])(
    'gives back what was seen for the timeline, newest first, and forgets what is older (%s)',
    async (_, how) => {
      const { store } = await openStorage(options(how));
      expect(store.addToTimeline(sleep)).toEqual({ ...sleep, id: 1 });
      store.addToTimeline(attempt);
      store.addHistory({ at: 10, kind: 'renew', outcome: 'ok' });
      store.addHistory({ at: 30, kind: 'renew', outcome: 'ok' });
      expect(store.timeline(10)).toEqual([
        { ...attempt, id: 2 },
        { ...sleep, id: 1 },
      ]);
      expect(store.timeline(1)).toHaveLength(1);
      expect(store.timeline(10, 2)).toEqual([{ ...sleep, id: 1 }]);
      store.dropHistory(30);
      expect(store.timeline(10)).toEqual([{ ...attempt, id: 2 }]);
      expect(store.history(10).map(({ at }) => at)).toEqual([30]);
      store.close();
    },
  );

  it.each([
    ['SQLite', {}],
    ['memory', { load: unknown }],
  ])('keeps 5,000 rows of each kind of the timeline: none pushes out another kind (%s)', async (_, how) => {
    const { store } = await openStorage(options(how));
    store.addToTimeline(sleep);
    for (let at = 1; at <= 5_003; at++)
      store.addToTimeline({ kind: 'reachability', at, realm: 'AD.TEST', reached: at % 2 === 0 });
    const rows = store.timeline(20_000);
    expect(rows).toHaveLength(5_001);
    expect(rows.at(-1)).toEqual({ ...sleep, id: 1 });
    expect(rows.at(-2)).toMatchObject({ at: 4 });
    store.close();
  });

  it('has the timeline from one start to the next, and leaves out a row that somebody edited', async () => {
    const first = await openStorage(options());
    first.store.addToTimeline(sleep);
    first.store.addToTimeline(attempt);
    first.store.close();
    const raw = new Database(options().file);
    raw.exec("UPDATE timeline SET value = '{}' WHERE kind = 'sleep'");
    raw.close();
    const second = await openStorage(options());
    expect(second.store.timeline(10)).toEqual([{ ...attempt, id: 2 }]);
    second.store.close();
  });

  it('drops a name that is not UTF-8 rather than remember another one', async () => {
    const { store } = await openStorage(options());
    store.remember({ ...alice, principal: 'al\udcffce@AD.TEST' });
    expect(store.identities()).toEqual([]);
    store.close();
  });
});

describe('pins', () => {
  it('are kept from one start to the next, the first pinned first, and go when taken away', async () => {
    const first = await openStorage(options());
    first.store.pin('zoe@AD.TEST', 1);
    first.store.pin('alice@AD.TEST', 2);
    first.store.pin('bob@AD.TEST', 3);
    first.store.pin('zoe@AD.TEST', 9);
    first.store.pin('bob@AD.TEST', undefined);
    first.store.close();
    const second = await openStorage(options());
    expect(second.store.pins()).toEqual(['zoe@AD.TEST', 'alice@AD.TEST']);
    second.store.close();
  });

  it('go on in memory when the disk fails', async () => {
    const { store } = await openStorage(options());
    store.pin('alice@AD.TEST', 1);
    store.close(); // every statement fails from now on
    store.pin('bob@AD.TEST', 2);
    expect(store.pins()).toEqual(['alice@AD.TEST', 'bob@AD.TEST']);
  });
});
