// What renewal is about to do for an identity, and what the Timeline keeps of what it did and saw. No key, no ticket:
// times, names and codes. Times are whole seconds since 1970 UTC on this computer's clock.
import { z } from 'zod';

const seconds = z.int().min(0).max(0xffff_ffff);
const shownName = z.string().min(1).max(2_048);

/** Why something is planned, or why nothing is: the planner's own words. */
export const planReasons = [
  'half-life',
  'seconds-left',
  'retry',
  'network-back',
  'last-chance',
  'after-end',
  'renewal-ended',
  'no-ticket',
  'switched-off',
  'not-renewable',
  'renew-till',
  'invalid',
  'expired',
  'refused',
  'no-gain',
  'password-refused',
] as const;

const base = { id: z.int().min(0), at: seconds };

/** One request for a new ticket-granting ticket. */
const attempt = z.strictObject({
  ...base,
  kind: z.literal('attempt'),
  principal: shownName,
  what: z.enum(['renew', 'sign-in']),
  by: z.enum(['itself', 'person']),
  /** `superseded`: another program was faster, and nothing was written. */
  outcome: z.enum(['ok', 'superseded', 'unreachable', 'refused', 'failed', 'cancelled']),
  /** KDC_UNREACHABLE, KDC_ERR_POLICY. */
  code: z
    .string()
    .regex(/^[A-Z0-9_]{1,64}$/)
    .optional(),
  /** Until when the ticket lasts that it brought. */
  until: seconds.optional(),
});
export type AttemptRow = z.infer<typeof attempt>;

export const timelineRow = z.discriminatedUnion('kind', [
  attempt,
  /** `told`: the system said so; `noticed`: its clock ran ahead of ours. */
  z.strictObject({ ...base, kind: z.literal('sleep'), until: seconds, seen: z.enum(['told', 'noticed']) }),
  /** The clock was set back by so many seconds, to `at`. */
  z.strictObject({ ...base, kind: z.literal('clock-set-back'), by: seconds }),
  z.strictObject({
    ...base,
    kind: z.literal('reachability'),
    realm: z.string().max(1_024),
    reached: z.boolean(),
  }),
]);
export type TimelineRow = z.infer<typeof timelineRow>;

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;
export type NewTimelineRow = WithoutId<TimelineRow>;

export const renewalDto = z.strictObject({
  next: z.enum(['renew', 'sign-in', 'nothing']),
  why: z.enum(planReasons),
  /** When; in the past it is due. Absent where nothing is planned. */
  at: seconds.optional(),
  /** Requests for this ticket that did not succeed. */
  failed: z.int().min(0),
  running: z.boolean(),
  /** Was a KDC of the realm reached when one was last looked for? Absent: nobody looked. */
  reached: z.boolean().optional(),
  last: attempt.optional(),
  /** Renewal comes to its end, and nothing can sign in anew without the person. */
  ends: z.strictObject({ at: seconds, warnFrom: seconds }).optional(),
});
export type RenewalDto = z.infer<typeof renewalDto>;
