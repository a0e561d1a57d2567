// What the window sees of the world: JSON-safe, bounded, never a key. Times are seconds since 1970 UTC, 0 is absent.
// Names are as the engine prints them for a screen: escapes shown, nothing invisible.
import { z } from 'zod';
import { ticketColumns } from './columns.ts';
import { errorDto } from './errors.ts';
import { languageChoices, languages } from './language.ts';
import { renewalDto, timelineRow } from './renewal-dto.ts';
import { shells } from './shells.ts';
import { cacheName, enctypeDto, id, seconds, shownName, uuid } from './scalars.ts';
import { meansDto } from './sign-in-dto.ts';
import { everyDay } from './usual.ts';

const reason = z.string().max(2_000);

/** TicketFlags (RFC 4120 5.3, RFC 6112, RFC 6806) by name, in bit order. */
export const ticketFlagNames = [
  'forwardable',
  'forwarded',
  'proxiable',
  'proxy',
  'may-postdate',
  'postdated',
  'invalid',
  'renewable',
  'initial',
  'pre-authent',
  'hw-authent',
  'transited-policy-checked',
  'ok-as-delegate',
  'enc-pa-rep',
  'anonymous',
] as const;
export type TicketFlagName = (typeof ticketFlagNames)[number];

export const ticketDto = z.strictObject({
  id,
  /** service/host@REALM */
  server: shownName,
  /** The name without its realm. */
  name: shownName,
  realm: z.string().max(1_024),
  /** The name inside of the ticket, where it is not the one it is kept under: an alias, a host without its realm. */
  sealedFor: shownName.optional(),
  kind: z.enum(['tgt', 'cross-realm', 'service']),
  /** Only where it is not the cache's own principal. */
  client: shownName.optional(),
  authTime: seconds,
  startTime: seconds,
  endTime: seconds,
  renewTill: seconds,
  ticketEtype: enctypeDto,
  sessionEtype: enctypeDto,
  kvno: z.int().min(0).max(0xffff_ffff).optional(),
  flags: z.array(z.enum(ticketFlagNames)).max(32),
  /** MIT's letters, as klist -f prints them. */
  flagLetters: z.string().max(32),
  userToUser: z.boolean(),
});
export type TicketDto = z.infer<typeof ticketDto>;

export const signInOptions = z.strictObject({
  /** Seconds; absent = what krb5.conf or the realm gives. */
  lifetime: seconds.min(5).max(31_536_000).optional(),
  /** Seconds; 0 = not renewable; absent = what krb5.conf says, or the usual. */
  renewable: seconds.max(31_536_000).optional(),
  forwardable: z.boolean().optional(),
});
export type SignInOptions = z.infer<typeof signInOptions>;

/** Of one answer or event. */
export const TICKETS_AT_ONCE = 500;

export const identityDto = z.strictObject({
  id,
  principal: shownName,
  realm: z.string().max(1_024),
  /** Its tickets are in the system's default cache. */
  isDefault: z.boolean(),
  isPractice: z.boolean(),
  /** Kept on the list, whether it has tickets or not. */
  isPinned: z.boolean(),
  /** Without tickets and not pinned: when it leaves the list by itself; 0 = it does not. */
  leavesListAt: seconds,
  /** The cache it has, or will get. */
  cache: cacheName,
  /** VAR=value words that make MIT's tools use this cache; empty for the default. */
  environment: z.array(z.string().max(8_192)).max(4),
  /** Newest first by kind: the TGT leads. No more than a few hundred; the others come by ticket.page. */
  tickets: z.array(ticketDto).max(TICKETS_AT_ONCE),
  ticketsLeftOut: z.int().min(0),
  /** Set where tickets are left out. */
  ticketList: z
    .strictObject({
      /** Rises with each change of the list. */
      version: z.int().min(1),
      /** Tickets that ticket.page gives in all. */
      listed: z.int().min(0),
      /** What to do to the list of that version; absent where the list has to be fetched anew. */
      since: z
        .strictObject({
          version: z.int().min(1),
          added: z.array(ticketDto).max(TICKETS_AT_ONCE),
          removed: z.array(id).max(TICKETS_AT_ONCE),
        })
        .optional(),
    })
    .optional(),
  lastSignIn: seconds,
  /** When its tickets went away, as far as was seen. */
  signedOutAt: seconds,
  options: signInOptions,
  /** The switch of this identity. It is renewed where that of the settings is on as well. */
  renewsItself: z.boolean(),
  /** When its password runs out, as far as the realm said; 0 = not known. */
  passwordExpires: seconds,
  /** What renewal is about to do; absent without tickets, and where nothing renews by itself. */
  renewal: renewalDto.optional(),
  /** Absent: a password, typed each time. */
  means: meansDto.optional(),
  /** Set when the cache exists but cannot be read. */
  problem: errorDto.optional(),
});
export type IdentityDto = z.infer<typeof identityDto>;

