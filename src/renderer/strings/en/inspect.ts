// The Inspector: whatever was opened, its fields and its bytes.
import type { BlobField, KeyUseDto, SealedPart } from '#shared';
import { number } from '../time.ts';
import { count } from './count.ts';

const kinds: Readonly<Record<string, string>> = {
  'as-req': 'an AS-REQ: a request to sign in',
  'as-rep': 'an AS-REP: the answer to a sign-in',
  'tgs-req': 'a TGS-REQ: a request for a ticket',
  'tgs-rep': 'a TGS-REP: a ticket that was granted',
  'ap-req': 'an AP-REQ: a ticket, shown to a service',
  'ap-rep': 'an AP-REP: a service’s answer',
  'krb-safe': 'a KRB-SAFE message',
  'krb-priv': 'a KRB-PRIV message',
  'krb-cred': 'a KRB-CRED: tickets to be passed on',
  'krb-error': 'a KRB-ERROR: a refusal',
  ticket: 'a ticket',
  authenticator: 'an authenticator',
  'enc-ticket-part': 'the inside of a ticket',
  'enc-as-rep-part': 'the inside of an AS-REP',
  'enc-tgs-rep-part': 'the inside of a TGS-REP',
  'enc-ap-rep-part': 'the inside of an AP-REP',
  'enc-krb-priv-part': 'the inside of a KRB-PRIV',
  'enc-krb-cred-part': 'the inside of a KRB-CRED',
  kpasswd: 'a message of a password change',
  ccache: 'a credential cache',
  keytab: 'a keytab',
  gss: 'a GSS-API token',
  spnego: 'a SPNEGO token',
  ntlm: 'an NTLM message',
  kkdcp: 'a message to a KDC proxy',
  pac: 'a PAC',
  claims: 'a set of claims',
  capture: 'a capture of network traffic',
};

const keyFrom: Readonly<Record<KeyUseDto['from'], string>> = {
  keytab: 'the keytab’s key',
  password: 'the password’s key',
  raw: 'the key that was typed',
  credential: 'the session key beside the ticket',
  'session-key': 'the session key that came to light',
  subkey: 'the subkey that came to light',
  armor: 'the armor key',
  strengthened: 'the strengthened reply key',
  challenge: 'the challenge key',
};

const hows: Readonly<Record<string, string>> = {
  input: 'As given',
  text: 'Text',
  base64: 'Out of base64',
  hex: 'Out of hexadecimal',
  decrypted: 'Decrypted',
  decompressed: 'Decompressed',
  reassembled: 'Reassembled',
  unencrypted: 'Not encrypted',
};

const verdicts: Readonly<Record<NonNullable<BlobField['verdict']>, string>> = {
  valid: 'Correct',
  invalid: 'Wrong',
  unverified: 'Not checked: no key at hand',
};

const whose = ({ principal, kvno }: Pick<SealedPart, 'principal' | 'kvno'>): string =>
  `${principal ?? ''}${kvno === undefined ? '' : ` (kvno ${kvno})`}`;

