// Errors as they cross to the window: a code of a closed list, and for people the four rows of an explanation.
import { z } from 'zod';
import { languages } from './language.ts';

export const errorCodes = [
  /** The caller is not the main window's own page. */
  'REFUSED',
  /** The input is not of the procedure's shape. */
  'BAD_INPUT',
  /** A fault of ours. */
  'INTERNAL',
  /** The person cancelled, in the prompt or with the Cancel button. */
  'CANCELLED',
  /** More requests than anybody makes by hand. */
  'BUSY',
  /** The identity, ticket or operation is not (or no longer) known. */
  'UNKNOWN',
  /** The system did not take a setting. */
  'NOT_SET',
  /** The engine's KerberosError; `kerberos` names its code. */
  'KERBEROS',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

const line = z.string().max(2_000);

/** What happened, why, what to do, who can do it; and the lines that a helpdesk wants. */
export const explanation = z.strictObject({
  whatHappened: line,
  /** Ranked by evidence, the likeliest first. */
  why: z.array(line).max(8),
  whatToDo: z.array(line).max(8),
  who: line,
  /** A caution worth its own box, e.g. about lock-outs. */
  caution: line.optional(),
  /** Codes, addresses, times. Shown folded, copied in one click. */
  helpdesk: z.array(line).max(40),
});
export type Explanation = z.infer<typeof explanation>;

export const errorDto = z.strictObject({
  code: z.enum(errorCodes),
  /** KerberosErrorCode of the engine, for the window to choose the next step by. */
  kerberos: z
    .string()
    .regex(/^[A-Z0-9_]{1,64}$/)
    .optional(),
  /** The KDC's error number, if a KRB-ERROR answered. */
  kdcError: z.int().min(-2_147_483_648).max(2_147_483_647).optional(),
  /** The password was changed before this went wrong. */
  passwordChanged: z.literal(true).optional(),
  /** In English. */
  explanation,
  /** The same in other languages; what is for the helpdesk is the same in all. */
  translations: z.partialRecord(z.enum(languages), explanation.omit({ helpdesk: true })).optional(),
});
export type ErrorDto = z.infer<typeof errorDto>;

/** What every call resolves to; it never rejects. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorDto };
