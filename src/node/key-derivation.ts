// The KeyDerivation port on Node: PBKDF2 in the thread pool where that one is proven good, else noble's in slices.
import { setImmediate as immediate } from 'node:timers/promises';
import type { KeyDerivation } from '#krb5';
import { KerberosError, nobleKeyDerivation } from '#krb5';
import { checkedHashes, pooledPbkdf2 } from './crypto.ts';

/**
 * Up to here (about a second's work) the thread pool may go on unheard after a cancel. Beyond, noble's slices are
 * taken: slower, but a KDC that asks for millions of iterations cannot keep the pool, and with it DNS and files, busy.
 */
const POOL_ITERATIONS = 2 ** 20;

export interface NodeKeyDerivationOptions {
  /**
   * 'noble' does without node:crypto, as the conformance suite does in its second run. Default: the environment's
   * TESSERA_CRYPTO, else 'system'.
   */
  readonly provider?: 'system' | 'noble' | undefined;
}

export function nodeKeyDerivation(options: NodeKeyDerivationOptions = {}): KeyDerivation {
  const provider = options.provider ?? (process.env['TESSERA_CRYPTO'] === 'noble' ? 'noble' : 'system');
  const noble = nobleKeyDerivation(() => immediate());
  if (provider === 'noble') return noble;
  let checked: ReturnType<typeof checkedHashes> | undefined; // with the first password: the start need not wait
  return {
    async pbkdf2(input) {
      const good = await (checked ??= checkedHashes());
      if (!good.has(input.hash) || input.iterations > POOL_ITERATIONS) return noble.pbkdf2(input);
      if (input.signal?.aborted === true) throw cancelled();
      return orCancelled(pooledPbkdf2(input), input.signal);
    },
  };
}

function cancelled(): KerberosError<'CANCELLED'> {
  return new KerberosError('CANCELLED', 'cancelled', { what: 'PBKDF2' });
}

/** Rejects at once when the signal fires; a key that still comes is overwritten. */
function orCancelled(derived: Promise<Uint8Array>, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (signal === undefined) return derived;
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      reject(cancelled());
    };
    signal.addEventListener('abort', cancel, { once: true });
    derived
      .then((key) => {
        if (signal.aborted) key.fill(0);
        else resolve(key);
      }, reject)
      .finally(() => {
        signal.removeEventListener('abort', cancel);
      });
  });
}
