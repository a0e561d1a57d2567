// Der Übungs-Realm.
import type { Catalogue } from '../catalogue.ts';

/** Konten und Dienste nach dem, was vor dem @ oder dem ersten Punkt steht. */
const notes: Readonly<Record<string, string>> = {
  alice: 'Der einfache Fall: anmelden, Diensttickets holen, erneuern. Mitglied verschachtelter Gruppen.',
  bob: 'Eine zweite Identität neben alice, in anderen Gruppen; darf keine Tickets weiterleiten.',
  shortlife: 'Tickets gelten 2 Minuten und sind 10 Minuten erneuerbar: eines ablaufen sehen, Erneuern sehen.',
  skewed:
    'Für dieses Konto geht die Uhr des KDC 10 Minuten vor: KRB_AP_ERR_SKEW und wie ein Client damit umgeht.',
  mustchange: 'Das Passwort muss vor dem ersten Ticket geändert werden: KDC_ERR_KEY_EXPIRED.',
  expired: 'Ein Konto, dessen letzter Tag vorbei ist: KDC_ERR_NAME_EXP.',
  disabled: 'Ein Konto, das ein Administrator abgeschaltet hat: KDC_ERR_CLIENT_REVOKED.',
  locked:
    'Ein Konto, das nach falschen Passwörtern gesperrt ist: KDC_ERR_CLIENT_REVOKED, was immer man eingibt.',
  lockme: 'Sperrt sich nach 3 falschen Passwörtern, bis der Realm neu startet.',
  manygroups:
    'In 500 Gruppen: Tickets, die für UDP (KRB_ERR_RESPONSE_TOO_BIG) und viele Webserver zu groß sind.',
  oldcrypto:
    'Hat nur einen RC4-Schlüssel: KDC_ERR_ETYPE_NOSUPP, solange schwache Verschlüsselung nicht erlaubt ist.',
  'HTTP/web': 'Ein Webserver: der einfache Fall.',
  'HTTP/portal': 'Ein Webserver, dem Vertretung erlaubt ist: Seine Tickets tragen ok-as-delegate.',
  'HTTP/modern': 'Ein Webserver mit den SHA-2-Enctypes von RFC 8009.',
  'HTTP/legacy':
    'Ein Webserver, der nur RC4 kennt: KDC_ERR_ETYPE_NOSUPP, solange schwache Verschlüsselung nicht erlaubt ist.',
  'host/host': 'Ein Computer zum Anmelden, etwa mit SSH.',
  'cifs/files': 'Ein Dateiserver: Ressourcengruppen im PAC.',
};

export const practice: Catalogue['practice'] = {
  title: 'Übungs-Realm',
  text: 'Ein kleiner Realm in diesem Computer, mit eigenen Konten. Nichts verlässt ihn, nichts kann kaputtgehen.',
  start: 'Üben beginnen',
  starting: 'Wird gestartet',
  accounts: 'Konten',
  accountsText: 'Zum Üben gemacht; ihre Passwörter sind kein Geheimnis.',
  services: 'Dienste',
  note: (name: string, note: string): string => notes[name.split(/[@.]/)[0] ?? ''] ?? note,
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
