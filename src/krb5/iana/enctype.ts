// Encryption types: IANA "Kerberos Encryption Type Numbers"; names as MIT prints and krb5.conf spells them.
// RFC 3961 (DES3), RFC 3962 (AES SHA-1), RFC 8009 (AES SHA-2), RFC 4757 (RC4), RFC 6803 (Camellia).

export const EncryptionTypeNumber = {
  NULL: 0,
  DES_CBC_CRC: 1,
  DES_CBC_MD4: 2,
  DES_CBC_MD5: 3,
  DES_CBC_RAW: 4,
  DES3_CBC_RAW: 6,
  DES_HMAC_SHA1: 8,
  DSA_SHA1_CMS: 9,
  MD5_RSA_CMS: 10,
  SHA1_RSA_CMS: 11,
  RC2_CBC_ENV: 12,
  RSA_ENV: 13,
  RSA_ES_OAEP_ENV: 14,
  DES3_CBC_ENV: 15,
  DES3_CBC_SHA1: 16,
  AES128_CTS_HMAC_SHA1_96: 17,
  AES256_CTS_HMAC_SHA1_96: 18,
  AES128_CTS_HMAC_SHA256_128: 19,
  AES256_CTS_HMAC_SHA384_192: 20,
  ARCFOUR_HMAC: 23,
  ARCFOUR_HMAC_EXP: 24,
  CAMELLIA128_CTS_CMAC: 25,
  CAMELLIA256_CTS_CMAC: 26,
  /** [MS-KILE] 2.2.7: RC4 as Windows once spelt it. */
  RC4_HMAC_OLD: -133,
  RC4_HMAC_OLD_EXP: -135,
  RC4_HMAC_NT: -128,
} as const;

const names: ReadonlyMap<number, string> = new Map<number, string>([
  [EncryptionTypeNumber.NULL, 'null'],
  [EncryptionTypeNumber.DES_CBC_CRC, 'des-cbc-crc'],
  [EncryptionTypeNumber.DES_CBC_MD4, 'des-cbc-md4'],
  [EncryptionTypeNumber.DES_CBC_MD5, 'des-cbc-md5'],
  [EncryptionTypeNumber.DES_CBC_RAW, 'des-cbc-raw'],
  [EncryptionTypeNumber.DES3_CBC_RAW, 'des3-cbc-raw'],
  [EncryptionTypeNumber.DES_HMAC_SHA1, 'des-hmac-sha1'],
  [EncryptionTypeNumber.DSA_SHA1_CMS, 'id-dsa-with-sha1-CmsOID'],
  [EncryptionTypeNumber.MD5_RSA_CMS, 'md5WithRSAEncryption-CmsOID'],
  [EncryptionTypeNumber.SHA1_RSA_CMS, 'sha-1WithRSAEncryption-CmsOID'],
  [EncryptionTypeNumber.RC2_CBC_ENV, 'rc2-cbc-EnvOID'],
  [EncryptionTypeNumber.RSA_ENV, 'rsaEncryption-EnvOID'],
  [EncryptionTypeNumber.RSA_ES_OAEP_ENV, 'id-RSAES-OAEP-EnvOID'],
  [EncryptionTypeNumber.DES3_CBC_ENV, 'des-ede3-cbc-EnvOID'],
  [EncryptionTypeNumber.DES3_CBC_SHA1, 'des3-cbc-sha1'],
  [EncryptionTypeNumber.AES128_CTS_HMAC_SHA1_96, 'aes128-cts-hmac-sha1-96'],
  [EncryptionTypeNumber.AES256_CTS_HMAC_SHA1_96, 'aes256-cts-hmac-sha1-96'],
  [EncryptionTypeNumber.AES128_CTS_HMAC_SHA256_128, 'aes128-cts-hmac-sha256-128'],
  [EncryptionTypeNumber.AES256_CTS_HMAC_SHA384_192, 'aes256-cts-hmac-sha384-192'],
  [EncryptionTypeNumber.ARCFOUR_HMAC, 'arcfour-hmac'],
  [EncryptionTypeNumber.ARCFOUR_HMAC_EXP, 'arcfour-hmac-exp'],
  [EncryptionTypeNumber.CAMELLIA128_CTS_CMAC, 'camellia128-cts-cmac'],
  [EncryptionTypeNumber.CAMELLIA256_CTS_CMAC, 'camellia256-cts-cmac'],
  [EncryptionTypeNumber.RC4_HMAC_NT, 'rc4-hmac-nt'],
  [EncryptionTypeNumber.RC4_HMAC_OLD, 'rc4-hmac-old'],
  [EncryptionTypeNumber.RC4_HMAC_OLD_EXP, 'rc4-hmac-old-exp'],
]);

/** `aes256-cts-hmac-sha1-96` for 18; `etype N` for a number nobody registered. */
export function enctypeName(number: number): string {
  return names.get(number) ?? `etype ${String(number)}`;
}

/** Broken or deprecated (RFC 6649, RFC 8429): marked wherever it appears, off unless allowed. */
export function isWeakEnctype(number: number): boolean {
  return !STRONG.has(number);
}

const STRONG: ReadonlySet<number> = new Set<number>([
  EncryptionTypeNumber.AES128_CTS_HMAC_SHA1_96,
  EncryptionTypeNumber.AES256_CTS_HMAC_SHA1_96,
  EncryptionTypeNumber.AES128_CTS_HMAC_SHA256_128,
  EncryptionTypeNumber.AES256_CTS_HMAC_SHA384_192,
  EncryptionTypeNumber.CAMELLIA128_CTS_CMAC,
  EncryptionTypeNumber.CAMELLIA256_CTS_CMAC,
]);
