// Every word the window says, in English. Sentences say what is, until when, and what to do.
import type { HistoryRow, OperationDto, SeenChange, TicketFlagName } from '#shared';
import { clockTime, dayName, lineSpan, longSpan, moment, shortMoment } from './time.ts';

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

const flagWords: Readonly<Record<TicketFlagName, { readonly name: string; readonly means: string }>> = {
  forwardable: { name: 'Forwardable', means: 'A ticket for another computer can be made from it.' },
  forwarded: { name: 'Forwarded', means: 'It was made on another computer and passed on.' },
  proxiable: { name: 'Proxiable', means: 'A service ticket for another address can be made from it.' },
  proxy: { name: 'Proxy', means: 'It was made for another address.' },
  'may-postdate': { name: 'May be postdated', means: 'Tickets that start later can be made from it.' },
  postdated: { name: 'Postdated', means: 'It was asked for before its start.' },
  invalid: { name: 'Not validated yet', means: 'The KDC has to validate it before it serves.' },
  renewable: { name: 'Renewable', means: 'It can be renewed without the password.' },
  initial: {
    name: 'From the sign-in',
    means: 'It came from the password or key itself, not from another ticket.',
  },
  'pre-authent': { name: 'Pre-authenticated', means: 'The KDC saw proof of the password first.' },
  'hw-authent': { name: 'Hardware proof', means: 'The KDC saw proof by a device.' },
  'transited-policy-checked': { name: 'Path checked', means: 'The KDC checked the realms it came through.' },
  'ok-as-delegate': { name: 'OK as delegate', means: 'The realm trusts this service with your identity.' },
  'enc-pa-rep': { name: 'Request protected', means: 'The KDC confirmed what was asked for.' },
  anonymous: { name: 'Anonymous', means: 'It does not say who you are.' },
};

const seenWords: Readonly<Record<SeenChange, string>> = {
  'signed-in': 'Signed in',
  'signed-out': 'Tickets destroyed',
  'new-ticket-granting-ticket': 'Signed in again, or renewed',
  'tickets-added': 'Tickets added',
  'tickets-removed': 'Tickets removed',
};