export const operationKinds = [
  'sign-in',
  'service-ticket',
  'renew',
  'change-password',
  'destroy',
  'remove',
  'practice',
  'pac',
  'make-default',
  'ticket-check',
] as const;

export const operationDto = z.strictObject({
  id: uuid,
  kind: z.enum(operationKinds),
  principal: shownName.optional(),
  service: shownName.optional(),
  stage: z.enum([
    'starting',
    'asking-password',
    'asking-present-password',
    'asking-new-password',
    'deriving-key',
    'asking-kdc',
    'storing',
  ]),
  /** The KDC being asked, host:port. */
  kdc: z.string().max(300).optional(),
  startedAt: seconds,
});
export type OperationDto = z.infer<typeof operationDto>;

export const kdcFinding = z.strictObject({
  realm: z.string().max(1_024),
  /**
   * `named`: of a realm never used, whose KDCs DNS names; it is not connected to before the person signs in.
   * `not-looked`: one more such realm than are looked up in a row.
   */
  state: z.enum(['reached', 'unreachable', 'unknown-realm', 'named', 'not-looked']),
  /** host:port and milliseconds of those that answered; others without. */
  servers: z
    .array(
      z.strictObject({
        address: z.string().max(300),
        millis: z.int().min(0).optional(),
        reason: reason.optional(),
      }),
    )
    .max(32),
  /** `given`: what the person named for this identity. */
  source: z.enum(['krb5.conf', 'dns', 'practice', 'given']).optional(),
  /** Nobody has signed in there from here. */
  neverUsed: z.boolean().optional(),
});
export type KdcFinding = z.infer<typeof kdcFinding>;

export const environmentDto = z.strictObject({
  config: z.strictObject({
    files: z.array(z.string().max(4_096)).max(32),
    defaultRealm: z.string().max(1_024).optional(),
    defaultRealmFrom: z.string().max(4_200).optional(),
    warnings: z.array(reason).max(100),
    /** The file cannot be used at all; in words. */
    problem: reason.optional(),
    ticketLifetime: seconds,
    renewLifetime: seconds,
    forwardable: z.boolean(),
  }),
  /** About the default realm; absent until it is known, or when there is none. */
  kdc: kdcFinding.optional(),
  cache: z.strictObject({
    name: cacheName,
    /** `KEYRING:` and the like, when the default's type is not reached yet and `name` is used in its place. */
    unreached: z.strictObject({ name: cacheName, reason }).optional(),
    holds: shownName.optional(),
    tickets: z.int().min(0),
  }),
});
export type EnvironmentDto = z.infer<typeof environmentDto>;

/** How a service ticket is asked for; what is left out, krb5.conf says. */
export const ticketOptions = z.strictObject({
  /** The one enctype of session key that is asked for. */
  enctype: z.int().min(1).max(0x7fff_ffff).optional(),
  /** The KDC may answer with the name that the service really has. */
  canonicalize: z.boolean().optional(),
  /** User-to-user: sealed with the session key of this identity's ticket-granting ticket. */
  userToUser: id.optional(),
});
export type TicketOptions = z.infer<typeof ticketOptions>;

export const practiceDto = z.strictObject({
  running: z.boolean(),
  realm: z.string().max(1_024),
  /** Public by design: shown on the screen. A password that was changed since is not: empty. */
  users: z
    .array(z.strictObject({ principal: shownName, password: z.string().max(256), note: z.string().max(400) }))
    .max(64),
  services: z.array(z.strictObject({ name: shownName, note: z.string().max(400) })).max(64),
  /** KRB5_CONFIG=… KRB5CCNAME=… with which MIT's tools use it. Empty while it does not run. */
  environment: z.array(z.string().max(8_192)).max(4),
});
export type PracticeDto = z.infer<typeof practiceDto>;

const minuteOfDay = z.int().min(0).max(1_439);
/** Seconds before (or after) something ends. */
const offsets = z.array(seconds.max(31_536_000)).max(8);

