// Checksum ::= SEQUENCE { cksumtype [0] Int32, checksum [1] OCTET STRING }   (RFC 4120 5.2.9)
// Keyed ones belong to an enctype (RFC 3961 section 4), but for HMAC-MD5, which Microsoft uses with any key. Unkeyed
// ones prove nothing: they are refused unless the caller says that it wants a mere digest.
import { KerberosError } from '../errors.ts';
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { constantTimeEqual } from './bytes.ts';
import { keyOctets } from './encryption-type.ts';
import type { EncryptionKey } from './key.ts';
import type { HashName } from './primitives.ts';
import { hash } from './primitives.ts';
import { encryptionType, supportedEnctypes } from './registry.ts';
import { HMAC_MD5, hmacMd5Checksum } from './rfc4757.ts';

/** The value of a Checksum: type and octets. */
export interface ChecksumValue {
  readonly cksumtype: number;
  readonly checksum: Uint8Array;
}

const DIGESTS = new Map<number, HashName>([
  [ChecksumTypeNumber.RSA_MD5, 'MD5'],
  [ChecksumTypeNumber.SHA1, 'SHA-1'],
]);

export interface VerifyChecksumOptions {
  /** Take rsa-md5 and sha1 too, which anybody can compute. */
  readonly allowUnkeyed?: true;
}

/** Octets of a checksum of this type, undefined for a type we do not know. PACs cut theirs by it. */
export function checksumSize(cksumtype: number): number | undefined {
  const digest = DIGESTS.get(cksumtype);
  if (digest !== undefined) return digest === 'MD5' ? 16 : 20;
  return supportedEnctypes.map(encryptionType).find((type) => type.checksumType === cksumtype)?.checksumSize;
}

/** Whether this type needs a key, undefined for a type we do not know. */
export function isKeyedChecksum(cksumtype: number): boolean | undefined {
  return checksumSize(cksumtype) === undefined ? undefined : !DIGESTS.has(cksumtype);
}

function compute(
  key: EncryptionKey,
  usage: number,
  data: Uint8Array,
  cksumtype: number,
): Uint8Array | undefined {
  const digest = DIGESTS.get(cksumtype);
  if (digest !== undefined) return hash(digest, data);
  if (!supportedEnctypes.includes(key.keyType)) return undefined;
  const type = encryptionType(key.keyType);
  if (cksumtype === HMAC_MD5) return hmacMd5Checksum(keyOctets(type, key), usage, data);
  return type.checksumType === cksumtype ? type.checksum(key, usage, data) : undefined;
}

/**
 * A checksum over `data`; of the key's own mandatory type unless another is asked for.
 * @throws KerberosError ETYPE_UNSUPPORTED where the type is unknown or does not go with the key
 */
export function makeChecksum(
  key: EncryptionKey,
  usage: number,
  data: Uint8Array,
  cksumtype: number = encryptionType(key.keyType).checksumType,
): ChecksumValue {
  const checksum = compute(key, usage, data, cksumtype);
  if (checksum === undefined) {
    throw new KerberosError(
      'ETYPE_UNSUPPORTED',
      `no checksum of type ${cksumtype} with a key of enctype ${key.keyType}`,
      { where: `checksum type ${cksumtype}`, ours: supportedEnctypes, theirs: [key.keyType] },
    );
  }
  return { cksumtype, checksum };
}

/** Whether the checksum is of a type that goes with the key, keyed (or allowed not to be), and right. */
export function isChecksumValid(
  key: EncryptionKey,
  usage: number,
  data: Uint8Array,
  received: ChecksumValue,
  options: VerifyChecksumOptions = {},
): boolean {
  if (DIGESTS.has(received.cksumtype) && options.allowUnkeyed !== true) return false;
  const expected = compute(key, usage, data, received.cksumtype);
  return expected !== undefined && constantTimeEqual(expected, received.checksum);
}

/** As isChecksumValid, for those who go on only if it holds. @throws KerberosError INTEGRITY */
export function verifyChecksum(
  key: EncryptionKey,
  usage: number,
  data: Uint8Array,
  received: ChecksumValue,
  options: VerifyChecksumOptions = {},
): void {
  if (isChecksumValid(key, usage, data, received, options)) return;
  throw new KerberosError(
    'INTEGRITY',
    `checksum of type ${received.cksumtype} does not fit (key usage ${usage})`,
    {
      what: `checksum of type ${received.cksumtype}`,
      etype: key.keyType,
      usage,
    },
  );
}
