// The star: another identity becomes the system's default, so that ssh, curl and browsers use its tickets. What the
// default cache holds gets a cache of its own first, whole and on the disk before anything is overwritten; the chosen
// identity's own cache goes last. Cut short at any moment, every ticket is still in some cache, at worst in two.
import { displayText, formatPrincipal } from '#krb5';
import type { CacheContents } from '#krb5';
import type { InputOf, OutputOf } from '#shared';
import { createActing } from './acting.ts';
import { ServiceError } from './describe-error.ts';
import { holdingsOf } from './holding.ts';
import { createNewCaches, restless } from './new-cache.ts';
import type { Operations, Running } from './operations.ts';
import { holderOf } from './places.ts';
import type { Place, PlaceWithKeys } from './places.ts';
import type { ServicePorts } from './ports.ts';
import { wipeKeys } from './session-keys.ts';
import type { State } from './state.ts';

export interface DefaultCache {
  readonly make: (input: InputOf<'identity.makeDefault'>) => Promise<OutputOf<'identity.makeDefault'>>;
  /** At the start: a copy that a swap cut short has left, all of whose tickets are in the default too, goes. */
  readonly tidy: () => Promise<void>;
}

/** A cache that others keep changing is given up after so many looks. */
const ATTEMPTS = 5;

const shown = (text: string): string => displayText(text).slice(0, 2_048) || '?';

export function createDefaultCache(
  ports: Pick<ServicePorts, 'system' | 'caches' | 'folder'>,
  state: State,
  operations: Operations,
): DefaultCache {
  const { places } = state;
  const act = createActing(state, operations);
  const holding = holdingsOf(places);
  const newCaches = createNewCaches(ports, state);
  let last: Promise<unknown> = Promise.resolve();
  /** Two swaps at once would each move what the other has just brought. */
  const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  /** What is there now, session keys too, until the action is over. */
  async function lend(name: string, running: Running): Promise<PlaceWithKeys | undefined> {
    const place = await places.withKeys(name);
    running.afterwards(() => {
      if (place?.contents !== undefined) wipeKeys(place.contents);
    });
    return place;
  }

  /** Puts `wanted` into the default cache. Resolves to where its tickets went, if there were any. */
  async function fill(
    home: Place,
    wanted: CacheContents,
    also: (cache: string) => void,
    running: Running,
  ): Promise<Place | undefined> {
    let whose: string | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const there = await lend(home.name, running);
      if (there?.problem !== undefined) throw there.problem;
      const present = there?.contents;
      const holder = present === undefined ? undefined : formatPrincipal(present.principal);
      if (attempt > 0 && holder !== whose) {
        throw new ServiceError(
          'UNKNOWN',
          (words) => words.writtenMeanwhile(shown(home.name)),
          (words) => words.lookWhose,
        );
      }
      whose = holder;
      const kept =
        present === undefined || present.credentials.length === 0
          ? undefined
          : await newCaches.keep(present, false, also);
      const written = await home.cache.exchange(present, wanted).catch(async (error: unknown) => {
        await kept?.cache.exchange(present, undefined);
        throw error;
      });
      if (written === 'written') return kept;
      // It stands where it stood, or was taken away: a copy would only bring back what is gone.
      await kept?.cache.exchange(present, undefined);
    }
    throw restless(home.name);
  }

  /** The chosen identity's own cache goes; what another program got into it meanwhile moves along. */
  async function empty(from: Place, home: Place, moved: CacheContents, running: Running): Promise<void> {
    let known = moved;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if ((await from.cache.exchange(known, undefined)) === 'written') return;
      const now = (await lend(from.name, running))?.contents;
      if (now === undefined || formatPrincipal(now.principal) !== formatPrincipal(moved.principal)) return;
      if ((await home.cache.exchange(known, now)) === 'changed') return;
      known = now;
    }
  }

  async function swap(id: string, running: Running): Promise<OutputOf<'identity.makeDefault'>> {
    const identity = state.identity(id);
    const { settings } = ports.system();
    ports.caches.open(ports.caches.defaultName(settings)); // of a type that is not reached: says so
    await places.look(settings);
    const home = places.byName(places.defaultName());
    if (home === undefined) throw restless(places.defaultName());
    const { place: from, contents } = await holding.lend(identity, running);
    if (from.name === home.name) return { cache: shown(home.name) };
    const kept = await state.writing([home.name, from.name], async (also) => {
      const copy = await fill(home, contents, also, running);
      await empty(from, home, contents, running);
      return copy;
    });
    if (kept === undefined) return { cache: shown(home.name) };
    const whose = holderOf(places.byName(kept.name) ?? kept) ?? '';
    return { cache: shown(home.name), moved: { principal: shown(whose), cache: shown(kept.name) } };
  }

  return {
    async make({ operation, identity: id }) {
      const identity = state.identity(id);
      if (identity.place?.kind === 'practice') {
        throw new ServiceError(
          'UNKNOWN',
          (words) => words.practiceNeverDefault,
          (words) => words.useTerminalLine,
        );
      }
      const what = { id: operation, kind: 'make-default', key: identity.id } as const;
      return act({ ...what, principal: identity.shown }, (running) => oneByOne(() => swap(id, running)));
    },

    async tidy() {
      const home = places.byName(places.defaultName());
      const there = home?.contents;
      if (there === undefined) return;
      const same = (a: Uint8Array, b: Uint8Array): boolean =>
        a.length === b.length && a.every((octet, at) => octet === b[at]);
      for (const { name, kind, cache, contents } of places.all()) {
        if (kind !== 'own' || contents === undefined) continue;
        const isCopy =
          formatPrincipal(contents.principal) === formatPrincipal(there.principal) &&
          contents.credentials.every(({ ticket }) =>
            there.credentials.some((each) => same(each.ticket, ticket)),
          );
        if (isCopy) await state.writing(name, () => cache.exchange(contents, undefined));
      }
    },
  };
}
