// The password's end out of one's own PAC, where the reply to a sign-in says nothing of it. Asked a minute after the
// sign-in, when nobody waits for anything, and once: a realm that gives no such PAC is not asked again.
import { isKerberosError } from '#krb5';
import type { PacReport } from '#shared';
import type { IdentityPlace } from './identities.ts';
import { isPacRefused } from './own-pac.ts';
import type { RenewalPorts } from './renewal/index.ts';

const PAUSE_MILLIS = 60_000;

export interface PasswordFromPac {
  /** To be told of each sign-in whose reply does not say when the password ends. */
  readonly signedIn: (principal: string) => void;
  readonly close: () => void;
}

export function createPasswordFromPac(
  { timers, onFault }: Pick<RenewalPorts, 'timers' | 'onFault'>,
  deps: {
    readonly identities: () => readonly IdentityPlace[];
    readonly isKnown: (principal: string) => boolean;
    /** One exchange, written down like any; its handler takes note of what it says. */
    readonly ask: (identity: string) => Promise<PacReport>;
  },
): PasswordFromPac {
  const waiting = new Map<string, unknown>();
  const refused = new Set<string>();

  async function look(principal: string): Promise<void> {
    waiting.delete(principal);
    const identity = deps
      .identities()
      .find((each) => each.principal === principal && each.place?.contents !== undefined);
    // Passwords of the practice realm never end.
    if (identity === undefined || identity.place?.kind === 'practice' || deps.isKnown(principal)) return;
    try {
      await deps.ask(identity.id);
    } catch (error) {
      if (!isKerberosError(error)) onFault(error);
      else if (isPacRefused(error)) refused.add(principal);
    }
  }

  return {
    signedIn(principal) {
      if (refused.has(principal)) return;
      timers.clear(waiting.get(principal));
      waiting.set(
        principal,
        timers.set(PAUSE_MILLIS, () => void look(principal)),
      );
    },
    close() {
      for (const timer of waiting.values()) timers.clear(timer);
      waiting.clear();
    },
  };
}
