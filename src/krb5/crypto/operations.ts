// RFC 3961 section 3's operations with the enctype taken from the key.
import { KerberosError } from '../errors.ts';
import type { KeyDerivation, RandomSource } from '../ports.ts';
import { wipe, xorBytes } from './bytes.ts';
import { EncryptionKey } from './key.ts';
import { encryptionType } from './registry.ts';

/** Seals `plain` for the key usage (RFC 4120 section 7.5.1). @throws KerberosError ETYPE_UNSUPPORTED */
export function encrypt(
  key: EncryptionKey,
  usage: number,
  plain: Uint8Array,
  random: RandomSource,
): Uint8Array {
  return encryptionType(key.keyType).encrypt(key, usage, plain, random);
}

/** Opens what encrypt() sealed. @throws KerberosError ETYPE_UNSUPPORTED, INTEGRITY */
export function decrypt(key: EncryptionKey, usage: number, cipher: Uint8Array): Uint8Array {
  return encryptionType(key.keyType).decrypt(key, usage, cipher);
}

/** A fresh key: random-to-key is the identity for all our enctypes. @throws KerberosError ETYPE_UNSUPPORTED */
export function randomKey(etype: number, random: RandomSource): EncryptionKey {
  const { keySize } = encryptionType(etype);
  return new EncryptionKey(etype, random.bytes(keySize));
}

export interface StringToKeyOptions {
  readonly signal?: AbortSignal | undefined;
  /** For the RFCs' test vectors alone. */
  readonly allowFewIterations?: true | undefined;
}

/**
 * The key of a password (UTF-8 octets as typed; not wiped here, for the caller may need another enctype's key too).
 * @throws KerberosError ETYPE_UNSUPPORTED, STRING_TO_KEY_REFUSED, CANCELLED; FORMAT_INVALID for RC4 where the password
 * is not UTF-8
 */
export async function stringToKey(
  kdf: KeyDerivation,
  etype: number,
  password: Uint8Array,
  salt: Uint8Array,
  s2kparams: Uint8Array | undefined,
  options: StringToKeyOptions = {},
): Promise<EncryptionKey> {
  const { signal, allowFewIterations } = options;
  if (signal?.aborted === true) throw new KerberosError('CANCELLED', 'cancelled', { what: 'string-to-key' });
  const plan = encryptionType(etype).stringToKeyPlan({ password, salt, s2kparams, allowFewIterations });
  if ('keyValue' in plan) return new EncryptionKey(etype, plan.keyValue);
  return new EncryptionKey(etype, plan.finish(await kdf.pbkdf2({ ...plan.pbkdf2, password, signal })));
}

/** PRF+ of RFC 6113 section 5.1: prf(key, 1 | input) | prf(key, 2 | input) | … cut to `size` octets. */
export function prfPlus(key: EncryptionKey, input: Uint8Array, size: number): Uint8Array {
  const type = encryptionType(key.keyType);
  if (size > 255 * type.prfSize) throw new RangeError('PRF+ gives at most 255 blocks');
  const out = new Uint8Array(size);
  const numbered = new Uint8Array(1 + input.length);
  numbered.set(input, 1);
  for (let at = 0, count = 1; at < size; at += type.prfSize, count += 1) {
    numbered[0] = count;
    const block = type.prf(key, numbered);
    out.set(block.subarray(0, size - at), at);
    wipe(block);
  }
  return out;
}

/**
 * KRB-FX-CF2 of RFC 6113 section 5.1: one key out of two that may be of different enctypes. The result has the first
 * one's enctype.
 */
export function krbFxCf2(
  key1: EncryptionKey,
  key2: EncryptionKey,
  pepper1: Uint8Array,
  pepper2: Uint8Array,
): EncryptionKey {
  const { keySize } = encryptionType(key1.keyType);
  const first = prfPlus(key1, pepper1, keySize);
  const second = prfPlus(key2, pepper2, keySize);
  const combined = new EncryptionKey(key1.keyType, xorBytes(first, second));
  wipe(first, second);
  return combined;
}
