// Die Antwort auf „Bekomme ich dafür ein Ticket?“.
import type { Catalogue } from '../catalogue.ts';
import { lineSpan, moment } from '../time.ts';

export const ticketCheck: Catalogue['ticketCheck'] = {
  ask: 'Ist es zu haben?',
  asking: 'Wird gefragt',
  hint: 'Das KDC wird danach gefragt, wie ein Programm es täte. Die Antwort wird gesagt und verworfen, nicht gespeichert.',
  label: 'Antwort',
  yes: (name: string): string => `Ja, für ${name} gibt es ein Ticket`,
  no: (name: string): string => `Kein Ticket für ${name}`,
  rows: {
    realm: 'Von',
    path: 'Auf dem Weg',
    until: 'Gilt bis',
    ticket: 'Ticket',
    session: 'Sitzungsschlüssel',
    stored: 'Gespeichert',
  },
  realm: (realm: string, own: boolean): string =>
    own ? `${realm}, dem eigenen Realm` : `${realm}, einem anderen Realm`,
  path: (realms: readonly string[]): string =>
    realms.length < 2
      ? 'direkt gefragt, niemand hat weiterverwiesen'
      : `${realms.join(', dann ')}: ${realms.length === 2 ? 'ein Verweis' : `${realms.length - 1} Verweise`}`,
  until: (end: number, left: number, now: number): string => `${moment(end, now)}, noch ${lineSpan(left)}`,
  weak: (name: string): string => `${name}, schwach`,
  notStored: 'Nein: In den Cache kam nichts. „Ticket holen“ fragt noch einmal und behält es.',
  inCache: 'Eines dafür liegt schon im Cache; diese Antwort kam nicht dazu.',
};
