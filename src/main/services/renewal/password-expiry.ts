// When the password runs out, as far as the AS reply told: last-req of type 6 (RFC 4120 5.4.2) says exactly that;
// key-expiration may also mean the account, and is believed where the engine warns of it.
import { LastReqType } from '#krb5';
import type { InitialCredential } from '#krb5';

/** Seconds since 1970; undefined where the reply says nothing. */
export function passwordExpiry(result: Pick<InitialCredential, 'warnings' | 'lastReq'>): number | undefined {
  const told = result.lastReq.find(
    ({ lrType, lrValue }) => Math.abs(lrType) === LastReqType.PASSWORD_EXPIRES && lrValue > 0,
  );
  if (told !== undefined) return told.lrValue;
  const warned = result.warnings.find((warning) => warning.kind === 'password-expires');
  return warned === undefined ? undefined : warned.at;
}
