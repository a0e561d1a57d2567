// MEMORY: caches: the tickets of this process alone, gone with it.
import { EncryptionKey, KerberosError, compareTgts, isTgt, samePrincipal, sameSubject } from '#krb5';
import type {
  CacheConfigEntry,
  CacheContents,
  Credential,
  CredentialCache,
  KeylessContents,
  TraceSink,
} from '#krb5';
import { sameContents } from './same-contents.ts';

const caches = new Map<string, CacheContents>();
const listeners = new Map<string, Set<() => void>>();

/** With keys of its own: those given and those read are their holders' to wipe. */
function copyOf(contents: CacheContents): CacheContents {
  const credentials = contents.credentials.map((credential) => {
    const { keyType, keyValue } = credential.key;
    return { ...credential, key: new EncryptionKey(keyType, keyValue.slice()) };
  });
  return { ...contents, credentials };
}

/** Calls `onChange` after each change to the MEMORY: cache of that name. */
export function watchMemory(residual: string, onChange: () => void): () => void {
  const own = listeners.get(residual) ?? new Set();
  listeners.set(residual, own.add(onChange));
  return () => {
    own.delete(onChange);
  };
}

export class MemoryCache implements CredentialCache {
  readonly name: string;
  readonly #residual: string;
  readonly #trace: TraceSink;

  constructor(residual: string, trace: TraceSink = () => undefined) {
    this.name = `MEMORY:${residual}`;
    this.#residual = residual;
    this.#trace = trace;
  }

  read(): Promise<CacheContents | undefined> {
    const now = caches.get(this.#residual);
    return Promise.resolve(now === undefined ? undefined : copyOf(now));
  }

  initialize(contents: CacheContents): Promise<void> {
    this.#put('initialize', contents);
    return Promise.resolve();
  }

  store(credential: Credential, config: readonly CacheConfigEntry[] = []): Promise<void> {
    const now = caches.get(this.#residual);
    if (now === undefined) {
      const message = `there is no credential cache ${this.name}`;
      return Promise.reject(new KerberosError('CCACHE_NOT_FOUND', message, { cache: this.name }));
    }
    const older = (other: Credential): boolean => isTgt(credential) && sameSubject(other, credential);
    const about = (entry: CacheConfigEntry): boolean =>
      config.some((made) => made.key === entry.key && made.principal === entry.principal);
    this.#put('append', {
      ...now,
      credentials: [...now.credentials.filter((other) => !older(other)), credential],
      config: [...now.config.filter((entry) => !about(entry)), ...config],
    });
    return Promise.resolve();
  }

  replaceTgt(renewed: Credential): Promise<'written' | 'superseded'> {
    const now = caches.get(this.#residual);
    const present = now?.credentials.filter((credential) => sameSubject(credential, renewed)) ?? [];
    const fits =
      now !== undefined &&
      samePrincipal(now.principal, renewed.client) &&
      present.length > 0 &&
      present.every((credential) => compareTgts(credential, renewed) <= 0);
    if (!fits) return Promise.resolve('superseded');
    this.#put('replace', {
      ...now,
      credentials: now.credentials.map((credential) => (present.includes(credential) ? renewed : credential)),
    });
    return Promise.resolve('written');
  }

  exchange(
    expected: KeylessContents | undefined,
    wanted: CacheContents | undefined,
  ): Promise<'written' | 'changed'> {
    if (!sameContents(caches.get(this.#residual), expected)) return Promise.resolve('changed');
    this.#put(wanted === undefined ? 'destroy' : 'initialize', wanted);
    return Promise.resolve('written');
  }

  remove(matches: (credential: Credential) => boolean): Promise<number> {
    const now = caches.get(this.#residual);
    if (now === undefined) return Promise.resolve(0);
    const kept = now.credentials.filter((credential) => !matches(credential));
    if (kept.length < now.credentials.length) this.#put('remove', { ...now, credentials: kept });
    return Promise.resolve(now.credentials.length - kept.length);
  }

  destroy(): Promise<boolean> {
    const there = caches.has(this.#residual);
    if (there) this.#put('destroy', undefined);
    return Promise.resolve(there);
  }

  #put(
    how: 'initialize' | 'append' | 'replace' | 'remove' | 'destroy',
    contents: CacheContents | undefined,
  ): void {
    if (contents === undefined) caches.delete(this.#residual);
    else caches.set(this.#residual, copyOf(contents));
    this.#trace({ type: 'cache.written', cache: this.name, how });
    for (const listener of listeners.get(this.#residual) ?? []) listener();
  }
}
