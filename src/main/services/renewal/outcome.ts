// What came of a request, by the error it ended with.
import { ErrorCode, isKerberosError } from '#krb5';
import type { TryOutcome } from './types.ts';

/** Answers that say nothing against the ticket: busy, a replayed authenticator, clocks apart. */
const LATER: ReadonlySet<number> = new Set([
  ErrorCode.KDC_ERR_SVC_UNAVAILABLE,
  ErrorCode.KRB_ERR_GENERIC,
  ErrorCode.KRB_AP_ERR_REPEAT,
  ErrorCode.KRB_AP_ERR_SKEW,
]);

export function outcomeOf(error: unknown): Exclude<TryOutcome, 'done'> {
  if (!isKerberosError(error)) return 'failed';
  switch (error.code) {
    case 'KDC_UNREACHABLE':
    case 'REALM_UNKNOWN':
    case 'CLOCK_SKEW':
    case 'SECRET_UNAVAILABLE': // nothing was sent; a locked vault can be opened again
      return 'unreachable';
    case 'KDC_ERROR':
      return LATER.has(error.details.error.errorCode) ? 'unreachable' : 'refused';
    case 'PASSWORD_INCORRECT':
    case 'KEY_REFUSED':
    case 'TICKET_NOT_RENEWABLE':
      return 'refused';
    case 'NO_CREDENTIALS':
    case 'CCACHE_NOT_FOUND':
    case 'CCACHE_WRONG_PRINCIPAL':
      return 'superseded';
    default:
      return 'failed';
  }
}
