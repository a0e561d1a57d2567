// The bytes of a blob's sources as far as they were fetched, by pages.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { BYTES_AT_ONCE } from '#shared';
import type { BlobDto } from '#shared';
import { bridge } from '../../bridge/index.ts';

interface Page {
  readonly bytes: Uint8Array;
  /** 1 for each octet that stayed in main. */
  readonly blank: Uint8Array;
}

export interface Octet {
  readonly value: number;
  readonly blank: boolean;
}

export class ByteStore {
  readonly #blob: Pick<BlobDto, 'blob' | 'version'>;
  readonly #pages = new Map<string, Page>();
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #revision = 0;

  constructor({ blob, version }: Pick<BlobDto, 'blob' | 'version'>) {
    this.#blob = { blob, version };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly revision = (): number => this.#revision;

  /** undefined while it is fetched. */
  octet(source: number, offset: number): Octet | undefined {
    const within = offset % BYTES_AT_ONCE;
    const page = this.#pages.get(`${source}:${offset - within}`);
    const value = page?.bytes[within];
    return value === undefined ? undefined : { value, blank: page?.blank[within] === 1 };
  }

  /** Fetches what of the range is not there. */
  want(source: number, from: number, to: number): void {
    for (let offset = from - (from % BYTES_AT_ONCE); offset < to; offset += BYTES_AT_ONCE)
      void this.#load(source, offset);
  }

  async #load(source: number, offset: number): Promise<void> {
    const key = `${source}:${offset}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const result = await bridge().blob.bytes({ ...this.#blob, source, offset, length: BYTES_AT_ONCE });
    if (!result.ok || result.value.stale) {
      this.#asked.delete(key);
      return;
    }
    const bytes = Uint8Array.from(atob(result.value.bytes), (char) => char.charCodeAt(0));
    const blank = new Uint8Array(bytes.length);
    for (const { offset: start, length } of result.value.blanked)
      blank.fill(1, start - offset, start - offset + length);
    this.#pages.set(key, { bytes, blank });
    this.#revision += 1;
    for (const listener of this.#listeners) listener();
  }
}

export function useBytes({ blob, version }: BlobDto): ByteStore {
  const store = useMemo(() => new ByteStore({ blob, version }), [blob, version]);
  useSyncExternalStore(store.subscribe, store.revision);
  return store;
}

/** Octets of a range, once they are there. */
export function useOctets(
  store: ByteStore,
  source: number,
  from: number,
  to: number,
): readonly (Octet | undefined)[] {
  useEffect(() => {
    if (to > from) store.want(source, from, to);
  }, [store, source, from, to]);
  return Array.from({ length: Math.max(0, to - from) }, (_each, index) => store.octet(source, from + index));
}
