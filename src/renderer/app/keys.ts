// The keys of the whole window: those of the registry, and whom or what they are about. Keys of a list or a field are
// that part's own.
import { useLayoutEffect, useRef } from 'react';
import { klistCommand } from '#shared';
import type { IdentityDto, Snapshot, TicketDto } from '#shared';
import type { Actions } from '../state/actions.ts';
import { isStroke } from '../state/key-strokes.ts';
import { identityActions, ticketActions, windowActions } from '../state/registry.ts';
import type { Doing } from '../state/registry.ts';
import type { Ui } from '../state/ui.ts';

/** What a key is about: the identity of the selected ticket, else the default, else the first that is signed in. */
function subject({ identities }: Snapshot, ui: Ui): IdentityDto | undefined {
  const signedIn = ({ tickets }: IdentityDto): boolean => tickets.length > 0;
  return (
    identities.find(({ id }) => id === ui.selection?.identity) ??
    identities.find((identity) => identity.isDefault && signedIn(identity)) ??
    identities.find(signedIn)
  );
}

/** The identity whose card or row has the focus. */
function focusedIdentity({ identities }: Snapshot): IdentityDto | undefined {
  const card = document.activeElement?.closest<HTMLElement>('[data-identity]');
  return identities.find(({ id }) => id === card?.dataset['identity']);
}

function isTyping(): boolean {
  const { activeElement } = document;
  return (
    activeElement instanceof HTMLInputElement ||
    activeElement instanceof HTMLTextAreaElement ||
    activeElement instanceof HTMLSelectElement
  );
}

function onTicket(
  doing: Doing,
  identity: IdentityDto,
  ticket: TicketDto | undefined,
  event: KeyboardEvent,
): boolean {
  const action = ticketActions.find(({ keys }) => keys?.some((stroke) => isStroke(event, stroke)));
  if (action === undefined) return false;
  // With no ticket chosen it is the command that lists them all.
  if (ticket !== undefined) action.run(identity, ticket, doing);
  else if (action.id === 'copy-kvno') void doing.actions.copy(klistCommand(identity.environment));
  else return false;
  return true;
}

/** Does what the key says; false if it says nothing. */
function act(event: KeyboardEvent, doing: Doing): boolean {
  const { snapshot, ui } = doing;
  const says = ({ keys }: { readonly keys?: (typeof windowActions)[number]['keys'] }): boolean =>
    keys?.some((stroke) => isStroke(event, stroke)) ?? false;
  // A sign alone is no key while something is typed.
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && isTyping()) return false;
  const own = windowActions.find(says);
  if (ui.sheet !== undefined && own?.always !== true) return false;
  if (own !== undefined) {
    if (own.can?.(doing) !== false) own.run(doing);
    return true;
  }
  const focused = focusedIdentity(snapshot);
  const about = subject(snapshot, ui);
  const action = identityActions.find(says);
  if (action !== undefined) {
    const identity =
      action.onFocused === true ? focused : action.id === 'default' ? (focused ?? about) : about;
    if (identity === undefined) return action.onFocused !== true;
    if (action.can(identity, doing)) action.run(identity, doing);
    return true;
  }
  const ticket = about?.tickets.find(({ id }) => id === ui.selection?.ticket);
  return about !== undefined && onTicket(doing, about, ticket, event);
}

export function useKeys(snapshot: Snapshot, ui: Ui, actions: Actions): void {
  /** Of the key pressed last. */
  const ours = useRef(false);
  // With the page that is shown, not some time after it: a key pressed at once is heard.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const now = Math.floor(Date.now() / 1_000);
      // A key held down is one wish.
      if (!event.repeat) ours.current = act(event, { snapshot, ui, actions, now });
      if (ours.current) event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [snapshot, ui, actions]);
}
