// The services' surface: one handler per procedure of the contract, the event hub, and what the tray shows.
import { KerberosError, isKerberosError, parsePrincipal } from '#krb5';
import type { InputOf, Language, OutputOf, ProcedureName } from '#shared';
import { ServiceError } from './describe-error.ts';
import { createHistoryKeeper } from './history.ts';
import { createDefaultCache } from './default-cache.ts';
import { createExchanges } from './exchanges.ts';
import { findingIn } from './finding.ts';
import { createHub } from './hub.ts';
import type { Hub } from './hub.ts';
import { createInspector } from './inspector/index.ts';
import type { Inspector } from './inspector/index.ts';
import { createKeytabs } from './keytabs.ts';
import { createOperations } from './operations.ts';
import { createOwnPac } from './own-pac.ts';
import { createPasswordFromPac } from './password-from-pac.ts';
import { createPasswords } from './passwords.ts';
import type { ServicePorts } from './ports.ts';
import { createPracticeActions } from './practice.ts';
import { createRealms } from './realms.ts';
import { createRenewal } from './renewal/index.ts';
import type { Renewal } from './renewal/index.ts';
import { passwordExpiry, passwordExpiryOfPac } from './renewal/password-expiry.ts';
import { createSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { createMeans } from './sign-in-means.ts';
import { createState } from './state.ts';
import { createTicketCheck } from './ticket-check.ts';
import { createTicketActions } from './tickets.ts';

export { describeBusy, describeError, describeFault } from './describe-error.ts';
export type { Power, Renewal, RenewalPorts } from './renewal/index.ts';
export { noticeSettingsOf, renewalSettingsOf } from './settings.ts';
export type {
  PersonDialogs,
  RunningPractice,
  SecretPrompt,
  SecretVault,
  ServicePorts,
  World,
} from './ports.ts';

export type Handlers = { readonly [N in ProcedureName]: (input: InputOf<N>) => Promise<OutputOf<N>> };

export interface Services {
  readonly handlers: Handlers;
  readonly hub: Hub;
  /** As set, else the system's. */
  readonly language: () => Language;
  /** Renews by itself and tells in time; undefined where the ports have nothing for it. */
  readonly renewal: Renewal | undefined;
  readonly settings: Settings['get'];
  /** Files that a person dropped on the window. */
  readonly dropped: Inspector['dropped'];
  /** Looks at the caches and begins to watch them. */
  readonly start: () => Promise<void>;
  /** At the end of the process: takes away what the practice realm left, stops watching, closes the database. */
  readonly close: () => void;
}

const PROBE_MS = 5_000;
/** The list changes with time alone, too: an identity without tickets leaves it. */
const RELOOK_MS = 3_600_000;

export function createServices(ports: ServicePorts): Services {
  const hub = createHub();
  const operations = createOperations(hub, ports.clock);
  const settings = createSettings(ports.storage, ports, hub);
  const state = createState(ports, hub, operations, {
    settings: settings.get,
    renewalOf: (identity) => renewal?.shown(identity),
  });
  const keytabs = createKeytabs(ports, state);
  const means = createMeans(ports, state, keytabs);
  const renewal: Renewal | undefined =
    ports.renewal === undefined
      ? undefined
      : createRenewal(ports, ports.renewal, { state, hub, operations, means });
  const passwords = createPasswords(
    ports,
    state,
    operations,
    (principal) => {
      renewal?.notePasswordExpiry(principal, undefined);
    },
    async (principal, fresh) => {
      await means.passwordChanged(principal, fresh);
      state.publishIdentities();
    },
  );
  const realms = createRealms(state);
  const tickets = createTicketActions(
    ports,
    state,
    operations,
    { passwords, means, realms },
    (principal, result) => {
      const at = passwordExpiry(result, state.now());
      renewal?.notePasswordExpiry(principal, at);
      if (at === undefined) fromPac?.signedIn(principal);
    },
  );
  const defaultCache = createDefaultCache(ports, state, operations);
  const ownPac = createOwnPac(state, operations);
  async function pacOf(input: InputOf<'identity.pac'>, byItself = false): Promise<OutputOf<'identity.pac'>> {
    const { principal } = state.identity(input.identity);
    const report = await ownPac(input, byItself);
    const at = passwordExpiryOfPac(report);
    if (at !== undefined) renewal?.notePasswordExpiry(principal, at);
    return report;
  }
  const fromPac =
    ports.renewal === undefined
      ? undefined
      : createPasswordFromPac(ports.renewal, {
          identities: state.identities,
          isKnown: (principal) => renewal?.passwordExpires(principal) !== undefined,
          ask: (identity) => pacOf({ operation: ports.renewal?.newId() ?? '', identity }, true),
        });
  const exchanges = createExchanges(ports, state);
  const inspector = createInspector(ports, state, hub, exchanges);
  const practice = createPracticeActions(ports, state, operations, tickets);
  const historyKeeper = createHistoryKeeper(ports, state, hub);
  const { store } = state;

  const handlers: Handlers = {
    'app.describe': () => Promise.resolve(ports.app),
    'state.get': () => Promise.resolve(state.snapshot()),
    'settings.update': async (changed) => {
      const wasUnread = store.unreadSettings().length > 0;
      const now = settings.update(changed);
      if (wasUnread) hub.publish({ type: 'storage.changed', storage: state.snapshot().storage });
      if (changed.historyDays !== undefined) historyKeeper.prune();
      renewal?.replan();
      return await Promise.resolve(now);
    },
    'clipboard.write': async ({ text }) => {
      await ports.clipboard(text);
      return {};
    },
    'realm.probe': async ({ principal }) => {
      const { realm } = parsePrincipal(principal);
      try {
        const found = await realms.probe(realm, principal, AbortSignal.timeout(PROBE_MS));
        return findingIn(state.language(), found);
      } catch (error) {
        if (isKerberosError(error, 'CANCELLED')) {
          throw new KerberosError('KDC_UNREACHABLE', `no KDC of ${realm} answers`, {
            realm,
            service: 'kdc',
            tried: [],
          });
        }
        throw error;
      }
    },
    'identity.signIn': async (input) => {
      const result = await tickets.signIn(input);
      renewal?.personActed(result.identity);
      return result;
    },
    'identity.changePassword': (input) => passwords.change(input),
    'identity.destroy': (input) => tickets.destroy(input),
    'identity.forget': async ({ identity: id }) => {
      const identity = state.identity(id);
      if (identity.place !== undefined) {
        throw new ServiceError('UNKNOWN', (words) => words.stillHasTickets(identity.shown));
      }
      store.forget(identity.principal);
      store.pin(identity.principal, undefined);
      ports.storage.signIns.remove(identity.principal);
      state.publishIdentities();
      return await Promise.resolve({});
    },
    'identity.configure': async ({ identity: id, renewsItself }) => {
      store.note(state.identity(id).principal, { renewsItself });
      renewal?.personActed(id);
      state.publishIdentities();
      return await Promise.resolve({});
    },
    'identity.snooze': async ({ identity: id }) => {
      const { snooze } = settings.get();
      renewal?.snooze(state.identity(id).id, snooze);
      return await Promise.resolve({ until: state.now() + snooze });
    },
    'identity.pin': ({ identity: id, pinned }) => {
      store.pin(state.identity(id).principal, pinned ? state.now() : undefined);
      state.publishIdentities();
      return Promise.resolve({});
    },
    'identity.makeDefault': (input) => defaultCache.make(input),
    'identity.forgetPassword': ({ identity: id }) => {
      const { principal } = state.identity(id);
      means.forgetPassword(principal);
      renewal?.personActed(id);
      state.publishIdentities();
      return Promise.resolve({});
    },
    'identity.pac': (input) => pacOf(input),
    'ticket.page': ({ identity: id, version, from, count }) => {
      const place = state.identity(id).place;
      const page =
        place?.contents === undefined
          ? undefined
          : state.lists.page(place.name, place.contents, version, from, count);
      return Promise.resolve({ stale: page === undefined, tickets: [...(page ?? [])] });
    },
    'keytab.open': (input) => keytabs.open(input),
    'vault.describe': () => means.vault(),
    'ticket.resolve': (input) => tickets.resolve(input),
    'ticket.check': createTicketCheck(state, operations),
    'ticket.acquire': (input) => tickets.acquire(input),
    'ticket.renew': (input) => {
      renewal?.personActed(input.identity);
      return tickets.renew(input);
    },
    'ticket.remove': (input) => tickets.remove(input),
    'practice.start': (input) => practice.start(input),
    'practice.stop': async () => {
      await practice.stop();
      return {};
    },
    'ticket.origin': exchanges.origin,
    'ticket.raw': exchanges.raw,
    'history.list': async ({ before, limit, filter }) =>
      await Promise.resolve({ rows: [...store.history(limit, before, filter)] }),
    'exchange.get': async ({ history }) => await Promise.resolve(exchanges.get(history)),
    'exchange.message': async ({ history, step }) => await Promise.resolve(exchanges.message(history, step)),
    'exchange.copy': async ({ history }) => {
      await exchanges.copy(history);
      return {};
    },
    'history.clear': async () => ({ cleared: await historyKeeper.clear() }),
    'timeline.list': ({ before, limit }) => Promise.resolve({ rows: [...store.timeline(limit, before)] }),
    ...inspector.handlers,
    'operation.cancel': ({ operation }) => {
      operations.cancel(operation);
      return Promise.resolve({});
    },
  };

  let relook: unknown;
  const lookAgainLater = (): void => {
    relook = ports.renewal?.timers.set(RELOOK_MS, () => {
      state.publishIdentities();
      lookAgainLater();
    });
  };

  return {
    handlers,
    hub,
    language: state.language,
    renewal,
    settings: settings.get,
    dropped: inspector.dropped,
    async start() {
      historyKeeper.start();
      await state.start();
      await defaultCache.tidy();
      renewal?.start();
      lookAgainLater();
    },
    close() {
      if (relook !== undefined) ports.renewal?.timers.clear(relook);
      renewal?.close();
      historyKeeper.close();
      fromPac?.close();
      inspector.close();
      state.close();
      ports.folder.clearPractice();
      store.close();
    },
  };
}
