// Womit man sich anmeldet: Passwort oder Keytab, was aufbewahrt wird, und ein KDC, das sonst niemand nennt.
import type { Catalogue } from '../catalogue.ts';

export const signInMeans: Catalogue['signInMeans'] = {
  how: 'Womit wird es bewiesen?',
  password: 'Passwort',
  passwordTyped: 'Jedes Mal eingegeben',
  passwordSaved: 'Im Tresor dieses Systems',
  keytab: 'Keytab',
  keytabCaption: 'Eine Datei mit Schlüsseln',
  chooseFile: 'Datei auswählen…',
  defaultKeytab: 'Standard-Keytab',
  clientKeytab: 'Client-Keytab',
  noKeytab:
    'Die Keytab mit dem Schlüssel auswählen. Ihre Schlüssel werden bei der Anmeldung gelesen und nirgends gezeigt.',
  entries: 'Schlüssel in dieser Keytab',
  entry: (kvno: number, enctype: string): string => `Version ${kvno}, ${enctype}`,
  moreEntries: (n: number): string => (n === 1 ? 'und 1 weiterer Schlüssel' : `und ${n} weitere Schlüssel`),
  lacks: (principal: string): string => `Diese Keytab hat keinen Schlüssel von ${principal}.`,
  keytabNext: 'Der Schlüssel kommt aus der Keytab. Nach einem Passwort wird nicht gefragt.',
  keytabRenews: 'Lässt sich das Ticket nicht mehr erneuern, meldet Tessera aus der Keytab neu an.',
  useSaved: 'Das gespeicherte Passwort benutzen',
  savedNext: 'Das gespeicherte Passwort wird einmal benutzt. Kein Fenster fragt danach.',
  savedRefused:
    'Der Realm hat das gespeicherte Passwort abgelehnt, darum wird es nicht noch einmal gesendet. Das jetzige eingeben.',
  keep: 'Das Passwort im Tresor dieses Systems aufbewahren',
  noVault: {
    unavailable: 'Speichern ist aus: Dieses System hat keinen Tresor für Passwörter, oder er ist gesperrt.',
    'fixed-key':
      'Speichern ist aus: Ohne Schlüsselbund versiegelt dieses System mit einem Schlüssel, der überall gleich ist und nichts schützt.',
    'stand-in': 'Speichern ist aus: Dies ist der Ersatz für Electron, der keinen Tresor hat.',
  },
  notKept: (principal: string): string =>
    `Als ${principal} angemeldet. Der Tresor hat das Passwort nicht angenommen, darum ist es nicht gespeichert.`,
  kdc: (realm: string): string => `Wo ist das KDC von ${realm}?`,
  kdcHint:
    'Weder krb5.conf noch DNS nennt eines. Ein Host oder host:port, mehrere mit Kommas. Es wird bei dieser Identität gemerkt.',
  kdcPlaceholder: 'kdc.example.com',
  kpasswd: 'Sein Passwort-Server, wenn es ein anderer ist',
  kpasswdHint: 'Leer: Der Host des KDC wird an Port 464 gefragt.',
  kpasswdPlaceholder: 'kdc.example.com:464',
  serverProblem: {
    'not-a-host': (server: string): string => `„${server}“ ist kein Host, host:port oder [Adresse]:port`,
    port: (server: string): string => `Der Port von „${server}“ liegt nicht zwischen 1 und 65535`,
  },
  tooManyServers: (most: number): string => `Höchstens ${most} Server`,
  forget: 'Sein gespeichertes Passwort vergessen',
  forgotten: (principal: string): string => `Das gespeicherte Passwort von ${principal} ist weg`,
};
