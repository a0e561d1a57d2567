// What the scheduler is given and what it tells: its targets, the actions it starts, the events of each plan, attempt
// and outcome for the history, the timeline and the window.
import type { AnyKerberosError, Clock } from '#krb5';
import type { Timers } from './alarm.ts';
import type { Network } from './reachability.ts';
import type { Power } from './sleep.ts';
import type { Plan, RenewalSettings, SignInMeans, TicketFacts, TryOutcome } from './types.ts';

/** One identity as the scheduler sees it. */
export interface RenewalTarget {
  readonly id: string;
  readonly realm: string;
  readonly ticket: TicketFacts | undefined;
  readonly settings: RenewalSettings;
  readonly means?: SignInMeans | undefined;
}

export interface Targets {
  /** As they are known now; nothing is read for it. */
  readonly list: () => readonly RenewalTarget[];
  readonly onChange: (listener: () => void) => () => void;
}

/** What an action came to. Failures are thrown as KerberosError. */
export type ActionResult =
  | { readonly kind: 'done'; readonly endTime: number }
  /** Another program has seen to it: nothing was asked, or nothing written. */
  | { readonly kind: 'superseded' };

export interface Actions {
  /** Reads the cache again, asks only if it still holds `ticket`, and writes only over it. */
  readonly renew: (id: string, ticket: TicketFacts, signal: AbortSignal) => Promise<ActionResult>;
  readonly signIn: (
    id: string,
    means: SignInMeans,
    ticket: TicketFacts,
    signal: AbortSignal,
  ) => Promise<ActionResult>;
}

export type RenewalEvent =
  | { readonly type: 'planned'; readonly identity: string; readonly plan: Plan; readonly at: number }
  | {
      readonly type: 'attempt';
      readonly identity: string;
      readonly kind: 'renew' | 'sign-in';
      readonly at: number;
    }
  | {
      readonly type: 'outcome';
      readonly identity: string;
      readonly kind: 'renew' | 'sign-in';
      readonly at: number;
      readonly outcome: TryOutcome;
      readonly endTime?: number;
      readonly error?: AnyKerberosError;
    }
  | {
      readonly type: 'slept';
      readonly from: number;
      readonly to: number;
      /** By the system's word, or by a clock that ran ahead. */
      readonly seen: 'told' | 'noticed';
    }
  | { readonly type: 'clock-set-back'; readonly from: number; readonly to: number }
  | { readonly type: 'reachability'; readonly realm: string; readonly reached: boolean; readonly at: number };

export interface SchedulerPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly power: Power;
  readonly network: Network;
  readonly targets: Targets;
  readonly actions: Actions;
  /** Any text that differs from machine to machine. */
  readonly seed: string;
  readonly onEvent: (event: RenewalEvent) => void;
  /** A programming fault in an action: reported, never swallowed. */
  readonly onFault: (error: unknown) => void;
}

export interface Planned {
  readonly kind: Plan['kind'];
  /** In the past: it is due, or under way. Absent where nothing is planned. */
  readonly at?: number;
  readonly why: Plan['why'];
  readonly failed: number;
  readonly running: boolean;
}

export interface Scheduler {
  readonly start: () => void;
  readonly planned: (id: string) => Planned | undefined;
  /** The person pressed Renew or Sign in, or changed a setting: earlier refusals count no more. */
  readonly personActed: (id: string) => void;
  /** Plans anew: settings changed. */
  readonly replan: () => void;
  /** How much is held, for tests of leaks. */
  readonly held: () => { readonly entries: number; readonly tries: number; readonly realms: number };
  readonly close: () => void;
}
