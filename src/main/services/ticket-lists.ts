// The tickets of each cache as lists that are handed to the window in pages. A cache of ten thousand tickets is parsed
// in a twentieth of a second, but to describe each of its tickets takes several times that: so they are described when
// a page asks for them, once, and a next reading of the cache takes over what has not changed.
import { formatName } from '#krb5';
import type { KeylessContents, KeylessCredential } from '#krb5';
import type { IdentityDto, TicketDto } from '#shared';
import { kindOf, ticketDto, withHandles } from './ticket-dto.ts';

/** Tickets that an identity brings with it; the others come in pages. */
export const HEAD = 200;
/** A difference with more tickets than this is not sent: the pages are asked for anew. */
const DIFFERENCE = 200;
/** More than these are counted, not listed. */
const LISTED = 50_000;

interface Entry {
  readonly id: string;
  readonly kind: TicketDto['kind'];
  /** The server's, by which they are ordered. */
  readonly name: string;
  readonly credential: KeylessCredential;
  readonly describe: () => TicketDto;
}

interface List {
  readonly contents: KeylessContents;
  readonly version: number;
  readonly byId: ReadonlyMap<string, Entry>;
  readonly inOrder: readonly Entry[];
  /** What became of the list before this one. */
  readonly since:
    | { readonly version: number; readonly added: readonly Entry[]; readonly removed: readonly string[] }
    | undefined;
}

export interface TicketLists {
  /** What an identity carries of the tickets in its cache. */
  readonly head: (
    cache: string,
    contents: KeylessContents,
  ) => Pick<IdentityDto, 'tickets' | 'ticketsLeftOut' | 'ticketList'>;
  /** undefined when the list is not the one of that version any more. */
  readonly page: (
    cache: string,
    contents: KeylessContents,
    version: number,
    from: number,
    count: number,
  ) => readonly TicketDto[] | undefined;
}

const ORDER = { tgt: 0, 'cross-realm': 1, service: 2 } as const;

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Nothing that is shown of the two can differ. */
function sameTicket(a: KeylessCredential, b: KeylessCredential): boolean {
  return (
    a.flags === b.flags &&
    a.isSkey === b.isSkey &&
    a.key.keyType === b.key.keyType &&
    a.times.startTime === b.times.startTime &&
    a.times.renewTill === b.times.renewTill &&
    sameOctets(a.ticket, b.ticket)
  );
}

function entry(id: string, credential: KeylessCredential, { principal }: KeylessContents): Entry {
  let described: TicketDto | undefined;
  return {
    id,
    kind: kindOf(credential.server, principal.realm),
    name: formatName(credential.server.name),
    credential,
    describe: () => (described ??= ticketDto(credential, id, principal)),
  };
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted(
    (a, b) =>
      ORDER[a.kind] - ORDER[b.kind] ||
      b.credential.times.endTime - a.credential.times.endTime ||
      (a.name < b.name ? -1 : 1),
  );
}

function listOf(contents: KeylessContents, before: List | undefined): List {
  const previous = before?.byId ?? new Map<string, Entry>();
  const entries = withHandles(contents).map(([id, credential]): Entry => {
    const known = previous.get(id);
    return known !== undefined && sameTicket(known.credential, credential)
      ? known
      : entry(id, credential, contents);
  });
  const byId = new Map(entries.map((each) => [each.id, each]));
  if (before === undefined) {
    return { contents, version: 1, byId, inOrder: sorted(entries).slice(0, LISTED), since: undefined };
  }
  const added = entries.filter((each) => previous.get(each.id) !== each);
  const removed = [...previous.keys()].filter((id) => !byId.has(id));
  if (added.length === 0 && removed.length === 0) return { ...before, contents };
  return {
    contents,
    version: before.version + 1,
    byId,
    inOrder: sorted(entries).slice(0, LISTED),
    since: { version: before.version, added, removed },
  };
}

export function createTicketLists(): TicketLists {
  const lists = new Map<string, List>();
  const current = (cache: string, contents: KeylessContents): List => {
    const before = lists.get(cache);
    if (before?.contents === contents) return before;
    const list = listOf(contents, before);
    lists.set(cache, list);
    return list;
  };
  return {
    head(cache, contents) {
      const { version, byId, inOrder, since } = current(cache, contents);
      const tickets = inOrder.slice(0, HEAD).map(({ describe }) => describe());
      const ticketsLeftOut = byId.size - tickets.length;
      if (ticketsLeftOut === 0) return { tickets, ticketsLeftOut };
      const few = since !== undefined && since.added.length + since.removed.length <= DIFFERENCE;
      return {
        tickets,
        ticketsLeftOut,
        ticketList: {
          version,
          listed: inOrder.length,
          ...(few
            ? {
                since: {
                  version: since.version,
                  added: since.added.map(({ describe }) => describe()),
                  removed: [...since.removed],
                },
              }
            : {}),
        },
      };
    },
    page(cache, contents, version, from, count) {
      const list = current(cache, contents);
      if (list.version !== version) return undefined;
      return list.inOrder.slice(from, from + count).map(({ describe }) => describe());
    },
  };
}
