// Who lives in PRACTICE.TEST. A table, so that what the screens and the documents say is what the KDC does.
import type { PracticeScenario } from './types.ts';

export const REALM = 'PRACTICE.TEST';
export const DNS_DOMAIN = 'practice.test';
export const NETBIOS_DOMAIN = 'PRACTICE';
export const KDC_NETBIOS_NAME = 'PRACTICE-KDC';
/** Made up once; it names nothing outside this realm. */
export const DOMAIN_SID = 'S-1-5-21-1746050432-2903911071-3320719554';

/** Of every user, public by design. */
export const PASSWORD = 'Practice1!';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const AES = [18, 17] as const;
const AES_AND_RC4 = [18, 17, 23] as const;
const ALL = [18, 17, 20, 19, 23] as const;

export interface UserEntry {
  readonly name: string;
  readonly fullName: string;
  readonly rid: number;
  readonly teaches: string;
  readonly etypes: readonly number[];
  /** Names of groups that list this user as a member; what those belong to follows from the group table. */
  readonly groups: readonly string[];
  readonly state?: 'disabled' | 'locked' | 'expired';
  readonly mustChangePassword?: true;
  /** Seconds. */
  readonly maxLife?: number;
  readonly maxRenew?: number;
  /** Seconds that the KDC's clock is ahead when it deals with this user. */
  readonly clockOffset?: number;
  /** Wrong passwords until the account locks itself. */
  readonly lockAfter?: number;
  readonly notForwardable?: true;
  /** Members of so many further groups. */
  readonly extraGroups?: number;
}

export const MAX_LIFE = 10 * HOUR;
export const MAX_RENEW = 7 * DAY;
/** Of kadmin/changepw. */
export const CHANGEPW_LIFE = 5 * MINUTE;

export const USERS: readonly UserEntry[] = [
  {
    name: 'alice',
    fullName: 'Alice Able',
    rid: 1101,
    teaches: 'The plain case: sign in, get service tickets, renew. Member of nested groups.',
    etypes: ALL,
    groups: ['Engineers'],
  },
  {
    name: 'bob',
    fullName: 'Bob Baker',
    rid: 1102,
    teaches: 'A second identity beside alice, in other groups; may not forward tickets.',
    etypes: AES,
    groups: ['Sales'],
    notForwardable: true,
  },
  {
    name: 'shortlife',
    fullName: 'Sam Shortlife',
    rid: 1103,
    teaches: 'Tickets live 2 minutes and can be renewed for 10: watch one run out, watch renewal.',
    etypes: AES,
    groups: [],
    maxLife: 2 * MINUTE,
    maxRenew: 10 * MINUTE,
  },
  {
    name: 'skewed',
    fullName: 'Stella Skewed',
    rid: 1104,
    teaches: 'For this user the KDC’s clock is 10 minutes ahead: KRB_AP_ERR_SKEW and how a client copes.',
    etypes: AES,
    groups: [],
    clockOffset: 10 * MINUTE,
  },
  {
    name: 'mustchange',
    fullName: 'Max Mustchange',
    rid: 1105,
    teaches: 'The password must be changed before the first ticket: KDC_ERR_KEY_EXPIRED.',
    etypes: AES,
    groups: [],
    mustChangePassword: true,
  },
  {
    name: 'expired',
    fullName: 'Ed Expired',
    rid: 1106,
    teaches: 'An account past its last day: KDC_ERR_NAME_EXP.',
    etypes: AES,
    groups: [],
    state: 'expired',
  },
  {
    name: 'disabled',
    fullName: 'Dora Disabled',
    rid: 1107,
    teaches: 'An account switched off by an administrator: KDC_ERR_CLIENT_REVOKED.',
    etypes: AES,
    groups: [],
    state: 'disabled',
  },
  {
    name: 'locked',
    fullName: 'Lou Locked',
    rid: 1108,
    teaches: 'An account locked after wrong passwords: KDC_ERR_CLIENT_REVOKED, whatever is typed.',
    etypes: AES,
    groups: [],
    state: 'locked',
  },
  {
    name: 'lockme',
    fullName: 'Lee Lockme',
    rid: 1109,
    teaches: 'Locks itself after 3 wrong passwords, until the realm starts again.',
    etypes: AES,
    groups: [],
    lockAfter: 3,
  },
  {
    name: 'manygroups',
    fullName: 'Gwen Manygroups',
    rid: 1110,
    teaches: 'In 500 groups: tickets too big for UDP (KRB_ERR_RESPONSE_TOO_BIG) and for many web servers.',
    etypes: AES,
    groups: ['Engineers'],
    extraGroups: 500,
  },
  {
    name: 'oldcrypto',
    fullName: 'Olga Oldcrypto',
    rid: 1111,
    teaches: 'Has an RC4 key alone: KDC_ERR_ETYPE_NOSUPP unless weak encryption is allowed.',
    etypes: [23],
    groups: [],
  },
];

