// kinit's command line: what is asked for, what contradicts itself, and what the engine does not reach yet.
import { KerberosError, isKerberosError, parseDuration } from '#krb5';
import { has, lastValue } from '../cli.ts';
import { Failure, UsageMistake } from '../failure.ts';
import type { GivenOption, OptionTable, ParsedOptions } from '../options.ts';
import { parseAbsoluteTime } from '../absolute-time.ts';

export const KINIT_TABLE: OptionTable = {
  short: 'r:fpFPn54aAVl:s:c:kit:T:RS:vX:CEI:',
  long: {
    noforwardable: { argument: 'none', short: 'F' },
    noproxiable: { argument: 'none', short: 'P' },
    addresses: { argument: 'none', short: 'a' },
    forwardable: { argument: 'none', short: 'f' },
    proxiable: { argument: 'none', short: 'p' },
    noaddresses: { argument: 'none', short: 'A' },
    canonicalize: { argument: 'none', short: 'C' },
    enterprise: { argument: 'none', short: 'E' },
    'request-pac': { argument: 'none' },
    'no-request-pac': { argument: 'none' },
  },
};

export interface KinitOptions {
  readonly action: 'password' | 'keytab' | 'renew' | 'validate';
  readonly principal: string | undefined;
  readonly service: string | undefined;
  readonly cache: string | undefined;
  readonly keytab: string | undefined;
  readonly clientKeytab: boolean;
  readonly verbose: boolean;
  readonly enterprise: boolean;
  /** Seconds; undefined: as the settings say. */
  readonly lifetime: number | undefined;
  readonly renewLifetime: number | undefined;
  readonly startAfter: number | undefined;
  readonly forwardable: boolean | undefined;
  readonly proxiable: boolean | undefined;
  readonly addresses: boolean | undefined;
  readonly canonicalize: boolean | undefined;
  readonly pac: boolean | undefined;
}

/** @throws UsageMistake; Failure NOT_SUPPORTED by the option's name */
export function kinitOptions({ given, operands }: ParsedOptions, warn: (text: string) => void): KinitOptions {
  const on = (name: string): boolean => has(given, name);
  if (on('4')) throw new Failure(3, 'Kerberos 4 is no longer supported');
  const mistakes = contradictions(given);
  const duration = (name: string): number | undefined => {
    const text = lastValue(given, name);
    const seconds = text === undefined ? undefined : durationOf(text);
    if (text !== undefined && seconds === undefined) mistakes.push(`Bad lifetime value ${text}`);
    return seconds;
  };
  const lifetime = duration('l');
  const renewLifetime = duration('r');
  const startAfter = startOf(lastValue(given, 's'), mistakes);
  if (operands.length > 1) mistakes.push(`Extra arguments (starting with "${operands[1] ?? ''}").`);
  if (mistakes.length > 0) throw new UsageMistake(mistakes.join('\n'));
  refuseUnreached(given);

  let action = actionOf(given);
  if ((on('t') || on('i')) && action !== 'keytab') {
    action = 'keytab';
    warn('keytab specified, forcing -k\n');
  }
  return {
    action,
    principal: operands[0],
    service: lastValue(given, 'S'),
    cache: lastValue(given, 'c'),
    keytab: lastValue(given, 't'),
    clientKeytab: on('i'),
    verbose: on('V'),
    enterprise: on('E'),
    lifetime,
    renewLifetime,
    startAfter,
    forwardable: either(on('f'), on('F')),
    proxiable: either(on('p'), on('P')),
    addresses: either(on('a'), on('A')),
    canonicalize: on('C') ? true : undefined,
    pac: either(on('request-pac'), on('no-request-pac')),
  };
}

function either(yes: boolean, no: boolean): boolean | undefined {
  return yes ? true : no ? false : undefined;
}

const ACTIONS: Readonly<Record<string, KinitOptions['action']>> = { k: 'keytab', R: 'renew', v: 'validate' };

/** The last of -k, -R and -v counts, as with MIT's. */
function actionOf(given: readonly GivenOption[]): KinitOptions['action'] {
  return given.map(({ name }) => ACTIONS[name]).findLast((action) => action !== undefined) ?? 'password';
}

function contradictions(given: readonly GivenOption[]): string[] {
  const mistakes: string[] = [];
  const pair = (a: string, b: string, text: string): void => {
    if (has(given, a) && has(given, b)) mistakes.push(text);
  };
  const once = (name: string, text: string): void => {
    if (given.filter((option) => option.name === name).length > 1) mistakes.push(text);
  };
  once('t', 'Only one -t option allowed.');
  once('T', 'Only one armor_ccache');
  once('c', 'Only one -c option allowed');
  once('I', 'Only one -I option allowed');
  pair('f', 'F', 'Only one of -f and -F allowed');
  pair('p', 'P', 'Only one of -p and -P allowed');
  pair('request-pac', 'no-request-pac', 'Only one of --request-pac and --no-request-pac allowed');
  pair('a', 'A', 'Only one of -a and -A allowed');
  pair('t', 'i', 'Only one of -t and -i allowed');
  return mistakes;
}

const UNREACHED: Readonly<Record<string, string>> = {
  n: '-n (anonymous)',
  T: '-T (FAST armor)',
  I: '-I (input credential cache)',
};

function refuseUnreached(given: readonly GivenOption[]): void {
  for (const { name, value } of given) {
    const attribute = (value ?? '').split('=')[0] ?? '';
    const what = name === 'X' ? `-X (pre-authentication attribute ${attribute})` : UNREACHED[name];
    if (what !== undefined) {
      throw new Failure(
        1,
        new KerberosError('NOT_SUPPORTED', `the option ${what} is not supported yet`, {
          what: `the option ${what}`,
        }),
      );
    }
  }
}

/** undefined where it is none, or 0, which MIT refuses too. */
function durationOf(text: string): number | undefined {
  try {
    const seconds = parseDuration(text);
    return seconds === 0 ? undefined : seconds;
  } catch (error) {
    if (isKerberosError(error)) return undefined;
    throw error;
  }
}

function startOf(text: string | undefined, mistakes: string[]): number | undefined {
  if (text === undefined) return undefined;
  const relative = durationOf(text);
  if (relative !== undefined) return relative;
  const absolute = parseAbsoluteTime(text);
  if (absolute !== undefined) return absolute - Math.floor(Date.now() / 1000);
  mistakes.push(`Bad start time value ${text}`);
  return undefined;
}
