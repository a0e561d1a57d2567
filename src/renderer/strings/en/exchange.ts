// Exchanges: the ladder, its steps in words, messages and their fields.
import type { ExchangeStep, FieldDto } from '#shared';

type Of<T extends ExchangeStep['type']> = Extract<ExchangeStep, { type: T }>;

const list = (items: readonly string[]): string => items.join(', ');

/** What a field is for; where a name stands in several messages, what it is in all of them. */
const fields: Readonly<Record<string, string>> = {
  pvno: 'The version of Kerberos: always 5.',
  'tkt-vno': 'The version of the ticket’s format: always 5.',
  'authenticator-vno': 'The version of the authenticator’s format: always 5.',
  'msg-type': 'Which message this is.',
  padata: 'What is sent beside the request or reply: proofs, hints, options.',
  'padata-type': 'Which kind of data this is.',
  'padata-value': 'The data itself, in the form of its kind.',
  'req-body': 'The request proper. Its checksum protects it from change on the way.',
  'kdc-options': 'What the ticket should allow, and how the KDC should treat the request.',
  'ap-options': 'How the server should treat the ticket.',
  cname: 'The name of the client.',
  crealm: 'The realm of the client.',
  realm: 'The realm of the server.',
  sname: 'The service that the ticket is for.',
  srealm: 'The realm of the service.',
  from: 'When the ticket should start.',
  till: 'Until when the ticket should be valid.',
  rtime: 'Until when the ticket should be renewable.',
  nonce: 'A random number that the reply has to repeat: an old reply cannot pass for this one.',
  etype: 'An encryption type: asked for in order of preference, or the one that was used.',
  addresses: 'The addresses that the ticket may be used from.',
  'enc-authorization-data': 'Authorization data for the ticket, sealed.',
  'additional-tickets': 'Further tickets that the request refers to.',
  ticket: 'The ticket. Only the service it is for, or its KDC, can open it.',
  'enc-part': 'What is sealed.',
  cipher: 'The sealed octets. They are not kept: a password could be guessed from some of them.',
  kvno: 'The version of the key that it is sealed with.',
  authenticator: 'Proves that the sender has the session key, and when it was made.',
  checksum: 'Shows that nothing was changed on the way.',
  cksumtype: 'Which kind of checksum it is.',
  'name-type': 'Which kind of name this is.',
  'name-string': 'The name’s parts.',
  stime: 'The server’s time.',
  susec: 'Microseconds of the server’s time.',
  ctime: 'The client’s time.',
  cusec: 'Microseconds of the client’s time.',
  'error-code': 'Why the server refuses, or what it wants first.',
  'e-text': 'The server’s own words. Nobody vouches for them.',
  'e-data': 'What the server adds to the error: what it wants to see, or a more exact reason.',
  salt: 'Goes into the key together with the password.',
  s2kparams: 'How often the password is hashed on its way to the key.',
  'addr-type': 'Which kind of address it is.',
  address: 'The address.',
  'message-length': 'Octets of the whole frame.',
  'protocol-version': '1 changes one’s own password; 0xff80 can set another’s.',
  'ap-length': 'Octets of the AP-REQ or AP-REP in the frame.',
  'result-code': 'What became of the change.',
  'result-string': 'The server’s own words.',
  policy: 'The rules for passwords in this realm.',
  status: 'Windows’ own error number.',
  'include-pac': 'Whether the ticket should hold a PAC.',
  client: 'Whose ticket it is.',
  server: 'The service that it is for.',
  key: 'The session key, which only this computer and the service know.',
  keytype: 'The encryption type of the key.',
  keyvalue: 'The key itself never comes into this window.',
  authtime: 'When the person signed in.',
  starttime: 'From when the ticket is valid.',
  endtime: 'Until when the ticket is valid.',
  'renew-till': 'Until when the ticket can be renewed.',
  'is-skey': 'Sealed with a session key in place of the service’s own (user-to-user).',
  flags: 'What the ticket allows.',
  'second-ticket': 'The other side’s ticket, where this one is user-to-user.',
  authdata: 'Authorization data of the request.',
  trailing: 'Octets behind the message that belong to nothing.',
};

const messages: Readonly<Record<string, string>> = {
  'AS-REQ': 'Asks for a ticket by signing in.',
  'AS-REP': 'The KDC grants the sign-in.',
  'TGS-REQ': 'Asks for a further ticket, with the one in hand.',
  'TGS-REP': 'The KDC grants the ticket.',
  'KRB-ERROR': 'The server refuses, or wants something first.',
  kpasswd: 'Password change: the frame of RFC 3244, its contents sealed.',
  Ticket: 'The ticket as it is sent to the service.',
  credential: 'The record as a FILE cache holds it.',
};

