// What s2kparams and salt we accept (RFC 3962 section 4, RFC 8009 section 4: four octets, an unsigned iteration
// count, big-endian, where 0 stands for 2^32). A KDC names them before it has proven anything, so a count below the
// enctype's default (a cheaper guess for whoever overhears us) and one that keeps the machine busy are refused.
import { KerberosError } from '../errors.ts';
import type { StringToKeyInput } from './encryption-type.ts';

/** Longest salt taken, in octets. */
export const MAX_SALT_LENGTH = 64 * 1024;

/** Iteration counts from here on are refused. */
export const ITERATIONS_LIMIT = 2 ** 24;

type Reason = 'iterations-too-few' | 'iterations-too-many' | 'salt-too-long' | 'parameters-malformed';

function refused(
  etype: number,
  reason: Reason,
  got: number,
  limit: number,
): KerberosError<'STRING_TO_KEY_REFUSED'> {
  const words = {
    'iterations-too-few': `iteration count ${got} is below ${limit}`,
    'iterations-too-many': `iteration count ${got} is not below ${limit}`,
    'salt-too-long': `salt of ${got} octets is longer than ${limit}`,
    'parameters-malformed': `parameters of ${got} octets instead of ${limit}`,
  }[reason];
  return new KerberosError('STRING_TO_KEY_REFUSED', `string-to-key of enctype ${etype} refused: ${words}`, {
    etype,
    reason,
    got,
    limit,
  });
}

/** @throws KerberosError STRING_TO_KEY_REFUSED salt-too-long */
export function checkSalt(etype: number, salt: Uint8Array): void {
  if (salt.length > MAX_SALT_LENGTH) throw refused(etype, 'salt-too-long', salt.length, MAX_SALT_LENGTH);
}

/** The iteration count that the parameters ask for, within what we accept. @throws KerberosError STRING_TO_KEY_REFUSED */
export function iterationCount(etype: number, defaultCount: number, input: StringToKeyInput): number {
  const { s2kparams } = input;
  if (s2kparams === undefined) return defaultCount;
  if (s2kparams.length !== 4) throw refused(etype, 'parameters-malformed', s2kparams.length, 4);
  const stated = new DataView(s2kparams.buffer, s2kparams.byteOffset, 4).getUint32(0);
  const count = stated === 0 ? 2 ** 32 : stated;
  if (count >= ITERATIONS_LIMIT) throw refused(etype, 'iterations-too-many', count, ITERATIONS_LIMIT);
  if (count < defaultCount && input.allowFewIterations !== true) {
    throw refused(etype, 'iterations-too-few', count, defaultCount);
  }
  return count;
}

/** RC4 takes no parameters (RFC 4757 section 2). @throws KerberosError STRING_TO_KEY_REFUSED */
export function checkNoParameters(etype: number, s2kparams: Uint8Array | undefined): void {
  if (s2kparams !== undefined && s2kparams.length > 0) {
    throw refused(etype, 'parameters-malformed', s2kparams.length, 0);
  }
}
