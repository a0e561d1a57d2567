// The rows of the Expert table: a group row per identity over its tickets (or the tickets alone), filtered and sorted,
// and the window of them that is drawn.
import type { IdentityDto, TicketColumn, TicketDto } from '#shared';
import { text } from '../../strings/index.ts';
import { pathOf } from './ticket-path.ts';

export type Column = 'service' | TicketColumn;

export interface Sorting {
  readonly column: Column;
  readonly down: boolean;
}

export interface TicketGridRow {
  readonly kind: 'ticket';
  readonly key: string;
  readonly identity: IdentityDto;
  readonly ticket: TicketDto;
}

export type GridRow =
  | { readonly kind: 'group'; readonly key: string; readonly identity: IdentityDto; readonly folded: boolean }
  | TicketGridRow;

type Holding = Pick<TicketGridRow, 'identity' | 'ticket'>;

const kinds = { tgt: 0, 'cross-realm': 1, service: 2 } as const;

const keyOf: Readonly<Record<Column, (row: Holding) => string | number>> = {
  service: ({ ticket }) => ticket.name.toLowerCase(),
  identity: ({ identity }) => identity.principal.toLowerCase(),
  client: ({ ticket, identity }) => (ticket.client ?? identity.principal).toLowerCase(),
  auth: ({ ticket }) => ticket.authTime,
  start: ({ ticket }) => (ticket.startTime === 0 ? ticket.authTime : ticket.startTime),
  end: ({ ticket }) => ticket.endTime,
  renew: ({ ticket }) => ticket.renewTill,
  enctype: ({ ticket }) => ticket.ticketEtype.name,
  session: ({ ticket }) => ticket.sessionEtype.name,
  kvno: ({ ticket }) => ticket.kvno ?? -1,
  flags: ({ ticket }) => ticket.flagLetters,
  'flag-words': ({ ticket }) => ticket.flags.join(' '),
  realm: ({ ticket }) => ticket.realm,
  path: ({ ticket, identity }) => pathOf(identity, ticket).join(' '),
  kind: ({ ticket }) => kinds[ticket.kind],
  'sealed-for': ({ ticket }) => ticket.sealedFor ?? ticket.server,
  cache: ({ identity }) => identity.cache,
};

function sorted<T extends Holding>(rows: readonly T[], { column, down }: Sorting): readonly T[] {
  const key = keyOf[column];
  const sign = down ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: key(row), name: keyOf.service(row) }));
  keyed.sort((a, b) => {
    // By service, what signs in leads; by anything else, the value alone decides.
    const [first, second] = [kinds[a.row.ticket.kind], kinds[b.row.ticket.kind]];
    if (column === 'service' && first !== second) return first - second;
    if (a.key !== b.key) return a.key < b.key ? -sign : sign;
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  });
  return keyed.map(({ row }) => row);
}

const ordersOf = new WeakMap<readonly TicketDto[], { by: string; tickets: readonly TicketDto[] }>();

/** An identity's tickets in order: found once for as long as they are the same tickets, whatever else changes on it. */
function inOrderBy(identity: IdentityDto, sorting: Sorting): readonly TicketDto[] {
  const by = JSON.stringify([
    sorting.column,
    sorting.down,
    identity.principal,
    identity.realm,
    identity.cache,
  ]);
  const known = ordersOf.get(identity.tickets);
  if (known?.by === by) return known.tickets;
  const held = identity.tickets.map((ticket): Holding => ({ identity, ticket }));
  const tickets = sorted(held, sorting).map(({ ticket }) => ticket);
  ordersOf.set(identity.tickets, { by, tickets });
  return tickets;
}

/** What the filter looks at: names by any part of them, terms by how they begin. Both in lower case. */
interface Searched {
  readonly names: string;
  readonly terms: readonly string[];
}

const searchedOf = new WeakMap<TicketDto, Searched>();

