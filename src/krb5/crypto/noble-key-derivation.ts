// PBKDF2 (RFC 8018 section 5.2) with noble alone, in slices: for browsers, and for a run without node:crypto.
import { hmac } from '@noble/hashes/hmac.js';
import { KerberosError } from '../errors.ts';
import type { KeyDerivation } from '../ports.ts';
import { uint32be, wipe } from './bytes.ts';
import { hashes } from './primitives.ts';

/** Iterations between two pauses: one to three milliseconds of work. */
const SLICE = 512;

/**
 * @param pause resolves after the host has served its other tasks (setImmediate, setTimeout, scheduler.yield); the
 * engine has no timers of its own
 */
export function nobleKeyDerivation(pause: () => Promise<void>): KeyDerivation {
  return {
    async pbkdf2({ hash, password, salt, iterations, length, signal }) {
      const prf = hmac.create(hashes[hash], password);
      const work = hmac.create(hashes[hash], password);
      const out = new Uint8Array(length);
      const u = new Uint8Array(prf.outputLen);
      let done = 0;
      const breathe = async (): Promise<void> => {
        await pause();
        if (signal?.aborted === true) throw new KerberosError('CANCELLED', 'cancelled', { what: 'PBKDF2' });
      };
      try {
        for (let at = 0, block = 1; at < length; at += prf.outputLen, block += 1) {
          const sum = out.subarray(at, at + prf.outputLen);
          prf._cloneInto(work).update(salt).update(uint32be(block)).digestInto(u);
          sum.set(u.subarray(0, sum.length));
          for (let count = 1; count < iterations; count += 1) {
            prf._cloneInto(work).update(u).digestInto(u);
            for (let index = 0; index < sum.length; index += 1)
              sum[index] = (sum[index] ?? 0) ^ (u[index] ?? 0);
            done += 1;
            if (done % SLICE === 0) await breathe();
          }
        }
        return out;
      } catch (error) {
        wipe(out);
        throw error;
      } finally {
        wipe(u);
        prf.destroy();
        work.destroy();
      }
    },
  };
}