const checks: Readonly<Record<string, string>> = {
  pvno: 'Version of the protocol',
  'msg-type': 'It is the message that was asked for',
  nonce: 'The nonce is the one we sent',
  cname: 'It is for the client who asked',
  'ticket.sname': 'The ticket is for the service that the sealed part names',
  sname: 'The service is the one we asked for',
  srealm: 'The realm is the one we asked',
  endtime: 'It is valid no longer than we asked',
  'renew-till': 'It is renewable no longer than we asked',
  'encrypted-pa-data.PA-REQ-ENC-PA-REP': 'The KDC confirms the request as it was sent',
  starttime: 'Its start fits this clock',
  'enc-part.etype': 'Encryption that we allow',
  'key.keytype': 'A session key of a type that we asked for',
};

/** Of pre-authentication and the like: what the kind is. */
const kinds: Readonly<Record<string, string>> = {
  'PA-TGS-REQ': 'The ticket in hand, with a fresh proof that its session key is here.',
  'PA-ENC-TIMESTAMP': 'A time sealed with the key of the password: the proof that the password is known.',
  'PA-ETYPE-INFO': 'Which encryption and salt the password’s key is made with.',
  'PA-ETYPE-INFO2': 'Which encryption and salt the password’s key is made with.',
  'PA-PW-SALT': 'The salt, or in Active Directory’s errors a more exact reason.',
  'PA-FX-COOKIE': 'A note of the KDC’s to itself, sealed.',
  'PA-FX-FAST': 'The KDC can protect the exchange with an armor (FAST).',
  'PA-PK-AS-REQ': 'The KDC accepts certificates (PKINIT).',
  'PA-PKINIT-KX': 'Belongs to anonymous sign-in with certificates.',
  'PA-SPAKE': 'The KDC can prove the password without anything to guess from (SPAKE).',
  'PA-ENCRYPTED-CHALLENGE': 'A sealed time inside FAST.',
  'PA-REQ-ENC-PA-REP': 'Asks the KDC to confirm the request in its reply.',
  'PA-PAC-REQUEST': 'Whether the ticket should hold a PAC.',
  'PA-PAC-OPTIONS': 'What kind of PAC data Windows should use.',
  'PA-FOR-USER': 'A service asks in the name of a user (S4U2self).',
  'PA-FOR-X509-USER': 'A service asks in the name of a user (S4U2self).',
  'PA-SUPPORTED-ENCTYPES': 'Which encryption types the service supports.',
  'PA-AS-FRESHNESS': 'A token against proofs that were made in advance.',
};

const onTheWay: Readonly<Partial<Record<number, string>>> = {
  7: 'The KDC does not know this name. Another name, or another realm, was asked next.',
  25: 'The KDC wants proof of the password or key first. Nearly every sign-in begins like this.',
  37: 'The clocks differ. The proof was made again with the KDC’s time.',
  52: 'The answer is too big for a datagram. It was asked for again over TCP.',
  68: 'Another realm is in charge of this name. It was asked next.',
};

