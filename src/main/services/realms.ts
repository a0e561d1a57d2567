// Realms that nobody here has used, and the window's way to them. Whoever has taken the window over could name a realm
// whose DNS is his, and learn from "can it be reached" which hosts and ports answer inside our network. So nothing is
// connected to for such a realm before the person has typed a password for it in the prompt, or said yes in a dialog
// of main's own; DNS alone is asked, for so many names and no more. KDCs that krb5.conf names, and the default realm's,
// were chosen by whoever looks after this computer.
import { parsePrincipal } from '#krb5';
import type { GivenServers, KdcFinding } from '#shared';
import type { State } from './state.ts';

/** Names of unknown realms looked up in a row, and how many seconds bring back one. */
const LOOKS = 12;
const SECONDS_FOR_ONE = 30;

export interface Realms {
  /** Somebody has signed in there from this computer, as far as we saw. */
  readonly isUsed: (realm: string) => boolean;
  /** May it be connected to without asking the person first? */
  readonly isTrusted: (realm: string) => boolean;
  /** Has the prompt to come before anything is sent? `given`: servers that the window names. */
  readonly promptFirst: (
    realm: string,
    given: GivenServers | undefined,
    signal: AbortSignal,
  ) => Promise<boolean>;
  readonly probe: (realm: string, principal: string, signal: AbortSignal) => Promise<KdcFinding>;
}

export function createRealms(
  state: Pick<State, 'identities' | 'store' | 'worldFor' | 'practice' | 'now'>,
): Realms {
  let budget = { left: LOOKS, at: state.now() };

  function mayLook(): boolean {
    const at = state.now();
    const left = Math.min(LOOKS, budget.left + Math.max(0, at - budget.at) / SECONDS_FOR_ONE);
    const may = left >= 1;
    budget = { left: may ? left - 1 : left, at };
    return may;
  }
  const realmOf = (principal: string): string | undefined => {
    try {
      return parsePrincipal(principal).realm;
    } catch {
      return undefined;
    }
  };
  const isUsed = (realm: string): boolean =>
    state.practice()?.running.realm === realm ||
    state.identities().some(({ place, realm: theirs }) => place !== undefined && theirs === realm) ||
    state.store.identities().some(({ principal }) => realmOf(principal) === realm);
  const isTrusted = (realm: string): boolean => {
    if (isUsed(realm)) return true;
    const { settings } = state.worldFor({ realm });
    return settings.defaultRealm === realm || (settings.realms.get(realm)?.kdc.length ?? 0) > 0;
  };

  return {
    isUsed,
    isTrusted,
    async promptFirst(realm, given, signal) {
      if (given !== undefined && given.kdc.length > 0) return true;
      if (isTrusted(realm)) return false;
      // Where nothing names a KDC there is nobody to ask, and no password to type.
      return (await state.worldFor({ realm }).knows(realm, signal)) !== undefined;
    },
    async probe(realm, principal, signal) {
      const neverUsed = isUsed(realm) ? {} : { neverUsed: true };
      if (isTrusted(realm)) {
        return { ...(await state.worldFor({ realm, principal }).probe(realm, signal)), ...neverUsed };
      }
      if (!mayLook()) return { realm, state: 'not-looked', servers: [], ...neverUsed };
      const source = await state.worldFor({ realm }).knows(realm, signal);
      return source === undefined
        ? { realm, state: 'unknown-realm', servers: [], ...neverUsed }
        : { realm, state: 'named', servers: [], source, ...neverUsed };
    },
  };
}
