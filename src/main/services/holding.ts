// An identity's cache read just now: what was shown a moment ago may be somebody else's by now.
import { formatPrincipal } from '#krb5';
import type { CacheContents } from '#krb5';
import { ServiceError } from './describe-error.ts';
import type { IdentityPlace } from './identities.ts';
import type { Place, Places } from './places.ts';
import { wrongHolder } from './state.ts';

/** @returns rejects with ServiceError UNKNOWN, KerberosError CCACHE_WRONG_PRINCIPAL */
export function holdingOf(
  places: Places,
): (identity: IdentityPlace) => Promise<{ place: Place; contents: CacheContents }> {
  return async (identity) => {
    const name = identity.place?.name;
    const place = name === undefined ? undefined : await places.peek(name);
    if (place?.problem !== undefined) throw place.problem;
    if (place?.contents === undefined)
      throw new ServiceError('UNKNOWN', `${identity.principal} has no tickets any more`);
    const holds = formatPrincipal(place.contents.principal);
    if (holds !== identity.principal) throw wrongHolder(place.name, holds, identity.principal);
    return { place, contents: place.contents };
  };
}