export const exchange = {
  computer: 'This computer',
  dns: 'DNS',
  kdc: 'KDC',
  passwordServer: 'Password server',
  others: 'further servers',
  ladder: 'What went over the wire',
  none: 'What went over the wire is not kept for this.',
  nothing: 'Nothing went over the wire for this.',
  failed: 'This cannot be shown.',
  loading: 'Opening',
  leftOut: (count: number): string => `${count} further steps are not kept.`,
  ms: (millis: number): string => (millis < 10_000 ? `${millis} ms` : `${(millis / 1_000).toFixed(1)} s`),
  bytes: (count: number): string => (count === 1 ? '1 byte' : `${count.toLocaleString('en')} bytes`),
  question: ({ record, name }: Of<'dns'>): string =>
    record === 'system' ? `Addresses of ${name}` : `${record} ${name}`,
  answer: ({ answers, problem }: Of<'dns'>): string =>
    answers.length > 0 ? list(answers) : problem === undefined ? 'nothing' : `no answer (${problem})`,
  again: 'again',
  noAnswer: 'no answer',
  silent: ({ server, transport, reason }: Of<'silent'>): string =>
    `${server} (${transport.toUpperCase()}): ${reason}`,
  dropped: ({ from, length, reason }: Of<'dropped'>): string =>
    `${length} bytes from ${from} were dropped: ${reason}`,
  over: (transport: string, port: number): string => `${transport.toUpperCase()} ${port}`,
  /** Read out before what the arrow says. */
  spoken: (direction: string, when: string): string => `${when}: ${direction}, `,
  line: (direction: string, what: string): string => `${direction}: ${what}`,
  direction: (sent: boolean, server: string): string =>
    sent ? `This computer to ${server}` : `${server} to this computer`,
  /** A step that is no message, as a sentence. */
  note: (
    step: Exclude<ExchangeStep, Of<'sent' | 'received' | 'dns' | 'silent' | 'dropped'>>,
    endTime: string,
  ): string => {
    switch (step.type) {
      case 'started':
        return step.exchange === 'kpasswd'
          ? `Change the password of ${step.client}`
          : `Get a ticket for ${step.server} from ${step.realm}`;
      case 'servers':
        return `Servers of ${step.realm}, from ${step.source === 'dns' ? 'DNS' : step.source === 'given' ? 'what was typed' : 'krb5.conf'}: ${list(step.candidates)}`;
      case 'preauth-required':
        return `The KDC wants proof first: ${list(step.padata)}${step.etypes.length === 0 ? '' : `; ${list(step.etypes)}`}`;
      case 'preauth-chosen':
        return `Proves with ${step.padata}, ${step.etype}, salt “${step.salt}”`;
      case 'key-derived':
        return `Key made from the password or keytab: ${step.etype}`;
      case 'skew':
        return `The KDC’s clock is ${Math.abs(step.offsetSeconds)} s ${step.offsetSeconds < 0 ? 'behind' : 'ahead'}; reckoned with in this attempt`;
      case 'redirected':
        return `${step.from} sends us to ${step.to}`;
      case 'referral':
        return `Referred from ${step.from} to ${step.to} (${step.path.join(' → ')})`;
      case 'canonical':
        return `${step.asked} became ${step.made}: ${step.how}`;
      case 'checked':
        return `The reply was held against the request: ${step.checks.length} checks passed`;
      case 'skipped':
        return `${step.message} has fields that nobody here knows: ${list(step.fields)}`;
      case 'acquired':
        return `Got ${step.server}, valid until ${endTime}; ticket ${step.ticketEtype}, session key ${step.etype}`;
      case 'failed':
        return `Ended: ${step.message}`;
    }
  },
  message: (name: string): string => messages[name] ?? 'A message of Kerberos.',
  tabs: { fields: 'Fields', bytes: 'Bytes' },
  fieldsOf: (name: string): string => `Fields of ${name}`,
  bytesOf: (name: string): string => `Bytes of ${name}`,
  /** An error after which the exchange went on. */
  onTheWay: (code: number): string => onTheWay[code] ?? 'The exchange went on with another request.',
  previous: 'Previous message ([)',
  next: 'Next message (])',
  close: 'Close the message (Esc)',
  checkedTitle: 'Checked before it was kept',
  check: (name: string): string => checks[name] ?? name,
  notKept: 'The bytes of this message are not kept.',
  sealed: 'sealed',
  secret: 'secret',
  blank: 'left out',
  place: (offset: number, length: number): string => `From byte ${offset}, ${length} long`,
  more: 'There are more fields than are shown.',
  cut: (count: number): string => `${count} bytes, left out`,
  rest: (count: number): string => `${count} further bytes`,
  /** What the field is, and what this value of it means, as far as there are words. */
  means: ({ name, meaning, value, kind }: FieldDto): readonly string[] =>
    [
      fields[name],
      kinds[meaning ?? ''] ?? kinds[value ?? ''],
      kind === 'unknown' ? 'The RFC has no field of this number here.' : undefined,
      kind === 'unreadable' ? `This cannot be read: ${value ?? ''}` : undefined,
    ].filter((words) => words !== undefined),
  filter: {
    label: 'Choose what is listed',
    text: 'Find',
    textHint: 'A name, or what went wrong',
    identity: 'Identity',
    all: 'All identities',
    kind: 'Kind',
    allKinds: 'Everything',
    kinds: {
      'sign-in': 'Sign-ins',
      'service-ticket': 'Service tickets',
      renew: 'Renewals',
      'change-password': 'Passwords',
      pac: 'PACs',
      seen: 'By other programs',
      other: 'Everything else',
    },
    outcome: 'Outcome',
    allOutcomes: 'Any outcome',
    outcomes: { ok: 'Worked', failed: 'Failed', cancelled: 'Cancelled', nothing: 'Nothing came of it' },
    none: 'Nothing in the list fits.',
    reset: 'Show everything',
  },
  back: 'Back to the list',
  copyJson: 'Copy as JSON',
  copiedJson: 'Copied as JSON, without anything sealed.',
  messagesOf: (count: number): string => (count === 1 ? '1 message' : `${count} messages`),
  as: (principal: string): string => `as ${principal}`,
  at: (day: string, clock: string): string => `${day} ${clock}`,
  origin: {
    brought: 'The exchange that brought it',
    others: 'It came from another program.',
    othersMore:
      'No exchange of this app’s brought it. The command line, or another program on this computer, put it into the cache, or the list was cleared since.',
    seen: (when: string): string => `A change of the cache by another program was seen ${when}.`,
    open: 'Show in Activity',
  },
  raw: {
    ticket: 'Ticket',
    credential: 'Record in the cache',
    label: 'What is shown',
    words:
      'What is sealed and the session key stay out of this window; their places are hatched. Without its session key the ticket is of no use to anybody.',
  },
};
