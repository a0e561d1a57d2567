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
  sessionKey: 'Session key',
  asKrb5Conf: 'As krb5.conf says',
  keepIn: 'Keep it in',
  keepChoices: {
    own: 'Its own cache, with the others',
    new: 'A new cache, by itself',
    nowhere: 'Nowhere, only show it',
  },
  kept: {
    own: 'Kept with the other tickets',
    new: 'Kept by itself, in a new cache',
    nowhere: 'Only shown, kept nowhere',
  },
  sealedWith: 'Sealed with',
  serviceKey: 'The key of the service',
  keyOf: (principal: string): string => `The session key of ${principal} (user-to-user)`,
  canonicalize: 'The KDC may correct the name',
  /** What differs from what krb5.conf says. */
  askedFor: (enctype: string | undefined, sealer: string | undefined, canonicalize: boolean): string =>
    [
      enctype === undefined ? 'Session key as krb5.conf says' : `Session key ${enctype}`,
      ...(sealer === undefined ? [] : [`user-to-user with ${sealer}`]),
      ...(canonicalize ? ['the KDC may correct the name'] : []),
    ].join(', '),
  get: 'Get ticket',
  show: 'Show ticket',
  asking: 'Asking the KDC',
  waitsFor: (kdc: string): string => `Waiting for ${kdc}`,
};
