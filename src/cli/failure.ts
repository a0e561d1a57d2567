// How a verb ends without success: with MIT's exit code, an error, and what was being done.
import { KerberosError, displayText } from '#krb5';

export class Failure extends Error {
  readonly exitCode: number;
  /** The error itself; a string, printed as it is, where there is nothing more to say than its words. */
  readonly reason: unknown;
  /** MIT's end of the sentence: "while getting initial credentials". */
  readonly doing: string;

  constructor(exitCode: number, reason: unknown, doing = '') {
    super(doing);
    this.exitCode = exitCode;
    this.reason = reason;
    this.doing = doing;
  }
}

/** Options that make no sense together, or are not known: the words, the usage, and the exit code of the tool. */
export class UsageMistake extends Error {}

/** Runs one step; whatever it throws becomes a Failure that says what was being done. */
export async function during<T>(doing: string, step: () => T | Promise<T>, exitCode = 1): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Failure || error instanceof UsageMistake) throw error;
    throw new Failure(exitCode, error, doing);
  }
}

export function cacheNotFound(cache: string): KerberosError<'CCACHE_NOT_FOUND'> {
  return new KerberosError('CCACHE_NOT_FOUND', `there is no credential cache ${displayText(cache)}`, {
    cache,
  });
}
