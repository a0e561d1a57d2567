// Tells when a cache changes, whoever changes it: by the folder's events where the system has them, and by looking
// twice a second, since events are lost on network file systems and when a folder comes and goes.
import { statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';
import { parseCacheName, unsupportedType } from './name.ts';
import { resolveCacheFile } from './safe-path.ts';
import { watchMemory } from './memory-cache.ts';

export interface CacheWatch {
  close(): void;
}

const LOOK_EVERY = 500;
/** One sign-in makes several events; they are reported as one change. */
const GATHER = 40;

/** @throws KerberosError CCACHE_TYPE_UNSUPPORTED */
export function watchCache(name: string, onChange: () => void): CacheWatch {
  const parsed = parseCacheName(name);
  if (parsed.type === 'MEMORY') return { close: watchMemory(parsed.residual, onChange) };
  if (parsed.type !== 'FILE') throw unsupportedType(parsed);
  return new FileWatch(parsed.residual, onChange);
}

class FileWatch implements CacheWatch {
  readonly #file: string;
  readonly #onChange: () => void;
  readonly #timer: NodeJS.Timeout;
  #seen: string;
  #gathering: NodeJS.Timeout | undefined;
  #watcher: FSWatcher | undefined;
  #watched = '';

  constructor(file: string, onChange: () => void) {
    this.#file = path.resolve(file);
    this.#onChange = onChange;
    this.#seen = this.#look();
    this.#watchFolder();
    this.#timer = setInterval(() => {
      this.#watchFolder();
      this.#compare();
    }, LOOK_EVERY);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#gathering);
    this.#watcher?.close();
  }

  #look(): string {
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = statSync(this.#file, { bigint: true });
      return [dev, ino, size, mtimeNs, ctimeNs].join();
    } catch {
      return '';
    }
  }

  #compare(): void {
    const now = this.#look();
    if (now === this.#seen) return;
    this.#seen = now;
    this.#onChange();
  }

  /** The folder that holds the file itself, behind links; again when that is another than before. */
  #watchFolder(): void {
    const real = this.#realFile();
    if (this.#watcher !== undefined && this.#watched === real) return;
    this.#watcher?.close();
    this.#watcher = undefined;
    try {
      const base = path.basename(real);
      this.#watcher = watch(path.dirname(real), { persistent: false }, (_, changed) => {
        if (changed === null || changed === base) this.#gather();
      });
      this.#watcher.on('error', () => {
        this.#watcher?.close();
        this.#watcher = undefined;
      });
      this.#watched = real;
    } catch {
      this.#watched = ''; // no such folder yet, or no watches left: looking twice a second remains
    }
  }

  #realFile(): string {
    try {
      return resolveCacheFile(this.#file);
    } catch {
      return this.#file;
    }
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#compare();
    }, GATHER).unref();
  }
}
