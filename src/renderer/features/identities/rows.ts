// The rows of the Expert table: a group row per identity over its tickets, filtered and sorted, and the window of
// them that is drawn.
import type { IdentityDto, TicketDto } from '#shared';

export type Column = 'service' | 'end' | 'renew' | 'enctype' | 'flags';

export interface Sorting {
  readonly column: Column;
  readonly down: boolean;
}

export type GridRow =
  | { readonly kind: 'group'; readonly key: string; readonly identity: IdentityDto; readonly folded: boolean }
  | {
      readonly kind: 'ticket';
      readonly key: string;
      readonly identity: IdentityDto;
      readonly ticket: TicketDto;
    };

const keyOf: Readonly<Record<Column, (ticket: TicketDto) => string | number>> = {
  service: ({ name }) => name.toLowerCase(),
  end: ({ endTime }) => endTime,
  renew: ({ renewTill }) => renewTill,
  enctype: ({ ticketEtype }) => ticketEtype.name,
  flags: ({ flagLetters }) => flagLetters,
};

const kinds = { tgt: 0, 'cross-realm': 1, service: 2 } as const;

function sorted(tickets: readonly TicketDto[], { column, down }: Sorting): readonly TicketDto[] {
  const key = keyOf[column];
  const sign = down ? -1 : 1;
  return tickets.toSorted((a, b) => {
    // By service, what signs in leads; by anything else, the value alone decides.
    if (column === 'service' && kinds[a.kind] !== kinds[b.kind]) return kinds[a.kind] - kinds[b.kind];
    const [first, second] = [key(a), key(b)];
    return first < second ? -sign : first > second ? sign : 0;
  });
}

export function gridRows(
  identities: readonly IdentityDto[],
  options: { readonly filter: string; readonly sorting: Sorting; readonly folded: ReadonlySet<string> },
): readonly GridRow[] {
  const filter = options.filter.trim().toLowerCase();
  return identities.flatMap((identity): GridRow[] => {
    const tickets = sorted(identity.tickets, options.sorting).filter(
      ({ server, ticketEtype }) =>
        filter === '' || server.toLowerCase().includes(filter) || ticketEtype.name.includes(filter),
    );
    const folded = options.folded.has(identity.id);
    if (filter !== '' && tickets.length === 0) return [];
    const group: GridRow = { kind: 'group', key: identity.id, identity, folded };
    if (folded) return [group];
    return [
      group,
      ...tickets.map((ticket): GridRow => ({
        kind: 'ticket',
        key: `${identity.id} ${ticket.id}`,
        identity,
        ticket,
      })),
    ];
  });
}

export const GROUP_HEIGHT = 44;
export const ROW_HEIGHT = 32;
/** Shorter lists are drawn whole. */
const WHOLE = 200;

export interface Slice {
  readonly from: number;
  readonly to: number;
  /** Pixels of rows left out above and below. */
  readonly above: number;
  readonly below: number;
}

export function visibleSlice(rows: readonly GridRow[], scrollTop: number, height: number): Slice {
  if (rows.length <= WHOLE) return { from: 0, to: rows.length, above: 0, below: 0 };
  const reach = 400;
  let at = 0;
  let above = 0;
  let from = -1;
  let to = rows.length;
  let below = 0;
  for (const [index, row] of rows.entries()) {
    const size = row.kind === 'group' ? GROUP_HEIGHT : ROW_HEIGHT;
    const drawn = at + size >= scrollTop - reach && at <= scrollTop + height + reach;
    if (drawn && from < 0) from = index;
    if (from < 0) above += size;
    if (!drawn && from >= 0) {
      if (to === rows.length) to = index;
      below += size;
    }
    at += size;
  }
  return { from: Math.max(0, from), to, above, below };
}
