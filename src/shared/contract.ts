// The IPC contract. Strings and arrays are bounded, objects strict, names `noun.verb`; a call always resolves to
// {ok: true, value} or {ok: false, error}. No procedure takes a password: the prompt window has its own channel.
import { z } from 'zod';
import { BYTES_AT_ONCE, FIELDS_AT_ONCE, HITS_AT_ONCE } from './blob-bounds.ts';
import { blobBytes, blobDto, blobField, bookmarkDto, fieldPlace, openFrom } from './blob-dto.ts';
import type { ProcedureName } from './channels.ts';
import {
  TICKETS_AT_ONCE,
  appDescription,
  historyRow,
  kdcFinding,
  serviceCandidate,
  settingsDto,
  signInOptions,
  snapshot,
  ticketDto,
  ticketOptions,
} from './dto.ts';
import type { Result } from './errors.ts';
import type { EventEnvelope } from './events.ts';
import { exchangeDto, historyFilter, messageDto, rawTicket, ticketOrigin } from './exchange-dto.ts';
import { blobPac, pacReport } from './pac-dto.ts';
import { procedure } from './procedure.ts';
import { timelineRow } from './renewal-dto.ts';
import { cacheName, enctypeDto, id, shownName, uuid } from './scalars.ts';
import { givenServers, keytabDto, signInHow, vaultDto } from './sign-in-dto.ts';

const nothing = z.strictObject({});
/** Chosen by the window, so that it can cancel what it started. */
const operation = uuid;
const typed = z.string().trim().min(1).max(1_024);
const historyId = historyRow.shape.id;
/** A blob of that version; answers about another one are `stale`. */
const ofBlob = { blob: uuid, version: z.int().min(1) };
const withKey = z.strictObject({
  blob: blobDto,
  /** Parts that were sealed before and are open now. */
  opened: z.int().min(0),
});

