// The answer to "Can I get a ticket for it?".
import { lineSpan, moment } from '../time.ts';

export const ticketCheck = {
  ask: 'Can I get it?',
  asking: 'Asking',
  hint: 'The KDC is asked for it, as a program would. The answer is told and dropped, not stored.',
  label: 'Answer',
  yes: (name: string): string => `Yes, there is a ticket for ${name}`,
  no: (name: string): string => `No ticket for ${name}`,
  rows: {
    realm: 'From',
    path: 'By way of',
    until: 'Good until',
    ticket: 'Ticket',
    session: 'Session key',
    stored: 'Stored',
  },
  realm: (realm: string, own: boolean): string =>
    own ? `${realm}, your own realm` : `${realm}, another realm`,
  path: (realms: readonly string[]): string =>
    realms.length < 2
      ? 'asked directly, nobody referred on'
      : `${realms.join(', then ')}: ${realms.length === 2 ? 'one referral' : `${realms.length - 1} referrals`}`,
  until: (end: number, left: number, now: number): string => `${moment(end, now)}, for ${lineSpan(left)}`,
  weak: (name: string): string => `${name}, weak`,
  notStored: 'No: nothing was put into the cache. Get ticket asks again and keeps it.',
  inCache: 'One for it is in the cache already; this answer was not put there.',
};
