// Key derivation of RFC 3961 section 5.1 for AES, and the derived keys of a usage (section 5.3):
//   DR(Key, Constant) = k-truncate(E(Key, Constant, initial-cipher-state)),  DK = random-to-key(DR)
//   Kc, Ke, Ki = DK(base-key, usage | 0x99), (usage | 0xAA), (usage | 0x55)
import { concatBytes, uint32be, wipe } from './bytes.ts';
import { AES_BLOCK } from './cts.ts';
import { nFold } from './nfold.ts';
import { aesCbcEncrypt } from './primitives.ts';

export const USAGE_CHECKSUM = 0x99;
export const USAGE_ENCRYPTION = 0xaa;
export const USAGE_INTEGRITY = 0x55;

/** The constant of a key usage: its number as four octets and one that names the purpose. */
export function usageConstant(usage: number, purpose: number): Uint8Array {
  return concatBytes(uint32be(usage), Uint8Array.of(purpose));
}

/** DK for AES, where random-to-key is the identity (RFC 3962 section 6). As long as the key given. */
export function deriveAesKey(key: Uint8Array, constant: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(key.length / AES_BLOCK) * AES_BLOCK);
  let block = constant.length === AES_BLOCK ? constant.slice() : nFold(constant, AES_BLOCK);
  for (let at = 0; at < key.length; at += AES_BLOCK) {
    block = aesCbcEncrypt(key, new Uint8Array(AES_BLOCK), block);
    out.set(block, at);
  }
  wipe(block);
  return out.subarray(0, key.length);
}
