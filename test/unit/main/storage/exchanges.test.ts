// Exchanges kept beside the history, in SQLite and, where that cannot be had, in memory: both by the same rules.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../../../src/main/storage/index.ts';
import type { RecordedExchange, Store } from '../../../../src/main/storage/index.ts';
import { memoryStore } from '../../../../src/main/storage/memory-store.ts';
import { migrations } from '../../../../src/main/storage/migrations.ts';
import { exchangeSizeLimit, historyLimit } from '../../../../src/main/storage/store.ts';

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-exchanges-'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'tessera.db');
const sqlite = async (): Promise<Store> =>
  (await openStorage({ file: file(), load: () => Promise.resolve(Database), now: () => 0 })).store;

const exchange = (size = 10, ticket = 'abcd'): RecordedExchange => ({
  steps: [
    { type: 'dns', at: 0, record: 'SRV', name: '_kerberos._udp.R', answers: ['0 0 88 kdc.r'], millis: 3 },
    {
      type: 'sent',
      at: 4,
      message: 'AS-REQ',
      host: '127.0.0.1',
      port: 88,
      transport: 'udp',
      length: size + 5,
      bytes: 1,
      resend: false,
    },
    { type: 'silent', at: 9, server: 'kdc.r:88', transport: 'udp', reason: 'no answer' },
  ],
  leftOut: 0,
  messages: [
    { step: 1, length: size + 5, blanked: [{ offset: 2, length: 5 }], open: new Uint8Array(size).fill(7) },
  ],
  tickets: [ticket],
});
const row = (at: number) => ({ at, kind: 'sign-in' as const, principal: 'alice@R', outcome: 'ok' as const });

describe.each([
  ['SQLite', sqlite],
  ['memory', () => Promise.resolve(memoryStore())],
])('in %s', (_name, open) => {
  it('an exchange is kept with its row, and found by the ticket that it brought', async () => {
    store = await open();
    const bare = store.addHistory(row(1));
    const { id, messages } = store.addHistory(row(2), exchange());
    expect(messages).toBe(2);
    expect(store.exchange(id)).toEqual(exchange());
    expect(store.history(2)).toEqual([
      { ...row(2), id, messages: 2 },
      { ...row(1), id: bare.id },
    ]);
    expect(store.historyRow(id)).toEqual({ ...row(2), id, messages: 2 });
    expect(store.exchange(bare.id)).toBeUndefined();
    expect(store.historyOfTicket('abcd')).toBe(id);
    expect(store.historyOfTicket('dcba')).toBeUndefined();
  });

  it('it goes with its row, whether that is old, cleared away, or one too many', async () => {
    store = await open();
    const old = store.addHistory(row(10), exchange());
    const kept = store.addHistory(row(20), exchange());
    store.dropHistory(15);
    expect(store.exchange(old.id)).toBeUndefined();
    expect(store.exchange(kept.id)).toEqual(exchange());
    for (let n = 0; n < historyLimit; n++) store.addHistory(row(21));
    expect(store.historyRow(kept.id)).toBeUndefined();
    expect(store.exchange(kept.id)).toBeUndefined();
    expect(store.historyOfTicket('abcd')).toBeUndefined();
  });

  it('all of them together stay below the limit: the oldest lose their messages and stay as rows', async () => {
    store = await open();
    const size = 2 * 1_024 * 1_024;
    const ids = Array.from({ length: 18 }, (_, n) => store.addHistory(row(n), exchange(size, `t${n}`)).id);
    const left = ids.filter((id) => store.exchange(id) !== undefined);
    expect(left.length * size).toBeLessThanOrEqual(exchangeSizeLimit);
    expect(left).toEqual(ids.slice(-left.length));
    expect(left.length).toBe(15);
    expect(store.history(20)).toHaveLength(18);
    expect(store.history(20).at(-1)?.messages).toBeUndefined();
  });

  it('rows are chosen by identity, kind, outcome and text, in any case of letters', async () => {
    store = await open();
    store.addHistory({ ...row(1), kind: 'renew' });
    store.addHistory({ ...row(2), kind: 'service-ticket', service: 'HTTP/Web.r@R', outcome: 'cancelled' });
    store.addHistory({ ...row(3), principal: '100%@R' });
    const at = (filter: Parameters<Store['history']>[2]) =>
      store.history(10, undefined, filter).map((each) => each.at);
    expect(at({ principal: 'alice@R' })).toEqual([2, 1]);
    expect(at({ kinds: ['renew', 'service-ticket'] })).toEqual([2, 1]);
    expect(at({ outcome: 'cancelled' })).toEqual([2]);
    expect(at({ text: 'web.R' })).toEqual([2]);
    expect(at({ text: '%' })).toEqual([3]);
    expect(at({})).toEqual([3, 2, 1]);
  });
});

describe('a database of the version before', () => {
  it('keeps its history and takes exchanges from then on', async () => {
    const before = new Database(file());
    const at = migrations.findIndex((sql) => sql.includes('CREATE TABLE exchanges'));
    for (const sql of migrations.slice(0, at)) before.exec(sql);
    before.pragma(`user_version = ${at}`);
    before.exec("INSERT INTO history (at, kind, outcome) VALUES (5, 'renew', 'ok')");
    before.close();
    store = await sqlite();
    expect(store.history(5)).toEqual([{ id: 1, at: 5, kind: 'renew', outcome: 'ok' }]);
    const { id } = store.addHistory(row(6), exchange());
    expect(store.exchange(id)).toEqual(exchange());
  });

  it('whose exchange somebody edited has none, and no fault', async () => {
    store = await sqlite();
    const { id } = store.addHistory(row(6), exchange());
    const other = new Database(file());
    other.exec('UPDATE exchanges SET steps = \'[{"type":"elephant"}]\'');
    other.close();
    expect(store.exchange(id)).toBeUndefined();
    expect(store.history(5)).toHaveLength(1);
  });
});
