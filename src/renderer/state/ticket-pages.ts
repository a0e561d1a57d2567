// An identity brings only the first of its tickets with it; here the others are fetched, page by page, and put to it.
// A list that was fetched once is kept up by the differences that come with each change; after a gap it is fetched anew,
// and what was there stays on the screen until the new list is complete.
import type { Bridge, IdentityDto, TicketDto } from '#shared';

const PAGE = 500;

interface Held {
  readonly version: number;
  readonly tickets: TicketDto[];
}

export interface TicketPages {
  /** The identity with all of its tickets that are known here. Asks for those that are not. */
  readonly complete: (identity: IdentityDto) => IdentityDto;
  readonly forget: (id: string) => void;
}

/** The head as it came, and behind it what else there is. */
function behind(head: readonly TicketDto[], others: readonly TicketDto[]): TicketDto[] {
  const ids = new Set(head.map(({ id }) => id));
  return [...head, ...others.filter(({ id }) => !ids.has(id))];
}

/** With this very array: what is worked out from a list is found again by it (rows.ts, ticket-path.ts). */
function withTickets(identity: IdentityDto, tickets: TicketDto[]): IdentityDto {
  const all = identity.tickets.length + identity.ticketsLeftOut;
  return { ...identity, tickets, ticketsLeftOut: Math.max(0, all - tickets.length) };
}

export function createTicketPages(
  bridge: Pick<Bridge, 'ticket'>,
  onComplete: (identity: IdentityDto) => void,
): TicketPages {
  const held = new Map<string, Held>();
  /** The version that is being fetched. */
  const fetching = new Map<string, number>();

  async function fetchList(identity: IdentityDto, version: number, listed: number): Promise<void> {
    const { id } = identity;
    if (fetching.get(id) === version) return;
    fetching.set(id, version);
    const pages: (readonly TicketDto[])[] = [];
    for (let from = identity.tickets.length; from < listed; from += PAGE) {
      const result = await bridge.ticket.page({ identity: id, version, from, count: PAGE });
      if (fetching.get(id) !== version) return;
      // A list that has changed is told of by an event, which begins anew.
      if (!result.ok || result.value.stale) {
        fetching.delete(id);
        return;
      }
      pages.push(result.value.tickets);
    }
    fetching.delete(id);
    const tickets = behind(identity.tickets, pages.flat());
    held.set(id, { version, tickets });
    onComplete(withTickets(identity, tickets));
  }

  return {
    complete(identity) {
      const { id, ticketList: list } = identity;
      if (list === undefined) {
        held.delete(id);
        fetching.delete(id);
        return identity;
      }
      const known = held.get(id);
      if (known?.version === list.version) return withTickets(identity, known.tickets);
      if (known !== undefined && list.since?.version === known.version) {
        const gone = new Set([...list.since.removed, ...list.since.added.map((ticket) => ticket.id)]);
        const others = [...list.since.added, ...known.tickets.filter((ticket) => !gone.has(ticket.id))];
        const tickets = behind(identity.tickets, others);
        held.set(id, { version: list.version, tickets });
        fetching.delete(id);
        return withTickets(identity, tickets);
      }
      const tickets = behind(identity.tickets, known?.tickets ?? []);
      void fetchList(identity, list.version, list.listed);
      return withTickets(identity, tickets);
    },
    forget(id) {
      held.delete(id);
      fetching.delete(id);
    },
  };
}
