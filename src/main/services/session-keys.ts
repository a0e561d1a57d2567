// Session keys are in memory only while something is asked for with them. What is shown of a cache needs none.
import type { CacheContents, KeylessContents } from '#krb5';

export function wipeKeys({ credentials }: Pick<CacheContents, 'credentials'>): void {
  for (const { key } of credentials) key.wipe();
}

/** What may be kept of it; the keys given are wiped. */
export function withoutKeys(contents: CacheContents): KeylessContents {
  const credentials = contents.credentials.map((credential) => ({
    ...credential,
    key: { keyType: credential.key.keyType },
  }));
  wipeKeys(contents);
  return { ...contents, credentials };
}
