// Checksum types: IANA "Kerberos Checksum Type Numbers"; names as MIT prints them. RFC 3961, 3962, 8009, 6803, 4757.
export const ChecksumTypeNumber = {
  CRC32: 1,
  RSA_MD4: 2,
  RSA_MD4_DES: 3,
  DES_MAC: 4,
  DES_MAC_K: 5,
  RSA_MD4_DES_K: 6,
  RSA_MD5: 7,
  RSA_MD5_DES: 8,
  HMAC_SHA1_DES3_KD: 12,
  SHA1: 14,
  HMAC_SHA1_96_AES128: 15,
  HMAC_SHA1_96_AES256: 16,
  CMAC_CAMELLIA128: 17,
  CMAC_CAMELLIA256: 18,
  HMAC_SHA256_128_AES128: 19,
  HMAC_SHA384_192_AES256: 20,
  /** RFC 4121 4.1.1: the GSS channel-binding "checksum" of an AP-REQ. */
  GSSAPI: 0x8003,
  /** KERB_CHECKSUM_HMAC_MD5, RFC 4757 4. */
  HMAC_MD5: -138,
  MD5_HMAC: -137,
} as const;

const names: ReadonlyMap<number, string> = new Map<number, string>([
  [ChecksumTypeNumber.CRC32, 'crc32'],
  [ChecksumTypeNumber.RSA_MD4, 'md4'],
  [ChecksumTypeNumber.RSA_MD4_DES, 'md4-des'],
  [ChecksumTypeNumber.DES_MAC, 'des-cbc'],
  [ChecksumTypeNumber.DES_MAC_K, 'des-mac-k'],
  [ChecksumTypeNumber.RSA_MD4_DES_K, 'md4-des-k'],
  [ChecksumTypeNumber.RSA_MD5, 'md5'],
  [ChecksumTypeNumber.RSA_MD5_DES, 'md5-des'],
  [ChecksumTypeNumber.HMAC_SHA1_DES3_KD, 'hmac-sha1-des3'],
  [ChecksumTypeNumber.SHA1, 'sha1'],
  [ChecksumTypeNumber.HMAC_SHA1_96_AES128, 'hmac-sha1-96-aes128'],
  [ChecksumTypeNumber.HMAC_SHA1_96_AES256, 'hmac-sha1-96-aes256'],
  [ChecksumTypeNumber.CMAC_CAMELLIA128, 'cmac-camellia128'],
  [ChecksumTypeNumber.CMAC_CAMELLIA256, 'cmac-camellia256'],
  [ChecksumTypeNumber.HMAC_SHA256_128_AES128, 'hmac-sha256-128-aes128'],
  [ChecksumTypeNumber.HMAC_SHA384_192_AES256, 'hmac-sha384-192-aes256'],
  [ChecksumTypeNumber.GSSAPI, 'gssapi'],
  [ChecksumTypeNumber.HMAC_MD5, 'hmac-md5-arcfour'],
  [ChecksumTypeNumber.MD5_HMAC, 'md5-hmac-arcfour'],
]);

export function checksumTypeName(number: number): string {
  return names.get(number) ?? `cksumtype ${String(number)}`;
}
