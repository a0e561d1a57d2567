// How one signs in, as it crosses to the window and back: a keytab is a handle, never a path; a password never crosses.
import { z } from 'zod';
import { cacheName, enctypeDto, shownName, uuid } from './scalars.ts';
import { serverProblem } from './server-name.ts';

export const signInHow = z.discriminatedUnion('kind', [
  /** `keep`: what is typed into the prompt is sealed by the system's vault afterwards. */
  z.strictObject({ kind: z.literal('password'), keep: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('keytab'), keytab: uuid }),
  /** The one that was kept; one that was refused is not sent again, and the prompt asks instead. */
  z.strictObject({ kind: z.literal('saved-password') }),
  /** As the last time. */
  z.strictObject({ kind: z.literal('remembered') }),
]);
export type SignInHow = z.infer<typeof signInHow>;

const server = z
  .string()
  .max(300)
  .refine((text) => serverProblem(text) === undefined);

/** Of a realm that neither krb5.conf nor DNS knows. Without `kpasswd` the KDCs' hosts are asked, at port 464. */
export const givenServers = z.strictObject({
  /** None: those kept with the identity are taken away. */
  kdc: z.array(server).max(8),
  kpasswd: z.array(server).max(8),
});
export type GivenServers = z.infer<typeof givenServers>;

/** What a keytab holds, its keys left out. */
export const keytabDto = z.strictObject({
  /** Stands for the file as long as the app runs. */
  keytab: uuid,
  origin: z.enum(['file', 'default', 'client']),
  /** Its name, for the eye and for a command's -t. */
  file: cacheName,
  entries: z
    .array(
      z.strictObject({
        principal: shownName,
        kvno: z.int().min(0).max(0xffff_ffff),
        enctype: enctypeDto,
      }),
    )
    .max(500),
  entriesLeftOut: z.int().min(0),
});
export type KeytabDto = z.infer<typeof keytabDto>;

/** Why no password can be kept here. */
export const noVaultWhys = ['unavailable', 'fixed-key', 'stand-in'] as const;
export const vaultDto = z.strictObject({ why: z.enum(noVaultWhys).optional() });
export type VaultDto = z.infer<typeof vaultDto>;

/** How an identity signed in last. */
export const meansDto = z.strictObject({
  how: z.enum(['password', 'keytab', 'saved-password']),
  /** The keytab's name, whatever `how` is. */
  keytab: cacheName.optional(),
  /** A password lies sealed in the vault; `refused`: the realm did not take it, and it is not sent any more. */
  saved: z.enum(['kept', 'refused']).optional(),
  servers: givenServers.optional(),
});
export type MeansDto = z.infer<typeof meansDto>;
