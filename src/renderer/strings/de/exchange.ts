// Austausch: die Leiter, ihre Schritte in Worten, Nachrichten und ihre Felder.
import type { ExchangeStep, FieldDto } from '#shared';
import type { Catalogue } from '../catalogue.ts';

type Of<T extends ExchangeStep['type']> = Extract<ExchangeStep, { type: T }>;

const list = (items: readonly string[]): string => items.join(', ');

const fields: Readonly<Record<string, string>> = {
  pvno: 'Die Version von Kerberos: immer 5.',
  'tkt-vno': 'Die Version des Ticketformats: immer 5.',
  'authenticator-vno': 'Die Version des Authenticators: immer 5.',
  'msg-type': 'Welche Nachricht das ist.',
  padata: 'Was neben Anfrage oder Antwort mitgeht: Nachweise, Hinweise, Optionen.',
  'padata-type': 'Welche Art von Daten das ist.',
  'padata-value': 'Die Daten selbst, in der Form ihrer Art.',
  'req-body': 'Die eigentliche Anfrage. Ihre Prüfsumme schützt sie unterwegs vor Änderungen.',
  'kdc-options': 'Was das Ticket erlauben und wie das KDC die Anfrage behandeln soll.',
  'ap-options': 'Wie der Server das Ticket behandeln soll.',
  cname: 'Der Name des Clients.',
  crealm: 'Der Realm des Clients.',
  realm: 'Der Realm des Servers.',
  sname: 'Der Dienst, für den das Ticket ist.',
  srealm: 'Der Realm des Dienstes.',
  from: 'Ab wann das Ticket gelten soll.',
  till: 'Bis wann das Ticket gelten soll.',
  rtime: 'Bis wann das Ticket erneuerbar sein soll.',
  nonce: 'Eine Zufallszahl, die die Antwort wiederholen muss: Eine alte Antwort kann nicht für diese gelten.',
  etype: 'Eine Verschlüsselung: gewünscht in dieser Reihenfolge, oder die benutzte.',
  addresses: 'Die Adressen, von denen aus das Ticket benutzt werden darf.',
  'enc-authorization-data': 'Autorisierungsdaten für das Ticket, versiegelt.',
  'additional-tickets': 'Weitere Tickets, auf die sich die Anfrage bezieht.',
  ticket: 'Das Ticket. Nur der Dienst, für den es ist, oder sein KDC kann es öffnen.',
  'enc-part': 'Das Versiegelte.',
  cipher:
    'Die versiegelten Oktette. Sie werden nicht aufbewahrt: Aus manchen ließe sich ein Passwort erraten.',
  kvno: 'Die Version des Schlüssels, mit dem versiegelt ist.',
  authenticator: 'Zeigt, dass der Absender den Sitzungsschlüssel hat, und wann es geschah.',
  checksum: 'Zeigt, dass unterwegs nichts geändert wurde.',
  cksumtype: 'Welche Art von Prüfsumme es ist.',
  'name-type': 'Welche Art von Name das ist.',
  'name-string': 'Die Teile des Namens.',
  stime: 'Die Zeit des Servers.',
  susec: 'Mikrosekunden der Serverzeit.',
  ctime: 'Die Zeit des Clients.',
  cusec: 'Mikrosekunden der Clientzeit.',
  'error-code': 'Warum der Server ablehnt, oder was er zuerst will.',
  'e-text': 'Die eigenen Worte des Servers. Niemand bürgt für sie.',
  'e-data': 'Was der Server dem Fehler hinzufügt: was er sehen will, oder einen genaueren Grund.',
  salt: 'Geht zusammen mit dem Passwort in den Schlüssel ein.',
  s2kparams: 'Wie oft das Passwort auf dem Weg zum Schlüssel gehasht wird.',
  'addr-type': 'Welche Art von Adresse es ist.',
  address: 'Die Adresse.',
  'message-length': 'Oktette des ganzen Rahmens.',
  'protocol-version': '1 ändert das eigene Passwort; 0xff80 kann ein fremdes setzen.',
  'ap-length': 'Oktette von AP-REQ oder AP-REP im Rahmen.',
  'result-code': 'Was aus der Änderung wurde.',
  'result-string': 'Die eigenen Worte des Servers.',
  policy: 'Die Passwortregeln dieses Realms.',
  status: 'Die Fehlernummer von Windows.',
  'include-pac': 'Ob das Ticket ein PAC enthalten soll.',
  client: 'Wessen Ticket es ist.',
  server: 'Der Dienst, für den es ist.',
  key: 'Der Sitzungsschlüssel, den nur dieser Rechner und der Dienst kennen.',
  keytype: 'Die Verschlüsselung des Schlüssels.',
  keyvalue: 'Der Schlüssel selbst kommt nie in dieses Fenster.',
  authtime: 'Wann die Person sich angemeldet hat.',
  starttime: 'Ab wann das Ticket gilt.',
  endtime: 'Bis wann das Ticket gilt.',
  'renew-till': 'Bis wann das Ticket erneuert werden kann.',
  'is-skey': 'Mit einem Sitzungsschlüssel statt mit dem des Dienstes versiegelt (user-to-user).',
  flags: 'Was das Ticket erlaubt.',
  'second-ticket': 'Das Ticket der Gegenseite, wo dieses user-to-user ist.',
  authdata: 'Autorisierungsdaten der Anfrage.',
  trailing: 'Oktette hinter der Nachricht, die zu nichts gehören.',
};

