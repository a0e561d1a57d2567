// Was geschah, warum, was zu tun ist, wer es tun kann: die Wörter um die Erklärung herum.
import type { Catalogue } from '../catalogue.ts';

export const explain: Catalogue['explain'] = {
  whatHappened: 'Was geschah',
  why: 'Warum',
  whatToDo: 'Was zu tun ist',
  who: 'Wer es tun kann',
  helpdesk: 'Für den Helpdesk',
  titles: {
    'sign-in': (subject: string): string => `Anmeldung als ${subject} nicht möglich`,
    'service-ticket': (subject: string): string => `Kein Ticket für ${subject}`,
    renew: (subject: string): string => `${subject} lässt sich nicht erneuern`,
    'change-password': (subject: string): string => `Das Passwort von ${subject} ist nicht geändert`,
    destroy: (subject: string): string => `Die Tickets von ${subject} lassen sich nicht löschen`,
    remove: (subject: string): string => `Das Ticket für ${subject} lässt sich nicht entfernen`,
    practice: (_subject: string): string => 'Der Übungs-Realm ist nicht gestartet',
    'ticket-check': (subject: string): string => `Kein Ticket für ${subject}`,
    'make-default': (subject: string): string => `${subject} ist nicht der Standard`,
    pac: (subject: string): string => `Kein PAC von ${subject}`,
  },
  read: (subject: string): string => `Die Tickets von ${subject} sind nicht lesbar`,
  inspect: (subject: string): string => `${subject} lässt sich nicht öffnen`,
  unknown: 'Das ging nicht',
  passwordChanged: 'Das Passwort ist geändert: Ab jetzt gilt das neue. Was danach kam, ist gescheitert.',
  stillSignedOut: 'Weiterhin abgemeldet. Nichts wurde geändert.',
  unchanged: 'Die Tickets sind, wie sie waren. Nichts wurde geändert.',
};
