// Karten: wie es um eine Identität steht und was sich tun lässt.
import type { Catalogue } from '../catalogue.ts';
import { clockTime, dayName, lineSpan, longSpan, moment } from '../time.ts';
import { count } from './count.ts';

/** `heute, 12:00`, aber `gestern 22:10`. */
const since = (at: number, now: number): string =>
  `${dayName(at, now) === 'heute' ? 'heute, ' : ''}${moment(at, now)}`;

/** Eine neuere Datenbank nennt sich so; sonst spricht das System. */
const storageReason = (reason: string): string =>
  reason.replace(
    /^the database was written by a newer Tessera \(schema (\d+); this one knows (\d+)\)$/,
    'eine neuere Version von Tessera hat die Datenbank geschrieben (Schema $1; diese hier kennt $2)',
  );

export const state: Catalogue['state'] = {
  signedInSince: (at: number, now: number): string => `Angemeldet seit ${moment(at, now)}`,
  signedInLeft: (left: number): string => `Angemeldet, noch ${lineSpan(left)}`,
  valid: (left: number): string => `Noch ${lineSpan(left)} gültig`,
  validUntil: (left: number, end: number, now: number): string =>
    `Noch ${lineSpan(left)} gültig, bis ${moment(end, now)}`,
  expiresIn: (left: number, end: number, now: number): string =>
    `Läuft in ${lineSpan(left)} ab, ${moment(end, now)}`,
  expiresInRenewable: (left: number): string => `Läuft in ${lineSpan(left)} ab, erneuerbar`,
  expiresInForGood: (left: number): string => `Läuft in ${lineSpan(left)} ab, nicht erneuerbar`,
  expired: (at: number, now: number): string => `Abgelaufen ${since(at, now)}`,
  notYet: (at: number, now: number): string => `Gilt erst ab ${moment(at, now)}`,
  notValidated: 'Das KDC muss es zuerst bestätigen',
  signedOutSince: (at: number, now: number): string => `Abgemeldet seit ${since(at, now)}`,
  signedOut: 'Abgemeldet',
  servicesOnly: (n: number): string =>
    `Hat ${count(n, 'Dienstticket', 'Diensttickets')}, aber keines zum Anmelden`,
  unreadable: 'Die Tickets sind nicht lesbar',
  left: (end: number, now: number): string => `übrig, bis ${dayName(end, now)} ${clockTime(end)}`,
  meter: (left: number, total: number): string => `Noch ${longSpan(left)}, insgesamt ${longSpan(total)}`,
  meterEmpty: 'Nichts mehr übrig',
};

export const renewal: Catalogue['renewal'] = {
  canBeRenewed: (until: number, now: number): string => `Bis ${moment(until, now)} ohne Passwort erneuerbar.`,
  cannot: 'Nicht erneuerbar. Weiter geht es nach neuer Anmeldung.',
  notAnyMore: 'Nicht weiter erneuerbar. Weiter geht es nach neuer Anmeldung.',
  tooLate: 'Ein abgelaufenes Ticket lässt sich nicht erneuern. Weiter geht es nach neuer Anmeldung.',
  signInToGoOn: 'Weiter geht es nach neuer Anmeldung.',
  unreadable: 'Die Datei bleibt, wie sie ist.',
  now: 'Jetzt erneuern',
  renewing: 'Wird erneuert',
  renewed: (principal: string, end: number, now: number): string =>
    `${principal} erneuert, gültig bis ${moment(end, now)}`,
};

export const identities: Catalogue['identities'] = {
  title: 'Identitäten',
  someoneElse: 'Als jemand anderes anmelden',
  signIn: 'Anmelden',
  others: 'Andere Identitäten',
  menu: {
    serviceTicket: 'Dienstticket holen',
    signInAgain: 'Neu anmelden',
    copyKlist: 'Befehl kopieren, der sie auflistet',
    copyRenew: 'Befehl kopieren, der sie erneuert',
    copyKinit: 'Befehl kopieren, der sie anmeldet',
    changePassword: 'Passwort ändern',
    copyKpasswd: 'Befehl kopieren, der das Passwort ändert',
    destroy: 'Tickets löschen',
    forget: 'Aus dieser Liste nehmen',
    practice: 'Konten und Befehle',
    why: 'Warum sie nicht lesbar ist',
  },
  forgotten: (principal: string): string => `${principal} steht nicht mehr in der Liste`,
  cacheInstead: (named: string, used: string, reason: string): string =>
    `Der Standard-Cache ${named} ist nicht benutzbar: ${reason.replace(/\.$/, '')}. Tessera benutzt stattdessen ${used}; mit KRB5CCNAME wird er geteilt.`,
  storage: {
    setAside: (file: string): string =>
      `Die Liste der Identitäten und der Verlauf waren beschädigt und liegen nun als ${file} beiseite. Die Tickets betrifft das nicht.`,
    unavailable: (reason: string): string =>
      `Identitäten und Verlauf bleiben nicht erhalten, wenn dieses Fenster schließt: ${storageReason(reason)}. Die Tickets betrifft das nicht.`,
  },
  configProblem: (reason: string): string => `Die Kerberos-Konfiguration ist nicht benutzbar: ${reason}`,
};
