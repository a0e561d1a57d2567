// The raw memory of a process, as the system gives it: every writable mapping, whatever still stands there.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { SecretSearch } from '../support/secret-search.ts';

const PIECE = 4 * 1024 * 1024;
/** No spelling is longer: what stands across two pieces is found in the second. */
const OVERLAP = 1_024;

/** How often each secret stands in the memory of the process, by label. */
export function countInMemory(pid: number, search: SecretSearch): Map<string, number> {
  const counts = new Map<string, number>();
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n')) {
      const [, from = '', to = '', rights = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
      if (!rights.startsWith('rw')) continue;
      const end = parseInt(to, 16);
      for (let at = parseInt(from, 16); at < end; at += PIECE) {
        const piece = Buffer.alloc(Math.min(PIECE + OVERLAP, end - at));
        try {
          const length = readSync(memory, piece, 0, piece.length, at);
          search.count(piece.subarray(0, length), counts, PIECE);
        } catch {
          break; // guarded, or gone meanwhile
        }
      }
    }
  } finally {
    closeSync(memory);
  }
  return counts;
}
