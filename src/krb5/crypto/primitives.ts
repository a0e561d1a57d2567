// The cryptographic primitives below every enctype. @noble's are the default and always suffice; a room that has
// faster ones (src/node/crypto.ts) installs them once at start, after it has checked them against these.
import { cbc } from '@noble/ciphers/aes.js';
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';

export type HashName = 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384';

export interface Primitives {
  /** Who made them, for reports: "noble", "node:crypto". */
  readonly name: string;
  hash(hash: HashName, data: Uint8Array): Uint8Array;
  hmac(hash: HashName, key: Uint8Array, data: Uint8Array): Uint8Array;
  /** Whole blocks, no padding; the key's length chooses AES-128 or AES-256. */
  aesCbcEncrypt(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array;
  aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array;
}

export const nobleHashes = { MD5: md5, 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384 } as const;

export const noblePrimitives: Primitives = {
  name: 'noble',
  hash: (hash, data) => nobleHashes[hash](data),
  hmac: (hash, key, data) => nobleHmac(nobleHashes[hash], key, data),
  aesCbcEncrypt: (key, iv, blocks) => cbc(key, iv, { disablePadding: true }).encrypt(blocks),
  aesCbcDecrypt: (key, iv, blocks) => cbc(key, iv, { disablePadding: true }).decrypt(blocks),
};

let installed: Primitives = noblePrimitives;

/** Replaces the primitives for the whole process. For composition roots alone. */
export function installPrimitives(primitives: Primitives): void {
  installed = primitives;
}

/** The primitives in force. */
export function primitives(): Primitives {
  return installed;
}
