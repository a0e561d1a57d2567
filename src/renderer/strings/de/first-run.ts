// Die erste Seite.
import type { Catalogue } from '../catalogue.ts';
import { count } from './count.ts';

export const firstRun: Catalogue['firstRun'] = {
  title: 'Einmal anmelden, alles erreichen',
  text: 'Tessera meldet mit Kerberos an, zeigt, wie lange das gilt, und sagt in einfachen Worten, was nicht geht.',
  signIn: 'Anmelden',
  signInText: 'Mit Passwort oder Keytab. Das Konto sieht so aus:',
  example: (realm: string | undefined): string => `name@${realm ?? 'EXAMPLE.ORG'}`,
  practice: 'Den Übungs-Realm ausprobieren',
  practiceText:
    'Ein kleiner Realm in diesem Computer, mit eigenen Konten. Nichts verlässt ihn, nichts kann kaputtgehen.',
  start: 'Üben beginnen',
  found: 'Was Tessera gefunden hat',
  settingsFound: 'Einstellungen gefunden: Standard-Realm',
  settingsNoRealm: 'Einstellungen gefunden, aber ohne Standard-Realm',
  settingsNone: 'Keine Kerberos-Einstellungen auf diesem Computer; Realms werden über DNS gefunden',
  settingsWarnings: (n: number): string => count(n, 'Anmerkung', 'Anmerkungen'),
  reached: (realm: string): string => `${realm} ist erreichbar`,
  unreachable: (realm: string): string => `${realm} ist nicht erreichbar`,
  unknownRealm: (realm: string): string => `Für ${realm} ist kein KDC bekannt`,
  checking: (realm: string): string => `${realm} wird gesucht`,
  noTickets: 'Noch keine Tickets auf diesem Computer',
  millis: (n: number): string => `${n} ms`,
};
