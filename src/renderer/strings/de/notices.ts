// Was ein Hinweis anbietet und was er über das Passwort sagt.
import type { Catalogue } from '../catalogue.ts';
import { lineSpan, moment } from '../time.ts';

export const notices: Catalogue['notices'] = {
  about: (principal: string): string => `Hinweis zu ${principal}`,
  actions: {
    renew: 'Erneuern',
    'sign-in': 'Anmelden',
    'change-password': 'Passwort ändern',
    snooze: 'Später erinnern',
  },
  snoozed: (principal: string, until: number, now: number): string =>
    `Kein Hinweis zu ${principal} vor ${moment(until, now)}`,
  signInFirst: (service: string): string =>
    `Zuerst anmelden: Ein Ticket für ${service} wird mit dem eigenen geholt`,
  password: 'Passwort',
  passwordExpires: (left: number, at: number, now: number): string =>
    `Passwort läuft in ${lineSpan(left)} ab, ${moment(at, now)}`,
  passwordExpired: (at: number, now: number): string => `Passwort abgelaufen ${moment(at, now)}`,
  renewsItself: 'Erneuert sich selbst',
  renewsItselfOn: 'Selbst erneuern lassen',
  renewsItselfOff: 'Nicht mehr selbst erneuern',
  offForAll: 'In den Einstellungen für alle ausgeschaltet',
  change: 'Das ändern',
  nowRenews: (principal: string): string => `${principal} erneuert sich selbst`,
  noLonger: (principal: string): string => `${principal} erneuert sich nicht mehr selbst`,
};
