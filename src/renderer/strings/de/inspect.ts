// Der Inspektor: was geöffnet wurde, seine Felder und seine Bytes.
import type { BlobField, KeyUseDto, SealedPart } from '#shared';
import type { Catalogue } from '../catalogue.ts';
import { number } from '../time.ts';
import { count } from './count.ts';

const kinds: Readonly<Record<string, string>> = {
  'as-req': 'ein AS-REQ: die Bitte um eine Anmeldung',
  'as-rep': 'ein AS-REP: die Antwort auf eine Anmeldung',
  'tgs-req': 'ein TGS-REQ: die Bitte um ein Ticket',
  'tgs-rep': 'ein TGS-REP: ein gewährtes Ticket',
  'ap-req': 'ein AP-REQ: ein Ticket, einem Dienst gezeigt',
  'ap-rep': 'ein AP-REP: die Antwort eines Dienstes',
  'krb-safe': 'eine KRB-SAFE-Nachricht',
  'krb-priv': 'eine KRB-PRIV-Nachricht',
  'krb-cred': 'ein KRB-CRED: Tickets zum Weitergeben',
  'krb-error': 'ein KRB-ERROR: eine Ablehnung',
  ticket: 'ein Ticket',
  authenticator: 'ein Authenticator',
  'enc-ticket-part': 'das Innere eines Tickets',
  'enc-as-rep-part': 'das Innere eines AS-REP',
  'enc-tgs-rep-part': 'das Innere eines TGS-REP',
  'enc-ap-rep-part': 'das Innere eines AP-REP',
  'enc-krb-priv-part': 'das Innere eines KRB-PRIV',
  'enc-krb-cred-part': 'das Innere eines KRB-CRED',
  kpasswd: 'eine Nachricht eines Passwortwechsels',
  ccache: 'ein Credential Cache',
  keytab: 'eine Keytab',
  gss: 'ein GSS-API-Token',
  spnego: 'ein SPNEGO-Token',
  ntlm: 'eine NTLM-Nachricht',
  kkdcp: 'eine Nachricht an einen KDC-Proxy',
  pac: 'ein PAC',
  claims: 'eine Menge von Claims',
  capture: 'ein Mitschnitt des Netzes',
};

const keyFrom: Readonly<Record<KeyUseDto['from'], string>> = {
  keytab: 'dem Schlüssel der Keytab',
  password: 'dem Schlüssel des Passworts',
  raw: 'dem eingetippten Schlüssel',
  credential: 'dem Sitzungsschlüssel neben dem Ticket',
  'session-key': 'dem ans Licht gekommenen Sitzungsschlüssel',
  subkey: 'dem ans Licht gekommenen Subkey',
  armor: 'dem Armor-Schlüssel',
  strengthened: 'dem verstärkten Antwortschlüssel',
  challenge: 'dem Challenge-Schlüssel',
};

const hows: Readonly<Record<string, string>> = {
  input: 'Wie gegeben',
  text: 'Text',
  base64: 'Aus Base64',
  hex: 'Aus Hexadezimal',
  decrypted: 'Entschlüsselt',
  decompressed: 'Entpackt',
  reassembled: 'Zusammengesetzt',
  unencrypted: 'Unverschlüsselt',
};

const verdicts: Readonly<Record<NonNullable<BlobField['verdict']>, string>> = {
  valid: 'Richtig',
  invalid: 'Falsch',
  unverified: 'Nicht geprüft: kein Schlüssel zur Hand',
};

const whose = ({ principal, kvno }: Pick<SealedPart, 'principal' | 'kvno'>): string =>
  `${principal ?? ''}${kvno === undefined ? '' : ` (kvno ${kvno})`}`;

const parts = (n: number): string => count(n, 'Teil', 'Teile');
const bytes = (n: number): string => count(n, 'Byte', 'Bytes');

