// The small shapes that the others are made of.
import { z } from 'zod';

/** Opaque to the window; made from a name, so as long as names may be. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,4096}$/);
export const uuid = z.uuid();
export const shownName = z.string().min(1).max(2_048);
export const seconds = z.int().min(0).max(0xffff_ffff);
export const cacheName = z.string().min(1).max(4_096);

export const enctypeDto = z.strictObject({
  number: z.int(),
  name: z.string().max(64),
  weak: z.boolean(),
});
export type EnctypeDto = z.infer<typeof enctypeDto>;
