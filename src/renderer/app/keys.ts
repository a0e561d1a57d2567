// The keys of the whole window. Keys of a list or a field are that part's own.
import { useEffect } from 'react';
import { klistCommand, kvnoCommand } from '#shared';
import type { IdentityDto, Snapshot } from '#shared';
import type { Actions } from '../state/actions.ts';
import { mayBeDefault, standing } from '../state/identity-state.ts';
import { places } from '../state/ui.ts';
import type { Ui } from '../state/ui.ts';
import { text } from '../strings/index.ts';

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** What a key is about: the identity of the selected ticket, else the default, else the first that is signed in. */
function subject(snapshot: Snapshot, ui: Ui): IdentityDto | undefined {
  const { identities } = snapshot;
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

function askForDefault(identity: IdentityDto | undefined, ui: Ui): void {
  if (identity === undefined || !mayBeDefault(identity)) return;
  if (identity.isDefault) ui.announce(text.marks.alreadyDefault(identity.principal));
  else ui.open({ kind: 'make-default', identity: identity.id });
}

/** P, while a card or a row of an identity has the focus and nothing is typed: a letter alone is no key elsewhere. */
function pinFocused(snapshot: Snapshot, actions: Actions): boolean {
  const identity = focusedIdentity(snapshot);
  const { activeElement } = document;
  if (identity === undefined || activeElement instanceof HTMLInputElement) return false;
  void actions.pin(identity, !identity.isPinned);
  return true;
}

/** F6: the next pane takes the focus. */
function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + (back ? panes.length - 1 : 1)) % panes.length];
  const inside = next?.querySelector<HTMLElement>('[aria-current], [tabindex="0"], button, input');
  (inside ?? next)?.focus();
}

function copyCommand(snapshot: Snapshot, ui: Ui, actions: Actions): void {
  const identity = subject(snapshot, ui);
  if (identity === undefined) return;
  const ticket = identity.tickets.find(({ id }) => id === ui.selection?.ticket);
  const command =
    ticket === undefined
      ? klistCommand(identity.environment)
      : kvnoCommand(ticket.server, identity.environment);
  void actions.copy(command);
}

/** Does what the key says; false if it says nothing. */
function act(event: KeyboardEvent, snapshot: Snapshot, ui: Ui, actions: Actions): boolean {
  const control = event.ctrlKey || event.metaKey;
  const key = control ? event.key.toLowerCase() : event.key;
  if (!control) {
    if (key === 'F7') void actions.setDensity(snapshot.settings.density === 'simple' ? 'expert' : 'simple');
    else if (key === 'F6' && ui.sheet === undefined) nextPane(event.shiftKey);
    else if (key === 'p' && ui.sheet === undefined && !event.altKey) return pinFocused(snapshot, actions);
    else return false;
    return true;
  }
  if (ui.sheet !== undefined) return false;
  const identity = subject(snapshot, ui);
  if (event.shiftKey) {
    if (key !== 'c') return false;
    copyCommand(snapshot, ui, actions);
    return true;
  }
  if (key === 'n') ui.open({ kind: 'sign-in' });
  else if (key === 't' && identity !== undefined) ui.open({ kind: 'service-ticket', identity: identity.id });
  else if (key === 'r') {
    const at = identity === undefined ? undefined : standing(identity, nowSeconds());
    if (identity !== undefined && at !== undefined && 'renewable' in at && at.renewable)
      void actions.renew(identity);
  } else if (key === 'd') askForDefault(focusedIdentity(snapshot) ?? identity, ui);
  else {
    const place = key === ',' ? 'settings' : places[Number(key) - 1];
    if (place === undefined) return false;
    ui.go(place);
  }
  return true;
}

export function useKeys(snapshot: Snapshot, ui: Ui, actions: Actions): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (act(event, snapshot, ui, actions)) event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [snapshot, ui, actions]);
}
