// What laying bytes open may cost, over all that is nested in them, and the sources that come of it.
import { DEFAULT_LIMITS } from '../asn1/index.ts';
import { KerberosError } from '../errors.ts';
import type { KerberosErrorDetails } from '../errors.ts';
import { MAX_FIELDS } from './field.ts';
import type { Source } from './field.ts';

export interface InspectLimits {
  /** Octets of the input. */
  readonly inputBytes: number;
  /** Octets of text that is looked through for blobs in writing. */
  readonly textBytes: number;
  /** Elements and depth of one ASN.1 value. */
  readonly nodes: number;
  readonly depth: number;
  /** Fields of everything together. */
  readonly fields: number;
  /** Octets out of one compressed buffer. */
  readonly decompressedBytes: number;
  /** Octets of all sources that are made: decoded, decrypted, decompressed, reassembled. */
  readonly madeBytes: number;
  /** Octets that may be decrypted to find out which key fits. */
  readonly triedBytes: number;
}

export const INSPECT_LIMITS: InspectLimits = {
  inputBytes: 32 << 20,
  textBytes: 1 << 19,
  nodes: DEFAULT_LIMITS.maxNodes,
  depth: DEFAULT_LIMITS.maxDepth,
  fields: 50_000,
  decompressedBytes: 1 << 20,
  madeBytes: 64 << 20,
  triedBytes: 16 << 20,
};

/** One for everything that is laid open together. */
export interface Budget {
  /** Fields that may still be made. */
  fields: number;
  readonly limits: InspectLimits;
  /**
   * What happens at a limit. `cut`: the field is `truncated`, or its contents stay closed. `throw`: KerberosError LIMIT.
   */
  readonly at: 'cut' | 'throw';
  /** The input is the first. */
  readonly sources: Source[];
  madeBytes: number;
  triedBytes: number;
}

/** For one message that is shown while it passes by: cut at MAX_FIELDS. */
export function messageBudget(): Budget {
  return newBudget({ ...INSPECT_LIMITS, fields: MAX_FIELDS }, 'cut');
}

export function newBudget(limits: InspectLimits, at: Budget['at']): Budget {
  return {
    fields: limits.fields,
    limits,
    at,
    sources: [],
    madeBytes: limits.madeBytes,
    triedBytes: limits.triedBytes,
  };
}

export function limitReached(
  what: KerberosErrorDetails['LIMIT']['what'],
  limit: number,
  where: string,
): KerberosError<'LIMIT'> {
  return new KerberosError('LIMIT', `${where}: more than ${String(limit)} ${what}`, { what, limit, where });
}

/** May one more field be made? @throws KerberosError LIMIT where the budget throws */
export function takeField(budget: Budget): boolean {
  if (budget.fields > 0) {
    budget.fields--;
    return true;
  }
  if (budget.at === 'throw') throw limitReached('nodes', budget.limits.fields, 'inspection');
  return false;
}

/** A further source. @returns its number @throws KerberosError LIMIT */
export function addSource(
  budget: Budget,
  bytes: Uint8Array,
  how: Source['how'],
  from?: Source['from'],
): number {
  if (how !== 'input') {
    budget.madeBytes -= bytes.length;
    if (budget.madeBytes < 0) throw limitReached('output', budget.limits.madeBytes, 'inspection');
  }
  return budget.sources.push({ bytes, how, ...(from === undefined ? {} : { from }) }) - 1;
}
