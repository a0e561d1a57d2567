// An exchange as it went, step by step, and a message laid open. Stored and shown in the same shape. Bytes of messages
// come without what is sealed in them: zeros, in the ranges that are named.
import { z } from 'zod';
import { historyRow } from './dto.ts';
import { languages } from './language.ts';
import { shownName } from './scalars.ts';

const name = z.string().max(2_048);
const short = z.string().max(300);
/** Milliseconds of work since the action began; waiting for the person does not count. */
const at = z.int().min(0);
const transport = z.enum(['udp', 'tcp', 'https']);

const message = {
  at,
  /** AS-REQ, KRB-ERROR, kpasswd, … */
  message: z.string().max(64),
  host: short,
  port: z.int().min(0).max(65_535),
  transport,
  length: z.int().min(0),
  /** What it is about, by name: the service asked for, the error, the ticket's server. */
  about: name.optional(),
  /** The step that has its bytes; absent where they are not kept. */
  bytes: z.int().min(0).optional(),
};

export const exchangeStep = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('started'),
    at,
    exchange: z.enum(['AS', 'TGS', 'kpasswd']),
    client: name,
    server: name,
    realm: name,
  }),
  z.strictObject({
    type: z.literal('dns'),
    at,
    record: z.string().max(16),
    name,
    answers: z.array(name).max(16),
    millis: z.int().min(0).optional(),
    problem: short.optional(),
  }),
  z.strictObject({
    type: z.literal('servers'),
    at,
    realm: name,
    candidates: z.array(name).max(32),
    source: z.enum(['krb5.conf', 'dns', 'given']),
  }),
  z.strictObject({ type: z.literal('sent'), ...message, resend: z.boolean() }),
  z.strictObject({ type: z.literal('received'), ...message, errorCode: z.int().optional() }),
  z.strictObject({ type: z.literal('dropped'), at, from: short, length: z.int().min(0), reason: short }),
  z.strictObject({ type: z.literal('silent'), at, server: short, transport, reason: short }),
  z.strictObject({
    type: z.literal('preauth-required'),
    at,
    padata: z.array(short).max(64),
    etypes: z.array(short).max(64),
  }),
  z.strictObject({ type: z.literal('preauth-chosen'), at, padata: short, etype: short, salt: name }),
  z.strictObject({ type: z.literal('key-derived'), at, etype: short }),
  z.strictObject({ type: z.literal('skew'), at, offsetSeconds: z.number() }),
  z.strictObject({ type: z.literal('redirected'), at, from: name, to: name }),
  z.strictObject({ type: z.literal('referral'), at, from: name, to: name, path: z.array(name).max(32) }),
  z.strictObject({ type: z.literal('canonical'), at, asked: name, made: name, how: name }),
  z.strictObject({ type: z.literal('checked'), at, checks: z.array(short).max(64) }),
  z.strictObject({
    type: z.literal('skipped'),
    at,
    message: z.string().max(64),
    fields: z.array(short).max(32),
  }),
  z.strictObject({
    type: z.literal('acquired'),
    at,
    client: name,
    server: name,
    etype: short,
    ticketEtype: short,
    endTime: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal('failed'),
    at,
    code: z.string().max(64),
    message: name,
    /** The message in other languages than English. */
    translations: z.partialRecord(z.enum(languages), name).optional(),
  }),
]);
export type ExchangeStep = z.infer<typeof exchangeStep>;

export const exchangeSteps = z.array(exchangeStep).max(300);

export const exchangeDto = z.strictObject({
  row: historyRow,
  steps: exchangeSteps,
  /** Steps that did not fit. */
  leftOut: z.int().min(0),
});
export type ExchangeDto = z.infer<typeof exchangeDto>;

const range = z.strictObject({ offset: z.int().min(0), length: z.int().min(1) });

export const byteRanges = z.array(range).max(2_200);

export const fieldKind = z.enum([
  'constructed',
  'integer',
  'text',
  'time',
  'flags',
  'boolean',
  'octets',
  'sealed',
  'secret',
  'unknown',
  'unreadable',
]);

/** One field of a message; `depth` says whose child it is. Kinds and names are the engine's. */
export const fieldDto = z.strictObject({
  depth: z.int().min(0).max(64),
  name: z.string().max(256),
  type: z.string().max(64),
  kind: fieldKind,
  value: z.string().max(2_048).optional(),
  meaning: z.string().max(256).optional(),
  offset: z.int().min(0),
  length: z.int().min(0),
  valueOffset: z.int().min(0),
  valueLength: z.int().min(0),
  /** Its octets were left out when the message was kept. */
  blank: z.boolean(),
  truncated: z.literal(true).optional(),
});
export type FieldDto = z.infer<typeof fieldDto>;

export const messageDto = z.strictObject({
  name: z.string().max(64),
  length: z.int().min(0),
  /** Parents before their children. */
  fields: z.array(fieldDto).max(2_200),
  /** Base64; absent above 64 KiB. */
  bytes: z.string().max(90_000).optional(),
  blanked: byteRanges,
  /** A KRB-ERROR in words, in the language of the app. */
  explained: z.strictObject({ what: z.string().max(4_000), why: z.string().max(4_000) }).optional(),
});
export type MessageDto = z.infer<typeof messageDto>;

/** A ticket as it lies in the cache, without the session key and without what the ticket seals. */
export const rawTicket = z.strictObject({ ticket: messageDto, credential: messageDto });
export type RawTicket = z.infer<typeof rawTicket>;

/** Where a ticket came from. */
export const ticketOrigin = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('us'), exchange: exchangeDto }),
  /** Not in what was written down here: `seen` is when a change of another program's was noticed, if it was. */
  z.strictObject({ by: z.literal('others'), seen: historyRow.optional() }),
]);
export type TicketOrigin = z.infer<typeof ticketOrigin>;

/** Which rows of the history are wanted; what is left out does not choose. */
export const historyFilter = z.strictObject({
  principal: shownName.optional(),
  kinds: z.array(historyRow.shape.kind).max(32).optional(),
  outcome: historyRow.shape.outcome.optional(),
  /** Anywhere in the names or in what went wrong, upper or lower case. */
  text: z.string().trim().min(1).max(200).optional(),
});
export type HistoryFilter = z.infer<typeof historyFilter>;
