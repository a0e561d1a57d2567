// Which identity is large, in which order the others follow, and which one gets the accent button.
import type { IdentityDto } from '#shared';
import { needsYou, standing } from '../../state/identity-state.ts';

function rank(identity: IdentityDto, now: number): number {
  const at = standing(identity, now);
  if (identity.isDefault) return 0;
  if (identity.isPinned) return 1;
  if (needsYou(at)) return 2;
  if (at.kind === 'signed-out') return 4;
  return 3;
}

/** The default first, then those pinned, then who needs you, then who is signed in. */
export function ordered(identities: readonly IdentityDto[], now: number): readonly IdentityDto[] {
  return identities.toSorted(
    (a, b) =>
      rank(a, now) - rank(b, now) || b.lastSignIn - a.lastSignIn || (a.principal < b.principal ? -1 : 1),
  );
}

/** The identity whose button carries the accent: the first that needs you; none when all is well. */
export function accented(identities: readonly IdentityDto[], now: number): string | undefined {
  const needy = identities.find((identity) => needsYou(standing(identity, now)));
  if (needy !== undefined) return needy.id;
  const signedIn = identities.some(({ tickets }) => tickets.length > 0);
  return signedIn ? undefined : identities[0]?.id;
}
