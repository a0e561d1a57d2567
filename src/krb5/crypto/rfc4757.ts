// rc4-hmac (23), RFC 4757: HMAC-MD5 and RC4, the key the MD4 of the password in UTF-16LE. Off unless the user allows
// it; here because Active Directory still has accounts with no other key.
import { ChecksumTypeNumber } from '../iana/cksumtype.ts';
import { enctypeName, EncryptionTypeNumber } from '../iana/enctype.ts';
import { concatBytes, constantTimeEqual, uint32le, wipe } from './bytes.ts';
import type { EncryptionType } from './encryption-type.ts';
import { integrityError, keyOctets } from './encryption-type.ts';
import { md4 } from './md4.ts';
import { hash, hmac } from './primitives.ts';
import { rc4 } from './rc4.ts';
import { checkNoParameters, checkSalt } from './string-to-key.ts';
import { utf16leFromUtf8 } from './utf16.ts';

const NUMBER = EncryptionTypeNumber.ARCFOUR_HMAC;
const MAC_SIZE = 16;
const CONFOUNDER_SIZE = 8;
const SIGNATURE_KEY = new TextEncoder().encode('signaturekey\0');

/** KERB_CHECKSUM_HMAC_MD5 of RFC 4757 section 4, as the signed number it is on the wire. */
export const HMAC_MD5 = ChecksumTypeNumber.HMAC_MD5;

// Section 3: Windows numbers these usages differently, and 8 stands for 9 whichever key a TGS reply is sealed with.
const WINDOWS_USAGE = new Map([
  [3, 8],
  [9, 8],
  [23, 13],
]);

function windowsUsage(usage: number): Uint8Array {
  return uint32le(WINDOWS_USAGE.get(usage) ?? usage);
}

function hmacMd5(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac('MD5', key, data);
}

/** HMAC(HMAC(K, "signaturekey\0"), MD5(usage | data)). Any enctype's key will do: PA-FOR-USER uses AES keys with it. */
export function hmacMd5Checksum(key: Uint8Array, usage: number, data: Uint8Array): Uint8Array {
  const signing = hmacMd5(key, SIGNATURE_KEY);
  const tag = hmacMd5(signing, hash('MD5', concatBytes(windowsUsage(usage), data)));
  wipe(signing);
  return tag;
}

export const rc4Hmac: EncryptionType = {
  number: NUMBER,
  name: enctypeName(NUMBER),
  keySize: 16,
  overhead: MAC_SIZE + CONFOUNDER_SIZE,
  checksumType: HMAC_MD5,
  checksumSize: MAC_SIZE,
  weak: true,
  prfSize: 20,

  encrypt(key, usage, plain, random) {
    const whole = concatBytes(random.bytes(CONFOUNDER_SIZE), plain);
    const k1 = hmacMd5(keyOctets(rc4Hmac, key), windowsUsage(usage));
    const mac = hmacMd5(k1, whole);
    const k3 = hmacMd5(k1, mac);
    const sealed = concatBytes(mac, rc4(k3, whole));
    wipe(k1, k3, whole);
    return sealed;
  },

  decrypt(key, usage, cipher) {
    const octets = keyOctets(rc4Hmac, key);
    if (cipher.length < MAC_SIZE + CONFOUNDER_SIZE) throw integrityError('ciphertext', NUMBER, usage);
    const mac = cipher.subarray(0, MAC_SIZE);
    const k1 = hmacMd5(octets, windowsUsage(usage));
    const k3 = hmacMd5(k1, mac);
    const whole = rc4(k3, cipher.subarray(MAC_SIZE));
    const expected = hmacMd5(k1, whole);
    wipe(k1, k3);
    if (!constantTimeEqual(expected, mac)) {
      wipe(whole);
      throw integrityError('ciphertext', NUMBER, usage);
    }
    const plain = whole.slice(CONFOUNDER_SIZE);
    wipe(whole);
    return plain;
  },

  checksum(key, usage, data) {
    return hmacMd5Checksum(keyOctets(rc4Hmac, key), usage, data);
  },

  // RFC 4757 defines none; Windows, MIT and Heimdal use HMAC-SHA-1 (draft-josefsson-krb-prf-arcfour).
  prf(key, input) {
    return hmac('SHA-1', keyOctets(rc4Hmac, key), input);
  },

  stringToKeyPlan(input) {
    checkSalt(NUMBER, input.salt);
    checkNoParameters(NUMBER, input.s2kparams);
    const characters = utf16leFromUtf8(input.password);
    const keyValue = md4(characters);
    wipe(characters);
    return { keyValue };
  },
};
