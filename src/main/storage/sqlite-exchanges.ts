// Exchanges in SQLite, each with the row of the history that it belongs to; when that row goes, so do they. Read back
// through the contract's schemas, as all else.
import type { Database } from 'better-sqlite3';
import { byteRanges, exchangeSteps } from '#shared';
import { exchangeSize, exchangeSizeLimit, messageCount } from './store.ts';
import type { KeptMessage, RecordedExchange } from './store.ts';

export interface ExchangeTables {
  /** Resolves to how many messages and look-ups it has. */
  readonly add: (history: number, exchange: RecordedExchange) => number;
  readonly get: (history: number) => RecordedExchange | undefined;
  readonly ofTicket: (fingerprint: string) => number | undefined;
}

interface ExchangeRow {
  readonly steps: string;
  readonly left_out: number;
}

interface MessageRow {
  readonly step: number;
  readonly length: number;
  readonly blanked: string;
  readonly open: Buffer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf({ step, length, blanked, open }: MessageRow): KeptMessage | undefined {
  const ranges = byteRanges.safeParse(parsed(blanked));
  return ranges.success ? { step, length, blanked: ranges.data, open: new Uint8Array(open) } : undefined;
}

export function sqliteExchanges(database: Database): ExchangeTables {
  const insert = database.prepare<[number, string, number, number, number]>(
    'INSERT INTO exchanges (history, steps, left_out, messages, size) VALUES (?, ?, ?, ?, ?)',
  );
  const insertMessage = database.prepare<[number, number, number, string, Uint8Array]>(
    'INSERT INTO messages (history, step, length, blanked, open) VALUES (?, ?, ?, ?, ?)',
  );
  const insertTicket = database.prepare<[string, number]>(
    'INSERT OR IGNORE INTO exchange_tickets (fingerprint, history) VALUES (?, ?)',
  );
  const total = database.prepare<[], { readonly size: number }>('SELECT total(size) AS size FROM exchanges');
  const dropOldest = database.prepare(
    'DELETE FROM exchanges WHERE history = (SELECT min(history) FROM exchanges)',
  );
  const read = database.prepare<[number], ExchangeRow>(
    'SELECT steps, left_out FROM exchanges WHERE history = ?',
  );
  const readMessages = database.prepare<[number], MessageRow>(
    'SELECT step, length, blanked, open FROM messages WHERE history = ? ORDER BY step',
  );
  const readTickets = database.prepare<[number], { readonly fingerprint: string }>(
    'SELECT fingerprint FROM exchange_tickets WHERE history = ?',
  );
  const byTicket = database.prepare<[string], { readonly history: number }>(
    'SELECT history FROM exchange_tickets WHERE fingerprint = ? ORDER BY history DESC LIMIT 1',
  );
  const addAll = database.transaction((history: number, exchange: RecordedExchange) => {
    const { steps, leftOut, messages, tickets } = exchange;
    insert.run(history, JSON.stringify(steps), leftOut, messageCount(exchange), exchangeSize(exchange));
    for (const { step, length, blanked, open } of messages)
      insertMessage.run(history, step, length, JSON.stringify(blanked), open);
    for (const ticket of tickets) insertTicket.run(ticket, history);
    while ((total.get()?.size ?? 0) > exchangeSizeLimit) dropOldest.run();
  });
  return {
    add(history, exchange) {
      addAll(history, exchange);
      return messageCount(exchange);
    },
    get(history) {
      const row = read.get(history);
      if (row === undefined) return undefined;
      const steps = exchangeSteps.safeParse(parsed(row.steps));
      if (!steps.success) return undefined;
      return {
        steps: steps.data,
        leftOut: row.left_out,
        messages: readMessages
          .all(history)
          .map(messageOf)
          .filter((message) => message !== undefined),
        tickets: readTickets.all(history).map(({ fingerprint }) => fingerprint),
      };
    },
    ofTicket: (fingerprint) => byTicket.get(fingerprint)?.history,
  };
}
