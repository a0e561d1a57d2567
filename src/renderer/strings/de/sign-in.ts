// Das Blatt der Anmeldung.
import type { KdcFinding } from '#shared';
import type { Catalogue } from '../catalogue.ts';
import { longSpan } from '../time.ts';

export const signIn: Catalogue['signIn'] = {
  title: 'Anmelden',
  who: 'Wer meldet sich an?',
  placeholder: (realm: string | undefined): string => `name@${realm ?? 'REALM'}`,
  reach: {
    checking: (realm: string): string => `${realm} wird gesucht`,
    reached: (realm: string, source: KdcFinding['source']): string =>
      `${realm} ist erreichbar.${source === 'dns' ? ' Gefunden über DNS:' : source === 'krb5.conf' ? ' Gefunden in krb5.conf:' : source === 'given' ? ' Über das hier genannte KDC:' : ''}`,
    named: (realm: string): string =>
      `DNS nennt ein KDC von ${realm}. Gefragt wird es erst, wenn das Passwort eingegeben ist.`,
    notLooked: (realm: string): string =>
      `${realm} wurde nicht nachgeschlagen: zu viele unbekannte Realms hintereinander. Die Anmeldung schlägt ihn nach.`,
    neverUsed: (realm: string): string => `Bei ${realm} hat sich von hier noch niemand angemeldet.`,
    unreachable: (realm: string): string =>
      `${realm} antwortet nicht. Bis dahin ist keine Anmeldung möglich.`,
    unknown: (realm: string): string =>
      `Für ${realm} ist kein KDC bekannt. Realms stehen meist in Großbuchstaben.`,
  },
  lasts: (lifetime: number | undefined, renewable: number | undefined): string => {
    const first = lifetime === undefined ? 'Gilt, solange der Realm gibt' : `Gilt ${longSpan(lifetime)}`;
    if (renewable === undefined) return `${first}, erneuerbar nach krb5.conf`;
    if (renewable === 0) return `${first}, nicht erneuerbar`;
    return `${first}, erneuerbar bis zu ${longSpan(renewable)}`;
  },
  remembered: (principal: string): string => `Für ${principal} vom letzten Mal gemerkt`,
  fromConfig: 'Aus krb5.conf',
  fromSettings: 'Wie in den Einstellungen gewählt',
  asChosen: 'Wie unten gewählt',
  lifetime: 'Gilt',
  renewable: 'Erneuerbar',
  notRenewable: 'Gar nicht',
  realmDecides: 'Wie der Realm entscheidet',
  forwardable: 'Weiterleitbar: Andere Computer dürfen es stellvertretend benutzen',
  span: longSpan,
  next: 'Danach fragt ein kleines eigenes Fenster nach dem Passwort.',
  standIn:
    'Dies ist der Ersatz für Electron. Anmelden geht; ein gespeichertes Passwort wäre nicht geschützt, darum wird keines gespeichert.',
  continue: 'Weiter',
  waiting: {
    starting: 'Wird vorbereitet',
    'asking-password': 'Ein kleines Fenster fragt nach dem Passwort',
    'asking-present-password':
      'Das Passwort ist abgelaufen. Ein kleines Fenster fragt danach, um es zu ändern',
    'asking-new-password': 'Das Passwort ist abgelaufen. Ein kleines Fenster fragt nach einem neuen',
    'deriving-key': 'Aus dem Passwort wird der Schlüssel gemacht',
    'asking-kdc': 'Das KDC wird gefragt',
    storing: 'Das Ticket wird gespeichert',
  },
  waitingHint: 'Es ist ein eigenes Fenster. Ist es verdeckt, muss es nach vorn geholt werden.',
  done: (principal: string): string => `Als ${principal} angemeldet`,
  doneWithNewPassword: (principal: string): string =>
    `Das Passwort ist geändert, und ${principal} ist damit angemeldet`,
};
