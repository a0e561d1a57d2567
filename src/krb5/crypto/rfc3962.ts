// aes128-cts-hmac-sha1-96 (17) and aes256-cts-hmac-sha1-96 (18): RFC 3962 on the simplified profile of RFC 3961
// section 5.3: E(Ke, confounder | plaintext) | HMAC-SHA-1-96(Ki, confounder | plaintext).
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { enctypeName, EncryptionTypeNumber } from '../iana/enctype.ts';
import { concatBytes, constantTimeEqual, wipe } from './bytes.ts';
import { AES_BLOCK, ctsDecrypt, ctsEncrypt } from './cts.ts';
import { deriveAesKey, USAGE_CHECKSUM, USAGE_ENCRYPTION, USAGE_INTEGRITY, usageConstant } from './derive.ts';
import type { EncryptionType } from './encryption-type.ts';
import { integrityError, keyOctets } from './encryption-type.ts';
import { aesCbcEncrypt, hash, hmac } from './primitives.ts';
import { checkSalt, iterationCount } from './string-to-key.ts';

const MAC_SIZE = 12;
const DEFAULT_ITERATIONS = 4096;
const ZERO_IV = new Uint8Array(AES_BLOCK);
const encoder = new TextEncoder();
const KERBEROS = encoder.encode('kerberos');
const PRF = encoder.encode('prf');

function aesCtsHmacSha1(number: number, keySize: number, checksumType: number): EncryptionType {
  const type = { number, keySize };

  function mac(key: Uint8Array, usage: number, purpose: number, data: Uint8Array): Uint8Array {
    const derived = deriveAesKey(key, usageConstant(usage, purpose));
    const tag = hmac('SHA-1', derived, data).subarray(0, MAC_SIZE);
    wipe(derived);
    return tag;
  }

  return {
    number,
    name: enctypeName(number),
    keySize,
    overhead: AES_BLOCK + MAC_SIZE,
    checksumType,
    checksumSize: MAC_SIZE,
    weak: false,
    prfSize: AES_BLOCK,

    encrypt(key, usage, plain, random) {
      const octets = keyOctets(type, key);
      const whole = concatBytes(random.bytes(AES_BLOCK), plain);
      const ke = deriveAesKey(octets, usageConstant(usage, USAGE_ENCRYPTION));
      const sealed = concatBytes(ctsEncrypt(ke, ZERO_IV, whole), mac(octets, usage, USAGE_INTEGRITY, whole));
      wipe(ke, whole);
      return sealed;
    },

    decrypt(key, usage, cipher) {
      const octets = keyOctets(type, key);
      if (cipher.length < AES_BLOCK + MAC_SIZE) throw integrityError('ciphertext', number, usage);
      const ke = deriveAesKey(octets, usageConstant(usage, USAGE_ENCRYPTION));
      const whole = ctsDecrypt(ke, ZERO_IV, cipher.subarray(0, -MAC_SIZE));
      wipe(ke);
      if (!constantTimeEqual(mac(octets, usage, USAGE_INTEGRITY, whole), cipher.subarray(-MAC_SIZE))) {
        wipe(whole);
        throw integrityError('ciphertext', number, usage);
      }
      const plain = whole.slice(AES_BLOCK);
      wipe(whole);
      return plain;
    },

    checksum(key, usage, data) {
      return mac(keyOctets(type, key), usage, USAGE_CHECKSUM, data);
    },

    // RFC 3962 section 6 with RFC 3961 section 5.3: E(DK(key, "prf"), the hash cut to whole blocks).
    prf(key, input) {
      const derived = deriveAesKey(keyOctets(type, key), PRF);
      const digest = hash('SHA-1', input).subarray(0, AES_BLOCK);
      const out = aesCbcEncrypt(derived, ZERO_IV, digest);
      wipe(derived);
      return out;
    },

    // RFC 3962 section 4: tkey = random2key(PBKDF2(passphrase, salt, iter_count, keylength)), key = DK(tkey, "kerberos")
    stringToKeyPlan(input) {
      checkSalt(number, input.salt);
      const iterations = iterationCount(number, DEFAULT_ITERATIONS, input);
      return {
        pbkdf2: { hash: 'SHA-1', salt: input.salt, iterations, length: keySize },
        finish(derived) {
          const value = deriveAesKey(derived, KERBEROS);
          wipe(derived);
          return value;
        },
      };
    },
  };
}

export const aes128CtsHmacSha196 = aesCtsHmacSha1(
  EncryptionTypeNumber.AES128_CTS_HMAC_SHA1_96,
  16,
  ChecksumTypeNumber.HMAC_SHA1_96_AES128,
);
export const aes256CtsHmacSha196 = aesCtsHmacSha1(
  EncryptionTypeNumber.AES256_CTS_HMAC_SHA1_96,
  32,
  ChecksumTypeNumber.HMAC_SHA1_96_AES256,
);
