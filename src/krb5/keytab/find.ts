// Which key of a keytab: krb5_kt_get_entry's rules for a version asked for, and for the newest.
import { KerberosError } from '../errors.ts';
import { displayText } from '../text.ts';
import { formatPrincipal, samePrincipal } from '../principal.ts';
import type { Principal } from '../principal.ts';
import type { KeytabEntry } from './parse.ts';

export interface KeySelection {
  /** Enctypes that may be taken, the best first; any when left out. */
  readonly etypes?: readonly number[];
  /** This version and no other (a ticket's kvno); the newest when left out. */
  readonly kvno?: number;
}

/**
 * The key of `principal`. Without `kvno` it is the newest version's; of its enctypes the first in the order of
 * `etypes`. An entry that holds only the low 8 bits of the version asked for counts where no entry matches exactly.
 * @param keytab the keytab's name, for the error
 * @throws KerberosError KEY_NOT_FOUND, which lists what is there
 */
export function findKey(
  entries: readonly KeytabEntry[],
  principal: Principal,
  selection: KeySelection = {},
  keytab = 'keytab',
): KeytabEntry {
  const { etypes, kvno } = selection;
  const own = entries.filter((entry) => samePrincipal(entry.principal, principal));
  const usable = etypes === undefined ? own : own.filter((entry) => etypes.includes(entry.key.keyType));
  const versions = kvno === undefined ? newest(usable) : ofVersion(usable, kvno);
  const found = etypes === undefined ? versions[0] : firstOf(versions, etypes);
  if (found !== undefined) return found;
  const name = formatPrincipal(principal);
  const what = kvno === undefined ? '' : ` with version ${String(kvno)}`;
  throw new KerberosError(
    'KEY_NOT_FOUND',
    `${displayText(keytab)} has no fitting key${what} for ${displayText(name)}`,
    {
      keytab,
      principal: name,
      etypes: etypes ?? [],
      present: entries.map((entry) => ({
        principal: formatPrincipal(entry.principal),
        kvno: entry.kvno,
        etype: entry.key.keyType,
      })),
    },
  );
}

function firstOf(entries: readonly KeytabEntry[], etypes: readonly number[]): KeytabEntry | undefined {
  const byRank = etypes.map((etype) => entries.find((entry) => entry.key.keyType === etype));
  return byRank.find((entry) => entry !== undefined);
}

function ofVersion(entries: readonly KeytabEntry[], kvno: number): readonly KeytabEntry[] {
  const exact = entries.filter((entry) => entry.kvno === kvno);
  return exact.length > 0 ? exact : entries.filter((entry) => entry.kvno === kvno % 256);
}

function newest(entries: readonly KeytabEntry[]): readonly KeytabEntry[] {
  const first = entries[0];
  if (first === undefined) return [];
  const best = entries.reduce((best, entry) => (isNewer(entry, best) ? entry : best), first);
  return entries.filter((entry) => entry.kvno === best.kvno);
}

/**
 * MIT's rule: the higher version, unless a small number was written at the same time as a large one or later: then
 * the count has wrapped (at 256 in old files, at 65,536 in some databases).
 */
function isNewer(a: KeytabEntry, b: KeytabEntry): boolean {
  if (a.timestamp >= b.timestamp && a.kvno < 128 && b.kvno > 240) return true;
  if (b.timestamp >= a.timestamp && a.kvno > 240 && b.kvno < 128) return false;
  return a.kvno > b.kvno;
}
