// A procedure of the IPC contract: what goes in, what comes out, and which errors may come instead.
import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';

export interface Procedure<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Codes extends readonly ErrorCode[] = readonly ErrorCode[],
> {
  readonly input: Input;
  readonly output: Output;
  /** Beside BAD_INPUT, REFUSED, BUSY and INTERNAL, which every procedure may answer. */
  readonly errors: Codes;
}

export function procedure<
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Codes extends readonly ErrorCode[],
>(spec: Procedure<Input, Output, Codes>): Procedure<Input, Output, Codes> {
  return spec;
}
