import { describe, expect, it } from 'vitest';
import { AdType, adTypeName } from '../../../../src/krb5/iana/ad-type.ts';
import { AddressType, addressTypeName } from '../../../../src/krb5/iana/addr-type.ts';
import { ChecksumTypeNumber, checksumTypeName } from '../../../../src/krb5/iana/cksumtype.ts';
import { EncryptionTypeNumber, enctypeName, isWeakEnctype } from '../../../../src/krb5/iana/enctype.ts';
import { ErrorCode, errorCodeName } from '../../../../src/krb5/iana/error-code.ts';
import {
  ApOption,
  KdcOption,
  TicketFlag,
  apOptionNames,
  kdcOptionNames,
  ticketFlagNames,
} from '../../../../src/krb5/iana/flags.ts';
import { KeyUsage, keyUsageName } from '../../../../src/krb5/iana/key-usage.ts';
import { kpasswdResultName } from '../../../../src/krb5/iana/kpasswd-result.ts';
import { lastReqTypeName } from '../../../../src/krb5/iana/lr-type.ts';
import { MessageType, messageTypeName } from '../../../../src/krb5/iana/message-type.ts';
import { NameType, nameTypeName } from '../../../../src/krb5/iana/name-type.ts';
import { PaDataType, padataTypeName } from '../../../../src/krb5/iana/padata-type.ts';

describe('assigned numbers', () => {
  it.each([
    [errorCodeName(6), 'KDC_ERR_C_PRINCIPAL_UNKNOWN'],
    [errorCodeName(24), 'KDC_ERR_PREAUTH_FAILED'],
    [errorCodeName(25), 'KDC_ERR_PREAUTH_REQUIRED'],
    [errorCodeName(37), 'KRB_AP_ERR_SKEW'],
    [errorCodeName(52), 'KRB_ERR_RESPONSE_TOO_BIG'],
    [errorCodeName(68), 'KDC_ERR_WRONG_REALM'],
    [enctypeName(17), 'aes128-cts-hmac-sha1-96'],
    [enctypeName(20), 'aes256-cts-hmac-sha384-192'],
    [enctypeName(23), 'arcfour-hmac'],
    [checksumTypeName(16), 'hmac-sha1-96-aes256'],
    [checksumTypeName(-138), 'hmac-md5-arcfour'],
    [padataTypeName(2), 'PA-ENC-TIMESTAMP'],
    [padataTypeName(19), 'PA-ETYPE-INFO2'],
    [padataTypeName(149), 'PA-REQ-ENC-PA-REP'],
    [padataTypeName(101), 'TD-PKINIT-CMS-CERTIFICATES'],
    [nameTypeName(2), 'NT-SRV-INST'],
    [nameTypeName(-128), 'NT-MS-PRINCIPAL'],
    [keyUsageName(3), 'AS_REP_ENC_PART'],
    [adTypeName(128), 'AD-WIN2K-PAC'],
    [adTypeName(142), 'KERB-LOCAL'],
    [addressTypeName(24), 'IPV6'],
    [messageTypeName(11), 'AS-REP'],
    [lastReqTypeName(-6), 'PASSWORD-EXPIRES'],
    [kpasswdResultName(4), 'KRB5_KPASSWD_SOFTERROR'],
  ])('%s has its registered name', (made, name) => {
    expect(made).toBe(name);
  });

  it('that nobody registered keep their number', () => {
    expect([
      errorCodeName(199),
      enctypeName(999),
      checksumTypeName(999),
      padataTypeName(4711),
      nameTypeName(99),
      keyUsageName(1024),
      adTypeName(9999),
      addressTypeName(99),
      messageTypeName(99),
      lastReqTypeName(42),
      kpasswdResultName(99),
    ]).toEqual([
      'error 199',
      'etype 999',
      'cksumtype 999',
      'PA-DATA 4711',
      'name type 99',
      'key usage 1024',
      'AD type 9999',
      'address type 99',
      'message type 99',
      'lr-type 42',
      'kpasswd result 99',
    ]);
  });

  it.each(
    Object.entries({
      AdType,
      AddressType,
      ChecksumTypeNumber,
      EncryptionTypeNumber,
      ErrorCode,
      KeyUsage,
      MessageType,
      NameType,
      PaDataType,
      TicketFlag,
      KdcOption,
      ApOption,
    }).map(([name, table]) => ({ name, table })),
  )('no number of $name stands twice', ({ table }) => {
    const numbers = Object.values(table);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('enctypes without a strong cipher and checksum are weak', () => {
    expect([17, 18, 19, 20, 25, 26].some(isWeakEnctype)).toBe(false);
    expect([1, 3, 16, 23, 24, -133, 999].every(isWeakEnctype)).toBe(true);
  });
});

describe('flags', () => {
  it('are named high bit first, as the RFC counts them', () => {
    expect(ticketFlagNames(0x40e10000)).toEqual([
      'FORWARDABLE',
      'RENEWABLE',
      'INITIAL',
      'PRE_AUTHENT',
      'ENC_PA_REP',
    ]);
    expect(kdcOptionNames(0x40810010)).toEqual(['FORWARDABLE', 'RENEWABLE', 'CANONICALIZE', 'RENEWABLE_OK']);
    expect(apOptionNames(ApOption.MUTUAL_REQUIRED)).toEqual(['MUTUAL_REQUIRED']);
  });

  it('without a name keep their bit', () => {
    expect(ticketFlagNames(1)).toEqual(['bit 31']);
    expect(ticketFlagNames(0x80000000)).toEqual(['RESERVED']);
  });
});
