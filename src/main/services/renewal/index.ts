// Renewal and notices, put together over the services' state: which identities there are, how each is renewed, what is
// told to whom. The shell gives power, network and timers; the window reads `planned` and the events.
import { displayText, isKerberosError, parsePrincipal } from '#krb5';
import { describeError } from '../describe-error.ts';
import type { Hub } from '../hub.ts';
import type { IdentityPlace } from '../identities.ts';
import { wipeKeytab } from '../keytabs.ts';
import type { Operations } from '../operations.ts';
import { holderOf } from '../places.ts';
import { notesOf } from '../../storage/index.ts';
import type { ServicePorts } from '../ports.ts';
import { wipeKeys } from '../session-keys.ts';
import { keyRefused } from '../sign-in-means.ts';
import type { Means } from '../sign-in-means.ts';
import type { State } from '../state.ts';
import { renewTicket, signInAnew } from './actions.ts';
import type { Done, Holding, RenewalWork } from './actions.ts';
import type { Timers } from './alarm.ts';
import { defaultNoticeSettings } from './notices.ts';
import type { Notice, NoticeSettings, NoticeSubject } from './notices.ts';
import { createNotifier } from './notifier.ts';
import type { NoticeMemory } from './notifier.ts';
import { passwordExpiry } from './password-expiry.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Network } from './reachability.ts';
import type { ActionResult, Planned, RenewalEvent, RenewalTarget } from './scheduler-types.ts';
import { createScheduler } from './scheduler.ts';
import type { Power } from './sleep.ts';
import { ticketFacts } from './ticket-facts.ts';
import { defaultRenewalSettings } from './types.ts';
import { createVisible } from './visible.ts';
import type { Visible } from './visible.ts';
import type { RenewalSettings, TicketFacts } from './types.ts';

export type { Notice, NoticeSettings } from './notices.ts';
export type { Planned, RenewalEvent } from './scheduler-types.ts';
export type { Timers } from './alarm.ts';
export type { Power } from './sleep.ts';

/** What renewal needs of the shell, and what a person has chosen. Principals are printed. */
export interface RenewalPorts {
  readonly timers: Timers;
  readonly power: Power;
  /** Interfaces, routes or names changed. Returns what ends the listening. */
  readonly onNetworkChange: Network['onChange'];
  /** A version 4 UUID. */
  readonly newId: () => string;
  /** Differs from machine to machine: spreads renewals. */
  readonly seed: string;
  /** Local minutes since the midnight in which Monday began. */
  readonly minuteOfWeek: (at: number) => number;
  readonly settingsFor: (principal: string) => Partial<Omit<RenewalSettings, 'clockSkew'>>;
  readonly noticeSettings: () => Partial<NoticeSettings>;
  readonly noticeMemory: NoticeMemory;
  readonly onFault: (error: unknown) => void;
}

export interface Renewal {
  readonly start: () => void;
  /** What is next for an identity; undefined where it has no tickets. */
  readonly planned: (identity: string) => Planned | undefined;
  /** The same for the window. */
  readonly shown: Visible['shown'];
  readonly onEvent: (listener: (event: RenewalEvent) => void) => () => void;
  readonly onNotice: (listener: (notice: Notice) => void) => () => void;
  readonly snooze: (identity: string, seconds: number) => void;
  /** To be told when the person renewed, signed in, or changed a setting of the identity. */
  readonly personActed: (identity: string) => void;
  /** Settings of all changed. */
  readonly replan: () => void;
  /** When the principal's password runs out, as a sign-in of the person's found out. */
  readonly notePasswordExpiry: (principal: string, at: number | undefined) => void;
  readonly passwordExpires: (principal: string) => number | undefined;
  readonly held: () => Readonly<Record<string, number>>;
  readonly close: () => void;
}

const CONFIG_SECONDS = 60;

