// The one place of the engine that imports node:crypto. It takes from there:
//   pbkdf2       in the thread pool, for SHA-1, SHA-256, SHA-384 (RFC 3962 section 4, RFC 8009 section 4)
//   pbkdf2Sync   for the check of the above before its first use
//   randomFillSync
// Everything else of the engine is noble's, which is faster at the length of Kerberos messages. Electron's node:crypto
// is BoringSSL, others are OpenSSL, with FIPS or without: what is missing or differs from noble's is not used.
import { pbkdf2, pbkdf2Sync, randomFillSync } from 'node:crypto';
import type { KeyDerivation, RandomSource } from '#krb5';
import { constantTimeEqual, nobleKeyDerivation } from '#krb5';

type Pbkdf2Input = Parameters<KeyDerivation['pbkdf2']>[0];
type Hash = Pbkdf2Input['hash'];

const DIGESTS: Readonly<Record<Hash, string>> = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384' };

/** The system's generator of random bytes. */
export function systemRandom(): RandomSource {
  return { bytes: (length) => randomFillSync(new Uint8Array(length)) };
}

/** PBKDF2 in the thread pool. It cannot be stopped there: on cancel the answer is thrown away when it comes. */
export function pooledPbkdf2(input: Pbkdf2Input): Promise<Uint8Array> {
  const { hash, password, salt, iterations, length } = input;
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, length, DIGESTS[hash], (error, derived) => {
      if (error === null) resolve(new Uint8Array(derived.buffer, derived.byteOffset, derived.length));
      else reject(error);
    });
  });
}

/**
 * The hashes for which this runtime's PBKDF2 gives what noble's gives.
 * @param derive the runtime's; it may throw for what is not in its build or not allowed by its policy
 */
export async function checkedHashes(
  derive: (input: Pbkdf2Input) => Uint8Array = runtimePbkdf2,
): Promise<ReadonlySet<Hash>> {
  const password = new TextEncoder().encode('password');
  const salt = new TextEncoder().encode('ATHENA.MIT.EDUraeburn');
  const noble = nobleKeyDerivation(() => Promise.resolve());
  const good = new Set<Hash>();
  for (const hash of Object.keys(DIGESTS) as Hash[]) {
    // Longer than one block of the hash, so that the block counter is checked too.
    const input = { hash, password, salt, iterations: 3, length: 64 };
    const expected = await noble.pbkdf2(input);
    try {
      if (constantTimeEqual(expected, derive(input))) good.add(hash);
    } catch {
      continue;
    }
  }
  return good;
}

function runtimePbkdf2(input: Pbkdf2Input): Uint8Array {
  return pbkdf2Sync(input.password, input.salt, input.iterations, input.length, DIGESTS[input.hash]);
}
