// Which cache a principal's new tickets go to, and how they get there: another principal's tickets are never
// overwritten, not even by a sign-in that another program makes in the same moment.
import { formatPrincipal } from '#krb5';
import type { CacheContents } from '#krb5';
import { restless } from './new-cache.ts';
import { holderOf } from './places.ts';
import type { Place } from './places.ts';
import type { ServicePorts } from './ports.ts';
import { wrongHolder } from './state.ts';
import type { State } from './state.ts';

/** A cache that others keep changing is given up after so many looks. */
const ATTEMPTS = 5;

/** Resolves to where they are. Rejects with KerberosError CCACHE_WRONG_PRINCIPAL, FILE_REFUSED. */
export type KeepNewTickets = (contents: CacheContents, practice: boolean) => Promise<Place>;

export function createNewTickets(
  ports: Pick<ServicePorts, 'folder'>,
  state: Pick<State, 'places' | 'worldFor' | 'writing'>,
): KeepNewTickets {
  const { places } = state;

  /** Nobody else's, as far as a look just now tells. */
  async function seenFree(place: Place, printed: string): Promise<Place | undefined> {
    const now = await places.peek(place.name);
    if (now === undefined) return undefined;
    // A broken file of ours is no loss; one of others stays.
    const free =
      now.problem === undefined
        ? now.contents === undefined || holderOf(now) === printed
        : now.kind === 'own' && now.problem.code === 'FORMAT_INVALID';
    return free ? now : undefined;
  }

  async function choose(contents: CacheContents, practice: boolean): Promise<Place> {
    const printed = formatPrincipal(contents.principal);
    const own = async (): Promise<Place> => {
      const name = practice ? ports.folder.practiceCacheFor(printed) : ports.folder.cacheFor(printed);
      const place = await places.add(name, practice ? 'practice' : 'own');
      const free = await seenFree(place, printed);
      if (free === undefined) throw wrongHolder(place.name, holderOf(place) ?? 'somebody else', printed);
      return free;
    };
    if (practice) return own();
    await places.look(state.worldFor({ realm: contents.principal.realm }).settings);
    const present = places.all().filter((place) => place.kind !== 'practice' && holderOf(place) === printed);
    const home = places.byName(places.defaultName());
    for (const place of home === undefined ? present : [...present, home]) {
      const free = await seenFree(place, printed);
      if (free !== undefined) return free;
    }
    return own();
  }

  return async (contents, practice) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const place = await choose(contents, practice);
      const written = await state.writing(place.name, async () => {
        if (place.problem === undefined) return place.cache.exchange(place.contents, contents);
        await place.cache.initialize(contents);
        return 'written';
      });
      if (written === 'written') return place;
    }
    throw restless(places.defaultName());
  };
}