export function createRenewal(
  ports: Pick<ServicePorts, 'clock' | 'system' | 'storage'>,
  own: RenewalPorts,
  {
    state,
    hub,
    operations,
    means,
  }: {
    readonly state: State;
    readonly hub: Hub;
    readonly operations: Operations;
    readonly means: Pick<Means, 'unattended' | 'secretFor' | 'markRefused' | 'optionsFor'>;
  },
): Renewal {
  const eventListeners = new Set<(event: RenewalEvent) => void>();
  const noticeListeners = new Set<(notice: Notice) => void>();
  /** Identities whose last try was written down as unanswered: the history holds the first of a row. */
  const silent = new Set<string>();
  let config = { at: Number.NEGATIVE_INFINITY, clockSkew: defaultRenewalSettings.clockSkew, timesync: true };

  /** krb5.conf is read for every action, but not for every look. */
  function configuration(): typeof config {
    const now = state.now();
    if (Math.abs(now - config.at) < CONFIG_SECONDS) return config;
    try {
      const { clockSkew, kdcTimesync } = ports.system().settings;
      config = { at: now, clockSkew, timesync: kdcTimesync };
    } catch (error) {
      if (!isKerberosError(error)) throw error;
      config = { ...config, at: now };
    }
    return config;
  }

  const factsFor = ({ place }: IdentityPlace): TicketFacts | undefined =>
    place?.contents === undefined ? undefined : ticketFacts(place.contents, configuration().timesync);

  function targets(): readonly RenewalTarget[] {
    const { clockSkew } = configuration();
    const present = state.identities().filter(({ place }) => place?.contents !== undefined);
    for (const id of silent) if (!present.some((each) => each.id === id)) silent.delete(id);
    return present.map((identity) => ({
      id: identity.id,
      realm: identity.realm,
      ticket: factsFor(identity),
      settings: { ...defaultRenewalSettings, ...own.settingsFor(identity.principal), clockSkew },
      means: means.unattended(identity.principal),
    }));
  }

  function passwordExpires(principal: string): number | undefined {
    const at = notesOf(state.store, principal).passwordExpires;
    return at === 0 ? undefined : at;
  }

  function subjects(): readonly NoticeSubject[] {
    return state
      .identities()
      .filter(({ place }) => place?.contents !== undefined)
      .map((identity) => ({
        identity: identity.id,
        principal: displayText(identity.principal).slice(0, 2_048),
        ticket: factsFor(identity),
        planned: scheduler.planned(identity.id),
        passwordExpires: passwordExpires(identity.principal),
        hasMeans: means.unattended(identity.principal) !== undefined,
      }));
  }

  /** Runs as an operation that the window shows; a click on Renew in the meantime joins it. */
  async function act(
    id: string,
    kind: 'renew' | 'sign-in',
    ticket: TicketFacts,
    signal: AbortSignal,
    work: (common: RenewalWork, identity: ReturnType<State['identity']>) => Promise<Done>,
  ): Promise<ActionResult> {
    const identity = state.identity(id);
    const what = { id: own.newId(), key: `${kind} ${id}`, kind, principal: identity.shown };
    const result = await operations.run<Partial<Done>>(what, async (running) => {
      async function holding(): Promise<Holding | undefined> {
        const name = identity.place?.name;
        if (name !== undefined) await state.places.reread(name);
        const place = name === undefined ? undefined : await state.places.withKeys(name);
        if (place?.contents !== undefined) {
          const { contents } = place;
          running.afterwards(() => {
            wipeKeys(contents);
          });
        }
        if (place?.problem !== undefined) throw place.problem;
        if (place?.contents === undefined || holderOf(place) !== identity.principal) return undefined;
        const world = state.worldFor(identity);
        const { cache, contents } = place;
        return { cache, contents, settings: world.settings, ports: world.ports(running.trace) };
      }
      const common = {
        holding,
        ticket,
        writing: state.writing,
        signal: AbortSignal.any([signal, running.signal]),
      };
      const row = { kind, principal: identity.shown } as const;
      try {
        const done = await work(common, identity);
        silent.delete(id);
        const exchange = running.exchange();
        if (done.kind === 'done') state.record({ ...row, outcome: 'ok', millis: running.millis() }, exchange);
        else {
          // What another program did is a row already; a request that was in vain is one of its own.
          if (exchange !== undefined)
            state.record({ ...row, outcome: 'nothing', millis: running.millis() }, exchange);
          state.publishIdentities();
        }
        return done;
      } catch (thrown) {
        const unanswered = isKerberosError(thrown, 'KDC_UNREACHABLE') || signal.aborted;
        if (!unanswered || !silent.has(id)) {
          const error = describeError(thrown);
          const outcome = error.code === 'CANCELLED' && !signal.aborted ? 'cancelled' : 'failed';
          const why = outcome === 'failed' ? { error } : {};
          state.record({ ...row, outcome, millis: running.millis(), ...why }, running.exchange());
        }
        if (unanswered) silent.add(id);
        else silent.delete(id);
        throw thrown;
      }
    });
    // Joined to what the person asked for, only the end is known.
    return result.kind === 'superseded'
      ? { kind: 'superseded' }
      : { kind: 'done', endTime: result.endTime ?? 0 };
  }

  const scheduler = createScheduler({
    clock: ports.clock,
    timers: own.timers,
    power: own.power,
    network: {
      onChange: own.onNetworkChange,
      async probe(realm, signal) {
        // With the servers that one of its identities has been given, if any.
        const given = state
          .identities()
          .find((each) => each.realm === realm && ports.storage.signIns.of(each.principal)?.kdc.length);
        return (await state.worldFor(given ?? { realm }).probe(realm, signal)).state === 'reached';
      },
    },
    targets: {
      list: targets,
      onChange: (listener) =>
        hub.subscribe(({ change }) => {
          if (change.type.startsWith('identity.')) listener();
        }),
    },
    actions: {
      renew: (id, ticket, signal) => act(id, 'renew', ticket, signal, renewTicket),
      signIn: (id, by, ticket, signal) =>
        act(id, 'sign-in', ticket, signal, async (common, { principal }) => {
          const secret = await means.secretFor(principal, by);
          const options = means.optionsFor(principal);
          try {
            return await signInAnew({
              ...common,
              secret,
              options,
              onSignedIn: (result) => {
                const at = passwordExpiry(result, state.now());
                if (at !== undefined) note(principal, at);
              },
            });
          } catch (error) {
            if (secret.kind === 'keytab') throw keyRefused(error, secret, parsePrincipal(principal));
            if (isKerberosError(error, 'PASSWORD_INCORRECT')) {
              means.markRefused(principal);
              state.publishIdentities();
            }
            throw error;
          } finally {
            if (secret.kind === 'keytab') wipeKeytab(secret);
          }
        }),
    },
    seed: own.seed,
    onEvent(event) {
      visible.note(event);
      for (const listener of eventListeners) listener(event);
      if (event.type === 'planned' || event.type === 'slept') notifier.look();
      if (event.type === 'outcome' && event.outcome === 'done') tellRenewed(event.identity, event.endTime);
    },
    onFault: own.onFault,
  });

  const notifier = createNotifier({
    clock: ports.clock,
    timers: own.timers,
    subjects,
    settings: () => ({ ...defaultNoticeSettings, ...own.noticeSettings() }),
    memory: own.noticeMemory,
    minuteOfWeek: own.minuteOfWeek,
    onNotice(notice) {
      for (const listener of noticeListeners) listener(notice);
    },
  });

  /** Only where the person wants to hear of what went well, and never in quiet hours: it is no news later. */
  function tellRenewed(identity: string, endTime = 0): void {
    const { renewed, quiet } = { ...defaultNoticeSettings, ...own.noticeSettings() };
    const at = state.now();
    const found = state.identities().find(({ id }) => id === identity);
    if (!renewed || found === undefined || quietUntil(at, quiet, own.minuteOfWeek) !== undefined) return;
    const params = {
      principal: displayText(found.principal).slice(0, 2_048),
      when: endTime,
      seconds: endTime - at,
    };
    const notice: Notice = {
      kind: 'renewed',
      identity,
      at,
      title: { key: 'notice.renewed', params },
      actions: [],
    };
    for (const listener of noticeListeners) listener(notice);
  }
  const visible = createVisible(
    { state, hub },
    {
      planned: scheduler.planned,
      ticket: factsFor,
      hasMeans: (principal) => means.unattended(principal) !== undefined,
      beforeRenewalEnds: () => ({ ...defaultNoticeSettings, ...own.noticeSettings() }).beforeRenewalEnds,
    },
  );

  function note(principal: string, at: number | undefined): void {
    const known = passwordExpires(principal);
    if (known === at) return;
    state.store.note(principal, { passwordExpires: at ?? 0 });
    state.publishIdentities();
    notifier.look();
  }

  const listen = <T>(listeners: Set<T>, listener: T): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };

  return {
    start() {
      scheduler.start();
      notifier.start();
    },
    planned: scheduler.planned,
    shown: visible.shown,
    onEvent: (listener) => listen(eventListeners, listener),
    onNotice: (listener) => listen(noticeListeners, listener),
    snooze: notifier.snooze,
    personActed: scheduler.personActed,
    replan() {
      scheduler.replan();
      notifier.look();
    },
    notePasswordExpiry: note,
    passwordExpires,
    held: () => ({
      ...scheduler.held(),
      told: notifier.held(),
      silent: silent.size,
    }),
    close() {
      visible.close();
      scheduler.close();
      notifier.close();
      eventListeners.clear();
      noticeListeners.clear();
    },
  };
}
