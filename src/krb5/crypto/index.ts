// What the other parts of the engine take from crypto/.
export { constantTimeEqual } from './bytes.ts';
export { isChecksumValid, isKeyedChecksum, makeChecksum, verifyChecksum } from './checksum.ts';
export type { EncryptionType } from './encryption-type.ts';
export { EncryptionKey } from './key.ts';
export { nobleKeyDerivation } from './noble-key-derivation.ts';
export { decrypt, encrypt, randomKey, stringToKey } from './operations.ts';
export { encryptionType, supportedEnctypes } from './registry.ts';
