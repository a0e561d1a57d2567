// Cards: the state of an identity in words, and what can be done about it.
import { clockTime, dayName, lineSpan, longSpan, moment } from '../time.ts';
import { count } from './count.ts';

export const state = {
  signedInSince: (at: number, now: number): string => `Signed in since ${moment(at, now)}`,
  signedInLeft: (left: number): string => `Signed in, ${lineSpan(left)} left`,
  valid: (left: number): string => `Valid for ${lineSpan(left)}`,
  validUntil: (left: number, end: number, now: number): string =>
    `Valid for ${lineSpan(left)}, until ${moment(end, now)}`,
  expiresIn: (left: number, end: number, now: number): string =>
    `Expires in ${lineSpan(left)}, at ${moment(end, now)}`,
  expiresInRenewable: (left: number): string => `Expires in ${lineSpan(left)}, can be renewed`,
  expiresInForGood: (left: number): string => `Expires in ${lineSpan(left)}, cannot be renewed`,
  expired: (at: number, now: number): string =>
    `Expired ${dayName(at, now) === 'today' ? 'today, ' : ''}${moment(at, now)}`,
  notYet: (at: number, now: number): string => `Not valid before ${moment(at, now)}`,
  notValidated: 'Has to be validated by the KDC first',
  signedOutSince: (at: number, now: number): string =>
    `Signed out since ${dayName(at, now) === 'today' ? 'today, ' : ''}${moment(at, now)}`,
  signedOut: 'Signed out',
  servicesOnly: (n: number): string => `Holds ${count(n, 'service ticket')}, but none that signs you in`,
  unreadable: 'Its tickets cannot be read',
  left: (end: number, now: number): string => `left, until ${clockTime(end)} ${dayName(end, now)}`,
  meter: (left: number, total: number): string => `${longSpan(left)} left of ${longSpan(total)}`,
  meterEmpty: 'Nothing left',
};

export const renewal = {
  canBeRenewed: (until: number, now: number): string =>
    `Can be renewed without your password until ${moment(until, now)}.`,
  cannot: 'Cannot be renewed. Sign in to go on.',
  notAnyMore: 'Cannot be renewed any further. Sign in to go on.',
  tooLate: 'An expired ticket cannot be renewed. Sign in to go on.',
  signInToGoOn: 'Sign in to go on.',
  unreadable: 'The file is left as it is.',
  now: 'Renew now',
  renewing: 'Renewing',
  renewed: (principal: string, end: number, now: number): string =>
    `${principal} renewed, valid until ${moment(end, now)}`,
};

export const identities = {
  title: 'Identities',
  someoneElse: 'Sign in as someone else',
  signIn: 'Sign in',
  others: 'Other identities',
  menu: {
    serviceTicket: 'Get a service ticket',
    signInAgain: 'Sign in again',
    copyKlist: 'Copy the command that lists it',
    copyRenew: 'Copy the command that renews it',
    copyKinit: 'Copy the command that signs in',
    changePassword: 'Change its password',
    copyKpasswd: 'Copy the command that changes its password',
    destroy: 'Destroy its tickets',
    forget: 'Take it off this list',
    practice: 'Accounts and commands',
    why: 'Why it cannot be read',
  },
  forgotten: (principal: string): string => `${principal} is off the list`,
  cacheInstead: (named: string, used: string, reason: string): string =>
    `The default cache ${named} cannot be used: ${reason.replace(/\.$/, '')}. Tessera uses ${used} instead; set KRB5CCNAME to share it.`,
  storage: {
    setAside: (file: string): string =>
      `The list of identities and the history were damaged and have been put aside as ${file}. Tickets are not affected.`,
    unavailable: (reason: string): string =>
      `Identities and history are not kept after this window closes: ${reason}. Tickets are not affected.`,
  },
  configProblem: (reason: string): string => `The Kerberos configuration cannot be used: ${reason}`,
};
