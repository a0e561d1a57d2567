// The sheet that asks for a service ticket.
import { lineSpan } from '../time.ts';

export const serviceTicket = {
  title: 'Get a service ticket',
  service: 'Service',
  as: 'As',
  identity: (principal: string, left: number): string => `${principal}, ${lineSpan(left)} left`,
  nameToAskFor: 'Name to ask for',
  how: {
    'as-typed': 'As typed',
    canonical: 'After DNS: the host is an alias of this name',
    reverse: 'After DNS, forward and back again',
    qualified: 'With the search domain added',
  },
  noName: 'Type a web address, a host, or a name such as HTTP/web.ad.test.',
  goesTo: (realm: string): string => `Asks the KDC of ${realm}. Nothing is sent to the service.`,
  get: 'Get ticket',
  asking: 'Asking the KDC',
};
