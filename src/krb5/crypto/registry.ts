// The encryption types that the engine has, by number (RFC 3961 section 8 and IANA's registry).
import { KerberosError } from '../errors.ts';
import type { EncryptionType } from './encryption-type.ts';
import { aes128CtsHmacSha196, aes256CtsHmacSha196 } from './rfc3962.ts';
import { rc4Hmac } from './rfc4757.ts';
import { aes128CtsHmacSha256128, aes256CtsHmacSha384192 } from './rfc8009.ts';

const types: ReadonlyMap<number, EncryptionType> = new Map(
  [aes256CtsHmacSha384192, aes128CtsHmacSha256128, aes256CtsHmacSha196, aes128CtsHmacSha196, rc4Hmac].map(
    (type) => [type.number, type],
  ),
);

/** Every enctype that is implemented, whether allowed by default or not. */
export const supportedEnctypes: readonly number[] = [...types.keys()];

/** @throws KerberosError ETYPE_UNSUPPORTED */
export function encryptionType(number: number): EncryptionType {
  const type = types.get(number);
  if (type !== undefined) return type;
  throw new KerberosError('ETYPE_UNSUPPORTED', `enctype ${number} is not implemented`, {
    where: 'encryption',
    ours: supportedEnctypes,
    theirs: [number],
  });
}