function searched({ ticket, identity }: Holding): Searched {
  const known = searchedOf.get(ticket);
  if (known !== undefined) return known;
  const words = [
    ticket.ticketEtype.name,
    ticket.sessionEtype.name,
    ticket.kind,
    text.table.kinds[ticket.kind],
    ...(ticket.ticketEtype.weak || ticket.sessionEtype.weak ? ['weak', text.tickets.weak] : []),
    ...(ticket.userToUser ? [text.tickets.userToUser] : []),
    ...ticket.flags.flatMap((flag) => [flag, text.flags[flag].name]),
  ];
  const made = {
    names: [ticket.server, ticket.client, ticket.sealedFor, identity.principal, identity.cache]
      .filter((name) => name !== undefined)
      .join('\n')
      .toLowerCase(),
    terms: words.map((word) => word.toLowerCase()),
  };
  searchedOf.set(ticket, made);
  return made;
}

/** Every word of the filter has to be met: by a name, a realm, an enctype, a flag, "expired", "valid", "weak". */
export function matcher(filter: string, now: number): ((row: Holding) => boolean) | undefined {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return undefined;
  const over = ['expired', text.tickets.expired.toLowerCase()];
  const serving = ['valid', text.table.valid.toLowerCase()];
  return (row) => {
    const { names, terms } = searched(row);
    const state = row.ticket.endTime <= now ? over : serving;
    return wanted.every(
      (word) =>
        names.includes(word) ||
        terms.some((term) => term.startsWith(word)) ||
        state.some((term) => term.startsWith(word)),
    );
  };
}

export interface GridOptions {
  readonly filter: string;
  readonly sorting: Sorting;
  readonly folded: ReadonlySet<string>;
  readonly grouped: boolean;
  readonly now: number;
}

export interface Grid {
  readonly rows: readonly GridRow[];
  /** Tickets that the filter lets through, and all of them; folded ones count. */
  readonly matching: number;
  readonly all: number;
  readonly grouped: boolean;
}

export function gridRows(identities: readonly IdentityDto[], options: GridOptions): Grid {
  const matches = matcher(options.filter, options.now);
  const ticketRows = (
    identity: IdentityDto,
    tickets: readonly TicketDto[] = identity.tickets,
  ): TicketGridRow[] =>
    tickets.map((ticket) => ({
      kind: 'ticket',
      key: `${identity.id} ${ticket.id}`,
      identity,
      ticket,
    }));
  const chosen = (rows: readonly TicketGridRow[]): readonly TicketGridRow[] =>
    matches === undefined ? rows : rows.filter(matches);
  const all = identities.reduce(
    (sum, { tickets, ticketsLeftOut }) => sum + tickets.length + ticketsLeftOut,
    0,
  );
  if (!options.grouped) {
    const rows = sorted(chosen(identities.flatMap((identity) => ticketRows(identity))), options.sorting);
    return { rows, matching: rows.length, all, grouped: false };
  }
  let matching = 0;
  const rows = identities.flatMap((identity): readonly GridRow[] => {
    const tickets = chosen(ticketRows(identity, inOrderBy(identity, options.sorting)));
    matching += tickets.length;
    if (matches !== undefined && tickets.length === 0) return [];
    const folded = options.folded.has(identity.id);
    const group: GridRow = { kind: 'group', key: identity.id, identity, folded };
    return folded ? [group] : [group, ...tickets];
  });
  return { rows, matching, all, grouped: true };
}

export const GROUP_HEIGHT = 44;
export const ROW_HEIGHT = 32;

/** Where each row begins, and behind the last where the table ends. */
export function offsetsOf(rows: readonly GridRow[]): readonly number[] {
  const offsets = [0];
  let at = 0;
  for (const row of rows) {
    at += row.kind === 'group' ? GROUP_HEIGHT : ROW_HEIGHT;
    offsets.push(at);
  }
  return offsets;
}
