// Der Übungs-Realm.
import type { Catalogue } from '../catalogue.ts';

export const practice: Catalogue['practice'] = {
  title: 'Übungs-Realm',
  text: 'Ein kleiner Realm in diesem Computer, mit eigenen Konten. Nichts verlässt ihn, nichts kann kaputtgehen.',
  start: 'Üben beginnen',
  starting: 'Wird gestartet',
  accounts: 'Konten',
  accountsText: 'Zum Üben gemacht; ihre Passwörter sind kein Geheimnis.',
  services: 'Dienste',
  password: 'Passwort',
  ownPassword: 'selbst geändert',
  signIn: 'Anmelden',
  signInAs: (principal: string): string => `Als ${principal} anmelden`,
  getFor: (service: string): string => `Ticket für ${service} holen`,
  commands: 'Für ein Terminal',
  commandsText: 'Steht dies davor, benutzen kinit, klist und kvno von MIT den Übungs-Realm.',
  stop: 'Den Übungs-Realm beenden',
  stopped: 'Der Übungs-Realm ist beendet; seine Tickets nützen niemandem mehr',
  show: 'Konten und Befehle',
};
