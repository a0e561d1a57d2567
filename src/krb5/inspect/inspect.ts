// Any blob that has to do with Kerberos: recognised by itself, opened with the keys at hand, laid open as one tree.
import { isKerberosError, KerberosError } from '../errors.ts';
import type { AnyKerberosError } from '../errors.ts';
import { INSPECT_LIMITS, addSource, limitReached, newBudget } from '../fields/budget.ts';
import type { Inspection, InspectOptions } from './inspection.ts';
import { openSealed } from './open.ts';
import { candidates } from './recognise.ts';

/**
 * @throws KerberosError NOT_RECOGNISED; with `as` also FORMAT_INVALID and ASN1_INVALID; LIMIT
 */
export function inspect(bytes: Uint8Array, options: InspectOptions = {}): Inspection {
  const limits = { ...INSPECT_LIMITS, ...options.limits };
  if (bytes.length > limits.inputBytes) throw limitReached('bytes', limits.inputBytes, 'inspection');
  let refused: AnyKerberosError | undefined;
  for (const { kind, describe } of candidates(bytes, limits, options.as)) {
    // What a reading that comes to nothing has used is not held against the next.
    const budget = newBudget(limits, 'throw');
    const input = addSource(budget, bytes, 'input');
    try {
      const { root, source } = describe(budget, input);
      const opened = openSealed(root, source, options.keys ?? [], budget);
      return { kind, sources: budget.sources, rootSource: source, root: opened };
    } catch (error) {
      if (!isKerberosError(error)) throw error;
      refused ??= error;
    }
  }
  if (refused !== undefined && (options.as !== undefined || refused.code === 'LIMIT')) throw refused;
  throw notRecognised(refused);
}

/** With the place where the likeliest reading came to its end. */
function notRecognised(refused: AnyKerberosError | undefined): KerberosError<'NOT_RECOGNISED'> {
  const inner =
    isKerberosError(refused, 'ASN1_INVALID') || isKerberosError(refused, 'FORMAT_INVALID')
      ? refused
      : undefined;
  const reason = inner?.message ?? 'nothing that is known here starts like this';
  const offset = inner?.details.offset ?? 0;
  return new KerberosError('NOT_RECOGNISED', reason, { reason, offset }, refused);
}
