// What the window itself is doing: the place shown, the sheet that is open, the row selected. Never persisted but
// for the density, which the main process keeps.
import { createContext, useContext } from 'react';
import type { BlobDto, Command, ErrorDto, HistoryRow, OperationDto, TicketOptions, WindowAsk } from '#shared';
import type { SignInDraft } from './sign-in-draft.ts';

/** In the order of the navigation, and of Ctrl+1 and on. */
export const places = ['identities', 'timeline', 'activity', 'inspector', 'settings'] as const;
export type Place = (typeof places)[number];

export interface Failure {
  readonly kind: OperationDto['kind'] | 'read' | 'setting' | 'inspect';
  /** The principal or service it was about. */
  readonly subject: string;
  readonly error: ErrorDto;
  /** Signed out, so that the sheet can say what is (un)changed. */
  readonly signedOut: boolean;
  readonly retry?: () => void;
}

/** How a service ticket is asked for, and where it goes: to the identity's cache, into a new one, nowhere. */
export interface TicketAsked {
  readonly options: TicketOptions;
  readonly keep: 'own' | 'new' | 'nowhere';
}

export type Sheet =
  | { readonly kind: 'sign-in'; readonly principal?: string; readonly draft?: SignInDraft }
  | {
      readonly kind: 'service-ticket';
      readonly identity: string;
      readonly service?: string;
      readonly asked?: TicketAsked;
    }
  | { readonly kind: 'change-password'; readonly identity: string }
  | { readonly kind: 'destroy'; readonly identity: string }
  | { readonly kind: 'make-default'; readonly identity: string }
  | { readonly kind: 'practice' }
  | { readonly kind: 'inspect-open' }
  | { readonly kind: 'inspect-key'; readonly blob: BlobDto; readonly how: 'password' | 'key' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'failure'; readonly failure: Failure };

export interface Notice {
  readonly words: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Selection {
  readonly identity: string;
  readonly ticket: string;
}

/** A notice that was clicked: whom it is about, and what it had to offer. */
export type IdentityAsk = Pick<Extract<WindowAsk, { readonly show: 'identity' }>, 'identity' | 'actions'>;

export interface Ui {
  readonly place: Place;
  readonly sheet: Sheet | undefined;
  readonly selection: Selection | undefined;
  /** The identity that is large in Simple, where the person or a notice chose one. */
  readonly shown: string | undefined;
  readonly asked: IdentityAsk | undefined;
  /** The setting that was asked for, until another place is gone to. */
  readonly setting: string | undefined;
  /** The row of the history whose exchange is looked at. */
  readonly looked: HistoryRow | undefined;
  /** The blob that the Inspector shows, by its handle. */
  readonly blob: string | undefined;
  /** Shows it in the Inspector. */
  readonly inspect: (blob: string | undefined) => void;
  readonly open: (sheet: Sheet) => void;
  /** Closes the sheet; with `only`, just one of these kinds: an answer never closes what was opened since. */
  readonly close: (only?: readonly Sheet['kind'][]) => void;
  readonly go: (place: Place) => void;
  /** Opens the settings at one of them, by its name. */
  readonly goToSetting: (name: string) => void;
  readonly show: (identity: string) => void;
  readonly look: (row: HistoryRow | undefined) => void;
  readonly ask: (asked: IdentityAsk | undefined) => void;
  readonly select: (selection: Selection | undefined) => void;
  /** Shown for a few seconds and read out. */
  readonly notify: (notice: Notice) => void;
  /** Read out only. */
  readonly announce: (words: string) => void;
}

export const UiContext = createContext<Ui | undefined>(undefined);

export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (ui === undefined) throw new TypeError('outside of the app');
  return ui;
}
