// What every verb is given: the streams, the environment, a signal that Ctrl+C fires, and the engine over Node.
import {
  defaultCacheName,
  loadProfile,
  nodeDns,
  nodeKeyDerivation,
  nodeResolver,
  nodeTransport,
  openCache,
  systemClock,
  systemRandom,
} from '#node';
import { settingsForRealm, settingsFromProfile } from '#krb5';
import type { CredentialCache, ExplainLanguage, KerberosSettings, Ports, TraceSink } from '#krb5';
import type { GivenOption, OptionTable, ParsedOptions } from './options.ts';
import type { SecretInput } from './secret-input.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Cli {
  /** The verb, as the name at the start of messages. */
  readonly program: string;
  readonly env: Environment;
  readonly json: boolean;
  readonly signal: AbortSignal;
  readonly trace: TraceSink;
  readonly secrets: SecretInput;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Prompts and banners: standard output as MIT's, standard error where that carries JSON. */
  readonly say: (text: string) => void;
  readonly kerberos: () => Kerberos;
  /** What went before, for messages about a failure. */
  readonly soFar: () => SoFar;
}

export interface SoFar {
  /** Who answered last. */
  readonly server?: string | undefined;
  /** What krb5.conf says that is not honoured. */
  readonly notes: readonly string[];
  /** Of the explanation. */
  readonly language: ExplainLanguage;
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Exit code of a command line that makes no sense. */
  readonly usageExit: number;
  readonly options: OptionTable;
  /** Resolves to the exit code. @throws Failure, UsageMistake */
  readonly run: (parsed: ParsedOptions, cli: Cli) => Promise<number>;
}

export interface Kerberos {
  readonly settings: KerberosSettings;
  readonly ports: Ports;
  /** The settings for a client of that realm. */
  readonly settingsFor: (realm: string) => KerberosSettings;
  readonly defaultCacheName: () => string;
  readonly openCache: (name?: string) => CredentialCache;
}

export function kerberosOf(env: Environment, trace: TraceSink): Kerberos {
  const settings = settingsFromProfile(loadProfile(env));
  for (const warning of settings.warnings) trace({ type: 'config.warned', warning });
  const dns = nodeDns({ trace });
  const ports: Ports = {
    clock: systemClock(),
    random: systemRandom(),
    kdf: nodeKeyDerivation(),
    transport: nodeTransport({ settings, dns, trace }),
    resolver: nodeResolver({ dns }),
    trace,
  };
  const cacheName = (): string => defaultCacheName(settings, env);
  return {
    settings,
    ports,
    settingsFor: (realm) => settingsForRealm(settings, realm),
    defaultCacheName: cacheName,
    openCache: (name) => openCache(name ?? cacheName(), { trace }),
  };
}

/** The value of an option that counts once; the last one where MIT takes the last. */
export function lastValue(given: readonly GivenOption[], name: string): string | undefined {
  return given.findLast((option) => option.name === name)?.value;
}

export function has(given: readonly GivenOption[], name: string): boolean {
  return given.some((option) => option.name === name);
}
