// One's own PAC as the window sees it: who, which groups and why, times, sizes, verdicts; never a key or a signature.
import { z } from 'zod';
import { seconds } from './scalars.ts';

const name = z.string().max(1_024);
const sid = z.string().max(200);
const bytes = z.int().min(0);
/** Absent where the PAC leaves it out. */
const time = z.union([seconds, z.literal('never')]).optional();
export type PacTime = z.infer<typeof time>;

const pacGroup = z.strictObject({
  sid,
  /** Of a well-known SID; a PAC carries no other group names. */
  name: name.optional(),
  /** Its domain, where the PAC names that. */
  domain: name.optional(),
  reason: z.enum(['primary', 'member', 'resource', 'extra', 'asserted', 'claims', 'compound', 'well-known']),
  bytes,
});
export type PacGroupDto = z.infer<typeof pacGroup>;

const logon = z.strictObject({
  account: name,
  fullName: name,
  domain: name,
  /** The domain controller that wrote it. */
  server: name,
  sid: sid.optional(),
  groups: z.array(pacGroup).max(5_000),
  groupsLeftOut: z.int().min(0),
  times: z.strictObject({
    logon: time,
    kickOff: time,
    passwordLastSet: time,
    passwordCanChange: time,
    passwordMustChange: time,
  }),
});

const verdict = z.enum(['valid', 'invalid', 'no-key', 'absent']);

/** A PAC itself, wherever it came from. */
const pacDto = z.strictObject({
  /** Absent from KDCs that keep no groups. */
  logon: logon.optional(),
  client: z.strictObject({ name, matchesTicket: z.boolean().optional() }).optional(),
  upn: z
    .strictObject({
      upn: name,
      dnsDomain: name,
      /** Made of name and domain: the account has none of its own. */
      constructed: z.boolean(),
      samName: name.optional(),
      sid: sid.optional(),
    })
    .optional(),
  bytes,
  parts: z.array(z.strictObject({ type: z.int().min(0), name: z.string().max(100), bytes })).max(128),
  /** The server's is checked with the key that seals the ticket, the others need the KDC's key. */
  signatures: z.strictObject({ server: verdict, kdc: verdict, ticket: verdict, full: verdict }),
});
export type PacDto = z.infer<typeof pacDto>;

const claim = z.strictObject({
  of: z.enum(['client', 'device']),
  id: name,
  values: z.array(name).max(100),
});

/** One that was found in a blob. */
export const blobPac = z.strictObject({
  pac: pacDto,
  /** Octets of the ticket around it, where there is one. */
  ticketBytes: bytes.optional(),
  /** Whom the ticket is for, and who acted for the person on the way. */
  delegation: z.strictObject({ target: name, path: z.array(name).max(100) }).optional(),
  device: z.strictObject({ sid: sid.optional(), groups: z.array(sid).max(1_000) }).optional(),
  claims: z.array(claim).max(500),
});
export type BlobPac = z.infer<typeof blobPac>;

export const pacReport = z.strictObject({
  realm: name,
  how: z.enum(['user-to-user', 's4u2self+user-to-user']),
  /** When the KDC answered. */
  asked: seconds,
  /** Absent where the ticket came without one. */
  pac: pacDto.optional(),
});
export type PacReport = z.infer<typeof pacReport>;
