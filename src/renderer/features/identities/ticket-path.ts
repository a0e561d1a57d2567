// The realms from an identity's own to a ticket's, as the cross-realm tickets beside it tell.
import type { IdentityDto, TicketDto } from '#shared';

const known = new WeakMap<readonly TicketDto[], ReadonlyMap<string, readonly string[]>>();

/** Every realm that the tickets lead to, with the realms passed on the way. */
function pathsOf({ realm, tickets }: IdentityDto): ReadonlyMap<string, readonly string[]> {
  const found = known.get(tickets);
  if (found !== undefined) return found;
  const steps = tickets.filter(({ kind }) => kind === 'cross-realm');
  const paths = new Map<string, readonly string[]>([[realm, [realm]]]);
  // A Map hands out what is added while it is walked: breadth first.
  for (const [at, path] of paths) {
    for (const step of steps) {
      const to = step.name.slice(step.name.indexOf('/') + 1);
      if (step.realm === at && !paths.has(to)) paths.set(to, [...path, to]);
    }
  }
  known.set(tickets, paths);
  return paths;
}

/** First to last; just the two ends where what lies between is not in this cache. */
export function pathOf(identity: IdentityDto, ticket: TicketDto): readonly string[] {
  return pathsOf(identity).get(ticket.realm) ?? [identity.realm, '…', ticket.realm];
}