const messages: Readonly<Record<string, string>> = {
  'AS-REQ': 'Bittet mit einer Anmeldung um ein Ticket.',
  'AS-REP': 'Das KDC gewährt die Anmeldung.',
  'TGS-REQ': 'Bittet mit dem vorhandenen Ticket um ein weiteres.',
  'TGS-REP': 'Das KDC gewährt das Ticket.',
  'KRB-ERROR': 'Der Server lehnt ab oder will zuerst etwas.',
  kpasswd: 'Passwortwechsel: der Rahmen nach RFC 3244, sein Inhalt versiegelt.',
  Ticket: 'Das Ticket, wie es zum Dienst geht.',
  credential: 'Der Eintrag, wie ein FILE-Cache ihn enthält.',
};

const checks: Readonly<Record<string, string>> = {
  pvno: 'Version des Protokolls',
  'msg-type': 'Es ist die erwartete Nachricht',
  nonce: 'Die Nonce ist die gesendete',
  cname: 'Sie ist für den Client, der gefragt hat',
  'ticket.sname': 'Das Ticket ist für den Dienst, den der versiegelte Teil nennt',
  sname: 'Der Dienst ist der gewünschte',
  srealm: 'Der Realm ist der gefragte',
  endtime: 'Es gilt nicht länger als gewünscht',
  'renew-till': 'Es ist nicht länger erneuerbar als gewünscht',
  'encrypted-pa-data.PA-REQ-ENC-PA-REP': 'Das KDC bestätigt die Anfrage, wie sie gesendet wurde',
  starttime: 'Sein Beginn passt zu dieser Uhr',
  'enc-part.etype': 'Eine Verschlüsselung, die erlaubt ist',
  'key.keytype': 'Ein Sitzungsschlüssel einer gewünschten Art',
};

const kinds: Readonly<Record<string, string>> = {
  'PA-TGS-REQ': 'Das vorhandene Ticket, mit einem frischen Nachweis des Sitzungsschlüssels.',
  'PA-ENC-TIMESTAMP': 'Eine mit dem Schlüssel des Passworts versiegelte Zeit: der Nachweis des Passworts.',
  'PA-ETYPE-INFO': 'Mit welcher Verschlüsselung und welchem Salt der Schlüssel entsteht.',
  'PA-ETYPE-INFO2': 'Mit welcher Verschlüsselung und welchem Salt der Schlüssel entsteht.',
  'PA-PW-SALT': 'Das Salt, in Fehlern von Active Directory ein genauerer Grund.',
  'PA-FX-COOKIE': 'Eine Notiz des KDC an sich selbst, versiegelt.',
  'PA-FX-FAST': 'Das KDC kann den Austausch mit einem Panzer schützen (FAST).',
  'PA-PK-AS-REQ': 'Das KDC nimmt Zertifikate an (PKINIT).',
  'PA-PKINIT-KX': 'Gehört zur anonymen Anmeldung mit Zertifikaten.',
  'PA-SPAKE': 'Das KDC kann das Passwort prüfen, ohne dass etwas zu erraten wäre (SPAKE).',
  'PA-ENCRYPTED-CHALLENGE': 'Eine versiegelte Zeit innerhalb von FAST.',
  'PA-REQ-ENC-PA-REP': 'Bittet das KDC, die Anfrage in der Antwort zu bestätigen.',
  'PA-PAC-REQUEST': 'Ob das Ticket ein PAC enthalten soll.',
  'PA-PAC-OPTIONS': 'Welche PAC-Daten Windows benutzen soll.',
  'PA-FOR-USER': 'Ein Dienst fragt im Namen eines Benutzers (S4U2self).',
  'PA-FOR-X509-USER': 'Ein Dienst fragt im Namen eines Benutzers (S4U2self).',
  'PA-SUPPORTED-ENCTYPES': 'Welche Verschlüsselungen der Dienst kann.',
  'PA-AS-FRESHNESS': 'Ein Zeichen gegen im Voraus gemachte Nachweise.',
};

