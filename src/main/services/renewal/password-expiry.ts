// When the password runs out, as far as the realm tells. Of an AS reply, last-req of type 6 (RFC 4120 5.4.2) says
// exactly that; key-expiration may also mean the account, so it counts where nothing says that it is the account's, and
// where it is not one of the far-off times that some KDCs always send. Else the PAC's PasswordMustChange tells.
import { LastReqType } from '#krb5';
import type { InitialCredential } from '#krb5';
import type { PacReport } from '#shared';

/** Nobody counts down from there: 2037-09-14 and the like stand for "never". */
const FAR_SECONDS = 3 * 366 * 86_400;

/**
 * @param now seconds since 1970
 * @returns seconds since 1970; undefined where the reply says nothing
 */
export function passwordExpiry(
  { lastReq, keyExpiration }: Pick<InitialCredential, 'keyExpiration' | 'lastReq'>,
  now: number,
): number | undefined {
  const told = (type: number): number | undefined =>
    lastReq.find(({ lrType, lrValue }) => Math.abs(lrType) === type && lrValue > 0)?.lrValue;
  const password = told(LastReqType.PASSWORD_EXPIRES);
  if (password !== undefined) return password;
  if (keyExpiration === undefined || keyExpiration === 0 || keyExpiration > now + FAR_SECONDS)
    return undefined;
  return keyExpiration === told(LastReqType.ACCOUNT_EXPIRES) ? undefined : keyExpiration;
}

/** undefined where the PAC says "never", or says nothing. */
export function passwordExpiryOfPac({ pac }: PacReport): number | undefined {
  const at = pac?.logon?.times.passwordMustChange;
  return typeof at === 'number' && at > 0 ? at : undefined;
}
