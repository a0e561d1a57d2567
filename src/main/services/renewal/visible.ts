// Renewal as the window sees it: each identity's plan on its card, published whenever it changes, and the chronicle for
// the Timeline.
import { displayText } from '#krb5';
import type { RenewalDto } from '#shared';
import type { Hub } from '../hub.ts';
import type { IdentityPlace } from '../identities.ts';
import type { State } from '../state.ts';
import { createChronicle } from './chronicle.ts';
import type { Present } from './chronicle.ts';
import type { Planned, RenewalEvent } from './scheduler-types.ts';
import { renewalDto } from './shown.ts';
import type { TicketFacts } from './types.ts';

export interface Visible {
  readonly note: (event: RenewalEvent) => void;
  readonly shown: (identity: IdentityPlace) => RenewalDto | undefined;
  readonly close: () => void;
}

export function createVisible(
  { state, hub }: { readonly state: State; readonly hub: Hub },
  of: {
    readonly planned: (identity: string) => Planned | undefined;
    readonly ticket: (identity: IdentityPlace) => TicketFacts | undefined;
    readonly hasMeans: (principal: string) => boolean;
    readonly beforeRenewalEnds: () => readonly number[];
  },
): Visible {
  let showing = false;
  let closed = false;
  const shownName = ({ principal }: IdentityPlace): string => displayText(principal).slice(0, 2_048);
  const present = (identity: IdentityPlace): Present => ({
    principal: shownName(identity),
    running: of.planned(identity.id)?.running ?? false,
    endTime: of.ticket(identity)?.endTime ?? 0,
  });
  const chronicle = createChronicle({
    store: state.store,
    publish: hub.publish,
    byId(id) {
      const identity = state.identities().find((each) => each.id === id);
      return identity === undefined ? undefined : present(identity);
    },
    byPrincipal: (principal) =>
      state
        .identities()
        .filter((each) => shownName(each) === principal)
        .map(present),
  });
  const unsubscribe = hub.subscribe(({ change }) => {
    if (change.type === 'history.added') chronicle.noteHistory(change.row);
    else if (change.type === 'history.dropped') {
      chronicle.forget(change.before);
      showAgain();
    }
  });

  /** Several changes at once are shown once. */
  function showAgain(): void {
    if (showing) return;
    showing = true;
    queueMicrotask(() => {
      showing = false;
      if (!closed) state.publishIdentities();
    });
  }

  return {
    note(event) {
      chronicle.note(event);
      showAgain();
    },
    shown(identity) {
      const planned = of.planned(identity.id);
      if (planned === undefined) return undefined;
      return renewalDto({
        planned,
        ticket: of.ticket(identity),
        hasMeans: of.hasMeans(identity.principal),
        beforeRenewalEnds: of.beforeRenewalEnds(),
        reached: chronicle.reached(identity.realm),
        last: chronicle.last(shownName(identity)),
      });
    },
    close() {
      closed = true;
      unsubscribe();
    },
  };
}
