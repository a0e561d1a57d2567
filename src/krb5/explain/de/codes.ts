// Our own codes in German.
import type { KerberosErrorDetails, TriedServer } from '../../errors.ts';
import { enctypeName } from '../../iana/enctype.ts';
import { PaDataType, padataTypeName } from '../../iana/padata-type.ts';
import { displayText } from '../../text.ts';
import type { Tongue } from '../types.ts';
import { phrase } from './phrases.ts';

const etypes = (numbers: readonly number[]): string =>
  numbers.length === 0 ? 'keine genannten' : numbers.map(enctypeName).join(', ');

const reasonOf = (text: string): string => displayText(phrase(text));

/** „gehört uid 1000“ als „Gehört uid 1000.“ */
const sentence = (text: string): string => {
  const shown = reasonOf(text);
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${/[.!?]$/.test(shown) ? '' : '.'}`;
};

/** Im Dativ nach „um“: um 3 Tage, um 2 Stunden. */
const spell = (seconds: number): string => {
  const size = Math.abs(seconds);
  if (size >= 2 * 86400) return `${String(Math.round(size / 86400))} Tage`;
  if (size >= 7200) return `${String(Math.round(size / 3600))} Stunden`;
  if (size >= 120) return `${String(Math.round(size / 60))} Minuten`;
  return `${String(Math.round(size))} Sekunden`;
};

const tried = (servers: readonly TriedServer[]): string =>
  servers.length === 0
    ? 'Es fand sich keine Adresse zum Versuchen.'
    : `Versucht: ${servers.map((each) => `${displayText(each.server)} (${each.transport}): ${reasonOf(each.reason)}`).join('; ')}.`;

const REPORT =
  'Dies dem Betreiber des Servers zeigen; ist der Server in Ordnung, den Machern von Tessera melden.';

const limits = {
  bytes: 'Bytes',
  nodes: 'Elementen',
  depth: 'Ebenen',
  output: 'Bytes Ausgabe',
  entries: 'Einträgen',
} as const;

const formats: Readonly<Record<KerberosErrorDetails['FORMAT_INVALID']['format'], string>> = {
  ccache: 'Ticket-Cache',
  keytab: 'Keytab',
  'krb5.conf': 'krb5.conf',
  principal: 'Principal',
  time: 'Zeitpunkt',
  duration: 'Zeitdauer',
  ndr: 'NDR-Daten',
  pac: 'PAC',
  kpasswd: 'Antwort des Passwort-Servers',
  capture: 'Mitschnitt',
  gss: 'GSS-Token',
  option: 'Option',
  password: 'Passwort',
};

export const codes: Tongue['codes'] = {
  ASN1_INVALID: ({ path, reason }) => ({
    what: `Eine Nachricht ist nicht lesbar: ${displayText(path)}: ${reasonOf(reason)}`,
    why: 'Der Server hat Bytes geschickt, die nicht dem Protokoll entsprechen, oder unterwegs wurden sie verändert.',
    toDo: REPORT,
  }),
  LIMIT: ({ what, limit, where }) => ({
    what: `${reasonOf(where)} überschreitet die Grenze von ${String(limit)} ${limits[what]}`,
    why: 'Eine so große oder so tief verschachtelte Eingabe ist beschädigt oder soll schaden, darum wird sie nicht zu Ende gelesen.',
    toDo: 'Ist es eine eigene Datei, nachsehen, woher sie kommt; eine heile liegt weit unter der Grenze.',
  }),
  FORMAT_INVALID: ({ format, reason, file, line }) => ({
    what: `${file === undefined ? formats[format] : displayText(file)}${line === undefined ? '' : `:${String(line)}`} ist fehlerhaft: ${reasonOf(reason)}`,
    why: `Die Angabe folgt nicht der vorgeschriebenen Form (${formats[format]}).`,
    toDo: 'Berichtigen und noch einmal versuchen.',
  }),
  NOT_RECOGNISED: ({ reason, offset }) => ({
    what: `Das Gegebene wurde nicht erkannt: ${reasonOf(reason)} (bei Byte ${String(offset)})`,
    why: 'Es ist keine Kerberos-Nachricht, kein Ticket, kein Cache und keine Keytab, soweit hier bekannt, oder nur ein Teil davon.',
    toDo: 'Nachsehen, ob alles kopiert wurde. Ist bekannt, was es ist, dies angeben.',
  }),
  INTEGRITY: ({ what, etype }) => ({
    what: `Eine Prüfsumme passt nicht: ${reasonOf(what)}, ${enctypeName(etype)}`,
    why: 'Die Bytes wurden mit einem anderen Schlüssel als dem hiesigen versiegelt oder unterwegs verändert.',
    toDo: 'Neu anmelden. Bleibt es dabei, haben die beiden Server, oder Server und Keytab, verschiedene Schlüssel.',
  }),
  PASSWORD_INCORRECT: ({ client, evidence }) => ({
    what: `Das Passwort von ${displayText(client)} ist nicht richtig`,
    why:
      evidence === 'kdc'
        ? 'Das KDC hat es abgelehnt. Nichts davon wurde ein zweites Mal geschickt: Jeder falsche Versuch zählt für eine Sperre.'
        : 'Die Antwort lässt sich damit nicht öffnen.',
    toDo: 'Noch einmal eingeben; auf Feststelltaste und Tastaturbelegung achten. Wurde es kürzlich geändert, das neue nehmen.',
  }),
  ETYPE_UNSUPPORTED: ({ where, ours, theirs }) => ({
    what: `Keine gemeinsame Verschlüsselung (${reasonOf(where)})`,
    why: `Hier erlaubt: ${etypes(ours)}; die andere Seite hat ${etypes(theirs)}.`,
    toDo: 'Um einen AES-Schlüssel für das Konto bitten: Meist genügt ein Passwortwechsel. Schwächere Arten lassen sich in krb5.conf erlauben, auf eigene Gefahr.',
  }),
  STRING_TO_KEY_REFUSED: ({ reason, got, limit }) => ({
    what: 'Das KDC verlangt, den Schlüssel auf eine Weise aus dem Passwort zu machen, die hier abgelehnt wird',
    why:
      reason === 'iterations-too-few'
        ? `Es verlangt ${String(got)} Runden, weniger als ${String(limit)}: Das Passwort wäre aus der Nachricht leicht zu erraten.`
        : `Die Vorgaben liegen außerhalb der Grenzen (${reason}: ${String(got)}, Grenze ${String(limit)}).`,
    toDo: 'Es wurde nichts geschickt. Beim Administrator nachfragen, ob das KDC so eingestellt ist; wenn nicht, antwortet vielleicht jemand an seiner Stelle.',
  }),
  REPLY_MISMATCH: ({ field, expected, received }) => ({
    what: `Die Antwort passt nicht zur Anfrage: ${displayText(field)}`,
    why: `Erwartet: ${reasonOf(expected)}, erhalten: ${displayText(received)}. Das Ticket wurde nicht angenommen.`,
    toDo: 'Noch einmal versuchen. Bleibt es dabei, ist das KDC fehlerhaft oder jemand verändert Nachrichten unterwegs.',
  }),
  CLOCK_SKEW: ({ offsetSeconds, allowedSeconds, realm }) => ({
    what: `Die Uhren gehen verschieden: Das KDC von ${displayText(realm)} geht um ${spell(offsetSeconds)} ${offsetSeconds < 0 ? 'nach' : 'vor'}`,
    why: `Kerberos erlaubt einen Unterschied bis ${spell(allowedSeconds)}, damit aufgezeichnete Nachrichten später nichts nützen.`,
    toDo: 'Die Uhr dieses Computers über das Netz stellen, dann noch einmal versuchen.',
  }),
  REFERRAL_REFUSED: ({ reason, path, server }) => ({
    what: `Der Weg zu ${displayText(server)} führt nirgendwohin: ${path.map(displayText).join(' → ')}`,
    why: {
      'not-a-krbtgt': 'Ein KDC hat mit etwas weitergeschickt, das kein Ticket-Granting-Ticket ist.',
      'foreign-realm': 'Ein KDC hat im Namen eines anderen Realms weitergeschickt.',
      'same-realm': 'Ein KDC hat an sich selbst zurückgeschickt.',
      'seen-before': 'Die KDCs schicken im Kreis.',
      'too-many': 'Die KDCs haben mehr als zehnmal weitergeschickt.',
    }[reason],
    toDo: 'Die Vertrauensstellungen zwischen diesen Realms oder [domain_realm] und [realms] in krb5.conf prüfen.',
  }),
  PREAUTH_UNSUPPORTED: ({ offered, client }) => ({
    what: `Das KDC verlangt von ${displayText(client)} einen Nachweis, den Tessera noch nicht kann`,
    why: `Es bietet an: ${offered.length === 0 ? 'nichts' : offered.map(padataTypeName).join(', ')}; möglich ist PA-ENC-TIMESTAMP.${
      offered.includes(PaDataType.ETYPE_INFO2)
        ? ''
        : ' Es nennt keinen Schlüssel: Das Konto hat kein Passwort oder nur Schlüssel von Arten, die hier nicht erlaubt sind.'
    }`,
    toDo: 'Nachfragen, ob das Konto sich mit Passwort anmelden darf, ohne Karte, Token oder Armor.',
  }),
  KEY_NOT_FOUND: ({ keytab, principal, etypes: wanted, present }) => ({
    what: `${displayText(keytab)} hat keinen passenden Schlüssel für ${displayText(principal)}`,
    why: `Gesucht: ${etypes(wanted)}. Die Keytab enthält ${keysPresent(principal, present)}.`,
    toDo: 'Den richtigen Principal oder die richtige Keytab nennen, oder eine neue Keytab machen lassen.',
  }),
  KEY_REFUSED: ({ keytab, principal, keys }) => ({
    what: `Das KDC nimmt den Schlüssel von ${displayText(principal)} in ${displayText(keytab)} nicht an`,
    why: `Die Keytab hat ${keys.map(({ kvno, etype }) => `Version (kvno) ${String(kvno)}, ${enctypeName(etype)}`).join('; ')}. Der Schlüssel des Kontos ist inzwischen ein anderer: Sein Passwort wurde geändert, oder es wurde eine neuere Keytab gemacht.`,
    toDo: 'Eine neue Keytab machen lassen oder sich mit Passwort anmelden.',
  }),
  SECRET_UNAVAILABLE: ({ principal, reason }) => ({
    what:
      reason === 'no-vault' || reason === 'fixed-key' || reason === 'stand-in'
        ? `Ein Passwort von ${displayText(principal)} lässt sich hier nicht aufbewahren`
        : `Es gibt kein gespeichertes Passwort von ${displayText(principal)} zum Anmelden`,
    why: {
      'none-kept': 'Es wurde keines aufbewahrt.',
      'refused-before': 'Der Realm hat das aufbewahrte abgelehnt, darum wird es nicht noch einmal gesendet.',
      'no-vault': 'Das System hat keinen Tresor für Passwörter, oder er ist gesperrt.',
      'fixed-key':
        'Das System würde es mit einem Schlüssel versiegeln, der überall gleich und nicht geheim ist.',
      'stand-in': 'Dies ist der Ersatz für Electron, der keinen Tresor hat.',
      'not-opened':
        'Der Tresor des Systems öffnet es nicht: Es wurde anderswo versiegelt oder ist beschädigt.',
    }[reason],
    toDo: 'Anmelden und das Passwort eingeben.',
  }),
  REALM_UNKNOWN: ({ realm, looked }) => ({
    what: `Für den Realm ${displayText(realm)} ist kein KDC bekannt`,
    why: looked.length === 0 ? 'Nirgends steht eines.' : `Gesucht in: ${looked.map(reasonOf).join('; ')}.`,
    toDo: 'Schreibweise (Realms meist in Großbuchstaben), Netz oder VPN prüfen, oder das KDC in krb5.conf nennen.',
  }),
  KDC_UNREACHABLE: ({ realm, service, tried: servers }) => ({
    what: `Kein ${service === 'kdc' ? 'KDC' : 'Passwort-Server'} von ${displayText(realm)} antwortet`,
    why: tried(servers),
    toDo: 'Netz und VPN prüfen; eine Firewall muss Port 88 (Passwortwechsel: 464) durchlassen.',
  }),
  NO_CREDENTIALS: ({ cache, wanted }) => ({
    what: `Es gibt kein Ticket für ${displayText(wanted)}`,
    why: `${displayText(cache)} enthält kein passendes.`,
    toDo: 'Zuerst anmelden.',
  }),
  CCACHE_NOT_FOUND: ({ cache }) => ({
    what: `Es gibt keinen Ticket-Cache ${displayText(cache)}`,
    why: 'Damit hat sich noch niemand angemeldet, oder er wurde gelöscht.',
    toDo: 'Anmelden.',
  }),
  CCACHE_TYPE_UNSUPPORTED: ({ type, name, reason }) => ({
    what: `Caches der Art ${displayText(type)} sind noch nicht lesbar: ${displayText(name)}`,
    why: sentence(reason),
    toDo: 'KRB5CCNAME auf einen FILE:-Cache setzen, um Tickets mit anderen Programmen zu teilen.',
  }),
  CCACHE_WRONG_PRINCIPAL: ({ cache, holds, wanted }) => ({
    what: `${displayText(cache)} enthält Tickets von ${displayText(holds)}, nicht von ${displayText(wanted)}`,
    why: 'Ein Cache gehört einem einzigen Principal.',
    toDo: 'Einen anderen Cache nennen oder diesen zuerst löschen.',
  }),
  TICKET_EXPIRED: ({ server }) => ({
    what: `Das Ticket für ${displayText(server)} ist abgelaufen`,
    why: 'Tickets gelten nur einige Stunden.',
    toDo: 'Neu anmelden.',
  }),
  TICKET_NOT_RENEWABLE: ({ server, why }) => ({
    what: `Das Ticket für ${displayText(server)} lässt sich nicht erneuern`,
    why:
      why === 'flag'
        ? 'Es ist nicht als erneuerbar ausgestellt.'
        : 'Die Zeit, in der es erneuerbar war, ist vorbei.',
    toDo: why === 'flag' ? 'Neu anmelden und ein erneuerbares Ticket verlangen.' : 'Neu anmelden.',
  }),
  FILE_REFUSED: ({ file, reason }) => ({
    what: `${displayText(file)} ist nicht benutzbar`,
    why: sentence(reason),
    toDo: 'Eigentümer, Art oder Rechte der Datei berichtigen, oder eine andere Datei nennen.',
  }),
  CONFIG_INVALID: ({ option, value, reason, at }) => ({
    what: `${displayText(option)} = ${displayText(value)} ist nicht benutzbar${at === undefined ? '' : ` (${displayText(at)})`}`,
    why: sentence(reason),
    toDo: 'Die Einstellung berichtigen.',
  }),
  NOT_SUPPORTED: ({ what }) => ({
    what: `Das geht noch nicht: ${reasonOf(what)}`,
    why: 'Dieser Teil ist noch nicht gebaut.',
    toDo: 'Ohne auskommen oder den Befehl von MIT dafür benutzen.',
  }),
  CANCELLED: ({ what }) => ({
    what: `Abgebrochen: ${reasonOf(what)}`,
    why: 'Es wurde vor dem Ende angehalten.',
    toDo: 'Es wurde nichts geändert. Ein neuer Versuch ist jederzeit möglich.',
  }),
};

const MAX_NAMED = 8;

/** Die eigenen Schlüssel des Principals; hat er keine, wessen Schlüssel da sind. */
function keysPresent(principal: string, present: KerberosErrorDetails['KEY_NOT_FOUND']['present']): string {
  const own = present.filter((each) => each.principal === principal);
  const items =
    own.length > 0
      ? own.map(
          (each) => `${displayText(each.principal)} kvno ${String(each.kvno)} ${enctypeName(each.etype)}`,
        )
      : [...new Set(present.map((each) => displayText(each.principal)))];
  if (items.length === 0) return 'keine Schlüssel';
  const more = items.length - MAX_NAMED;
  const named = items.slice(0, MAX_NAMED).join(', ');
  return `${own.length > 0 ? '' : 'Schlüssel von '}${named}${more > 0 ? ` und ${String(more)} weitere` : ''}`;
}
