// Wires the services to this machine: the engine's ports on Node, the caches, the database, our own folder. What
// only Electron or the practice realm can give comes from rest.ts.
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { isKerberosError, settingsFromProfile } from '#krb5';
import type { KerberosSettings } from '#krb5';
import {
  defaultCacheName,
  defaultClientKeytabName,
  defaultKeytabName,
  loadProfile,
  nodeDns,
  nodeKeyDerivation,
  nodeResolver,
  nodeTransport,
  openCache,
  probeRealm,
  readBlobFile,
  readKeytab,
  settingsWithServers,
  sourceOfKdcs,
  systemClock,
  systemRandom,
  watchCache,
  writeBlobFile,
} from '#node';
import type { Environment } from '#node';
import type { AppDescription, KdcFinding, Language } from '#shared';
import { renewalPorts } from './renewal-ports.ts';
import type { RenewalChoices } from './renewal-ports.ts';
import { createServices, noticeSettingsOf, renewalSettingsOf } from './services/index.ts';
import type {
  PersonDialogs,
  RunningPractice,
  SecretPrompt,
  SecretVault,
  ServicePorts,
  Services,
  World,
} from './services/index.ts';
import { loadSqlite, openStorage, ownFolder } from './storage/index.ts';

export interface Machine {
  readonly env: Environment;
  /** userData: the database lies there. */
  readonly dataFolder: string;
  readonly app: AppDescription;
  readonly systemLanguage?: Language;
  readonly prompt: SecretPrompt;
  /** Left out, nobody is there to ask: nothing is chosen and nothing agreed to. */
  readonly dialogs?: PersonDialogs;
  /** Left out, no password is kept. */
  readonly vault?: SecretVault;
  readonly clipboard: (text: string) => void | Promise<void>;
  readonly startAtLogin?: ServicePorts['startAtLogin'];
  readonly confirm?: ServicePorts['confirm'];
  readonly startPractice: (
    ports: Pick<ReturnType<World['ports']>, 'clock' | 'random' | 'kdf'>,
  ) => Promise<RunningPractice>;
  /** Power events, as far as there are any; the person's settings are the store's. */
  readonly renewal?: RenewalChoices;
}

const nobody: PersonDialogs = {
  pickKeytab: () => Promise.resolve(undefined),
  pickBlob: () => Promise.resolve(undefined),
  saveAs: () => Promise.resolve(undefined),
  confirmSignIn: () => Promise.resolve(false),
};

const noVault: SecretVault = {
  available: () => Promise.resolve({ ok: false, why: 'unavailable' }),
  seal: () => Promise.reject(new Error('there is no vault')),
  open: () => Promise.reject(new Error('there is no vault')),
};

export async function composeServices(machine: Machine): Promise<Services> {
  const clock = systemClock();
  const random = systemRandom();
  const kdf = nodeKeyDerivation();
  const now = (): number => Math.floor(clock.nowMicros() / 1_000_000);

  function world(env: Environment, named: KdcFinding['source']): World {
    const profile = loadProfile(env);
    const files = profile.files.map(({ file }) => file);
    return worldOf(settingsFromProfile(profile), files, () => named);
  }

  function worldOf(
    settings: KerberosSettings,
    files: readonly string[],
    named: (realm: string) => KdcFinding['source'],
  ): World {
    return {
      settings,
      files,
      ports(trace) {
        const dns = nodeDns({ trace });
        const transport = nodeTransport({ settings, dns, trace });
        return { clock, random, kdf, transport, resolver: nodeResolver({ dns }), trace };
      },
      async probe(realm, signal) {
        try {
          const { servers, source } = await probeRealm(settings, realm, signal);
          const reached = servers.some(({ millis }) => millis !== undefined);
          return {
            realm,
            state: reached ? 'reached' : 'unreachable',
            servers: [...servers],
            source: named(realm) ?? source,
          };
        } catch (error) {
          if (!isKerberosError(error, 'REALM_UNKNOWN')) throw error;
          return { realm, state: 'unknown-realm', servers: [] };
        }
      },
      async knows(realm, signal) {
        try {
          return await sourceOfKdcs(settings, realm, signal);
        } catch (error) {
          if (!isKerberosError(error, 'REALM_UNKNOWN')) throw error;
          return undefined;
        }
      },
      withServers: (realm, servers) =>
        worldOf(settingsWithServers(settings, realm, servers), files, (asked) =>
          asked === realm ? 'given' : named(asked),
        ),
    };
  }

  const storage = await openStorage({
    file: path.join(machine.dataFolder, 'tessera.db'),
    load: loadSqlite,
    now,
    onStatus: (status) => {
      services.hub.publish({ type: 'storage.changed', storage: status });
    },
  });
  const { store } = storage;
  const ports: ServicePorts = {
    clock,
    kdf,
    blobFiles: { read: readBlobFile, write: writeBlobFile },
    digest: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    system: () => world(machine.env, undefined),
    practiceWorld: (krb5Conf) => world({ ...machine.env, KRB5_CONFIG: krb5Conf }, 'practice'),
    startPractice: () => machine.startPractice({ clock, random, kdf }),
    caches: {
      defaultName: (settings) => defaultCacheName(settings, machine.env),
      open: (name) => openCache(name),
      watch: watchCache,
    },
    folder: ownFolder({
      runtimeFolder: machine.env['XDG_RUNTIME_DIR'],
      dataFolder: machine.dataFolder,
      uid: process.getuid?.(),
    }),
    keytabs: {
      read: readKeytab,
      named: (which, settings) =>
        which === 'client'
          ? defaultClientKeytabName(settings, machine.env)
          : defaultKeytabName(settings, machine.env),
    },
    vault: machine.vault ?? noVault,
    dialogs: machine.dialogs ?? nobody,
    newHandle: randomUUID,
    prompt: machine.prompt,
    storage,
    clipboard: machine.clipboard,
    app: machine.app,
    systemLanguage: machine.systemLanguage,
    startAtLogin: machine.startAtLogin,
    confirm: machine.confirm,
    renewal: renewalPorts({
      settingsFor: (principal) => renewalSettingsOf(store, principal),
      noticeSettings: () => noticeSettingsOf(store.settings()),
      ...machine.renewal,
    }),
  };
  const services: Services = createServices(ports);
  return services;
}
