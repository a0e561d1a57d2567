// What the realm says of a person.
import { number } from '../time.ts';
import { count } from './count.ts';

export const pac = {
  asking: (realm: string): string => `Asking the KDC of ${realm} for a ticket to yourself`,
  what: 'The PAC is what your realm tells services about you. It is sealed in every ticket; a ticket to yourself is the one that you can open.',
  given: (realm: string): string => `What ${realm} tells services about you`,
  how: {
    'user-to-user': (at: string): string =>
      `From a ticket to yourself, by user-to-user at ${at}. Nothing is stored.`,
    's4u2self+user-to-user': (at: string): string =>
      `From a ticket to yourself, by S4U2self with user-to-user at ${at}. Nothing is stored.`,
  },
  refused: (realm: string): string => `Refused: the KDC of ${realm} gives no ticket to yourself`,
  failed: 'Your PAC could not be asked for',
  again: 'Ask again',
  noGroups: (realm: string): string => `No groups: the KDC of ${realm} puts none in`,
  noGroupsWhy:
    'It did not refuse: the ticket came, with a PAC of client name and signatures alone. A KDC without a directory of groups behind it writes such PACs; services have to look for your groups elsewhere.',
  noPac: (realm: string): string => `No groups: the KDC of ${realm} puts no PAC in`,
  noPacWhy:
    'It did not refuse: the ticket came, without any PAC. Services have to look for your groups elsewhere.',
  who: 'Who',
  sid: 'SID',
  signedIn: 'Signed in',
  by: (at: string, server: string): string => (server === '' ? at : `${at}, by ${server}`),
  passwordSet: 'Password set',
  passwordEnds: 'Change due',
  logonEnds: 'Account ends',
  never: 'Never',
  notSaid: 'Not said',
  groups: (n: number): string => `Groups, ${number(n)}`,
  filter: 'Name or SID',
  none: 'The PAC lists no groups.',
  noMatch: 'No group matches the filter.',
  noName: 'Name not known',
  more: (n: number, left: number): string => `Show ${n} more of ${number(left)}`,
  leftOut: (n: number): string => `${count(n, 'more group')}, not listed`,
  namesNote:
    'A PAC holds numbers, not names: only well-known groups can be named. Nor does it tell whether you are in a group directly or through another one.',
  ofDomain: (detail: string, domain: string): string =>
    detail === '' ? `in ${domain}` : `${detail}, in ${domain}`,
  reason: {
    primary: { why: 'Primary group', detail: '' },
    member: { why: 'Member', detail: 'directly or through another group' },
    resource: { why: 'Added for this service', detail: 'domain-local group' },
    extra: { why: 'Extra SID', detail: 'SID history, or a group of another domain' },
    asserted: { why: 'Asserted identity', detail: 'says who vouched for you' },
    claims: { why: 'Claims valid', detail: 'the KDC put claims into the PAC' },
    compound: { why: 'Compound identity', detail: 'the PAC speaks of the device too' },
    'well-known': { why: 'Added by the KDC', detail: 'well-known SID' },
  },
  names: 'Names',
  upn: 'UPN',
  constructed: '(made of name and domain)',
  dnsDomain: 'DNS domain',
  samName: 'Account name',
  checksums: 'Checksums',
  signature: { server: 'Server', kdc: 'KDC', ticket: 'Ticket', full: 'Full PAC' },
  verdict: {
    valid: 'Correct, with your session key',
    invalid: 'Wrong',
    'no-key': 'Not checked, needs the KDC’s key',
    absent: 'Not there',
  },
  clientInfo: 'Client info',
  matches: 'Name and time match the ticket',
  differs: (name: string): string => `Does not match the ticket: says ${name}`,
  size: (n: number): string => `Size, ${number(n)} bytes`,
  bytes: (n: number): string => `${number(n)} B`,
  part: (name: string): string => name.charAt(0).toUpperCase() + name.slice(1),
  ofGroups: (n: number): string => `of it ${count(n, 'group')}`,
  ofExtra: (n: number): string => `of it ${count(n, 'extra SID')}`,
};