export const inspect: Catalogue['inspect'] = {
  title: 'Inspektor',
  kind: (kind: string): string => `ist ${kinds[kind] ?? kind}`,
  open: 'Öffnen oder einfügen',
  openTitle: 'Im Inspektor öffnen',
  chooseFile: 'Datei auswählen',
  paste: 'Oder hier einfügen',
  pasteHint: 'Base64, Hexadezimal, ein HTTP-Header, oder Text, in dem eines davon steht',
  openText: 'Öffnen',
  empty: 'Eine Datei hier ablegen, einfügen oder öffnen',
  emptyWhat:
    'Tickets und Nachrichten von Kerberos, Credential Caches und Keytabs: was immer ein Helpdesk in die Hand bekommt. Es wird von selbst erkannt, geöffnet, soweit die Schlüssel reichen, und nur auf diesem Computer gelesen.',
  emptyKeys: 'Schlüssel und Passwörter bleiben verborgen, bis einer eigens gezeigt wird.',
  recent: 'Früher angesehen',
  recentHint: 'Name, Art, Länge und SHA-256 sind vermerkt, nichts von dem, was darin stand.',
  forget: (name: string): string => `${name} vergessen`,
  clear: 'Alles vergessen',
  closeBlob: (name: string): string => `${name} schließen`,
  others: (n: number): string => `${number(n)} geöffnet`,
  which: 'Was geöffnet ist',
  summary: (length: number, fields: number): string => `${bytes(length)}, ${count(fields, 'Feld', 'Felder')}`,
  bytes,
  unreadable: (n: number): string => `${parts(n)} nicht lesbar.`,
  firstUnreadable: 'Das erste zeigen',
  sealed: (n: number, first: SealedPart | undefined): string => {
    const lead = n === 1 ? '1 Teil ist versiegelt.' : `${number(n)} Teile sind versiegelt.`;
    if (first === undefined) return lead;
    return first.principal === undefined
      ? `${lead} Den ersten würde ein Sitzungsschlüssel für ${first.enctype.name} öffnen.`
      : `${lead} Die Keytab von ${whose(first)} hinzufügen, oder das Passwort.`;
  },
  opened: (n: number): string => (n === 0 ? 'Dieser Schlüssel öffnet hier nichts.' : `${parts(n)} geöffnet.`),
  nothingSealed: 'Es ist nichts mehr versiegelt.',
  pasted: 'Eingefügter Text',
  addKeytab: 'Keytab hinzufügen',
  addOther: 'Andere Schlüssel',
  addPassword: 'Passwort',
  addKey: 'Schlüssel, hexadezimal',
  useTickets: (principal: string): string => `Sitzungsschlüssel von ${principal}`,
  keySheet: { password: 'Mit einem Passwort öffnen', key: 'Mit einem Schlüssel öffnen' },
  whosePassword: 'Wessen Passwort',
  salt: 'Salt, wo es nicht das übliche ist',
  saltHint: 'Üblich sind Realm und Name: AD.TESTalice',
  enctype: 'Verschlüsselungstyp',
  next: 'Als Nächstes fragt ein eigenes kleines Fenster danach. In dieses Fenster kommt es nie.',
  go: 'Weiter',
  field: 'Feld',
  value: 'Wert',
  fields: 'Felder',
  bytesTitle: 'Bytes',
  tree: (name: string): string => `Felder von ${name}`,
  hex: (name: string): string => `Bytes von ${name}`,
  hexHint: 'Die Pfeiltasten bewegen und wählen das Feld, zu dem das Byte gehört',
  range: (from: string, to: string): string => `0x${from} bis 0x${to}`,
  source: 'Welche Bytes',
  sourceName: (how: string, at: number, length: number): string =>
    `${hows[how] ?? how}${at === 0 ? '' : ` ${at}`}, ${bytes(length)}`,
  made: (how: string, by: KeyUseDto | undefined): string => {
    if (by === undefined) return (hows[how] ?? how).toLowerCase();
    const owner = by.principal === undefined ? '' : ` von ${whose(by)}`;
    return `${(hows[how] ?? how).toLowerCase()} mit ${keyFrom[by.from]}${owner}`;
  },
  madeLong: (how: string, by: KeyUseDto): string => {
    const owner = by.principal === undefined ? '' : ` von ${whose(by)}`;
    return `${hows[how] ?? how} mit ${keyFrom[by.from]}${owner}, ${by.enctype.name}, Key Usage ${by.usage}.`;
  },
  wants: (wants: NonNullable<BlobField['wants']>): string =>
    wants.principal === undefined
      ? `Versiegelt mit einem Sitzungsschlüssel für ${wants.enctype.name}, der nicht zur Hand ist.`
      : `Versiegelt mit dem Schlüssel von ${whose(wants)}, ${wants.enctype.name}.`,
  sealedShort: 'versiegelt',
  hidden: 'verborgen',
  items: (n: number): string => count(n, 'Element', 'Elemente'),
  verdict: (verdict: NonNullable<BlobField['verdict']>): string => verdicts[verdict],
  reveal: 'Zeigen',
  neverShown: 'Das wird nie gezeigt, gedruckt oder ausgegeben.',
  hiddenWhy:
    'Ein Schlüssel oder Passwort im Klartext. Gezeigt wird es auf ausdrücklichen Wunsch, und das wird in der Aktivität vermerkt.',
  blankWhy: 'Schraffiert sind die Plätze von Schlüsseln und von allem, was nicht sicher frei von ihnen ist.',
  path: 'Pfad',
  tag: 'Tag und Länge',
  place: 'Platz',
  bits: 'Bits',
  placeOf: (offset: number, length: number): string => `${number(offset)}, ${number(length)} lang`,
  copyValue: 'Wert kopieren',
  more: 'Es gibt mehr Felder, als gezeigt werden.',
  loading: 'Wird geladen',
  search: 'In Feldern oder Bytes suchen',
  searchHint: 'Name, Wert oder hexadezimal',
  hits: (at: number, n: number, more: boolean): string =>
    n === 0 ? 'Nichts gefunden' : `${number(at)} von ${number(n)}${more ? '+' : ''}`,
  previousHit: 'Voriger (Umschalt+F3)',
  nextHit: 'Nächster (F3)',
  view: 'Was gezeigt wird',
  inThe: 'Im Inspektor öffnen',
  pac: {
    title: 'PAC',
    request: 'Größe in einer Web-Anfrage',
    header: (n: number): string => `etwa ${number(n)} Bytes Negotiate-Header`,
    limit: (limit: number, spare: number): string =>
      spare < 0
        ? `nimmt ${number(limit)}: ${number(-spare)} zu viel`
        : `nimmt ${number(limit)}: ${number(spare)} übrig`,
    requestNote:
      'Das Ticket in Base64, mit einem üblichen Authenticator. Die Grenzen sind die der Server im Auslieferungszustand.',
    also: 'Außerdem darin',
    delegation: (target: string): string => `Für ${target}, im Namen der Person durch:`,
    device: (groups: number): string =>
      `Angemeldet an einem Computer mit ${count(groups, 'Gruppe', 'Gruppen')}`,
    claim: { client: 'der Person', device: 'des Computers' },
  },
  tabs: { fields: 'Felder', pac: 'PAC' },
  copyJson: 'Als JSON kopieren',
  copiedJson: 'Als JSON kopiert, ohne Schlüssel.',
  export: 'Exportieren',
  exportAs: { json: 'JSON', html: 'Seite zum Drucken' },
  exported: 'Exportiert, ohne Schlüssel.',
};
