// AES-CBC with ciphertext stealing, RFC 3962 section 5 (CBC-CS3 of NIST SP 800-38A's addendum): the last two blocks
// always change places, the last one may be short; one whole block alone is plain CBC. RFC 8009 section 5 uses the same.
import { wipe, xorBytes } from './bytes.ts';
import { aesCbcDecrypt, aesCbcEncrypt } from './primitives.ts';

export const AES_BLOCK = 16;

/** Bytes before the last two blocks: what plain CBC does alone. */
function headLength(length: number): number {
  return length <= 2 * AES_BLOCK ? 0 : (Math.ceil(length / AES_BLOCK) - 2) * AES_BLOCK;
}

/** @param plain at least one block (the confounder sees to that) */
export function ctsEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const whole = Math.ceil(plain.length / AES_BLOCK) * AES_BLOCK;
  const padded = new Uint8Array(whole);
  padded.set(plain);
  const blocks = aesCbcEncrypt(key, iv, padded);
  wipe(padded);
  if (whole === AES_BLOCK) return blocks;
  const head = headLength(plain.length);
  const out = new Uint8Array(plain.length);
  out.set(blocks.subarray(0, head));
  out.set(blocks.subarray(head + AES_BLOCK), head);
  out.set(blocks.subarray(head, head + plain.length - head - AES_BLOCK), head + AES_BLOCK);
  return out;
}

/** @param cipher at least one block */
export function ctsDecrypt(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Uint8Array {
  if (cipher.length === AES_BLOCK) return aesCbcDecrypt(key, iv, cipher);
  const head = headLength(cipher.length);
  const last = cipher.subarray(head, head + AES_BLOCK); // the last block, sent before the one it stole from
  const stolen = cipher.subarray(head + AES_BLOCK); // what is left of the last but one
  // CBC with a zero vector over the single block is the bare block cipher.
  const mixed = aesCbcDecrypt(key, new Uint8Array(AES_BLOCK), last);
  const blocks = new Uint8Array(head + 2 * AES_BLOCK);
  blocks.set(cipher.subarray(0, head));
  blocks.set(stolen, head);
  blocks.set(mixed.subarray(stolen.length), head + stolen.length);
  blocks.set(last, head + AES_BLOCK);
  const plain = aesCbcDecrypt(key, iv, blocks);
  // The last block was padded with zeros, so its plaintext is what the stolen bytes were mixed with.
  plain.set(xorBytes(mixed.subarray(0, stolen.length), stolen), head + AES_BLOCK);
  wipe(mixed, blocks);
  return plain.subarray(0, cipher.length);
}
