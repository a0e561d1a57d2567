// The tickets of an identity, as a card and as a table.
import { lineSpan, moment, shortMoment } from '../time.ts';
import { count } from './count.ts';

export const tickets = {
  title: 'Tickets',
  getPlaceholderFor: (realm: string): string =>
    `Web address or server, such as intranet.${realm.toLowerCase()}`,
  get: 'Get ticket',
  serviceLabel: 'Web address or server',
  none: 'No service tickets yet. They come by themselves when a program needs one; you can also get one here.',
  signInFirst: 'Sign in first',
  tgt: 'Signs you in',
  tgtOf: (realm: string): string => `Ticket-granting ticket of ${realm}`,
  crossRealm: (realm: string): string => `On to ${realm}`,
  until: (end: number, now: number): string => `until ${moment(end, now)}`,
  left: (left: number): string => `${lineSpan(left)} left`,
  expired: 'expired',
  got: (name: string): string => `Got the ticket for ${name}`,
  hadIt: (name: string): string => `The ticket for ${name} was here already and still serves`,
  removed: (name: string): string => `Removed the ticket for ${name}`,
  getAgain: 'Get again',
  remove: 'Remove from cache (Del)',
  removeWord: 'Remove',
  leftOut: (n: number): string => `${count(n, 'more ticket')} in this cache, not listed`,
  weak: 'weak',
  userToUser: 'User-to-user',
};

export const table = {
  label: 'Tickets',
  service: 'Service',
  validUntil: 'Valid until',
  renewableUntil: 'Renewable until',
  enctype: 'Enctype of ticket',
  flags: 'Flags',
  filter: 'Filter tickets',
  none: '–',
  count: (n: number): string => count(n, 'ticket'),
  getServiceTicket: 'Get service ticket',
  noMatch: 'No ticket matches the filter.',
  summary: (identities: number, tickets: number, expired: number): string =>
    `${count(identities, 'identity', 'identities')}, ${count(tickets, 'ticket')}${expired > 0 ? `, ${expired} expired` : ''}`,
  defaultCache: 'Default cache',
  short: shortMoment,
};
