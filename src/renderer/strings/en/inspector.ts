// The inspector of one ticket, and its flags in words.
import type { TicketFlagName } from '#shared';

export const inspector = {
  label: 'Selected ticket',
  of: 'Service ticket of',
  tgtOf: 'Ticket-granting ticket of',
  tabs: { overview: 'Overview', times: 'Times', flags: 'Flags', encryption: 'Encryption', pac: 'PAC' },
  who: 'Who and where',
  client: 'Client',
  service: 'Service',
  got: 'Got',
  cache: 'Cache',
  encryption: 'Encryption',
  ticket: 'Ticket',
  sessionKey: 'Session key',
  kvno: (n: number): string => `kvno ${n}`,
  allows: 'What it allows',
  authTime: 'Signed in',
  startTime: 'Valid from',
  endTime: 'Valid until',
  renewTill: 'Renewable until',
  noRenew: 'Not renewable',
  noFlags: 'No flags are set.',
  weak: 'This encryption is weak: it can be broken with a fair amount of computing.',
  strong: 'Only the service, or the KDC, can open the ticket. Its content is sealed for us too.',
  resumeTimes: 'Times in your time zone, from the KDC.',
};

export const flags: Readonly<Record<TicketFlagName, { readonly name: string; readonly means: string }>> = {
  forwardable: { name: 'Forwardable', means: 'A ticket for another computer can be made from it.' },
  forwarded: { name: 'Forwarded', means: 'It was made on another computer and passed on.' },
  proxiable: { name: 'Proxiable', means: 'A service ticket for another address can be made from it.' },
  proxy: { name: 'Proxy', means: 'It was made for another address.' },
  'may-postdate': { name: 'May be postdated', means: 'Tickets that start later can be made from it.' },
  postdated: { name: 'Postdated', means: 'It was asked for before its start.' },
  invalid: { name: 'Not validated yet', means: 'The KDC has to validate it before it serves.' },
  renewable: { name: 'Renewable', means: 'It can be renewed without the password.' },
  initial: {
    name: 'From the sign-in',
    means: 'It came from the password or key itself, not from another ticket.',
  },
  'pre-authent': { name: 'Pre-authenticated', means: 'The KDC saw proof of the password first.' },
  'hw-authent': { name: 'Hardware proof', means: 'The KDC saw proof by a device.' },
  'transited-policy-checked': { name: 'Path checked', means: 'The KDC checked the realms it came through.' },
  'ok-as-delegate': { name: 'OK as delegate', means: 'The realm trusts this service with your identity.' },
  'enc-pa-rep': { name: 'Request protected', means: 'The KDC confirmed what was asked for.' },
  anonymous: { name: 'Anonymous', means: 'It does not say who you are.' },
};
