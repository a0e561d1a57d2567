// A cache of our own in which nothing is yet, for tickets that are to lie by themselves.
import { KerberosError, formatPrincipal } from '#krb5';
import type { CacheContents } from '#krb5';
import type { Place } from './places.ts';
import type { ServicePorts } from './ports.ts';
import type { State } from './state.ts';

/** Caches of one principal in our folder. */
const FURTHER = 50;

export function restless(name: string): KerberosError<'FILE_REFUSED'> {
  const reason = 'other programs keep changing it';
  return new KerberosError('FILE_REFUSED', `${name}: ${reason}`, { file: name, reason });
}

export interface NewCaches {
  /** The name of the one that would be taken now. */
  readonly next: (principal: string, practice: boolean) => Promise<string>;
  /**
   * Writes the tickets into it.
   * @param also is told which, before it is written to
   * @throws KerberosError FILE_REFUSED
   */
  readonly keep: (
    contents: CacheContents,
    practice: boolean,
    also: (cache: string) => void,
  ) => Promise<Place>;
}

export function createNewCaches(
  { folder }: Pick<ServicePorts, 'folder'>,
  { places }: Pick<State, 'places'>,
): NewCaches {
  /** Those of this principal that hold nothing, as far as a look just now tells. */
  async function* empty(principal: string, practice: boolean): AsyncGenerator<Place> {
    const nameOf = practice ? folder.practiceCacheFor : folder.cacheFor;
    for (let nth = 1; nth <= FURTHER; nth++) {
      const place = await places.add(nameOf(principal, nth), practice ? 'practice' : 'own');
      const now = await places.peek(place.name);
      if (now?.problem === undefined && now?.contents === undefined) yield place;
    }
    throw restless(nameOf(principal));
  }
  return {
    async next(principal, practice) {
      for await (const { name } of empty(principal, practice)) return name;
      throw new TypeError('there is always a next cache, or an error');
    },
    async keep(contents, practice, also) {
      for await (const place of empty(formatPrincipal(contents.principal), practice)) {
        also(place.name);
        if ((await place.cache.exchange(undefined, contents)) === 'written') return place;
      }
      throw new TypeError('there is always a next cache, or an error');
    },
  };
}
