// Der Inspektor eines Tickets, und seine Flags in Worten.
import type { Catalogue } from '../catalogue.ts';

export const inspector: Catalogue['inspector'] = {
  label: 'Gewähltes Ticket',
  of: 'Dienstticket von',
  tgtOf: 'Ticket-Granting-Ticket von',
  tabs: {
    overview: 'Übersicht',
    times: 'Zeiten',
    flags: 'Flags',
    encryption: 'Schlüssel',
    pac: 'PAC',
    trace: 'Trace',
    raw: 'Roh',
  },
  who: 'Wer und wo',
  client: 'Client',
  service: 'Dienst',
  got: 'Erhalten',
  cache: 'Cache',
  encryption: 'Verschlüsselung',
  ticket: 'Ticket',
  sessionKey: 'Sitzungsschlüssel',
  kvno: (n: number): string => `kvno ${n}`,
  allows: 'Was es erlaubt',
  authTime: 'Angemeldet',
  startTime: 'Gültig ab',
  endTime: 'Gültig bis',
  renewTill: 'Erneuerbar bis',
  noRenew: 'Nicht erneuerbar',
  noFlags: 'Es sind keine Flags gesetzt.',
  weak: 'Diese Verschlüsselung ist schwach: Mit mäßigem Rechenaufwand lässt sie sich brechen.',
  strong: 'Nur der Dienst oder das KDC kann das Ticket öffnen. Auch für Tessera ist der Inhalt versiegelt.',
  resumeTimes: 'Zeiten vom KDC, in der hiesigen Zeitzone.',
};

export const flags: Catalogue['flags'] = {
  forwardable: {
    name: 'Weiterleitbar',
    means: 'Daraus kann ein Ticket für einen anderen Computer gemacht werden.',
  },
  forwarded: {
    name: 'Weitergeleitet',
    means: 'Es wurde auf einem anderen Computer gemacht und weitergegeben.',
  },
  proxiable: {
    name: 'Vertretbar',
    means: 'Daraus kann ein Dienstticket für eine andere Adresse gemacht werden.',
  },
  proxy: { name: 'In Vertretung', means: 'Es wurde für eine andere Adresse gemacht.' },
  'may-postdate': {
    name: 'Vordatierbar',
    means: 'Daraus können Tickets gemacht werden, die später beginnen.',
  },
  postdated: { name: 'Vordatiert', means: 'Es wurde vor seinem Beginn angefordert.' },
  invalid: { name: 'Noch nicht bestätigt', means: 'Das KDC muss es bestätigen, bevor es etwas nützt.' },
  renewable: { name: 'Erneuerbar', means: 'Es lässt sich ohne Passwort erneuern.' },
  initial: {
    name: 'Aus der Anmeldung',
    means: 'Es kam durch das Passwort oder den Schlüssel selbst, nicht durch ein anderes Ticket.',
  },
  'pre-authent': {
    name: 'Vorab ausgewiesen',
    means: 'Das KDC sah zuerst einen Nachweis des Passworts.',
  },
  'hw-authent': { name: 'Hardware-Nachweis', means: 'Das KDC sah den Nachweis eines Geräts.' },
  'transited-policy-checked': {
    name: 'Weg geprüft',
    means: 'Das KDC hat die Realms geprüft, durch die es kam.',
  },
  'ok-as-delegate': {
    name: 'Darf vertreten',
    means: 'Der Realm vertraut diesem Dienst die Identität an.',
  },
  'enc-pa-rep': { name: 'Anfrage geschützt', means: 'Das KDC hat bestätigt, was angefragt wurde.' },
  anonymous: { name: 'Anonym', means: 'Es sagt nicht, wem es gehört.' },
};
