// The cryptographic primitives below every enctype, all of them @noble's. For messages as long as Kerberos has them
// they are faster than node:crypto, whose calls cost more than the work (`npm run bench` prints both); the one that
// gains, PBKDF2, comes in by the KeyDerivation port.
import { cbc } from '@noble/ciphers/aes.js';
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';

export type HashName = 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384';

export const hashes = { MD5: md5, 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384 } as const;

export function hash(name: HashName, data: Uint8Array): Uint8Array {
  return hashes[name](data);
}

export function hmac(name: HashName, key: Uint8Array, data: Uint8Array): Uint8Array {
  return nobleHmac(hashes[name], key, data);
}

/** Whole blocks, no padding; the key's length chooses AES-128 or AES-256. */
export function aesCbcEncrypt(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array {
  return cbc(key, iv, { disablePadding: true }).encrypt(blocks);
}

export function aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array {
  return cbc(key, iv, { disablePadding: true }).decrypt(blocks);
}