export const settingsDto = z.strictObject({
  density: z.enum(['simple', 'expert']),
  language: z.enum(languageChoices),
  /** What closing the window does; where there is no tray, the window is minimised. */
  closing: z.enum(['keeps-running', 'quits']),
  /** Kept by the system, not by us; null: it cannot be had here. */
  startAtLogin: z.boolean().nullable(),
  /** The switch of all identities; each has one of its own as well. */
  renewAutomatically: z.boolean(),
  /** Renewed when less than so many seconds are left; null: at half of the lifetime. */
  renewWhenLeft: seconds.min(10).max(2_592_000).nullable(),
  noticeBeforeEnd: offsets,
  noticeAtEnd: z.boolean(),
  noticeAfterEnd: offsets,
  noticeBeforeRenewalEnds: offsets,
  /** 0 is the moment in which it expires. */
  noticeBeforePasswordExpires: offsets,
  noticeRenewed: z.boolean(),
  /** Local time; `from` later than `to` goes over midnight. The days are those on which they begin. */
  quietHours: z
    .strictObject({
      from: minuteOfDay,
      to: minuteOfDay,
      days: z
        .array(z.int().min(1).max(7))
        .min(1)
        .max(7)
        .default([...everyDay]),
    })
    .nullable(),
  /** Seconds by which "Snooze" puts the notices of an identity off. */
  snooze: seconds.min(60).max(86_400),
  /** For whom nothing is remembered; what is left out here, krb5.conf says. */
  signIn: signInOptions,
  historyDays: z.int().min(1).max(3_650),
  /** For which shell commands are copied; null: the system's usual one. */
  shell: z.enum(shells).nullable(),
  /** Those of the ticket table, in its order. The service always stands first. */
  columns: z.array(z.enum(ticketColumns)).max(32),
  /** The ticket table: under a row for each identity, or all in one list. */
  grouped: z.boolean(),
});
export type SettingsDto = z.infer<typeof settingsDto>;

/** Those that change. */
export type SettingsChange = { readonly [N in keyof SettingsDto]?: SettingsDto[N] | undefined };

export const settingNames = settingsDto.keyof().options;
export type SettingName = keyof SettingsDto;

export const storageDto = z.strictObject({
  state: z.enum(['ok', 'unavailable']),
  /** In words: what is wrong with the database. */
  reason: reason.optional(),
  /** Where a damaged database was put aside. */
  setAside: z.string().max(4_096).optional(),
  /** Settings whose stored value could not be read: the default is used until they are set again. */
  unreadSettings: z.array(z.enum(settingNames)).max(100).optional(),
});
export type StorageDto = z.infer<typeof storageDto>;

/** What another program can do to a cache, as far as a look at it tells. */
export const seenChanges = [
  'signed-in',
  'signed-out',
  'new-ticket-granting-ticket',
  'tickets-added',
  'tickets-removed',
] as const;
export type SeenChange = (typeof seenChanges)[number];

export const historyRow = z.strictObject({
  id: z.int().min(0),
  at: seconds,
  kind: z.enum([...operationKinds, 'seen', 'reveal']),
  /** For `seen`: what another program did. */
  detail: z.enum(seenChanges).optional(),
  principal: shownName.optional(),
  service: shownName.optional(),
  /** `nothing`: nothing came of it, and nothing is amiss: another program was first, a realm has no such thing. */
  outcome: z.enum(['ok', 'failed', 'cancelled', 'nothing']),
  millis: z.int().min(0).optional(),
  error: errorDto.optional(),
  /** Messages and look-ups of its exchange, where that is kept. */
  messages: z.int().min(0).optional(),
});
export type HistoryRow = z.infer<typeof historyRow>;

/** A name that a typed service may mean, before anything is asked. */
export const serviceCandidate = z.strictObject({
  /** What to hand to ticket.acquire. */
  principal: shownName,
  how: z.enum(['as-typed', 'canonical', 'reverse', 'qualified']),
  /** `by domain_realm in /etc/krb5.conf:14`, `the client's realm` */
  realmFrom: z.string().max(4_400).optional(),
});
export type ServiceCandidate = z.infer<typeof serviceCandidate>;

export const snapshot = z.strictObject({
  revision: z.int().min(0),
  identities: z.array(identityDto).max(500),
  operations: z.array(operationDto).max(200),
  environment: environmentDto,
  practice: practiceDto,
  settings: settingsDto,
  /** What `settings.language` means where it says `system`. */
  systemLanguage: z.enum(languages),
  storage: storageDto,
  /** The newest 100, newest first. */
  history: z.array(historyRow).max(100),
  /** The newest 500, newest first. */
  timeline: z.array(timelineRow).max(500),
});
export type Snapshot = z.infer<typeof snapshot>;

export const appDescription = z.strictObject({
  version: z.string().max(64),
  runtime: z.enum(['electron', 'stand-in']),
  platform: z.enum(['linux', 'darwin', 'win32']),
});
export type AppDescription = z.infer<typeof appDescription>;
