// A credential cache by its name.
import type { CredentialCache, TraceSink } from '#krb5';
import { FileCache } from './file-cache.ts';
import { MemoryCache } from './memory-cache.ts';
import { parseCacheName, unsupportedType } from './name.ts';

export interface OpenCacheOptions {
  readonly trace?: TraceSink | undefined;
}

/**
 * Opening touches nothing yet: whether the cache exists, read() tells.
 * @param name TYPE:residual, or a path
 * @throws KerberosError CCACHE_TYPE_UNSUPPORTED for DIR, KCM, KEYRING, API, MSLSA and unknown types
 */
export function openCache(name: string, options: OpenCacheOptions = {}): CredentialCache {
  const parsed = parseCacheName(name);
  if (parsed.type === 'FILE') return new FileCache(`FILE:${parsed.residual}`, parsed.residual, options.trace);
  if (parsed.type === 'MEMORY') return new MemoryCache(parsed.residual, options.trace);
  throw unsupportedType(parsed);
}
