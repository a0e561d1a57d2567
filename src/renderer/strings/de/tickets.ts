// Die Tickets einer Identität, als Karte und als Tabelle.
import type { Catalogue } from '../catalogue.ts';
import { lineSpan, moment, number, shortMoment } from '../time.ts';
import { count } from './count.ts';

export const tickets: Catalogue['tickets'] = {
  title: 'Tickets',
  getPlaceholderFor: (realm: string): string =>
    `Webadresse oder Server, etwa intranet.${realm.toLowerCase()}`,
  get: 'Ticket holen',
  serviceLabel: 'Webadresse oder Server',
  none: 'Noch keine Diensttickets. Sie kommen von selbst, wenn ein Programm eines braucht; auch hier lassen sie sich holen.',
  signInFirst: 'Zuerst anmelden',
  tgt: 'Meldet an',
  tgtOf: (realm: string): string => `Ticket-Granting-Ticket von ${realm}`,
  crossRealm: (realm: string): string => `Weiter nach ${realm}`,
  until: (end: number, now: number): string => `bis ${moment(end, now)}`,
  left: (left: number): string => `noch ${lineSpan(left)}`,
  expired: 'abgelaufen',
  got: (name: string): string => `Ticket für ${name} erhalten`,
  gotInto: (name: string, cache: string): string => `Ticket für ${name} erhalten, in ${cache}`,
  hadIt: (name: string): string => `Das Ticket für ${name} war schon da und gilt noch`,
  removed: (name: string): string => `Ticket für ${name} entfernt`,
  getAgain: 'Neu holen',
  remove: 'Aus dem Cache entfernen (Entf)',
  removeWord: 'Entfernen',
  leftOut: (n: number): string =>
    `${count(n, 'weiteres Ticket', 'weitere Tickets')} in diesem Cache, nicht aufgeführt`,
  weak: 'schwach',
  userToUser: 'User-to-User',
};

export const table: Catalogue['table'] = {
  label: 'Tickets',
  service: 'Dienst',
  columns: {
    identity: 'Identität',
    client: 'Client',
    auth: 'Angemeldet um',
    start: 'Gültig ab',
    end: 'Gültig bis',
    renew: 'Erneuerbar bis',
    enctype: 'Enctype des Tickets',
    session: 'Enctype der Sitzung',
    kvno: 'kvno',
    flags: 'Flags',
    'flag-words': 'Flags in Worten',
    realm: 'Realm',
    path: 'Weg durch die Realms',
    kind: 'Art',
    'sealed-for': 'Versiegelt für',
    cache: 'Cache',
  },
  kinds: { tgt: 'Meldet an', 'cross-realm': 'In einen anderen Realm', service: 'Für einen Dienst' },
  valid: 'gültig',
  chooseColumns: 'Spalten und Gruppen',
  standardColumns: 'Die üblichen Spalten',
  grouped: 'Unter ihren Identitäten',
  filter: 'Tickets filtern',
  filterHint: 'Filtern: Name, Realm, abgelaufen, Enctype, Flag',
  matching: (n: number, all: number): string => `${number(n)} von ${count(all, 'Ticket', 'Tickets')}`,
  none: '–',
  count: (n: number): string => count(n, 'Ticket', 'Tickets'),
  getServiceTicket: 'Dienstticket holen',
  noMatch: 'Kein Ticket passt zum Filter.',
  summary: (identities: number, tickets: number, expired: number): string =>
    `${count(identities, 'Identität', 'Identitäten')}, ${count(tickets, 'Ticket', 'Tickets')}${expired > 0 ? `, ${number(expired)} abgelaufen` : ''}`,
  defaultCache: 'Standard-Cache',
  short: shortMoment,
};
