import { describe, expect, it } from 'vitest';
import { LastReqType } from '../../../../src/krb5/index.ts';
import {
  passwordExpiry,
  passwordExpiryOfPac,
} from '../../../../src/main/services/renewal/password-expiry.ts';
import type { PacReport } from '../../../../src/shared/index.ts';

const NOW = 1_800_000_000;
const SOON = NOW + 20 * 86_400;
const last = (lrType: number, lrValue = SOON) => ({ lrType, lrValue });

describe('the end of a password', () => {
  it('is what last-req of type 6 says, whatever key-expiration says, also about this KDC alone', () => {
    expect(
      passwordExpiry({ lastReq: [last(LastReqType.PASSWORD_EXPIRES)], keyExpiration: NOW + 5 }, NOW),
    ).toBe(SOON);
    expect(passwordExpiry({ lastReq: [last(-LastReqType.PASSWORD_EXPIRES)] }, NOW)).toBe(SOON);
  });

  it('is key-expiration, however far away in these years', () => {
    expect(passwordExpiry({ lastReq: [last(0, 0)], keyExpiration: SOON }, NOW)).toBe(SOON);
  });

  it('is not key-expiration where that is the account’s end, stands for "never", or is nothing', () => {
    const account = [last(LastReqType.ACCOUNT_EXPIRES)];
    expect(passwordExpiry({ lastReq: account, keyExpiration: SOON }, NOW)).toBe(undefined);
    expect(passwordExpiry({ lastReq: account, keyExpiration: SOON - 60 }, NOW)).toBe(SOON - 60);
    expect(passwordExpiry({ lastReq: [], keyExpiration: 2_136_422_885 }, NOW)).toBe(undefined);
    expect(passwordExpiry({ lastReq: [], keyExpiration: 0 }, NOW)).toBe(undefined);
    expect(passwordExpiry({ lastReq: [last(LastReqType.PASSWORD_EXPIRES, 0)] }, NOW)).toBe(undefined);
  });

  it('is the PAC’s PasswordMustChange, unless that is "never" or not there', () => {
    const report = (passwordMustChange: number | 'never' | undefined) =>
      ({ pac: { logon: { times: { passwordMustChange } } } }) as PacReport;
    expect(passwordExpiryOfPac(report(SOON))).toBe(SOON);
    expect(passwordExpiryOfPac(report('never'))).toBe(undefined);
    expect(passwordExpiryOfPac(report(undefined))).toBe(undefined);
    expect(passwordExpiryOfPac({} as PacReport)).toBe(undefined);
  });
});