export const en = {
  app: {
    name: 'Tessera',
    standIn: 'Stand-in',
    standInMeans: 'This window runs on the stand-in for Electron: an installed browser shows it.',
    loading: 'Looking at your tickets',
    navigation: 'Main',
    density: 'Density (F7)',
    simple: 'Simple',
    expert: 'Expert',
    needsYou: (n: number): string =>
      `${count(n, 'identity', 'identities')} ${n === 1 ? 'needs' : 'need'} you`,
  },
  places: { identities: 'Identities', activity: 'Activity' },
  common: {
    cancel: 'Cancel',
    close: 'Close',
    closeKey: 'Close (Esc)',
    copy: 'Copy',
    copied: 'Copied',
    copyAsCommand: 'Copy as command',
    more: (what: string): string => `More for ${what}`,
    practice: 'Practice',
    default: 'Default',
    tryAgain: 'Try again',
    options: 'Options',
    working: 'working',
  },
  state: {
    signedInSince: (at: number, now: number): string => `Signed in since ${moment(at, now)}`,
    signedInLeft: (left: number): string => `Signed in, ${lineSpan(left)} left`,
    valid: (left: number): string => `Valid for ${lineSpan(left)}`,
    validUntil: (left: number, end: number, now: number): string =>
      `Valid for ${lineSpan(left)}, until ${moment(end, now)}`,
    expiresIn: (left: number, end: number, now: number): string =>
      `Expires in ${lineSpan(left)}, at ${moment(end, now)}`,
    expiresInRenewable: (left: number): string => `Expires in ${lineSpan(left)}, can be renewed`,
    expiresInForGood: (left: number): string => `Expires in ${lineSpan(left)}, cannot be renewed`,
    expired: (at: number, now: number): string =>
      `Expired ${dayName(at, now) === 'today' ? 'today, ' : ''}${moment(at, now)}`,
    notYet: (at: number, now: number): string => `Not valid before ${moment(at, now)}`,
    notValidated: 'Has to be validated by the KDC first',
    signedOutSince: (at: number, now: number): string =>
      `Signed out since ${dayName(at, now) === 'today' ? 'today, ' : ''}${moment(at, now)}`,
    signedOut: 'Signed out',
    servicesOnly: (n: number): string => `Holds ${count(n, 'service ticket')}, but none that signs you in`,
    unreadable: 'Its tickets cannot be read',
    left: (end: number, now: number): string => `left, until ${clockTime(end)} ${dayName(end, now)}`,
    meter: (left: number, total: number): string => `${longSpan(left)} left of ${longSpan(total)}`,
    meterEmpty: 'Nothing left',
  },
  renewal: {
    canBeRenewed: (until: number, now: number): string =>
      `Can be renewed without your password until ${moment(until, now)}.`,
    cannot: 'Cannot be renewed. Sign in to go on.',
    notAnyMore: 'Cannot be renewed any further. Sign in to go on.',
    tooLate: 'An expired ticket cannot be renewed. Sign in to go on.',
    signInToGoOn: 'Sign in to go on.',
    now: 'Renew now',
    renewing: 'Renewing',
    renewed: (principal: string, end: number, now: number): string =>
      `${principal} renewed, valid until ${moment(end, now)}`,
  },
  identities: {
    title: 'Identities',
    someoneElse: 'Sign in as someone else',
    signIn: 'Sign in',
    others: 'Other identities',
    menu: {
      serviceTicket: 'Get a service ticket',
      signInAgain: 'Sign in again',
      copyKlist: 'Copy the command that lists it',
      copyRenew: 'Copy the command that renews it',
      copyKinit: 'Copy the command that signs in',
      changePassword: 'Change its password',
      copyKpasswd: 'Copy the command that changes its password',
      destroy: 'Destroy its tickets',
      forget: 'Take it off this list',
      practice: 'Accounts and commands',
      why: 'Why it cannot be read',
    },
    forgotten: (principal: string): string => `${principal} is off the list`,
    cacheInstead: (named: string, used: string, reason: string): string =>
      `The default cache ${named} cannot be used: ${reason.replace(/\.$/, '')}. Tessera uses ${used} instead; set KRB5CCNAME to share it.`,
    storage: {
      setAside: (file: string): string =>
        `The list of identities and the history were damaged and have been put aside as ${file}. Tickets are not affected.`,
      unavailable: (reason: string): string =>
        `Identities and history are not kept after this window closes: ${reason}. Tickets are not affected.`,
    },
    configProblem: (reason: string): string => `The Kerberos configuration cannot be used: ${reason}`,
  },
  tickets: {
    title: 'Tickets',
    getPlaceholderFor: (realm: string): string =>
      `Web address or server, such as intranet.${realm.toLowerCase()}`,
    get: 'Get ticket',
    serviceLabel: 'Web address or server',
    none: 'No service tickets yet. They come by themselves when a program needs one; you can also get one here.',
    signInFirst: 'Sign in first',
    tgt: 'Signs you in',
    tgtOf: (realm: string): string => `Ticket-granting ticket of ${realm}`,
    crossRealm: (realm: string): string => `On to ${realm}`,
    until: (end: number, now: number): string => `until ${moment(end, now)}`,
    left: (left: number): string => `${lineSpan(left)} left`,
    expired: 'expired',
    got: (name: string): string => `Got the ticket for ${name}`,
    hadIt: (name: string): string => `The ticket for ${name} was here already and still serves`,
    removed: (name: string): string => `Removed the ticket for ${name}`,
    getAgain: 'Get again',
    remove: 'Remove from cache (Del)',
    removeWord: 'Remove',
    leftOut: (n: number): string => `${count(n, 'more ticket')} in this cache, not listed`,
    weak: 'weak',
    userToUser: 'User-to-user',
  },
  table: {
    label: 'Tickets',
    service: 'Service',
    validUntil: 'Valid until',
    renewableUntil: 'Renewable until',
    enctype: 'Enctype of ticket',
    flags: 'Flags',
    filter: 'Filter tickets',
    none: '–',
    count: (n: number): string => count(n, 'ticket'),
    getServiceTicket: 'Get service ticket',
    noMatch: 'No ticket matches the filter.',
    summary: (identities: number, tickets: number, expired: number): string =>
      `${count(identities, 'identity', 'identities')}, ${count(tickets, 'ticket')}${expired > 0 ? `, ${expired} expired` : ''}`,
    defaultCache: 'Default cache',
    short: shortMoment,
  },
  inspector: {
    label: 'Selected ticket',
    of: 'Service ticket of',
    tgtOf: 'Ticket-granting ticket of',
    tabs: { overview: 'Overview', times: 'Times', flags: 'Flags', encryption: 'Encryption', pac: 'PAC' },
    who: 'Who and where',
    client: 'Client',
    service: 'Service',
    got: 'Got',
    cache: 'Cache',
    encryption: 'Encryption',
    ticket: 'Ticket',
    sessionKey: 'Session key',
    kvno: (n: number): string => `kvno ${n}`,
    allows: 'What it allows',
    authTime: 'Signed in',
    startTime: 'Valid from',
    endTime: 'Valid until',
    renewTill: 'Renewable until',
    noRenew: 'Not renewable',
    noFlags: 'No flags are set.',
    weak: 'This encryption is weak: it can be broken with a fair amount of computing.',
    strong: 'Only the service, or the KDC, can open the ticket. Its content is sealed for us too.',
    resumeTimes: 'Times in your time zone, from the KDC.',
  },
  flags: flagWords,
  pac: {
    asking: (realm: string): string => `Asking the KDC of ${realm} for a ticket to yourself`,
    what: 'The PAC is what your realm tells services about you. It is sealed in every ticket; a ticket to yourself is the one that you can open.',
    given: (realm: string): string => `What ${realm} tells services about you`,
    how: {
      'user-to-user': (at: string): string =>
        `From a ticket to yourself, by user-to-user at ${at}. Nothing is stored.`,
      's4u2self+user-to-user': (at: string): string =>
        `From a ticket to yourself, by S4U2self with user-to-user at ${at}. Nothing is stored.`,
    },
    refused: (realm: string): string => `Refused: the KDC of ${realm} gives no ticket to yourself`,
    failed: 'Your PAC could not be asked for',
    again: 'Ask again',
    noGroups: (realm: string): string => `No groups: the KDC of ${realm} puts none in`,
    noGroupsWhy:
      'It did not refuse: the ticket came, with a PAC of client name and signatures alone. A KDC without a directory of groups behind it writes such PACs; services have to look for your groups elsewhere.',
    noPac: (realm: string): string => `No groups: the KDC of ${realm} puts no PAC in`,
    noPacWhy:
      'It did not refuse: the ticket came, without any PAC. Services have to look for your groups elsewhere.',
    who: 'Who',
    sid: 'SID',
    signedIn: 'Signed in',
    by: (at: string, server: string): string => (server === '' ? at : `${at}, by ${server}`),
    passwordSet: 'Password set',
    passwordEnds: 'Change due',
    logonEnds: 'Account ends',
    never: 'Never',
    notSaid: 'Not said',
    groups: (n: number): string => `Groups, ${n.toLocaleString('en-GB')}`,
    filter: 'Name or SID',
    none: 'The PAC lists no groups.',
    noMatch: 'No group matches the filter.',
    noName: 'Name not known',
    more: (n: number, left: number): string => `Show ${n} more of ${left.toLocaleString('en-GB')}`,
    leftOut: (n: number): string => `${count(n, 'more group')}, not listed`,
    namesNote:
      'A PAC holds numbers, not names: only well-known groups can be named. Nor does it tell whether you are in a group directly or through another one.',
    ofDomain: (detail: string, domain: string): string =>
      detail === '' ? `in ${domain}` : `${detail}, in ${domain}`,
    reason: {
      primary: { why: 'Primary group', detail: '' },
      member: { why: 'Member', detail: 'directly or through another group' },
      resource: { why: 'Added for this service', detail: 'domain-local group' },
      extra: { why: 'Extra SID', detail: 'SID history, or a group of another domain' },
      asserted: { why: 'Asserted identity', detail: 'says who vouched for you' },
      'well-known': { why: 'Added by the KDC', detail: 'well-known SID' },
    },
    names: 'Names',
    upn: 'UPN',
    constructed: '(made of name and domain)',
    dnsDomain: 'DNS domain',
    samName: 'Account name',
    checksums: 'Checksums',
    signature: { server: 'Server', kdc: 'KDC', ticket: 'Ticket', full: 'Full PAC' },
    verdict: {
      valid: 'Correct, with your session key',
      invalid: 'Wrong',
      'no-key': 'Not checked, needs the KDC’s key',
      absent: 'Not there',
    },
    clientInfo: 'Client info',
    matches: 'Name and time match the ticket',
    differs: (name: string): string => `Does not match the ticket: says ${name}`,
    size: (n: number): string => `Size, ${n.toLocaleString('en-GB')} bytes`,
    bytes: (n: number): string => `${n.toLocaleString('en-GB')} B`,
    part: (name: string): string => name.charAt(0).toUpperCase() + name.slice(1),
    ofGroups: (n: number): string => `of it ${count(n, 'group')}`,
    ofExtra: (n: number): string => `of it ${count(n, 'extra SID')}`,
  },
  firstRun: {
    title: 'Sign in once, reach everything',
    text: 'Tessera signs you in with Kerberos, shows how long it lasts, and tells you in plain words when something does not work.',
    signIn: 'Sign in',
    signInText: 'With your password. Your account looks like',
    example: (realm: string | undefined): string => `name@${realm ?? 'EXAMPLE.ORG'}`,
    practice: 'Try the practice realm',
    practiceText:
      'A small realm inside this computer, with its own accounts. Nothing leaves it and nothing can break.',
    start: 'Start practising',
    found: 'What Tessera found',
    settingsFound: 'Settings found: default realm',
    settingsNoRealm: 'Settings found, but they name no default realm',
    settingsNone: 'No Kerberos settings on this computer; realms are found by DNS',
    settingsWarnings: (n: number): string => count(n, 'remark'),
    reached: (realm: string): string => `${realm} can be reached`,
    unreachable: (realm: string): string => `${realm} cannot be reached`,
    unknownRealm: (realm: string): string => `No KDC is known for ${realm}`,
    checking: (realm: string): string => `Looking for ${realm}`,
    noTickets: 'No tickets on this computer yet',
    millis: (n: number): string => `${n} ms`,
  },
  signIn: {
    title: 'Sign in',
    who: 'Who are you?',
    placeholder: (realm: string | undefined): string => `name@${realm ?? 'REALM'}`,
    reach: {
      checking: (realm: string): string => `Looking for ${realm}`,
      reached: (realm: string, source: 'krb5.conf' | 'dns' | 'practice' | undefined): string =>
        `${realm} can be reached.${source === 'dns' ? ' Found by DNS:' : source === 'krb5.conf' ? ' Found in krb5.conf:' : ''}`,
      unreachable: (realm: string): string =>
        `${realm} does not answer. Signing in will not work until it does.`,
      unknown: (realm: string): string =>
        `No KDC is known for ${realm}. Realms are usually written in capitals.`,
    },
    lasts: (lifetime: number | undefined, renewable: number | undefined): string => {
      const first =
        lifetime === undefined ? 'Lasts as long as the realm gives' : `Lasts ${longSpan(lifetime)}`;
      if (renewable === undefined) return `${first}, renewable as krb5.conf says`;
      if (renewable === 0) return `${first}, cannot be renewed`;
      return `${first}, can be renewed for up to ${longSpan(renewable)}`;
    },
    remembered: (principal: string): string => `Remembered for ${principal} from last time`,
    fromConfig: 'From krb5.conf',
    asChosen: 'As chosen below',
    lifetime: 'Lasts',
    renewable: 'Can be renewed for',
    notRenewable: 'Not at all',
    realmDecides: 'As the realm decides',
    forwardable: 'Forwardable: other computers may use it for you',
    span: longSpan,
    next: 'Next, a separate small window asks for your password.',
    standIn:
      'This is the stand-in for Electron. Signing in works; a saved password would not be protected, so none is saved.',
    continue: 'Continue',
    waiting: {
      starting: 'Getting ready',
      'asking-password': 'A small window asks for your password',
      'asking-present-password': 'Your password has expired. A small window asks for it, to change it',
      'asking-new-password': 'Your password has expired. A small window asks for a new one',
      'deriving-key': 'Making the key from your password',
      'asking-kdc': 'Asking the KDC',
      storing: 'Storing the ticket',
    } satisfies Record<OperationDto['stage'], string>,
    waitingHint: 'It is a window of its own. If it is covered, bring it to the front.',
    done: (principal: string): string => `Signed in as ${principal}`,
    doneWithNewPassword: (principal: string): string =>
      `The password is changed, and ${principal} is signed in with it`,
  },
  changePassword: {
    title: (principal: string): string => `Change the password of ${principal}`,
    what: 'Two separate small windows follow: one for the present password, one for the new one, typed twice.',
    tickets: 'Your tickets stay as they are and go on being good.',
    continue: 'Continue',
    waiting: {
      starting: 'Getting ready',
      'asking-password': 'A small window asks for your password',
      'asking-present-password': 'A small window asks for your present password',
      'asking-new-password': 'A small window asks for the new password',
      'deriving-key': 'Making the key from your password',
      'asking-kdc': 'Asking the realm',
      storing: 'Storing the ticket',
    } satisfies Record<OperationDto['stage'], string>,
    done: (principal: string): string => `The password of ${principal} is changed`,
    doneAnd: (principal: string, said: string): string =>
      `The password of ${principal} is changed. The server says: ${said}`,
  },
  serviceTicket: {
    title: 'Get a service ticket',
    service: 'Service',
    as: 'As',
    identity: (principal: string, left: number): string => `${principal}, ${lineSpan(left)} left`,
    nameToAskFor: 'Name to ask for',
    how: {
      'as-typed': 'As typed',
      canonical: 'After DNS: the host is an alias of this name',
      reverse: 'After DNS, forward and back again',
      qualified: 'With the search domain added',
    },
    noName: 'Type a web address, a host, or a name such as HTTP/web.ad.test.',
    goesTo: (realm: string): string => `Asks the KDC of ${realm}. Nothing is sent to the service.`,
    get: 'Get ticket',
    asking: 'Asking the KDC',
  },
  destroy: {
    title: (principal: string): string => `Destroy the tickets of ${principal}?`,
    what: (n: number, cache: string): string =>
      `${count(n, 'ticket')} in ${cache} will be gone for every program that uses it.`,
    after: 'You can sign in again at any time. No other identity is touched.',
    do: 'Destroy',
    done: (principal: string): string => `The tickets of ${principal} are destroyed`,
    wasGone: (principal: string): string => `${principal} had no tickets any more`,
  },
  practice: {
    title: 'Practice realm',
    text: 'A small realm inside this computer, with its own accounts. Nothing leaves it and nothing can break.',
    start: 'Start practising',
    starting: 'Starting',
    accounts: 'Accounts',
    accountsText: 'Made for practising; their passwords are no secret.',
    services: 'Services',
    password: 'Password',
    ownPassword: 'changed by you',
    signIn: 'Sign in',
    signInAs: (principal: string): string => `Sign in as ${principal}`,
    getFor: (service: string): string => `Get a ticket for ${service}`,
    commands: 'For a terminal',
    commandsText: 'With this in front, MIT’s kinit, klist and kvno use the practice realm.',
    stop: 'Stop the practice realm',
    stopped: 'The practice realm has stopped; its tickets serve nobody any more',
    show: 'Accounts and commands',
  },
  explain: {
    whatHappened: 'What happened',
    why: 'Why',
    whatToDo: 'What to do',
    who: 'Who can do it',
    helpdesk: 'For your helpdesk',
    titles: {
      'sign-in': (subject: string): string => `Cannot sign in as ${subject}`,
      'service-ticket': (subject: string): string => `No ticket for ${subject}`,
      renew: (subject: string): string => `Cannot renew ${subject}`,
      'change-password': (subject: string): string => `The password of ${subject} is not changed`,
      destroy: (subject: string): string => `Cannot destroy the tickets of ${subject}`,
      remove: (subject: string): string => `Cannot remove the ticket for ${subject}`,
      practice: (_subject: string): string => 'The practice realm did not start',
      pac: (subject: string): string => `No PAC of ${subject}`,
    } satisfies Record<OperationDto['kind'], (subject: string) => string>,
    read: (subject: string): string => `The tickets of ${subject} cannot be read`,
    unknown: 'That did not work',
    passwordChanged:
      'The password is changed: the new one holds from now on. What came after it did not work.',
    stillSignedOut: 'You are still signed out. Nothing was changed.',
    unchanged: 'Your tickets are as they were. Nothing was changed.',
  },
  activity: {
    title: 'Activity',
    empty: 'Nothing yet. Sign-ins, tickets, renewals and what other programs change are listed here.',
    clockOf: (at: number): string => clockTime(at),
    day: (at: number, now: number): string => {
      const name = dayName(at, now);
      return name.charAt(0).toUpperCase() + name.slice(1);
    },
    what: (row: HistoryRow): string => {
      const failed = row.outcome === 'failed';
      const cancelled = row.outcome === 'cancelled' ? 'cancelled' : '';
      const subject = row.service ?? row.principal ?? '';
      switch (row.kind) {
        case 'sign-in':
          return failed ? 'Could not sign in' : cancelled === '' ? 'Signed in' : 'Sign-in cancelled';
        case 'service-ticket':
          return failed
            ? `No ticket for ${subject}`
            : cancelled === ''
              ? `Got ${subject}`
              : `${subject}, cancelled`;
        case 'renew':
          return failed ? 'Could not renew' : cancelled === '' ? 'Renewed' : 'Renewal cancelled';
        case 'change-password':
          return failed
            ? 'Could not change the password'
            : cancelled === ''
              ? 'Changed the password'
              : 'Password change cancelled';
        case 'destroy':
          return failed ? 'Could not destroy the tickets' : 'Destroyed the tickets';
        case 'remove':
          return failed ? `Could not remove ${subject}` : `Removed ${subject}`;
        case 'practice':
          return failed ? 'The practice realm did not start' : 'Started the practice realm';
        case 'pac':
          return failed
            ? 'No PAC of one’s own'
            : cancelled === ''
              ? 'Asked for the own PAC'
              : 'PAC, cancelled';
        case 'seen':
          return seenWords[row.detail ?? 'tickets-added'];
      }
    },
    seen: 'by another program',
    took: (millis: number): string => (millis < 10_000 ? `${millis} ms` : `${Math.round(millis / 1_000)} s`),
    why: 'Why',
    older: 'Show older',
  },
  announce: {
    expires: (principal: string, minutes: number): string =>
      `${principal} expires in ${count(minutes, 'minute')}`,
  },
} as const;