export const contract = {
  'app.describe': procedure({ input: nothing, output: appDescription, errors: [] }),
  'state.get': procedure({ input: nothing, output: snapshot, errors: [] }),
  /** Takes effect at once. */
  'settings.update': procedure({
    input: settingsDto.partial(),
    output: settingsDto,
    errors: ['NOT_SET'],
  }),
  'clipboard.write': procedure({
    input: z.strictObject({ text: z.string().max(65_536) }),
    output: nothing,
    errors: [],
  }),
  /** Is a KDC of the realm of this principal (or realm) there? One connection each, nothing is asked about names. */
  'realm.probe': procedure({
    input: z.strictObject({ principal: typed }),
    output: kdcFinding,
    errors: ['KERBEROS'],
  }),
  'identity.signIn': procedure({
    input: z.strictObject({
      operation,
      principal: typed,
      options: signInOptions,
      /** Left out: by a password that the prompt asks for. */
      how: signInHow.optional(),
      /** For a realm that nothing else names servers of; left out, those kept with the identity. */
      servers: givenServers.optional(),
    }),
    output: z.strictObject({
      identity: id,
      cache: cacheName,
      /** The password had expired, and was changed on the way. */
      passwordChanged: z.boolean(),
      /** It was to be kept: whether the vault took it. */
      passwordKept: z.boolean().optional(),
    }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  /** Takes the sealed password away, whether it was refused or not. */
  'identity.forgetPassword': procedure({
    input: z.strictObject({ identity: id }),
    output: nothing,
    errors: ['UNKNOWN'],
  }),
  /**
   * What a keytab holds, without its keys: one that the person chooses in the main process's own dialog, one that
   * krb5.conf names, or the one an identity used last. Nothing, where the person chose none.
   */
  'keytab.open': procedure({
    input: z.strictObject({
      from: z.enum(['dialog', 'default', 'client', 'identity']),
      /** For `identity`. */
      identity: id.optional(),
    }),
    output: z.strictObject({ keytab: keytabDto.optional() }),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** Whether a password can be kept here, and if not, why. */
  'vault.describe': procedure({ input: nothing, output: vaultDto, errors: [] }),
  /** The prompt asks for the present password and the new one. Tickets stay as they are. */
  'identity.changePassword': procedure({
    input: z.strictObject({ operation, identity: id }),
    /** `said`: what the server says to it, if anything. */
    output: z.strictObject({ said: z.string().max(2_000).optional() }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  /** kdestroy of this identity's cache, and of no other. A second one's within an hour, only as main asks itself. */
  'identity.destroy': procedure({
    input: z.strictObject({ operation, identity: id }),
    output: z.strictObject({ destroyed: z.boolean() }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  /** Takes an identity without tickets off the list. */
  'identity.forget': procedure({
    input: z.strictObject({ identity: id }),
    output: nothing,
    errors: ['UNKNOWN'],
  }),
  /** What is chosen for this identity alone. */
  'identity.configure': procedure({
    input: z.strictObject({ identity: id, renewsItself: z.boolean() }),
    output: nothing,
    errors: ['UNKNOWN'],
  }),
  /** Puts its notices off, for as long as the settings say. */
  'identity.snooze': procedure({
    input: z.strictObject({ identity: id }),
    output: z.strictObject({ until: z.int().min(0) }),
    errors: ['UNKNOWN'],
  }),
  /** Keeps it on the list and first in it, tickets or not; or lets it go again. */
  'identity.pin': procedure({
    input: z.strictObject({ identity: id, pinned: z.boolean() }),
    output: nothing,
    errors: ['UNKNOWN'],
  }),
  /** Its tickets become the default cache's; what the default held moves, whole, to a cache of its own first. */
  'identity.makeDefault': procedure({
    input: z.strictObject({ operation, identity: id }),
    output: z.strictObject({
      cache: cacheName,
      /** Whose tickets made room, and where they are now. */
      moved: z.strictObject({ principal: shownName, cache: cacheName }).optional(),
    }),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /**
   * What the realm says of this identity: the PAC of a ticket to oneself, opened with one's own session key. One
   * exchange with the KDC, none while the answer is still good.
   */
  'identity.pac': procedure({
    input: z.strictObject({ operation, identity: id }),
    output: pacReport,
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  /** Tickets that an identity did not bring with it. `stale`: its list is another one by now. */
  'ticket.page': procedure({
    input: z.strictObject({
      identity: id,
      version: z.int().min(1),
      from: z.int().min(0),
      count: z.int().min(1).max(TICKETS_AT_ONCE),
    }),
    output: z.strictObject({ stale: z.boolean(), tickets: z.array(ticketDto).max(TICKETS_AT_ONCE) }),
    errors: ['UNKNOWN'],
  }),
  /** The names that a typed service may mean, and the realm each would be asked in. Asks DNS at most, no KDC. */
  'ticket.resolve': procedure({
    input: z.strictObject({ identity: id, service: typed }),
    output: z.strictObject({
      candidates: z.array(serviceCandidate).max(8),
      /** Session key enctypes that krb5.conf permits, in its order. */
      enctypes: z.array(enctypeDto).max(32),
      /** The cache that a ticket kept by itself would go to. */
      newCache: cacheName,
    }),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /**
   * Can this identity get a ticket for it? The KDC is asked for one, whatever the cache holds, and nothing is stored. A
   * refusal is the error.
   */
  'ticket.check': procedure({
    input: z.strictObject({
      operation,
      identity: id,
      service: typed,
      name: typed.optional(),
      options: ticketOptions.optional(),
    }),
    output: z.strictObject({
      made: shownName,
      /** Realms asked, first to last; the last one gave it. */
      path: z.array(z.string().max(1_024)).max(32),
      ticket: ticketDto,
      /** One for it is in the cache already. */
      inCache: z.boolean(),
    }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  'ticket.acquire': procedure({
    /**
     * `name`: the one of ticket.resolve's candidates to ask for; without it all that the service may mean. `keep`: in
     * the cache of the identity, or by itself in a new one.
     */
    input: z.strictObject({
      operation,
      identity: id,
      service: typed,
      name: typed.optional(),
      options: ticketOptions.optional(),
      keep: z.enum(['own', 'new']).optional(),
    }),
    output: z.strictObject({
      /** Under whom it is found now. */
      identity: id,
      ticket: id,
      cache: cacheName,
      asked: shownName,
      made: shownName,
      /** The ticket was in the cache already and still serves. */
      fromCache: z.boolean(),
      /** Realms passed through, first to last. */
      path: z.array(z.string().max(1_024)).max(32),
    }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  'ticket.renew': procedure({
    input: z.strictObject({ operation, identity: id }),
    output: z.strictObject({ endTime: z.int().min(0) }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  'ticket.remove': procedure({
    input: z.strictObject({ operation, identity: id, ticket: id }),
    output: z.strictObject({ removed: z.int().min(0) }),
    errors: ['CANCELLED', 'UNKNOWN', 'KERBEROS'],
  }),
  /** Starts the practice realm if need be and signs in as one of its users (its first, if none is named). No prompt. */
  'practice.start': procedure({
    input: z.strictObject({ operation, user: shownName.optional() }),
    output: z.strictObject({ identity: id }),
    errors: ['CANCELLED', 'KERBEROS'],
  }),
  'practice.stop': procedure({ input: nothing, output: nothing, errors: [] }),
  'history.list': procedure({
    input: z.strictObject({
      before: z.int().min(1).optional(),
      limit: z.int().min(1).max(200),
      filter: historyFilter.optional(),
    }),
    output: z.strictObject({ rows: z.array(historyRow).max(200) }),
    errors: [],
  }),
  /** Main's own dialog asks first. */
  'history.clear': procedure({
    input: nothing,
    output: z.strictObject({ cleared: z.boolean() }),
    errors: [],
  }),
  /** Attempts, sleeps and what was found out about KDCs, newest first, older than row `before`. */
  'timeline.list': procedure({
    input: z.strictObject({ before: z.int().min(1).optional(), limit: z.int().min(1).max(1_000) }),
    output: z.strictObject({ rows: z.array(timelineRow).max(1_000) }),
    errors: [],
  }),
  /** What went over the wire for a row of the history. */
  'exchange.get': procedure({
    input: z.strictObject({ history: historyId }),
    output: exchangeDto,
    errors: ['UNKNOWN'],
  }),
  /** One message of it, laid open. `step`: the one whose bytes it is. */
  'exchange.message': procedure({
    input: z.strictObject({ history: historyId, step: z.int().min(0).max(1_000) }),
    output: messageDto,
    errors: ['UNKNOWN'],
  }),
  /** Puts the whole exchange, messages laid open, on the clipboard as JSON. */
  'exchange.copy': procedure({
    input: z.strictObject({ history: historyId }),
    output: nothing,
    errors: ['UNKNOWN'],
  }),
  /** The exchange that brought a ticket, as far as it was one of ours. */
  'ticket.origin': procedure({
    input: z.strictObject({ identity: id, ticket: id }),
    output: ticketOrigin,
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** The ticket's bytes as far as anybody may see them: the sealed part and the session key stay in main. */
  'ticket.raw': procedure({
    input: z.strictObject({ identity: id, ticket: id }),
    output: rawTicket,
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** Something to look into, by a handle that lives until it is closed or many others were opened since. */
  'blob.open': procedure({
    input: openFrom,
    /** Nothing, where the person chose no file. */
    output: z.strictObject({ blob: blobDto.optional() }),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  'blob.list': procedure({
    input: nothing,
    output: z.strictObject({ blobs: z.array(blobDto).max(32), recent: z.array(bookmarkDto).max(100) }),
    errors: [],
  }),
  'blob.close': procedure({ input: z.strictObject({ blob: uuid }), output: nothing, errors: [] }),
  /**
   * Children of the field at a place, a page of them. `deep`: what is below them as well, level by level, as far as
   * the answer has room. The root comes with the place ''.
   */
  'blob.fields': procedure({
    input: z.strictObject({
      ...ofBlob,
      at: fieldPlace,
      from: z.int().min(0).max(10_000_000),
      count: z.int().min(1).max(FIELDS_AT_ONCE),
      deep: z.boolean().optional(),
    }),
    output: z.strictObject({ stale: z.boolean(), fields: z.array(blobField).max(FIELDS_AT_ONCE + 1) }),
    errors: ['UNKNOWN'],
  }),
  'blob.bytes': procedure({
    input: z.strictObject({
      ...ofBlob,
      source: z.int().min(0).max(10_000),
      offset: z.int().min(0),
      length: z.int().min(1).max(BYTES_AT_ONCE),
    }),
    output: blobBytes,
    errors: ['UNKNOWN'],
  }),
  /** The innermost field that a byte belongs to. */
  'blob.find': procedure({
    input: z.strictObject({ ...ofBlob, source: z.int().min(0).max(10_000), offset: z.int().min(0) }),
    output: z.strictObject({ stale: z.boolean(), at: fieldPlace.optional() }),
    errors: ['UNKNOWN'],
  }),
  /** Fields whose name, type, value or meaning has the text in it, in their order; or octets, where it is hexadecimal. */
  'blob.search': procedure({
    input: z.strictObject({ ...ofBlob, text: z.string().trim().min(1).max(200) }),
    output: z.strictObject({
      stale: z.boolean(),
      hits: z.array(fieldPlace).max(HITS_AT_ONCE),
      /** There are more. */
      more: z.boolean(),
    }),
    errors: ['UNKNOWN'],
  }),
  /** Main's own dialog asks which keytab. Nothing, where the person chose none. */
  'blob.addKeytab': procedure({
    input: z.strictObject({ blob: uuid }),
    output: withKey.partial(),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** The prompt asks for the password. Without a salt it is that of RFC 4120: the realm and the name. */
  'blob.addPassword': procedure({
    input: z.strictObject({
      blob: uuid,
      principal: typed,
      salt: z.string().max(1_024).optional(),
    }),
    output: withKey,
    errors: ['UNKNOWN', 'CANCELLED', 'KERBEROS'],
  }),
  /** The prompt asks for the key, in hexadecimal. */
  'blob.addKey': procedure({
    input: z.strictObject({ blob: uuid, enctype: z.int().min(1).max(65_535) }),
    output: withKey,
    errors: ['UNKNOWN', 'CANCELLED', 'KERBEROS'],
  }),
  /** The session keys beside an identity's tickets. */
  'blob.useTickets': procedure({
    input: z.strictObject({ blob: uuid, identity: id }),
    output: withKey,
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** Shows one key or password, when main's own dialog was answered with yes. Written down in the history. */
  'blob.reveal': procedure({
    input: z.strictObject({ ...ofBlob, at: fieldPlace }),
    output: z.strictObject({ blob: blobDto.optional() }),
    errors: ['UNKNOWN'],
  }),
  /** The first PAC in it, as far as it is open; nothing where none is. */
  'blob.pac': procedure({
    input: z.strictObject(ofBlob),
    output: z.strictObject({ pac: blobPac.optional() }),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** Puts a field, or the whole blob, on the clipboard as JSON. Keys are lengths. */
  'blob.copy': procedure({
    input: z.strictObject({ ...ofBlob, at: fieldPlace.optional() }),
    output: nothing,
    errors: ['UNKNOWN'],
  }),
  /** Main's own dialog asks where to. Keys are lengths. */
  'blob.export': procedure({
    input: z.strictObject({ blob: uuid, as: z.enum(['json', 'html']) }),
    output: z.strictObject({ saved: z.boolean() }),
    errors: ['UNKNOWN', 'KERBEROS'],
  }),
  /** Takes what is remembered of a blob off the list; without an id all of it. */
  'blob.forget': procedure({
    input: z.strictObject({ id: z.int().min(1).optional() }),
    output: nothing,
    errors: [],
  }),
  'operation.cancel': procedure({ input: z.strictObject({ operation }), output: nothing, errors: [] }),
} as const satisfies Record<ProcedureName, unknown>;

export type Contract = typeof contract;
export type InputOf<N extends ProcedureName> = z.output<Contract[N]['input']>;
/** What a caller may hand over, before trimming and defaults. */
export type CallInputOf<N extends ProcedureName> = z.input<Contract[N]['input']>;
export type OutputOf<N extends ProcedureName> = z.output<Contract[N]['output']>;

type Noun<N extends string> = N extends `${infer Head}.${string}` ? Head : never;
type VerbsOf<Head extends string> =
  Extract<ProcedureName, `${Head}.${string}`> extends `${Head}.${infer Verb}` ? Verb : never;

/** `window.tessera`: one function per procedure, grouped by noun, and one way to hear events. */
export type Bridge = {
  readonly [Head in Noun<ProcedureName>]: {
    readonly [Verb in VerbsOf<Head>]: `${Head}.${Verb}` extends infer N extends ProcedureName
      ? (input: CallInputOf<N>) => Promise<Result<OutputOf<N>>>
      : never;
  };
} & {
  readonly events: {
    /** Returns the function that ends the subscription. */
    readonly subscribe: (listener: (event: EventEnvelope) => void) => () => void;
  };
};
