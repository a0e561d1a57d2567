// Where tickets lie: the default cache, our own FILE caches, the practice realm's. Each is watched; what is known of
// it is what was last read. The default is the truth, and one of a type not reached yet is named, never replaced
// without a word.
import { formatPrincipal, isKerberosError } from '#krb5';
import type {
  AnyKerberosError,
  CacheContents,
  CredentialCache,
  KerberosSettings,
  KeylessContents,
} from '#krb5';
import type { ServicePorts } from './ports.ts';
import { withoutKeys } from './session-keys.ts';

export interface Place {
  /** TYPE:residual */
  readonly name: string;
  readonly kind: 'default' | 'own' | 'practice';
  readonly cache: CredentialCache;
  readonly contents: KeylessContents | undefined;
  /** It is there but cannot be read. */
  readonly problem: AnyKerberosError | undefined;
  /** The cache's from before it was read. */
  readonly stamp?: string | undefined;
}

/** For the length of an action. */
export interface PlaceWithKeys extends Place {
  readonly contents: CacheContents | undefined;
}

export interface Unreached {
  readonly name: string;
  readonly reason: string;
}

export interface Places {
  readonly all: () => readonly Place[];
  readonly byName: (name: string) => Place | undefined;
  readonly unreached: () => Unreached | undefined;
  /** The name of the default cache, or of the one that stands in for it. */
  readonly defaultName: () => string;
  /** Finds which caches there are, and reads those not known yet. */
  readonly look: (settings: KerberosSettings) => Promise<void>;
  /** Makes a cache known that may not exist yet. */
  readonly add: (name: string, kind: Place['kind']) => Promise<Place>;
  /** What a cache holds now, without taking note of it: for an action that has to know. */
  readonly peek: (name: string) => Promise<Place | undefined>;
  /** The same with the session keys, the caller's to wipe as soon as the action is over. */
  readonly withKeys: (name: string) => Promise<PlaceWithKeys | undefined>;
  /** Reads a cache again and takes note, one reading after the other. Resolves to what it was and what it is now. */
  readonly reread: (name: string) => Promise<{ readonly before: Place; readonly now: Place } | undefined>;
  readonly drop: (name: string) => void;
  readonly close: () => void;
}

/** The principal whose tickets a place holds, printed. */
export function holderOf(place: Place): string | undefined {
  return place.contents === undefined ? undefined : formatPrincipal(place.contents.principal);
}

type Reading = Pick<Place, 'contents' | 'problem' | 'stamp'>;

async function readWithKeys(cache: CredentialCache): Promise<Pick<PlaceWithKeys, 'contents' | 'problem'>> {
  try {
    return { contents: await cache.read(), problem: undefined };
  } catch (error) {
    if (!isKerberosError(error)) throw error;
    return { contents: undefined, problem: error };
  }
}

async function read(cache: CredentialCache): Promise<Reading> {
  const stamp = await cache.stamp?.();
  const { contents, problem } = await readWithKeys(cache);
  return { contents: contents === undefined ? undefined : withoutKeys(contents), problem, stamp };
}

/** What is known, where nothing was written since: a cache of ten thousand tickets is not read for nothing. */
async function readIfChanged(place: Place): Promise<Reading> {
  const { cache, stamp } = place;
  return stamp !== undefined && (await cache.stamp?.()) === stamp ? place : await read(cache);
}

export function createPlaces(
  ports: Pick<ServicePorts, 'caches' | 'folder'>,
  onChange: (name: string) => void,
): Places {
  const places = new Map<string, Place>();
  const watches = new Map<string, { close: () => void }>();
  const reading = new Map<string, Promise<unknown>>();
  let unreached: Unreached | undefined;
  let defaultName = '';

  const drop = (name: string): void => {
    watches.get(name)?.close();
    watches.delete(name);
    places.delete(name);
  };
  const add = async (wanted: string, kind: Place['kind']): Promise<Place> => {
    const known = places.get(wanted);
    if (known !== undefined) return known;
    const cache = ports.caches.open(wanted);
    const place: Place = { name: cache.name, kind, cache, ...(await read(cache)) };
    places.set(place.name, place);
    if (!watches.has(place.name)) {
      const watch = ports.caches.watch(place.name, () => {
        onChange(place.name);
      });
      watches.set(place.name, watch);
    }
    return place;
  };
  const readAgain = async (name: string): ReturnType<Places['reread']> => {
    const before = places.get(name);
    if (before === undefined) return undefined;
    const { contents, problem, stamp } = await readIfChanged(before);
    const now: Place = { ...before, contents, problem, stamp };
    if (!places.has(name)) return undefined; // dropped while it was read
    places.set(name, now);
    return { before, now };
  };
  /** The default's name; where its type is not reached yet, it is noted and ours stands in. */
  const reachedDefault = (settings: KerberosSettings): string => {
    const named = ports.caches.defaultName(settings);
    try {
      unreached = undefined;
      return ports.caches.open(named).name;
    } catch (error) {
      if (!isKerberosError(error, 'CCACHE_TYPE_UNSUPPORTED')) throw error;
      unreached = { name: named, reason: error.details.reason };
      return ports.folder.standIn();
    }
  };

  return {
    all: () => [...places.values()],
    byName: (name) => places.get(name),
    unreached: () => unreached,
    defaultName: () => defaultName,
    async look(settings) {
      const found = reachedDefault(settings);
      if (defaultName !== '' && defaultName !== found) drop(defaultName);
      defaultName = found;
      await add(found, 'default');
      for (const name of ports.folder.caches()) if (name !== found) await add(name, 'own');
    },
    add,
    async peek(name) {
      const place = places.get(name);
      if (place === undefined) return undefined;
      const { contents, problem, stamp } = await readIfChanged(place);
      return { ...place, contents, problem, stamp };
    },
    async withKeys(name) {
      const place = places.get(name);
      return place === undefined ? undefined : { ...place, ...(await readWithKeys(place.cache)) };
    },
    reread(name) {
      const done = (reading.get(name) ?? Promise.resolve()).then(() => readAgain(name));
      reading.set(
        name,
        done.catch(() => undefined),
      );
      return done;
    },
    drop,
    close() {
      for (const watch of watches.values()) watch.close();
      watches.clear();
    },
  };
}
