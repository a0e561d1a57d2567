// What the window shows, kept up to date: looks at the caches, publishes what changed, writes down what other
// programs did.
import { KerberosError, displayText, explain, isKerberosError, reasonIn, remarkIn } from '#krb5';
import type {
  EnvironmentDto,
  HistoryRow,
  IdentityDto,
  KdcFinding,
  Language,
  PracticeDto,
  RenewalDto,
  SettingsDto,
  Snapshot,
  StorageDto,
} from '#shared';
import type { RecordedExchange, Store } from '../storage/index.ts';
import type { Hub } from './hub.ts';
import { findingIn } from './finding.ts';
import { identityDto, identityPlaces, seenChange } from './identities.ts';
import type { IdentityPlace } from './identities.ts';
import { keytabFile, meansDto } from './means-dto.ts';
import type { Operations } from './operations.ts';
import { createPlaces, holderOf } from './places.ts';
import type { Places } from './places.ts';
import type { RunningPractice, ServicePorts, World } from './ports.ts';
import { ServiceError } from './describe-error.ts';
import { createTicketLists } from './ticket-lists.ts';
import type { TicketLists } from './ticket-lists.ts';

export interface StartedPractice {
  readonly running: RunningPractice;
  /** The path of its krb5.conf. */
  readonly config: string;
  readonly world: World;
  /** Principals whose password is no longer the public one. */
  readonly changed: Set<string>;
}

export interface State {
  readonly places: Places;
  readonly store: Store;
  readonly lists: TicketLists;
  readonly now: () => number;
  readonly snapshot: () => Snapshot;
  /** What people are spoken to in. */
  readonly language: () => Language;
  /** @throws ServiceError UNKNOWN */
  readonly identity: (id: string) => IdentityPlace & { readonly shown: string };
  readonly identities: () => readonly IdentityPlace[];
  /** Which configuration serves an identity of a realm: with the servers kept with it, where nothing else names any. */
  readonly worldFor: (whose: { readonly realm: string; readonly principal?: string }) => World;
  readonly practice: () => StartedPractice | undefined;
  readonly setPractice: (practice: StartedPractice | undefined) => void;
  /** Writes down what was done, with what went over the wire for it. */
  readonly record: (row: Omit<HistoryRow, 'id' | 'at'>, exchange?: RecordedExchange) => void;
  /**
   * Runs a write of ours on caches, and on those it says it writes to `also`: what it changes is shown at once,
   * together, and is nobody else's doing.
   */
  readonly writing: <T>(
    caches: string | readonly string[],
    write: (also: (cache: string) => void) => Promise<T>,
  ) => Promise<T>;
  readonly publishIdentities: () => void;
  readonly publishEnvironment: () => void;
  readonly start: () => Promise<void>;
  readonly close: () => void;
}

/** What others than the caches and the store know. */
interface StateSources {
  readonly settings?: () => SettingsDto;
  readonly renewalOf?: (identity: IdentityPlace) => RenewalDto | undefined;
}

const PROBE_MS = 5_000;

