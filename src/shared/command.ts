// "Copy as command": the line of MIT's tools that does the same as a button, before a shell is chosen (shells.ts).
import type { IdentityDto, SignInOptions } from './dto.ts';
import type { MeansDto } from './sign-in-dto.ts';
import type { Command } from './shells.ts';

/** Seconds as MIT's duration: 10h, 7d, 1h30m, 45s. */
export function mitDuration(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.length === 0 ? '0s' : parts.join('');
}

/** What the engine's displayText makes of signs that cannot be shown; a tool would take it for the name. */
const SHOWN_ESCAPE = /(?<!\\)(?:\\\\)*\\(?:x[0-9a-f]{2}|u\{[0-9a-f]+\})/;

function exactly(command: Command, name: string): Command {
  return SHOWN_ESCAPE.test(name) ? { ...command, inexact: true } : command;
}

/** A tool with a name as its operand: one that begins with a hyphen is told from an option. */
function onName(words: readonly string[], name: string, environment: readonly string[]): Command {
  const operand = name.startsWith('-') ? ['--', name] : [name];
  return exactly({ environment, words: [...words, ...operand] }, name);
}

function keytabOptions(keytab: Parameters<typeof kinitCommand>[3]): readonly string[] {
  switch (keytab?.origin) {
    case undefined:
      return [];
    case 'default':
      return ['-k'];
    case 'client':
      return ['-k', '-i'];
    case 'file':
      return ['-k', '-t', keytab.file];
  }
}

function initialOptions({ lifetime, renewable, forwardable }: SignInOptions): readonly string[] {
  return [
    ...(lifetime === undefined ? [] : ['-l', mitDuration(lifetime)]),
    ...(renewable === undefined || renewable === 0 ? [] : ['-r', mitDuration(renewable)]),
    ...(forwardable === undefined ? [] : [forwardable ? '-f' : '-F']),
  ];
}

export function kinitCommand(
  principal: string,
  options: SignInOptions,
  environment: readonly string[] = [],
  /** Where the key comes from, if not from a password. */
  keytab?: { readonly origin: 'file' | 'default' | 'client'; readonly file: string },
): Command {
  const words = ['kinit', ...keytabOptions(keytab), ...initialOptions(options)];
  const command = onName(words, principal, environment);
  return keytab?.origin === 'file' ? exactly(command, keytab.file) : command;
}

/** Of an identity whose realm krb5.conf does not know: the tools need its servers there, which only we keep with it. */
export function withServers(
  command: Command,
  { realm, means }: Pick<IdentityDto, 'realm'> & { readonly means?: Pick<MeansDto, 'servers'> | undefined },
): Command {
  const { kdc = [], kpasswd = [] } = means?.servers ?? {};
  return kdc.length === 0 ? command : { ...command, servers: { realm, kdc, kpasswd } };
}

export function renewCommand(environment: readonly string[] = []): Command {
  return { environment, words: ['kinit', '-R'] };
}

export interface KvnoOptions {
  /** The name of the session key's enctype. */
  readonly enctype?: string | undefined;
  readonly canonicalize?: boolean | undefined;
  /** The cache with the ticket-granting ticket whose session key seals it. */
  readonly userToUser?: string | undefined;
  /** Into a new cache of that name; `nowhere`: the ticket is told and dropped. Left out: into the cache. */
  readonly keep?: { readonly cache: string } | 'nowhere' | undefined;
}

export function kvnoCommand(
  service: string,
  environment: readonly string[] = [],
  { enctype, canonicalize = false, userToUser, keep }: KvnoOptions = {},
): Command {
  const words = [
    'kvno',
    ...(enctype === undefined ? [] : ['-e', enctype]),
    ...(canonicalize ? ['-C'] : []),
    ...(userToUser === undefined ? [] : ['--u2u', userToUser]),
    ...(keep === undefined ? [] : keep === 'nowhere' ? ['--no-store'] : ['--out-cache', keep.cache]),
  ];
  const caches = [userToUser, typeof keep === 'object' ? keep.cache : undefined];
  return caches.reduce(
    (command, cache) => (cache === undefined ? command : exactly(command, cache)),
    onName(words, service, environment),
  );
}

/** Lets the programs of one terminal use another cache than the default. */
export function cacheCommand(cache: string): Command {
  return { environment: [`KRB5CCNAME=${cache}`], words: [], lasting: true };
}

export function klistCommand(environment: readonly string[] = []): Command {
  return { environment, words: ['klist', '-fe'] };
}

export function kpasswdCommand(principal: string, environment: readonly string[] = []): Command {
  return onName(['kpasswd'], principal, environment);
}

export function kdestroyCommand(cache: string): Command {
  return { environment: [], words: ['kdestroy', '-c', cache] };
}

/** Of one ticket alone. MIT's kdestroy has no such option, ours has. */
export function removeCommand(service: string, environment: readonly string[] = []): Command {
  return exactly({ environment, words: ['tessera', 'kdestroy', '--credential', service] }, service);
}

/** The practice realm without the window. */
export function practiceCommand(): Command {
  return { environment: [], words: ['tessera', 'practice'] };
}
