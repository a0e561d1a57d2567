// What one encryption type does (RFC 3961 section 3), and the checks that all of them share.
import { KerberosError } from '../errors.ts';
import type { RandomSource } from '../ports.ts';
import type { EncryptionKey } from './key.ts';
import type { HashName } from './primitives.ts';

/** How a password becomes a key: a PBKDF2 to run, and what to make of its output; or (RC4) the key at once. */
export type StringToKeyPlan =
  | {
      readonly pbkdf2: {
        readonly hash: Exclude<HashName, 'MD5'>;
        readonly salt: Uint8Array;
        readonly iterations: number;
        readonly length: number;
      };
      /** Takes and wipes the output of PBKDF2. */
      readonly finish: (derived: Uint8Array) => Uint8Array;
    }
  | { readonly keyValue: Uint8Array };

export interface StringToKeyInput {
  /** UTF-8 octets as typed. Not changed here. */
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  /** Opaque to all but the enctype; undefined means its default. */
  readonly s2kparams: Uint8Array | undefined;
  /** For the RFCs' test vectors alone, whose iteration counts nobody should accept. */
  readonly allowFewIterations?: true | undefined;
}

export interface EncryptionType {
  readonly number: number;
  /** The registered name, e.g. `aes256-cts-hmac-sha1-96`. */
  readonly name: string;
  /** Octets of a key. */
  readonly keySize: number;
  /** Octets that encryption adds: confounder and checksum. */
  readonly overhead: number;
  /** The mandatory checksum type, and its length in octets. */
  readonly checksumType: number;
  readonly checksumSize: number;
  /** RC4 (and whatever else is off by default). */
  readonly weak: boolean;
  /** Fresh confounder, plaintext and checksum, sealed. */
  encrypt(key: EncryptionKey, usage: number, plain: Uint8Array, random: RandomSource): Uint8Array;
  /** @throws KerberosError INTEGRITY; nothing of the plaintext leaves unless its checksum fits */
  decrypt(key: EncryptionKey, usage: number, cipher: Uint8Array): Uint8Array;
  /** The mandatory checksum. */
  checksum(key: EncryptionKey, usage: number, data: Uint8Array): Uint8Array;
  /** The pseudo-random function of RFC 3961 section 3. */
  prf(key: EncryptionKey, input: Uint8Array): Uint8Array;
  /** Octets that prf() gives. */
  readonly prfSize: number;
  /** @throws KerberosError STRING_TO_KEY_REFUSED */
  stringToKeyPlan(input: StringToKeyInput): StringToKeyPlan;
}

/** The key's octets, after the checks that it is one of this enctype's. A cache or keytab may hold anything. */
export function keyOctets(
  type: { readonly number: number; readonly keySize: number },
  key: EncryptionKey,
): Uint8Array {
  if (key.keyType !== type.number) {
    throw new TypeError(`key of enctype ${String(key.keyType)} given to enctype ${String(type.number)}`);
  }
  if (key.keyValue.length !== type.keySize) {
    const reason = `key of enctype ${type.number} has ${key.keyValue.length} octets instead of ${type.keySize}`;
    throw new KerberosError('INTEGRITY', reason, { what: 'key', etype: type.number });
  }
  return key.keyValue;
}

export function integrityError(what: string, etype: number, usage: number): KerberosError<'INTEGRITY'> {
  return new KerberosError(
    'INTEGRITY',
    `${what} of enctype ${etype} fails its integrity check (key usage ${usage})`,
    {
      what,
      etype,
      usage,
    },
  );
}