export function createState(
  ports: ServicePorts,
  hub: Hub,
  operations: Operations,
  { settings = () => ports.storage.store.settings(), renewalOf = () => undefined }: StateSources = {},
): State {
  const { store } = ports.storage;
  const { systemLanguage = 'en' } = ports;
  const now = (): number => Math.floor(ports.clock.nowMicros() / 1_000_000);
  let practice: StartedPractice | undefined;
  let shownIdentities: readonly IdentityDto[] = [];
  let shownEnvironment = '';
  let kdc: KdcFinding | undefined;
  /** Caches we are writing to right now. */
  const writingTo = new Map<string, number>();
  const places = createPlaces(ports, (name) => {
    void changed([name], 'others');
  });
  const lists = createTicketLists();
  const options = {
    places,
    store,
    lists,
    now,
    practiceConfig: () => practice?.config,
    renewalOf,
    meansOf: (principal: string) =>
      meansDto(ports.storage.signIns.of(principal), (name) => keytabFile(ports, name)),
  };

  const record: State['record'] = (row, exchange) => {
    hub.publish({ type: 'history.added', row: store.addHistory({ ...row, at: now() }, exchange) });
  };

  function language(): Language {
    const { language: chosen } = store.settings();
    return chosen === 'system' ? systemLanguage : chosen;
  }

  function publishIdentities(): void {
    const fresh = identityPlaces(options).map((identity) => identityDto(identity, options));
    const before = new Map(shownIdentities.map((identity) => [identity.id, JSON.stringify(identity)]));
    for (const identity of fresh) {
      if (before.get(identity.id) !== JSON.stringify(identity))
        hub.publish({ type: 'identity.changed', identity });
      before.delete(identity.id);
    }
    for (const id of before.keys()) hub.publish({ type: 'identity.removed', id });
    shownIdentities = fresh;
  }

  async function changed(names: readonly string[], by: 'us' | 'others'): Promise<void> {
    // Our own write is looked at when it is done.
    const due = names.filter((name) => by === 'us' || (writingTo.get(name) ?? 0) === 0);
    const looked = (await Promise.all(due.map((name) => places.reread(name)))).filter(
      (each) => each !== undefined,
    );
    if (looked.length === 0) return;
    for (const { before, now: after } of looked) {
      const seen = seenChange(before, after);
      const gone = holderOf(before);
      if (gone !== undefined && !places.all().some((place) => holderOf(place) === gone)) signedOut(gone);
      if (by === 'others' && seen !== undefined) {
        const principal = holderOf(after) ?? gone;
        const whose = principal === undefined ? {} : { principal: displayText(principal).slice(0, 2_048) };
        record({ kind: 'seen', detail: seen, outcome: 'ok', ...whose });
      }
    }
    publishIdentities();
    publishEnvironment();
  }

  /** Remembered, so that its card stays and says since when. */
  function signedOut(principal: string): void {
    const known = store.identities().find((each) => each.principal === principal);
    if (known !== undefined) store.remember({ ...known, signedOutAt: now() });
  }

  function configuration(): EnvironmentDto['config'] {
    try {
      const { settings, files } = ports.system();
      const realm = settings.defaultRealm;
      const from = settings.source('libdefaults.default_realm');
      return {
        files: files.slice(0, 32).map((file) => displayText(file).slice(0, 4_096)),
        ...(realm === undefined ? {} : { defaultRealm: displayText(realm).slice(0, 1_024) }),
        ...(from === undefined ? {} : { defaultRealmFrom: displayText(from).slice(0, 4_200) }),
        warnings: settings.warnings
          .slice(0, 100)
          .map((line) => displayText(remarkIn(language(), line)).slice(0, 2_000)),
        ticketLifetime: settings.ticketLifetime,
        renewLifetime: settings.renewLifetime,
        forwardable: settings.forwardable,
      };
    } catch (error) {
      if (!isKerberosError(error)) throw error;
      const problem = explain(error, language()).what.slice(0, 2_000);
      return { files: [], warnings: [], problem, ticketLifetime: 0, renewLifetime: 0, forwardable: false };
    }
  }

  function environment(): EnvironmentDto {
    const name = places.defaultName();
    const place = places.byName(name);
    const holds = place === undefined ? undefined : holderOf(place);
    const unreached = places.unreached();
    return {
      config: configuration(),
      ...(kdc === undefined ? {} : { kdc: findingIn(language(), kdc) }),
      cache: {
        name: displayText(name).slice(0, 4_096) || '?',
        ...(unreached === undefined
          ? {}
          : {
              unreached: {
                name: displayText(unreached.name).slice(0, 4_096) || '?',
                reason: displayText(reasonIn(language(), unreached.reason)).slice(0, 2_000),
              },
            }),
        ...(holds === undefined ? {} : { holds: displayText(holds).slice(0, 2_048) }),
        tickets: place?.contents?.credentials.length ?? 0,
      },
    };
  }

  function publishEnvironment(): void {
    const fresh = environment();
    const text = JSON.stringify(fresh);
    if (text === shownEnvironment) return;
    shownEnvironment = text;
    hub.publish({ type: 'environment.changed', environment: fresh });
  }

  function practiceDto(): PracticeDto {
    if (practice === undefined) {
      return { running: false, realm: '', users: [], services: [], environment: [] };
    }
    const { running, config, changed } = practice;
    const [first] = running.users;
    const cache =
      places.all().find(({ kind, contents }) => kind === 'practice' && contents !== undefined)?.name ??
      (first === undefined ? '' : ports.folder.practiceCacheFor(`${first.name}@${running.realm}`));
    return {
      running: true,
      realm: running.realm,
      users: running.users.map(({ name, password, teaches }) => ({
        principal: `${name}@${running.realm}`,
        password: changed.has(`${name}@${running.realm}`) ? '' : password,
        note: teaches,
      })),
      services: running.services.map(({ name, teaches }) => ({ name, note: teaches })),
      environment: [`KRB5_CONFIG=${config}`, `KRB5CCNAME=${cache}`].map((word) => word.slice(0, 8_192)),
    };
  }

  function storage(): StorageDto {
    const unreadSettings = store.unreadSettings();
    return {
      ...ports.storage.status(),
      ...(unreadSettings.length === 0 ? {} : { unreadSettings: [...unreadSettings] }),
    };
  }

  async function probeDefaultRealm(): Promise<void> {
    try {
      const { settings, probe } = ports.system();
      if (settings.defaultRealm === undefined) return;
      kdc = await probe(settings.defaultRealm, AbortSignal.timeout(PROBE_MS));
    } catch (error) {
      if (!isKerberosError(error)) throw error;
      return;
    }
    publishEnvironment();
  }

  async function lookAtCaches(): Promise<void> {
    try {
      await places.look(ports.system().settings);
    } catch (error) {
      if (!isKerberosError(error)) throw error; // the configuration's fault is in the environment, in words
    }
  }

  let spoken = language();
  hub.subscribe(({ change }) => {
    if (change.type !== 'settings.changed' || language() === spoken) return;
    spoken = language();
    queueMicrotask(publishEnvironment); // after everybody heard of the change itself
  });

  return {
    places,
    store,
    lists,
    now,
    practice: () => practice,
    setPractice(changedPractice) {
      practice = changedPractice;
      hub.publish({ type: 'practice.changed', practice: practiceDto() });
    },
    record,
    identities: () => identityPlaces(options),
    identity(id) {
      const found = identityPlaces(options).find((each) => each.id === id);
      if (found === undefined) throw new ServiceError('UNKNOWN', (words) => words.identityGone);
      return { ...found, shown: displayText(found.principal).slice(0, 2_048) };
    },
    worldFor({ realm, principal }) {
      if (practice !== undefined && realm === practice.running.realm) return practice.world;
      const world = ports.system();
      const record = principal === undefined ? undefined : ports.storage.signIns.of(principal);
      if (record === undefined || record.kdc.length === 0) return world;
      if ((world.settings.realms.get(realm)?.kdc.length ?? 0) > 0) return world;
      return world.withServers(realm, { kdc: [...record.kdc], kpasswd: [...record.kpasswd] });
    },
    async writing(caches, write) {
      const names: string[] = [];
      const also = (name: string): void => {
        names.push(name);
        writingTo.set(name, (writingTo.get(name) ?? 0) + 1);
      };
      for (const name of typeof caches === 'string' ? [caches] : caches) also(name);
      try {
        return await write(also);
      } finally {
        for (const name of names) {
          const left = (writingTo.get(name) ?? 1) - 1;
          if (left === 0) writingTo.delete(name);
          else writingTo.set(name, left);
        }
        await changed(names, 'us');
      }
    },
    publishIdentities,
    publishEnvironment,
    language,
    snapshot: () => ({
      revision: hub.revision(),
      identities: identityPlaces(options)
        .slice(0, 500)
        .map((identity) => identityDto(identity, options)),
      operations: operations.list().slice(0, 200),
      environment: environment(),
      practice: practiceDto(),
      settings: settings(),
      systemLanguage,
      storage: storage(),
      history: [...store.history(100)],
      timeline: [...store.timeline(500)],
    }),
    async start() {
      ports.folder.clearPractice();
      await lookAtCaches();
      publishIdentities();
      publishEnvironment();
      void probeDefaultRealm();
    },
    close() {
      places.close();
    },
  };
}

/** The engine's error for a cache that holds somebody else's tickets by now. */
export function wrongHolder(
  cache: string,
  holds: string,
  wanted: string,
): KerberosError<'CCACHE_WRONG_PRINCIPAL'> {
  return new KerberosError('CCACHE_WRONG_PRINCIPAL', `${cache} holds tickets of ${holds}, not of ${wanted}`, {
    cache,
    holds,
    wanted,
  });
}
