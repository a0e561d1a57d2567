// Does a cache hold what was read from it before? Told by its bytes as they would be written anew, so that removed
// records and the version of the file make no difference.
import { writeCcache } from '#krb5';
import type { CacheContents } from '#krb5';

export function sameContents(a: CacheContents | undefined, b: CacheContents | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [first, second] = [writeCcache(a), writeCcache(b)];
  try {
    return first.length === second.length && first.every((octet, at) => octet === second[at]);
  } finally {
    first.fill(0); // session keys
    second.fill(0);
  }
}
