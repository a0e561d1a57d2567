// What the other parts of the engine take from crypto/.
export { concatBytes, constantTimeEqual, wipe } from './bytes.ts';
export { checksumSize, isChecksumValid, isKeyedChecksum, makeChecksum, verifyChecksum } from './checksum.ts';
export type { ChecksumValue, VerifyChecksumOptions } from './checksum.ts';
export type { EncryptionType, StringToKeyInput, StringToKeyPlan } from './encryption-type.ts';
export { EncryptionKey } from './key.ts';
export { nobleKeyDerivation } from './noble-key-derivation.ts';
export { decrypt, encrypt, krbFxCf2, prfPlus, randomKey, stringToKey } from './operations.ts';
export type { StringToKeyOptions } from './operations.ts';
export { encryptionType, supportedEnctypes } from './registry.ts';
export { ITERATIONS_LIMIT, MAX_SALT_LENGTH } from './string-to-key.ts';