export const inspect = {
  title: 'Inspector',
  kind: (kind: string): string => `is ${kinds[kind] ?? kind}`,
  open: 'Open or paste',
  openTitle: 'Open in the Inspector',
  chooseFile: 'Choose a file',
  paste: 'Or paste it here',
  pasteHint: 'Base64, hexadecimal, an HTTP header, or text with one of them in it',
  openText: 'Open',
  empty: 'Drop a file here, paste, or open one',
  emptyWhat:
    'Tickets and messages of Kerberos, credential caches and keytabs: whatever a helpdesk is handed. It is recognised by itself, opened as far as your keys go, and read on this computer alone.',
  emptyKeys: 'Keys and passwords stay hidden until you have one shown.',
  recent: 'Looked at before',
  recentHint: 'Name, kind, length and SHA-256 are remembered, nothing that it held.',
  forget: (name: string): string => `Forget ${name}`,
  clear: 'Forget all',
  closeBlob: (name: string): string => `Close ${name}`,
  others: (n: number): string => `${count(n, 'thing')} open`,
  which: 'What is open',
  summary: (length: number, fields: number): string => `${count(length, 'byte')}, ${count(fields, 'field')}`,
  bytes: (length: number): string => count(length, 'byte'),
  unreadable: (n: number): string => `${count(n, 'part')} cannot be read.`,
  firstUnreadable: 'Show the first',
  sealed: (parts: number, first: SealedPart | undefined): string => {
    const lead = parts === 1 ? '1 part is sealed.' : `${number(parts)} parts are sealed.`;
    if (first === undefined) return lead;
    return first.principal === undefined
      ? `${lead} A session key of ${first.enctype.name} would open the first.`
      : `${lead} Add the keytab of ${whose(first)}, or its password.`;
  },
  opened: (n: number): string => (n === 0 ? 'That key opens nothing here.' : `${count(n, 'part')} opened.`),
  nothingSealed: 'Nothing is sealed any more.',
  pasted: 'Pasted text',
  addKeytab: 'Add keytab',
  addOther: 'Other keys',
  addPassword: 'Password',
  addKey: 'Key in hexadecimal',
  useTickets: (principal: string): string => `Session keys of ${principal}`,
  keySheet: { password: 'Open with a password', key: 'Open with a key' },
  whosePassword: 'Whose password',
  salt: 'Salt, where it is not the usual one',
  saltHint: 'Usually the realm and the name: AD.TESTalice',
  enctype: 'Encryption type',
  next: 'Next, a separate small window asks for it. It never comes into this window.',
  go: 'Continue',
  field: 'Field',
  value: 'Value',
  fields: 'Fields',
  bytesTitle: 'Bytes',
  tree: (name: string): string => `Fields of ${name}`,
  hex: (name: string): string => `Bytes of ${name}`,
  hexHint: 'Arrow keys move, and choose the field that the byte belongs to',
  range: (from: string, to: string): string => `0x${from} to 0x${to}`,
  source: 'Which bytes',
  sourceName: (how: string, at: number, length: number): string =>
    `${hows[how] ?? how}${at === 0 ? '' : ` ${at}`}, ${count(length, 'byte')}`,
  made: (how: string, by: KeyUseDto | undefined): string => {
    if (by === undefined) return (hows[how] ?? how).toLowerCase();
    const owner = by.principal === undefined ? '' : ` of ${whose(by)}`;
    return `${(hows[how] ?? how).toLowerCase()} with ${keyFrom[by.from]}${owner}`;
  },
  madeLong: (how: string, by: KeyUseDto): string => {
    const owner = by.principal === undefined ? '' : ` of ${whose(by)}`;
    return `${hows[how] ?? how} with ${keyFrom[by.from]}${owner}, ${by.enctype.name}, key usage ${by.usage}.`;
  },
  wants: (wants: NonNullable<BlobField['wants']>): string =>
    wants.principal === undefined
      ? `Sealed with a session key of ${wants.enctype.name}, which none of the keys at hand is.`
      : `Sealed with the key of ${whose(wants)}, ${wants.enctype.name}.`,
  sealedShort: 'sealed',
  hidden: 'hidden',
  items: (n: number): string => count(n, 'item'),
  verdict: (verdict: NonNullable<BlobField['verdict']>): string => verdicts[verdict],
  reveal: 'Show it',
  neverShown: 'This is never shown, printed or exported.',
  hiddenWhy: 'A key or password in clear. It is shown when you say so, and that is written down in Activity.',
  blankWhy: 'Places of keys, and of what is not known to be free of them, are hatched.',
  path: 'Path',
  tag: 'Tag and length',
  place: 'Place',
  bits: 'Bits',
  placeOf: (offset: number, length: number): string => `${number(offset)}, ${number(length)} long`,
  copyValue: 'Copy value',
  more: 'There are more fields than are shown.',
  loading: 'Loading',
  search: 'Find in fields or bytes',
  searchHint: 'Name, value or hexadecimal',
  hits: (at: number, n: number, more: boolean): string =>
    n === 0 ? 'Nothing found' : `${number(at)} of ${number(n)}${more ? '+' : ''}`,
  previousHit: 'Previous (Shift+F3)',
  nextHit: 'Next (F3)',
  view: 'What is shown',
  inThe: 'Open in the Inspector',
  pac: {
    title: 'PAC',
    request: 'Size in a web request',
    header: (n: number): string => `about ${number(n)} bytes of Negotiate header`,
    limit: (limit: number, spare: number): string =>
      spare < 0
        ? `takes ${number(limit)}: ${number(-spare)} too many`
        : `takes ${number(limit)}: ${number(spare)} to spare`,
    requestNote:
      'The ticket in base64, with a usual authenticator. Limits are those of the servers as delivered.',
    also: 'Also inside',
    delegation: (target: string): string => `For ${target}, on behalf of the person by:`,
    device: (groups: number): string => `Signed in from a computer with ${count(groups, 'group')}`,
    claim: { client: 'of the person', device: 'of the computer' },
  },
  tabs: { fields: 'Fields', pac: 'PAC' },
  copyJson: 'Copy as JSON',
  copiedJson: 'Copied as JSON, without keys.',
  export: 'Export',
  exportAs: { json: 'JSON', html: 'Page to print' },
  exported: 'Exported, without keys.',
};
