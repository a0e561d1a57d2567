// An identity's cache read just now: what was shown a moment ago may be somebody else's by now.
import { displayText, formatPrincipal } from '#krb5';
import type { CacheContents, KeylessContents } from '#krb5';
import { ServiceError } from './describe-error.ts';
import type { IdentityPlace } from './identities.ts';
import type { Running } from './operations.ts';
import type { Place, Places } from './places.ts';
import { wipeKeys } from './session-keys.ts';
import { wrongHolder } from './state.ts';

interface Held<C extends KeylessContents> {
  readonly place: Place;
  readonly contents: C;
}

/** Reject with ServiceError UNKNOWN, KerberosError CCACHE_WRONG_PRINCIPAL and what the cache throws. */
export interface Holdings {
  readonly look: (identity: IdentityPlace) => Promise<Held<KeylessContents>>;
  /** With the session keys, until the action is over. */
  readonly lend: (identity: IdentityPlace, running: Running) => Promise<Held<CacheContents>>;
}

export function holdingsOf(places: Places): Holdings {
  function checked<C extends KeylessContents>(
    { principal }: IdentityPlace,
    place: (Place & { readonly contents: C | undefined }) | undefined,
  ): Held<C> {
    if (place?.problem !== undefined) throw place.problem;
    if (place?.contents === undefined)
      throw new ServiceError('UNKNOWN', (words) => words.ticketsGone(displayText(principal)));
    const { contents } = place;
    const holds = formatPrincipal(contents.principal);
    if (holds !== principal) throw wrongHolder(place.name, holds, principal);
    return { place, contents };
  }
  return {
    async look(identity) {
      const name = identity.place?.name;
      return checked(identity, name === undefined ? undefined : await places.peek(name));
    },
    async lend(identity, running) {
      const name = identity.place?.name;
      const place = name === undefined ? undefined : await places.withKeys(name);
      running.afterwards(() => {
        if (place?.contents !== undefined) wipeKeys(place.contents);
      });
      return checked(identity, place);
    },
  };
}
