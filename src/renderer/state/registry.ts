// Every action of the app, once: the keys act by this list, the palette finds in it, the list of keys and the menus'
// shortcuts are written from it.
import {
  cacheCommand,
  kdestroyCommand,
  kinitCommand,
  klistCommand,
  kpasswdCommand,
  kvnoCommand,
  practiceCommand,
  removeCommand,
  renewCommand,
  withServers,
} from '#shared';
import type { Command, IdentityDto, Snapshot, TicketDto } from '#shared';
import { text } from '../strings/index.ts';
import type { Actions } from './actions.ts';
import { mayBeDefault, standing } from './identity-state.ts';
import { strokeWords } from './key-strokes.ts';
import type { KeyStroke } from './key-strokes.ts';
import { places } from './ui.ts';
import type { Ui } from './ui.ts';

export interface Doing {
  readonly snapshot: Snapshot;
  readonly ui: Ui;
  readonly actions: Actions;
  /** Seconds since 1970. */
  readonly now: number;
}

interface Common {
  readonly id: string;
  readonly keys?: readonly KeyStroke[];
}

export interface WindowAction extends Common {
  readonly title: (doing: Doing) => string;
  readonly can?: (doing: Doing) => boolean;
  readonly run: (doing: Doing) => void;
  /** Also while a sheet is open. */
  readonly always?: true;
  readonly command?: () => Command;
}

export interface IdentityAction extends Common {
  readonly title: (identity: IdentityDto) => string;
  readonly can: (identity: IdentityDto, doing: Doing) => boolean;
  readonly run: (identity: IdentityDto, doing: Doing) => void;
  /** Its key needs the focus on the identity's card or row, as it is a letter alone. */
  readonly onFocused?: true;
  /** The line of MIT's tools, or of ours, that does the same. */
  readonly command?: (identity: IdentityDto) => Command;
}

export interface TicketAction extends Common {
  readonly title: (ticket: TicketDto) => string;
  readonly can: (ticket: TicketDto, doing: Doing) => boolean;
  readonly run: (identity: IdentityDto, ticket: TicketDto, doing: Doing) => void;
  readonly command?: (identity: IdentityDto, ticket: TicketDto) => Command;
}

function listOf<T>(...items: readonly T[]): readonly T[] {
  return items;
}

/** F6: the next pane takes the focus. */
function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + (back ? panes.length - 1 : 1)) % panes.length];
  const inside = next?.querySelector<HTMLElement>('[aria-current], [tabindex="0"], button, input');
  (inside ?? next)?.focus();
}

export const windowActions = listOf<WindowAction>(
  {
    id: 'find',
    keys: [{ key: 'k', control: true }],
    title: () => text.palette.title,
    run: ({ ui }) => {
      ui.open({ kind: 'palette' });
    },
  },
  {
    id: 'sign-in',
    keys: [{ key: 'n', control: true }],
    title: () => text.palette.signIn,
    run: ({ ui }) => {
      ui.open({ kind: 'sign-in' });
    },
  },
  ...places.map((place, at): WindowAction => ({
    id: `place-${place}`,
    keys: [
      { key: String(at + 1), control: true },
      ...(place === 'settings' ? [{ key: ',', control: true } as const] : []),
    ],
    title: () => text.palette.goTo(text.places[place]),
    run: ({ ui }) => {
      ui.go(place);
    },
  })),
  {
    id: 'density',
    keys: [{ key: 'F7' }],
    title: ({ snapshot }) =>
      snapshot.settings.density === 'simple' ? text.palette.expert : text.palette.simple,
    always: true,
    run: ({ snapshot, actions }) => {
      void actions.setDensity(snapshot.settings.density === 'simple' ? 'expert' : 'simple');
    },
  },
  {
    id: 'next-pane',
    keys: [{ key: 'F6' }],
    title: () => text.palette.nextPane,
    run: () => {
      nextPane(false);
    },
  },
  {
    id: 'previous-pane',
    keys: [{ key: 'F6', shift: true }],
    title: () => text.palette.previousPane,
    run: () => {
      nextPane(true);
    },
  },
  {
    id: 'practice',
    title: ({ snapshot }) => (snapshot.practice.running ? text.practice.show : text.practice.start),
    run: ({ snapshot, ui, actions }) => {
      if (snapshot.practice.running) ui.open({ kind: 'practice' });
      else void actions.practice();
    },
    command: practiceCommand,
  },
  {
    id: 'stop-practice',
    title: () => text.practice.stop,
    can: ({ snapshot }) => snapshot.practice.running,
    run: ({ actions }) => {
      void actions.stopPractice();
    },
  },
  {
    id: 'keys',
    keys: [{ key: 'F1' }, { key: '?' }],
    title: () => text.palette.keys,
    run: ({ ui }) => {
      ui.open({ kind: 'keys' });
    },
  },
);

const isLive = (identity: IdentityDto, now: number): boolean => {
  const { kind } = standing(identity, now);
  return kind === 'valid' || kind === 'low';
};
const isRenewable = (identity: IdentityDto, now: number): boolean => {
  const standingNow = standing(identity, now);
  return 'renewable' in standingNow && standingNow.renewable;
};
const hasTickets = ({ tickets }: IdentityDto): boolean => tickets.length > 0;

