// What a notice offers, and what it says of the password.
import { lineSpan, moment } from '../time.ts';

export const notices = {
  about: (principal: string): string => `Notice about ${principal}`,
  actions: {
    renew: 'Renew',
    'sign-in': 'Sign in',
    'change-password': 'Change password',
    snooze: 'Snooze',
  },
  snoozed: (principal: string, until: number, now: number): string =>
    `No notice about ${principal} until ${moment(until, now)}`,
  signInFirst: (service: string): string => `Sign in first: a ticket for ${service} is asked for with yours`,
  password: 'Password',
  passwordExpires: (left: number, at: number, now: number): string =>
    `Password expires in ${lineSpan(left)}, ${moment(at, now)}`,
  passwordExpired: (at: number, now: number): string => `Password expired ${moment(at, now)}`,
  renewsItself: 'Renews by itself',
  renewsItselfOn: 'Renew it by itself',
  renewsItselfOff: 'Stop renewing it by itself',
  offForAll: 'Off for all in the settings',
  change: 'Change that',
  nowRenews: (principal: string): string => `${principal} is renewed by itself`,
  noLonger: (principal: string): string => `${principal} is no longer renewed by itself`,
};
