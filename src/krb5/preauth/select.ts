// The mechanisms we can do, best first, and the choice among what a KDC offers.
import type { PaData } from '../messages/index.ts';
import { encryptedTimestamp } from './encrypted-timestamp.ts';
import type { PreauthMechanism } from './mechanism.ts';

const MECHANISMS: readonly PreauthMechanism[] = [encryptedTimestamp];

/** The first of ours that METHOD-DATA names; undefined when the KDC offers none of them. */
export function chooseMechanism(methodData: readonly PaData[]): PreauthMechanism | undefined {
  return MECHANISMS.find((mechanism) => methodData.some((pa) => pa.padataType === mechanism.padataType));
}

export function mechanismOf(padataType: number): PreauthMechanism | undefined {
  return MECHANISMS.find((mechanism) => mechanism.padataType === padataType);
}