export interface GroupEntry {
  readonly name: string;
  readonly rid: number;
  /** Domain local groups appear in service tickets alone, as resource groups. */
  readonly scope: 'global' | 'universal' | 'domain-local';
  readonly memberOf: readonly string[];
}

export const DOMAIN_USERS_RID = 513;

export const GROUPS: readonly GroupEntry[] = [
  { name: 'Engineers', rid: 1201, scope: 'global', memberOf: ['Staff'] },
  { name: 'Sales', rid: 1202, scope: 'global', memberOf: ['Staff'] },
  { name: 'Staff', rid: 1203, scope: 'global', memberOf: ['Everyone at Practice', 'File readers'] },
  { name: 'Everyone at Practice', rid: 1204, scope: 'universal', memberOf: [] },
  { name: 'File readers', rid: 1205, scope: 'domain-local', memberOf: [] },
];

/** The extra groups of a user are numbered from here. */
export const EXTRA_GROUP_RID = 2000;

export interface ServiceEntry {
  readonly name: string;
  readonly teaches: string;
  readonly etypes: readonly number[];
  readonly okAsDelegate?: true;
}

export const SERVICES: readonly ServiceEntry[] = [
  {
    name: `HTTP/web.${DNS_DOMAIN}`,
    teaches: 'A web server: the plain case.',
    etypes: AES_AND_RC4,
  },
  {
    name: `HTTP/portal.${DNS_DOMAIN}`,
    teaches: 'A web server trusted for delegation: its tickets carry ok-as-delegate.',
    etypes: AES,
    okAsDelegate: true,
  },
  {
    name: `HTTP/modern.${DNS_DOMAIN}`,
    teaches: 'A web server with the SHA-2 enctypes of RFC 8009.',
    etypes: [20, 19],
  },
  {
    name: `HTTP/legacy.${DNS_DOMAIN}`,
    teaches: 'A web server that knows RC4 alone: KDC_ERR_ETYPE_NOSUPP unless weak encryption is allowed.',
    etypes: [23],
  },
  { name: `host/host.${DNS_DOMAIN}`, teaches: 'A machine to log in to, by SSH for example.', etypes: AES },
  { name: `cifs/files.${DNS_DOMAIN}`, teaches: 'A file server: resource groups in the PAC.', etypes: AES },
];

export const SCENARIOS: readonly PracticeScenario[] = [
  {
    id: 'plain',
    title: 'Sign in and reach a web server',
    user: 'alice',
    service: `HTTP/web.${DNS_DOMAIN}`,
    expect: 'A ticket-granting ticket, then a ticket for the service.',
  },
  {
    id: 'short-lived',
    title: 'A ticket that runs out',
    user: 'shortlife',
    expect: 'Two minutes of life, renewable for ten.',
  },
  {
    id: 'skewed-clock',
    title: 'A clock that is wrong',
    user: 'skewed',
    expect: 'KRB_AP_ERR_SKEW on the first proof, then a ticket by the KDC’s clock.',
  },
  {
    id: 'unknown-spn',
    title: 'A service nobody registered',
    user: 'alice',
    service: `HTTP/typo.${DNS_DOMAIN}`,
    expect: 'KDC_ERR_S_PRINCIPAL_UNKNOWN.',
  },
  {
    id: 'rc4-only',
    title: 'A service stuck with RC4',
    user: 'alice',
    service: `HTTP/legacy.${DNS_DOMAIN}`,
    expect: 'KDC_ERR_ETYPE_NOSUPP.',
  },
  {
    id: 'must-change',
    title: 'A password that must be changed',
    user: 'mustchange',
    expect: 'KDC_ERR_KEY_EXPIRED until the password is changed.',
  },
  { id: 'expired', title: 'An expired account', user: 'expired', expect: 'KDC_ERR_NAME_EXP.' },
  { id: 'disabled', title: 'A disabled account', user: 'disabled', expect: 'KDC_ERR_CLIENT_REVOKED.' },
  { id: 'locked', title: 'A locked account', user: 'locked', expect: 'KDC_ERR_CLIENT_REVOKED.' },
  {
    id: 'too-big',
    title: 'A ticket too big for UDP',
    user: 'manygroups',
    expect: 'KRB_ERR_RESPONSE_TOO_BIG, then the ticket over TCP.',
  },
];
