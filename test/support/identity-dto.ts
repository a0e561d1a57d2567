// An identity and a ticket as main tells the window of them, with nothing remarkable about them: a test names what
// counts for it.
import type { IdentityDto, TicketDto } from '../../src/shared/index.ts';

const aes256 = { number: 18, name: 'aes256-cts-hmac-sha1-96', weak: false } as const;

export const ticketDtoWith = (given: Partial<TicketDto> = {}): TicketDto => ({
  id: 't',
  server: 'krbtgt/AD.TEST@AD.TEST',
  name: 'krbtgt/AD.TEST',
  realm: 'AD.TEST',
  kind: 'tgt',
  authTime: 0,
  startTime: 0,
  endTime: 0,
  renewTill: 0,
  ticketEtype: aes256,
  sessionEtype: aes256,
  flags: [],
  flagLetters: '',
  userToUser: false,
  ...given,
});

export const identityDtoWith = (given: Partial<IdentityDto> = {}): IdentityDto => ({
  id: 'a',
  principal: 'alice@AD.TEST',
  realm: 'AD.TEST',
  isDefault: true,
  isPractice: false,
  isPinned: false,
  leavesListAt: 0,
  cache: 'FILE:/tmp/x',
  environment: [],
  tickets: [],
  ticketsLeftOut: 0,
  lastSignIn: 0,
  signedOutAt: 0,
  options: {},
  renewsItself: true,
  passwordExpires: 0,
  ...given,
});
