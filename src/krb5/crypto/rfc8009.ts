// aes128-cts-hmac-sha256-128 (19) and aes256-cts-hmac-sha384-192 (20), RFC 8009. Encrypt-then-MAC: the checksum is
// over the cipher state (a zero vector) and the ciphertext, and is verified before anything is decrypted.
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { enctypeName, EncryptionTypeNumber } from '../iana/enctype.ts';
import { concatBytes, constantTimeEqual, uint32be, wipe } from './bytes.ts';
import { AES_BLOCK, ctsDecrypt, ctsEncrypt } from './cts.ts';
import { USAGE_CHECKSUM, USAGE_ENCRYPTION, USAGE_INTEGRITY, usageConstant } from './derive.ts';
import type { EncryptionType } from './encryption-type.ts';
import { integrityError, keyOctets } from './encryption-type.ts';
import { hmac } from './primitives.ts';
import { checkSalt, iterationCount } from './string-to-key.ts';

const DEFAULT_ITERATIONS = 32_768;
const ZERO_IV = new Uint8Array(AES_BLOCK);
const encoder = new TextEncoder();
const KERBEROS = encoder.encode('kerberos');
const PRF = encoder.encode('prf');

/** KDF-HMAC-SHA2(key, label, [context,] k) of section 3: K1 = HMAC(key, 0x00000001 | label | 0x00 | context | k). */
export function kdfHmacSha2(
  hash: 'SHA-256' | 'SHA-384',
  key: Uint8Array,
  label: Uint8Array,
  context: Uint8Array,
  size: number,
): Uint8Array {
  const message = concatBytes(uint32be(1), label, Uint8Array.of(0), context, uint32be(size * 8));
  const out = hmac(hash, key, message);
  const result = out.slice(0, size);
  wipe(out);
  return result;
}

const NOTHING = new Uint8Array(0);

function aesCtsHmacSha2(
  number: number,
  keySize: 16 | 32,
  hash: 'SHA-256' | 'SHA-384',
  macSize: 16 | 24,
  checksumType: number,
): EncryptionType {
  const type = { number, keySize };
  const name = enctypeName(number);
  const prfSize = hash === 'SHA-256' ? 32 : 48;

  // Section 5: the keys of HMACs are as long as half the hash, that of encryption as the cipher's.
  function mac(key: Uint8Array, usage: number, purpose: number, data: Uint8Array): Uint8Array {
    const derived = kdfHmacSha2(hash, key, usageConstant(usage, purpose), NOTHING, macSize);
    const tag = hmac(hash, derived, data).subarray(0, macSize);
    wipe(derived);
    return tag;
  }

  function encryptionKey(key: Uint8Array, usage: number): Uint8Array {
    return kdfHmacSha2(hash, key, usageConstant(usage, USAGE_ENCRYPTION), NOTHING, keySize);
  }

  return {
    number,
    name,
    keySize,
    overhead: AES_BLOCK + macSize,
    checksumType,
    checksumSize: macSize,
    weak: false,
    prfSize,

    encrypt(key, usage, plain, random) {
      const octets = keyOctets(type, key);
      const whole = concatBytes(random.bytes(AES_BLOCK), plain);
      const ke = encryptionKey(octets, usage);
      const sealed = ctsEncrypt(ke, ZERO_IV, whole);
      wipe(ke, whole);
      return concatBytes(sealed, mac(octets, usage, USAGE_INTEGRITY, concatBytes(ZERO_IV, sealed)));
    },

    decrypt(key, usage, cipher) {
      const octets = keyOctets(type, key);
      if (cipher.length < AES_BLOCK + macSize) throw integrityError('ciphertext', number, usage);
      const sealed = cipher.subarray(0, -macSize);
      const expected = mac(octets, usage, USAGE_INTEGRITY, concatBytes(ZERO_IV, sealed));
      if (!constantTimeEqual(expected, cipher.subarray(-macSize)))
        throw integrityError('ciphertext', number, usage);
      const ke = encryptionKey(octets, usage);
      const whole = ctsDecrypt(ke, ZERO_IV, sealed);
      wipe(ke);
      const plain = whole.slice(AES_BLOCK);
      wipe(whole);
      return plain;
    },

    checksum(key, usage, data) {
      return mac(keyOctets(type, key), usage, USAGE_CHECKSUM, data);
    },

    // Section 5: PRF = KDF-HMAC-SHA2(input-key, "prf", octet-string, 256 or 384)
    prf(key, input) {
      return kdfHmacSha2(hash, keyOctets(type, key), PRF, input, prfSize);
    },

    // Section 4: saltp = enctype-name | 0x00 | salt; key = KDF-HMAC-SHA2(PBKDF2(passphrase, saltp, …), "kerberos", keylength)
    stringToKeyPlan(input) {
      checkSalt(number, input.salt);
      const iterations = iterationCount(number, DEFAULT_ITERATIONS, input);
      const salt = concatBytes(encoder.encode(name), Uint8Array.of(0), input.salt);
      return {
        pbkdf2: { hash, salt, iterations, length: keySize },
        finish(derived) {
          const value = kdfHmacSha2(hash, derived, KERBEROS, NOTHING, keySize);
          wipe(derived);
          return value;
        },
      };
    },
  };
}

export const aes128CtsHmacSha256128 = aesCtsHmacSha2(
  EncryptionTypeNumber.AES128_CTS_HMAC_SHA256_128,
  16,
  'SHA-256',
  16,
  ChecksumTypeNumber.HMAC_SHA256_128_AES128,
);
export const aes256CtsHmacSha384192 = aesCtsHmacSha2(
  EncryptionTypeNumber.AES256_CTS_HMAC_SHA384_192,
  32,
  'SHA-384',
  24,
  ChecksumTypeNumber.HMAC_SHA384_192_AES256,
);