const onTheWay: Readonly<Partial<Record<number, string>>> = {
  7: 'Das KDC kennt diesen Namen nicht. Als Nächstes wurde ein anderer Name oder Realm gefragt.',
  25: 'Das KDC will zuerst einen Nachweis des Passworts oder Schlüssels. So beginnt fast jede Anmeldung.',
  37: 'Die Uhren gehen verschieden. Der Nachweis wurde mit der Zeit des KDC neu gemacht.',
  52: 'Die Antwort passt in kein Datagramm. Sie wurde über TCP noch einmal erbeten.',
  68: 'Für diesen Namen ist ein anderer Realm zuständig. Er wurde als Nächstes gefragt.',
};

export const exchange: Catalogue['exchange'] = {
  computer: 'Dieser Rechner',
  dns: 'DNS',
  kdc: 'KDC',
  passwordServer: 'Passwortserver',
  others: 'weitere Server',
  ladder: 'Was über die Leitung ging',
  none: 'Was über die Leitung ging, ist hierfür nicht aufbewahrt.',
  nothing: 'Hierfür ging nichts über die Leitung.',
  failed: 'Das lässt sich nicht zeigen.',
  loading: 'Wird geöffnet',
  leftOut: (count: number): string => `${count} weitere Schritte sind nicht aufbewahrt.`,
  ms: (millis: number): string =>
    millis < 10_000 ? `${millis} ms` : `${(millis / 1_000).toFixed(1).replace('.', ',')} s`,
  bytes: (count: number): string => (count === 1 ? '1 Byte' : `${count.toLocaleString('de')} Bytes`),
  question: ({ record, name }: Of<'dns'>): string =>
    record === 'system' ? `Adressen von ${name}` : `${record} ${name}`,
  answer: ({ answers, problem }: Of<'dns'>): string =>
    answers.length > 0 ? list(answers) : problem === undefined ? 'nichts' : `keine Antwort (${problem})`,
  again: 'noch einmal',
  noAnswer: 'keine Antwort',
  silent: ({ server, transport, reason }: Of<'silent'>): string =>
    `${server} (${transport.toUpperCase()}): ${reason}`,
  dropped: ({ from, length, reason }: Of<'dropped'>): string =>
    `${length} Bytes von ${from} wurden verworfen: ${reason}`,
  over: (transport: string, port: number): string => `${transport.toUpperCase()} ${port}`,
  /** Read out before what the arrow says. */
  spoken: (direction: string, when: string): string => `${when}: ${direction}, `,
  line: (direction: string, what: string): string => `${direction}: ${what}`,
  direction: (sent: boolean, server: string): string =>
    sent ? `Dieser Rechner an ${server}` : `${server} an diesen Rechner`,
  note: (
    step: Exclude<ExchangeStep, Of<'sent' | 'received' | 'dns' | 'silent' | 'dropped'>>,
    endTime: string,
  ): string => {
    switch (step.type) {
      case 'started':
        return step.exchange === 'kpasswd'
          ? `Das Passwort von ${step.client} ändern`
          : `Ein Ticket für ${step.server} von ${step.realm} holen`;
      case 'servers':
        return `Server von ${step.realm}, aus ${step.source === 'dns' ? 'DNS' : step.source === 'given' ? 'der Eingabe' : 'krb5.conf'}: ${list(step.candidates)}`;
      case 'preauth-required':
        return `Das KDC will zuerst einen Nachweis: ${list(step.padata)}${step.etypes.length === 0 ? '' : `; ${list(step.etypes)}`}`;
      case 'preauth-chosen':
        return `Nachweis mit ${step.padata}, ${step.etype}, Salt „${step.salt}“`;
      case 'key-derived':
        return `Schlüssel aus Passwort oder Keytab: ${step.etype}`;
      case 'skew':
        return `Die Uhr des KDC geht ${Math.abs(step.offsetSeconds)} s ${step.offsetSeconds < 0 ? 'nach' : 'vor'}; in diesem Versuch berücksichtigt`;
      case 'redirected':
        return `${step.from} verweist an ${step.to}`;
      case 'referral':
        return `Von ${step.from} an ${step.to} verwiesen (${step.path.join(' → ')})`;
      case 'canonical':
        return `Aus ${step.asked} wurde ${step.made}: ${step.how}`;
      case 'checked':
        return `Die Antwort wurde mit der Anfrage verglichen: ${step.checks.length} Prüfungen bestanden`;
      case 'skipped':
        return `${step.message} hat Felder, die hier niemand kennt: ${list(step.fields)}`;
      case 'acquired':
        return `${step.server} erhalten, gültig bis ${endTime}; Ticket ${step.ticketEtype}, Sitzungsschlüssel ${step.etype}`;
      case 'failed':
        return `Zu Ende: ${step.message}`;
    }
  },
  message: (name: string): string => messages[name] ?? 'Eine Nachricht von Kerberos.',
  tabs: { fields: 'Felder', bytes: 'Bytes' },
  fieldsOf: (name: string): string => `Felder von ${name}`,
  bytesOf: (name: string): string => `Bytes von ${name}`,
  onTheWay: (code: number): string =>
    onTheWay[code] ?? 'Der Austausch ging mit einer weiteren Anfrage weiter.',
  previous: 'Vorige Nachricht ([)',
  next: 'Nächste Nachricht (])',
  close: 'Nachricht schließen (Esc)',
  checkedTitle: 'Geprüft, bevor es behalten wurde',
  check: (name: string): string => checks[name] ?? name,
  notKept: 'Die Bytes dieser Nachricht sind nicht aufbewahrt.',
  sealed: 'versiegelt',
  secret: 'geheim',
  blank: 'ausgelassen',
  place: (offset: number, length: number): string => `Ab Byte ${offset}, Länge ${length}`,
  more: 'Es gibt mehr Felder, als gezeigt werden.',
  cut: (count: number): string => `${count} Bytes, ausgelassen`,
  rest: (count: number): string => `${count} weitere Bytes`,
  means: ({ name, meaning, value, kind }: FieldDto): readonly string[] =>
    [
      fields[name],
      kinds[meaning ?? ''] ?? kinds[value ?? ''],
      kind === 'unknown' ? 'Der RFC kennt hier kein Feld dieser Nummer.' : undefined,
      kind === 'unreadable' ? `Nicht lesbar: ${value ?? ''}` : undefined,
    ].filter((words) => words !== undefined),
  filter: {
    label: 'Wählen, was in der Liste steht',
    text: 'Suchen',
    textHint: 'Ein Name, oder was schiefging',
    identity: 'Identität',
    all: 'Alle Identitäten',
    kind: 'Art',
    allKinds: 'Alles',
    kinds: {
      'sign-in': 'Anmeldungen',
      'service-ticket': 'Diensttickets',
      renew: 'Erneuerungen',
      'change-password': 'Passwörter',
      pac: 'PACs',
      seen: 'Durch andere Programme',
      other: 'Alles übrige',
    },
    outcome: 'Ausgang',
    allOutcomes: 'Jeder Ausgang',
    outcomes: { ok: 'Gelungen', failed: 'Gescheitert', cancelled: 'Abgebrochen', nothing: 'Ohne Ergebnis' },
    none: 'Nichts in der Liste passt.',
    reset: 'Alles zeigen',
  },
  back: 'Zurück zur Liste',
  copyJson: 'Als JSON kopieren',
  copiedJson: 'Als JSON kopiert, ohne alles Versiegelte.',
  messagesOf: (count: number): string => (count === 1 ? '1 Nachricht' : `${count} Nachrichten`),
  as: (principal: string): string => `als ${principal}`,
  at: (day: string, clock: string): string => `${day} ${clock}`,
  origin: {
    brought: 'Der Austausch, der es gebracht hat',
    others: 'Es kam von einem anderen Programm.',
    othersMore:
      'Kein Austausch dieser App hat es gebracht. Die Befehlszeile oder ein anderes Programm auf diesem Rechner hat es in den Cache gelegt, oder die Liste wurde seither geleert.',
    seen: (when: string): string =>
      `Eine Änderung des Caches durch ein anderes Programm wurde ${when} gesehen.`,
    open: 'In Aktivität zeigen',
  },
  raw: {
    ticket: 'Ticket',
    credential: 'Eintrag im Cache',
    label: 'Was gezeigt wird',
    words:
      'Versiegeltes und der Sitzungsschlüssel bleiben außerhalb dieses Fensters; ihre Stellen sind schraffiert. Ohne seinen Sitzungsschlüssel nützt das Ticket niemandem.',
  },
};