export const identityActions = listOf<IdentityAction>(
  {
    id: 'show',
    title: ({ principal }) => text.palette.show(principal),
    can: () => true,
    run: ({ id }, { ui }) => {
      ui.go('identities');
      ui.show(id);
    },
    command: ({ environment }) => klistCommand(environment),
  },
  {
    id: 'service-ticket',
    keys: [{ key: 't', control: true }],
    title: () => text.identities.menu.serviceTicket,
    can: (identity, { now }) => isLive(identity, now),
    run: ({ id }, { ui }) => {
      ui.open({ kind: 'service-ticket', identity: id });
    },
  },
  {
    id: 'renew',
    keys: [{ key: 'r', control: true }],
    title: () => text.renewal.now,
    can: (identity, { now }) => isRenewable(identity, now),
    run: (identity, { actions }) => {
      void actions.renew(identity);
    },
    command: (identity) => withServers(renewCommand(identity.environment), identity),
  },
  {
    id: 'sign-in-again',
    title: () => text.identities.menu.signInAgain,
    can: () => true,
    run: (identity, { ui, actions }) => {
      if (identity.isPractice) void actions.practice(identity.principal);
      else ui.open({ kind: 'sign-in', principal: identity.principal });
    },
    command: (identity) =>
      withServers(kinitCommand(identity.principal, identity.options, identity.environment), identity),
  },
  {
    id: 'renews-itself',
    title: ({ renewsItself }) => (renewsItself ? text.notices.renewsItselfOff : text.notices.renewsItselfOn),
    can: hasTickets,
    run: (identity, { actions }) => {
      void actions.setRenewsItself(identity, !identity.renewsItself);
    },
  },
  {
    id: 'change-password',
    title: () => text.identities.menu.changePassword,
    can: () => true,
    run: ({ id }, { ui }) => {
      ui.open({ kind: 'change-password', identity: id });
    },
    command: (identity) => withServers(kpasswdCommand(identity.principal, identity.environment), identity),
  },
  {
    id: 'default',
    keys: [{ key: 'd', control: true }],
    title: () => text.marks.makeDefault,
    can: mayBeDefault,
    run: (identity, { ui }) => {
      if (identity.isDefault) ui.announce(text.marks.alreadyDefault(identity.principal));
      else ui.open({ kind: 'make-default', identity: identity.id });
    },
    command: ({ cache }) => cacheCommand(cache),
  },
  {
    id: 'pin',
    keys: [{ key: 'p' }],
    onFocused: true,
    title: ({ isPinned }) => (isPinned ? text.marks.unpin : text.marks.pin),
    can: () => true,
    run: (identity, { actions }) => {
      void actions.pin(identity, !identity.isPinned);
    },
  },
  {
    id: 'destroy',
    title: () => text.identities.menu.destroy,
    can: hasTickets,
    run: ({ id }, { ui }) => {
      ui.open({ kind: 'destroy', identity: id });
    },
    command: ({ cache }) => kdestroyCommand(cache),
  },
  {
    id: 'forget',
    title: () => text.identities.menu.forget,
    can: (identity) => !hasTickets(identity) && identity.problem === undefined,
    run: (identity, { actions }) => {
      void actions.forget(identity);
    },
  },
);

export const ticketActions = listOf<TicketAction>(
  {
    id: 'show-ticket',
    title: () => text.palette.showTicket,
    can: () => true,
    run: (identity, ticket, { ui, snapshot, actions }) => {
      ui.go('identities');
      ui.show(identity.id);
      if (snapshot.settings.density === 'simple') void actions.setDensity('expert');
      ui.select({ identity: identity.id, ticket: ticket.id });
    },
    command: ({ environment }) => klistCommand(environment),
  },
  {
    id: 'copy-kvno',
    keys: [{ key: 'c', control: true, shift: true }],
    title: ({ name }) => text.palette.copies(`kvno ${name}`),
    can: () => true,
    run: (identity, { server }, { actions }) => {
      void actions.copy(withServers(kvnoCommand(server, identity.environment), identity));
    },
  },
  {
    id: 'get-again',
    title: () => text.tickets.getAgain,
    can: ({ kind, endTime }, { now }) => kind === 'service' && endTime <= now,
    run: (identity, { server }, { actions }) => {
      void actions.acquire(crypto.randomUUID(), identity, server);
    },
    command: (identity, { server }) => withServers(kvnoCommand(server, identity.environment), identity),
  },
  {
    id: 'remove',
    title: () => text.tickets.removeWord,
    can: () => true,
    run: (identity, ticket, { actions }) => {
      void actions.remove(identity, ticket);
    },
    command: ({ environment }, { server }) => removeCommand(server, environment),
  },
);

/** The key of an identity's action, for a menu: Ctrl+T. Empty where it has none. */
export function identityKey(id: string): string {
  const [stroke] = identityActions.find((action) => action.id === id)?.keys ?? [];
  return stroke === undefined ? '' : strokeWords(stroke, text.palette.keyNames).join('+');
}
