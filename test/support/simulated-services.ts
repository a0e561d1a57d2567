// The services on a machine whose time the test makes: caches in memory, a store in memory, no KDC that answers.
import {
  EncryptionKey,
  KerberosError,
  Profile,
  TicketFlag,
  parseKrb5Conf,
  parsePrincipal,
  settingsFromProfile,
} from '../../src/krb5/index.ts';
import type { CredentialCache } from '../../src/krb5/index.ts';
import { createServices, noticeSettingsOf, renewalSettingsOf } from '../../src/main/services/index.ts';
import type { ServicePorts, Services, World } from '../../src/main/services/index.ts';
import type { Notice } from '../../src/main/services/renewal/notices.ts';
import { memoryBookmarks } from '../../src/main/storage/bookmark-store.ts';
import { memorySignIns } from '../../src/main/storage/sign-in-store.ts';
import { memoryStore } from '../../src/main/storage/memory-store.ts';
import type { Store } from '../../src/main/storage/index.ts';
import { nodeKeyDerivation, openCache, systemRandom, watchCache } from '../../src/node/index.ts';
import type { EventEnvelope } from '../../src/shared/index.ts';
import { minuteOfWeek, SimulatedMachine } from './simulated-machine.ts';

export interface SimulatedServices {
  readonly machine: SimulatedMachine;
  readonly services: Services;
  readonly store: Store;
  readonly notices: Notice[];
  readonly events: EventEnvelope[];
  readonly identity: () => string;
  /** A ticket-granting ticket of alice's from now on; renewable only with `renewFor`. */
  readonly ticket: (seconds: number, renewFor?: number) => Promise<void>;
  readonly setLogin: boolean[];
}

let caches = 0;
const ALICE = 'alice@NOWHERE.TEST';

export async function simulatedServices(
  start: number,
  more: {
    readonly confirm?: ServicePorts['confirm'];
    readonly store?: Store;
    readonly loginFails?: true;
  } = {},
): Promise<SimulatedServices> {
  const machine = new SimulatedMachine(start);
  const store = more.store ?? memoryStore();
  const settings = settingsFromProfile(
    new Profile([parseKrb5Conf({ file: 'krb5.conf', text: '[libdefaults]\ndns_lookup_kdc = false\n' })]),
  );
  const unreachable = (realm: string): never => {
    throw new KerberosError('KDC_UNREACHABLE', 'silence', { realm, service: 'kdc', tried: [] });
  };
  const world: World = {
    settings,
    files: [],
    ports: (trace) => ({
      clock: machine.clock,
      random: systemRandom(),
      kdf: nodeKeyDerivation(),
      transport: {
        exchange: ({ realm }) => Promise.reject(new Error(realm)).catch(() => unreachable(realm)),
      },
      resolver: {
        canonicalName: () => Promise.resolve(undefined),
        reverse: () => Promise.resolve(undefined),
        localHostname: () => 'localhost',
        searchDomain: () => undefined,
      },
      trace,
    }),
    probe: (realm) => Promise.resolve({ realm, state: 'unreachable', servers: [] }),
    knows: () => Promise.resolve(undefined),
    withServers: () => world,
  };
  const unused = (): never => {
    throw new TypeError('not part of this test');
  };
  const name = `MEMORY:simulated-${++caches}`;
  let cache: CredentialCache | undefined;
  let login: boolean | undefined = false;
  const setLogin: boolean[] = [];
  const services = createServices({
    clock: machine.clock,
    kdf: nodeKeyDerivation(),
    blobFiles: { read: unused, write: unused },
    digest: unused,
    system: () => world,
    practiceWorld: unused,
    startPractice: unused,
    caches: {
      defaultName: () => name,
      open: (wanted) => (cache = openCache(wanted)),
      watch: watchCache,
    },
    folder: {
      caches: () => [],
      cacheFor: unused,
      standIn: unused,
      practiceCacheFor: unused,
      writePracticeConfig: unused,
      clearPractice: () => undefined,
    },
    keytabs: { read: unused, named: unused },
    vault: { available: unused, seal: unused, open: unused },
    dialogs: { pickKeytab: unused, pickBlob: unused, saveAs: unused, confirmSignIn: unused },
    newHandle: unused,
    prompt: { ask: unused },
    storage: {
      store,
      signIns: memorySignIns(),
      bookmarks: memoryBookmarks(),
      status: () => ({ state: 'ok' }),
    },
    clipboard: unused,
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    confirm: more.confirm,
    startAtLogin: {
      isOn: () => login,
      set: (on) => {
        if (more.loginFails) throw new Error('read-only file system');
        setLogin.push(on);
        login = on;
      },
    },
    renewal: {
      timers: machine.timers,
      power: machine.power,
      onNetworkChange: machine.onNetworkChange,
      newId: () => crypto.randomUUID(),
      seed: 'simulated',
      minuteOfWeek,
      settingsFor: (principal) => renewalSettingsOf(store, principal),
      noticeSettings: () => noticeSettingsOf(store.settings()),
      noticeMemory: { load: () => [], save: () => undefined },
      onFault: (error) => {
        throw error;
      },
    },
  });
  const notices: Notice[] = [];
  const events: EventEnvelope[] = [];
  services.renewal!.onNotice((notice) => notices.push(notice));
  services.hub.subscribe((event) => events.push(event));
  await services.start();
  return {
    machine,
    services,
    store,
    notices,
    events,
    setLogin,
    identity: () => Buffer.from(ALICE).toString('base64url'),
    async ticket(seconds, renewFor = 0) {
      const client = parsePrincipal(ALICE);
      const at = Math.floor(machine.seconds);
      await cache!.initialize({
        principal: client,
        config: [],
        kdcOffset: undefined,
        credentials: [
          {
            client,
            server: parsePrincipal('krbtgt/NOWHERE.TEST@NOWHERE.TEST'),
            key: new EncryptionKey(18, new Uint8Array(32).fill(7)),
            times: {
              authTime: at,
              startTime: at,
              endTime: at + seconds,
              renewTill: renewFor === 0 ? 0 : at + renewFor,
            },
            isSkey: false,
            flags: TicketFlag.INITIAL | (renewFor === 0 ? 0 : TicketFlag.RENEWABLE),
            addresses: [],
            authorizationData: [],
            ticket: new Uint8Array([0x61, 0]),
            secondTicket: new Uint8Array(),
          },
        ],
      });
      await machine.run(machine.seconds + 0.01);
    },
  };
}
