// A blob as the window sees it: a handle, what it is, its fields a few at a time and its bytes by the piece, with every
// key blank. Paths never cross, neither way. A field's place is its way from the root: numbers of children, and `o` for
// what was made out of its bytes.
import { z } from 'zod';
import { BYTES_AT_ONCE, PASTED_MOST } from './blob-bounds.ts';
import { errorDto } from './errors.ts';
import { fieldKind } from './exchange-dto.ts';
import { enctypeDto, seconds, shownName, uuid } from './scalars.ts';

const sourceKinds = ['input', 'text', 'base64', 'hex', 'decrypted', 'decompressed', 'reassembled'] as const;
const openedHow = [
  'text',
  'base64',
  'hex',
  'decrypted',
  'decompressed',
  'reassembled',
  'unencrypted',
] as const;
const keyOrigins = [
  'keytab',
  'password',
  'raw',
  'credential',
  'session-key',
  'subkey',
  'armor',
  'strengthened',
  'challenge',
] as const;
const verdicts = ['valid', 'invalid', 'unverified'] as const;

export const fieldPlace = z
  .string()
  .max(1_024)
  .regex(/^(?:(?:\d{1,7}|o)(?:\.(?:\d{1,7}|o))*)?$/);

const name = z.string().max(2_048);
const count = z.int().min(0);

/** Which key opened something, in names. */
const keyUse = z.strictObject({
  from: z.enum(keyOrigins),
  enctype: enctypeDto,
  usage: z.int(),
  principal: name.optional(),
  kvno: count.optional(),
});
export type KeyUseDto = z.infer<typeof keyUse>;

export const blobField = z.strictObject({
  at: fieldPlace,
  name: z.string().max(1_024),
  type: z.string().max(256),
  kind: fieldKind,
  value: z.string().max(2_048).optional(),
  meaning: z.string().max(1_024).optional(),
  bits: z.string().max(64).optional(),
  /** Offsets count in this one of the blob's sources. */
  source: count,
  offset: count,
  length: count,
  valueOffset: count,
  valueLength: count,
  /** With what was made out of its bytes, which is the last. */
  children: count,
  /** The last of its children is what was made out of its bytes: its place ends in `o`. */
  opened: z.literal(true).optional(),
  truncated: z.literal(true).optional(),
  /** It is what was made out of the bytes of the field above. */
  made: z.strictObject({ how: z.enum(openedHow), by: keyUse.optional() }).optional(),
  /** Sealed, and no key at hand fits: whose key would. */
  wants: z
    .strictObject({ enctype: enctypeDto, principal: name.optional(), kvno: count.optional() })
    .optional(),
  verdict: z.enum(verdicts).optional(),
  /** What the number, or each flag that is set, means; in the language of the app. */
  explained: z
    .array(z.strictObject({ term: z.string().max(256), text: z.string().max(2_000) }))
    .max(64)
    .optional(),
  /** Of a key or password in clear. `never`: it is not shown at all. */
  secret: z.enum(['hidden', 'revealed', 'never']).optional(),
});
export type BlobField = z.infer<typeof blobField>;

export const sealedPart = z.strictObject({
  at: fieldPlace,
  enctype: enctypeDto,
  principal: name.optional(),
  kvno: count.optional(),
});
export type SealedPart = z.infer<typeof sealedPart>;

export const blobDto = z.strictObject({
  blob: uuid,
  /** Rises with each key that is added or secret that is shown: places and bytes of another version are stale. */
  version: z.int().min(1),
  /** The file's name, or what it was taken from. */
  name: shownName,
  origin: z.enum(['file', 'dropped', 'pasted', 'ticket', 'message']),
  /** What it was recognised as, in the engine's word. */
  kind: z.string().max(64),
  length: count,
  /** When it was opened. */
  at: seconds,
  fields: count,
  sources: z.array(z.strictObject({ how: z.enum(sourceKinds), length: count })).max(5_000),
  /** The first of those that stay sealed. */
  sealed: z.array(sealedPart).max(50),
  sealedCount: count,
  /** Keys that were added, without the keys. */
  keys: count,
  unreadable: count,
  firstUnreadable: fieldPlace.optional(),
  /** Where the first PAC stands that is open. */
  pac: fieldPlace.optional(),
});
export type BlobDto = z.infer<typeof blobDto>;

/** What is remembered of a blob that was opened: nothing that it held. */
export const bookmarkDto = z.strictObject({
  id: z.int().min(1),
  at: seconds,
  name: shownName,
  kind: z.string().max(64),
  length: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BookmarkDto = z.infer<typeof bookmarkDto>;

export const openFrom = z.discriminatedUnion('from', [
  /** Main's own dialog asks which file. */
  z.strictObject({ from: z.literal('dialog') }),
  z.strictObject({ from: z.literal('text'), text: z.string().min(1).max(PASTED_MOST) }),
  z.strictObject({
    from: z.literal('ticket'),
    identity: z.string().max(4_096),
    ticket: z.string().max(4_096),
  }),
  z.strictObject({ from: z.literal('message'), history: z.int().min(0), step: z.int().min(0).max(1_000) }),
]);

export const blobBytes = z.strictObject({
  /** The blob is another version by now: nothing is said. */
  stale: z.boolean(),
  /** Base64; blank octets are zeros. */
  bytes: z.string().max(Math.ceil(BYTES_AT_ONCE / 3) * 4),
  /** Where keys stand, and what is not known to be free of them. Offsets in the source. */
  blanked: z.array(z.strictObject({ offset: count, length: z.int().min(1) })).max(BYTES_AT_ONCE),
});
export type BlobBytes = z.infer<typeof blobBytes>;

/** As the preload hands them over: a path where the file has one, else its bytes; neither where it is too large. */
export const droppedFiles = z
  .array(
    z.strictObject({
      name: z.string().max(1_024),
      path: z.string().min(1).max(32_768).optional(),
      bytes: z
        .custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= PASTED_MOST)
        .optional(),
    }),
  )
  .max(8);
export type DroppedFiles = z.infer<typeof droppedFiles>;

/** What became of one file that was dropped. */
export const dropped = z.strictObject({
  show: z.literal('dropped'),
  name: shownName,
  blob: uuid.optional(),
  error: errorDto.optional(),
});
