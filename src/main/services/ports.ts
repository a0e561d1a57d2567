// What the services need of the world. main/rest.ts wires these; tests wire real engines and caches too.
import type {
  Clock,
  CredentialCache,
  KerberosSettings,
  KeyDerivation,
  ParsedKeytab,
  Ports,
  TraceSink,
} from '#krb5';
import type { AppDescription, GivenServers, KdcFinding, Language, VaultDto } from '#shared';
import type { OpenedStorage } from '../storage/index.ts';
import type { RenewalPorts } from './renewal/index.ts';

/** One Kerberos configuration, and the engine's ports made for it. Read anew for each action. */
export interface World {
  readonly settings: KerberosSettings;
  /** The files the settings come from, first to last. */
  readonly files: readonly string[];
  readonly ports: (trace: TraceSink) => Ports;
  /** Which KDCs of the realm can be connected to. Nothing is sent to them. */
  readonly probe: (realm: string, signal: AbortSignal) => Promise<KdcFinding>;
  /** What names KDCs of the realm. */
  readonly knows: (realm: string, signal: AbortSignal) => Promise<'krb5.conf' | 'dns' | undefined>;
  /** The same with servers that a person named for a realm. */
  readonly withServers: (realm: string, servers: GivenServers) => World;
}

export interface Caches {
  /** The system's default cache, of whatever type. @throws KerberosError CONFIG_INVALID */
  readonly defaultName: (settings: KerberosSettings) => string;
  /** @throws KerberosError CCACHE_TYPE_UNSUPPORTED */
  readonly open: (name: string) => CredentialCache;
  readonly watch: (name: string, onChange: () => void) => { close: () => void };
}

/** Our own folder in the person's runtime folder: 0700, emptied by the system at log-out. */
export interface OwnFolder {
  /** Names of the FILE caches in it. */
  readonly caches: () => readonly string[];
  /** The cache that a principal gets there; from the second on, a further one. */
  readonly cacheFor: (principal: string, nth?: number) => string;
  /** The cache that stands in for a default of a type that is not reached yet. */
  readonly standIn: () => string;
  /** The same for the practice realm; never among caches(). */
  readonly practiceCacheFor: (principal: string, nth?: number) => string;
  /** Writes the practice realm's krb5.conf, and resolves to its path. */
  readonly writePracticeConfig: (text: string) => string;
  /** Takes away all that the practice realm left. */
  readonly clearPractice: () => void;
}

export interface RunningPractice {
  readonly realm: string;
  readonly krb5Conf: string;
  readonly users: readonly { readonly name: string; readonly password: string; readonly teaches: string }[];
  readonly services: readonly { readonly name: string; readonly teaches: string }[];
  readonly stop: () => Promise<void>;
}

export interface KeytabFiles {
  /** @throws KerberosError FILE_REFUSED, FORMAT_INVALID, LIMIT, NOT_SUPPORTED */
  readonly read: (name: string) => ParsedKeytab;
  /** The one that krb5.conf and the environment name. @throws KerberosError CONFIG_INVALID */
  readonly named: (which: 'default' | 'client', settings: KerberosSettings) => string;
}

/** Where a password may be kept. A vault in name only counts as none. */
export interface SecretVault {
  readonly available: () => Promise<
    { readonly ok: true } | { readonly ok: false; readonly why: NonNullable<VaultDto['why']> }
  >;
  /** @throws Error where there is none */
  readonly seal: (secret: Uint8Array) => Promise<Uint8Array>;
  /** The caller wipes what it gets. @throws Error when it cannot be opened here */
  readonly open: (sealed: Uint8Array) => Promise<Uint8Array>;
}

/** Questions of the main process's own, out of the window's reach. */
export interface PersonDialogs {
  /** A file of the person's choice; undefined when none was chosen. */
  readonly pickKeytab: () => Promise<string | undefined>;
  /** One to look into. */
  readonly pickBlob: () => Promise<string | undefined>;
  /** Where to write something; undefined when nowhere. @param name proposed */
  readonly saveAs: (name: string) => Promise<string | undefined>;
  /** Before a sign-in without a prompt to a realm, or with servers, never used. Names are ready for a screen. */
  readonly confirmSignIn: (about: {
    readonly principal: string;
    readonly realm: string;
    readonly isNewRealm: boolean;
    /** Those never used. */
    readonly servers: readonly string[];
    readonly keytab: string | undefined;
  }) => Promise<boolean>;
}

export interface SecretPrompt {
  /** UTF-8 octets, the caller's to wipe; undefined when the person or the signal cancelled. */
  readonly ask: (request: {
    readonly principal: string;
    readonly realm: string;
    readonly reason: string;
    readonly purpose: 'password' | 'present-password' | 'new-password' | 'opening-password' | 'opening-key';
    /** What is typed is kept in the system's vault afterwards. */
    readonly keeps?: boolean;
    /** Why the new password given before was not taken. */
    readonly refusal?: string;
    readonly signal?: AbortSignal | undefined;
  }) => Promise<Uint8Array | undefined>;
}

/** What main asks the person itself, out of the window's reach. Names are ready for a screen. */
export type MainQuestion =
  | 'clear-history'
  | {
      readonly kind: 'reveal';
      /** Where the secret stands, in names. */
      readonly secret: string;
      readonly blob: string;
    }
  | {
      readonly kind: 'destroy-another';
      readonly principal: string;
      /** Whose tickets went within the last hour. */
      readonly before: readonly string[];
    };

/** Files of the person's own choice. */
export interface BlobFiles {
  /** @throws KerberosError FILE_REFUSED, LIMIT */
  readonly read: (file: string, most: number) => Promise<Uint8Array>;
  /** Whole or not at all, for this user alone. @throws KerberosError FILE_REFUSED */
  readonly write: (file: string, bytes: Uint8Array) => Promise<void>;
}

export interface ServicePorts {
  readonly clock: Clock;
  readonly kdf: KeyDerivation;
  readonly blobFiles: BlobFiles;
  /** SHA-256, in lower-case hexadecimal. */
  readonly digest: (bytes: Uint8Array) => string;
  /** The system's configuration. @throws KerberosError when it cannot be used */
  readonly system: () => World;
  /** The practice realm's configuration, from its krb5.conf's path. */
  readonly practiceWorld: (krb5Conf: string) => World;
  readonly startPractice: () => Promise<RunningPractice>;
  readonly caches: Caches;
  readonly folder: OwnFolder;
  readonly keytabs: KeytabFiles;
  readonly vault: SecretVault;
  readonly dialogs: PersonDialogs;
  /** A version 4 UUID. */
  readonly newHandle: () => string;
  readonly prompt: SecretPrompt;
  readonly storage: OpenedStorage;
  readonly clipboard: (text: string) => void | Promise<void>;
  /** As the system keeps it: undefined where it cannot be had. */
  readonly startAtLogin?:
    { readonly isOn: () => boolean | undefined; readonly set: (on: boolean) => void } | undefined;
  /** Main's own question, out of the window's reach. Left out, nothing is done that needs one. */
  readonly confirm?: ((what: MainQuestion) => Promise<boolean>) | undefined;
  readonly app: AppDescription;
  /** Left out: English. */
  readonly systemLanguage?: Language | undefined;
  /** Left out, nothing is renewed by itself. */
  readonly renewal?: RenewalPorts;
}
