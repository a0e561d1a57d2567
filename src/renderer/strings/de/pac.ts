// Was der Realm von einer Person sagt.
import type { Catalogue } from '../catalogue.ts';
import { number } from '../time.ts';
import { count } from './count.ts';

/** Die Puffer eines PAC, nach ihren Namen in [MS-PAC] 2.4. */
const parts: Readonly<Record<string, string>> = {
  'logon information': 'Anmelde-Angaben',
  'credentials information': 'Anmeldedaten',
  'server signature': 'Signatur des Servers',
  'KDC signature': 'Signatur des KDC',
  'client name and ticket information': 'Name des Clients und Ticket',
  'constrained delegation information': 'Eingeschränkte Delegierung',
  'UPN and DNS information': 'UPN und DNS',
  'client claims': 'Claims des Clients',
  'device information': 'Angaben zum Gerät',
  'device claims': 'Claims des Geräts',
  'ticket signature': 'Signatur des Tickets',
  'PAC attributes': 'Attribute des PAC',
  'PAC requestor SID': 'SID des Anfragenden',
  'full PAC signature': 'Signatur des ganzen PAC',
  'PAC requestor GUID': 'GUID des Anfragenden',
};

export const pac: Catalogue['pac'] = {
  asking: (realm: string): string => `Das KDC von ${realm} wird nach einem Ticket an sich selbst gefragt`,
  what: 'Das PAC ist, was der Realm den Diensten über eine Person sagt. Es steckt versiegelt in jedem Ticket; zu öffnen ist nur das Ticket an sich selbst.',
  given: (realm: string): string => `Was ${realm} den Diensten sagt`,
  how: {
    'user-to-user': (at: string): string =>
      `Aus einem Ticket an sich selbst, über User-to-User um ${at}. Gespeichert wird nichts.`,
    's4u2self+user-to-user': (at: string): string =>
      `Aus einem Ticket an sich selbst, über S4U2self mit User-to-User um ${at}. Gespeichert wird nichts.`,
  },
  refused: (realm: string): string => `Abgelehnt: Das KDC von ${realm} gibt kein Ticket an sich selbst`,
  failed: 'Das eigene PAC ließ sich nicht erfragen',
  again: 'Noch einmal fragen',
  noGroups: (realm: string): string => `Keine Gruppen: Das KDC von ${realm} trägt keine ein`,
  noGroupsWhy:
    'Abgelehnt hat es nicht: Das Ticket kam, mit einem PAC, das nur den Namen und Signaturen hat. Ein KDC ohne Gruppenverzeichnis schreibt solche PACs; Dienste müssen die Gruppen anderswo suchen.',
  noPac: (realm: string): string => `Keine Gruppen: Das KDC von ${realm} schreibt kein PAC hinein`,
  noPacWhy: 'Abgelehnt hat es nicht: Das Ticket kam, ohne PAC. Dienste müssen die Gruppen anderswo suchen.',
  who: 'Wer',
  sid: 'SID',
  signedIn: 'Angemeldet',
  by: (at: string, server: string): string => (server === '' ? at : `${at}, von ${server}`),
  passwordSet: 'Passwort gesetzt',
  passwordEnds: 'Zu ändern bis',
  logonEnds: 'Konto endet',
  never: 'Nie',
  notSaid: 'Nicht angegeben',
  groups: (n: number): string => `Gruppen, ${number(n)}`,
  filter: 'Name oder SID',
  none: 'Das PAC nennt keine Gruppen.',
  noMatch: 'Keine Gruppe passt zum Filter.',
  noName: 'Name nicht bekannt',
  more: (n: number, left: number): string => `${n} weitere von ${number(left)} zeigen`,
  leftOut: (n: number): string => `${count(n, 'weitere Gruppe', 'weitere Gruppen')}, nicht aufgeführt`,
  namesNote:
    'Ein PAC enthält Nummern, keine Namen: Nur allgemein bekannte Gruppen haben hier einen. Es sagt auch nicht, ob die Mitgliedschaft unmittelbar ist oder durch eine andere Gruppe entsteht.',
  ofDomain: (detail: string, domain: string): string =>
    detail === '' ? `in ${domain}` : `${detail}, in ${domain}`,
  reason: {
    primary: { why: 'Hauptgruppe', detail: '' },
    member: { why: 'Mitglied', detail: 'unmittelbar oder durch eine andere Gruppe' },
    resource: { why: 'Für diesen Dienst ergänzt', detail: 'domänenlokale Gruppe' },
    extra: { why: 'Weitere SID', detail: 'SID-Verlauf oder Gruppe einer anderen Domäne' },
    asserted: { why: 'Bestätigte Identität', detail: 'sagt, wer für die Person bürgt' },
    claims: { why: 'Claims gültig', detail: 'das PAC enthält Claims vom KDC' },
    compound: { why: 'Verbundidentität', detail: 'das PAC spricht auch vom Gerät' },
    'well-known': { why: 'Vom KDC ergänzt', detail: 'allgemein bekannte SID' },
  },
  names: 'Namen',
  upn: 'UPN',
  constructed: '(aus Name und Domäne gebildet)',
  dnsDomain: 'DNS-Domäne',
  samName: 'Kontoname',
  checksums: 'Prüfsummen',
  signature: { server: 'Server', kdc: 'KDC', ticket: 'Ticket', full: 'Ganzes PAC' },
  verdict: {
    valid: 'Richtig, mit dem eigenen Sitzungsschlüssel',
    invalid: 'Falsch',
    'no-key': 'Nicht geprüft, dazu ist der Schlüssel des KDC nötig',
    absent: 'Nicht vorhanden',
  },
  clientInfo: 'Client-Angabe',
  matches: 'Name und Zeit passen zum Ticket',
  differs: (name: string): string => `Passt nicht zum Ticket: nennt ${name}`,
  size: (n: number): string => `Größe, ${number(n)} Bytes`,
  bytes: (n: number): string => `${number(n)} B`,
  part: (name: string): string => parts[name] ?? name.replace(/^buffer type/, 'Puffer der Art'),
  ofGroups: (n: number): string => `davon ${count(n, 'Gruppe', 'Gruppen')}`,
  ofExtra: (n: number): string => `davon ${count(n, 'weitere SID', 'weitere SIDs')}`,
};
