// The palette that finds everything, and the list of keys.
import type { GridKey } from '../../state/grid-keys.ts';
import { count } from './count.ts';

const identityKeys: Readonly<Record<string, string>> = {
  'service-ticket': 'Get a service ticket',
  renew: 'Renew now',
  default: 'Make it the default',
  pin: 'Keep it on the list, with the focus on its card or row',
  'copy-kvno': 'Copy the command for the chosen ticket, or for the list of them',
};

const tableKeys: Readonly<Record<GridKey, string>> = {
  down: 'Next row',
  up: 'Row before',
  pageDown: 'A page on',
  pageUp: 'A page back',
  first: 'First row',
  last: 'Last row',
  fold: 'Fold an identity, or go to it',
  unfold: 'Unfold an identity',
  open: 'Show the ticket',
  remove: 'Remove the ticket',
};

export const palette = {
  title: 'Find an action, identity, ticket or setting',
  short: 'Find',
  placeholder: 'Find an action, identity, ticket or setting',
  groups: { do: 'Do', identities: 'Identities', tickets: 'Tickets', settings: 'Settings' },
  results: (n: number): string => count(n, 'result'),
  nothing: 'Nothing of that name. Fewer letters find more.',
  move: 'move',
  doIt: 'do it',
  more: 'more actions',
  onlyIdentity: 'identity',
  onlyService: 'service',
  onlySetting: 'setting',
  goTo: (place: string): string => `Go to ${place}`,
  show: (principal: string): string => `Show ${principal}`,
  showTicket: 'Show the ticket',
  copies: (line: string): string => `Copy: ${line}`,
  left: (span: string): string => `${span} left`,
  signIn: 'Sign in as someone',
  simple: 'Show less: Simple',
  expert: 'Show everything: Expert',
  nextPane: 'To the next part of the window',
  previousPane: 'To the part of the window before',
  keys: 'Keys',
  everywhere: 'Everywhere',
  ofIdentity: 'For an identity',
  ofTable: 'In the ticket table',
  letters: 'Letters typed in the table find the name that begins with them.',
  identityKeys,
  tableKeys,
  /** Key caps that are named otherwise than KeyboardEvent names them. */
  keyNames: {
    Control: 'Ctrl',
    Shift: 'Shift',
    ' ': 'Space',
    Delete: 'Del',
    PageDown: 'Page Down',
    PageUp: 'Page Up',
    Home: 'Home',
    End: 'End',
    Enter: 'Enter',
  } as Readonly<Record<string, string>>,
};
