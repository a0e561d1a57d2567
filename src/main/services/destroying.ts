// One identity's tickets go when the window asks for it. A second identity's within the hour go only if the person
// says so to main's own question, which the window cannot answer: a page that was taken over signs nobody out of all.
import { displayText } from '#krb5';
import { ServiceError } from './describe-error.ts';
import { holderOf } from './places.ts';
import type { Place } from './places.ts';
import type { ServicePorts } from './ports.ts';
import type { State } from './state.ts';

const HOUR = 3_600;
/** After a "no", for so long nothing more is asked. */
const QUIET = 60;

export interface DestroyGuard {
  /** Resolves where it may be done. Rejects with ServiceError CANCELLED. */
  readonly admit: (place: Place) => Promise<void>;
}

function refused(): ServiceError {
  return new ServiceError(
    'CANCELLED',
    (words) => words.oneAnHour,
    (words) => words.answerYes,
  );
}

export function createDestroyGuard(
  ports: Pick<ServicePorts, 'confirm'>,
  { now }: Pick<State, 'now'>,
): DestroyGuard {
  /** When each principal's tickets were last destroyed from here. */
  const done = new Map<string, number>();
  let asking = false;
  let declinedAt = Number.NEGATIVE_INFINITY;
  return {
    async admit(place) {
      const at = now();
      const principal = holderOf(place) ?? place.name;
      // The practice realm's are nobody's, made by one click; and what has expired is no loss.
      const alive = place.contents?.credentials.some(({ times }) => times.endTime > at) ?? false;
      if (place.kind === 'practice' || !alive) return;
      for (const [name, when] of done) if (Math.abs(at - when) >= HOUR) done.delete(name);
      const others = [...done.keys()].filter((name) => name !== principal);
      if (others.length > 0) {
        if (asking || Math.abs(at - declinedAt) < QUIET) throw refused();
        asking = true;
        try {
          const agreed = await ports.confirm?.({
            kind: 'destroy-another',
            principal: displayText(principal).slice(0, 1_024),
            before: others.map((name) => displayText(name).slice(0, 256)).slice(-5),
          });
          if (agreed !== true) {
            declinedAt = now();
            throw refused();
          }
        } finally {
          asking = false;
        }
      }
      done.set(principal, now());
    },
  };
}
