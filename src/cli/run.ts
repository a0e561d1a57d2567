// From a command line to an exit code: chooses the verb, reads its options, prints what it throws.
import { appendFileSync } from 'node:fs';
import { formatHostPort } from '#node';
import { displayText, isKerberosError } from '#krb5';
import type { TraceEvent, TraceSink } from '#krb5';
import { has, kerberosOf } from './cli.ts';
import type { Cli, Environment, Kerberos, Verb } from './cli.ts';
import { Failure, UsageMistake } from './failure.ts';
import { failureText } from './format/failure-text.ts';
import { messageLanguage } from './language.ts';
import { jsonError, jsonMistake, printJson } from './format/json.ts';
import { traceFileLine, traceJson } from './format/trace-text.ts';
import { parseOptions } from './options.ts';
import type { OptionTable } from './options.ts';
import { secretInput } from './secret-input.ts';
import { diff } from './verbs/diff.ts';
import { inspectVerb } from './verbs/inspect.ts';
import { kdestroy } from './verbs/kdestroy.ts';
import { kinit } from './verbs/kinit.ts';
import { klist } from './verbs/klist.ts';
import { kpasswd } from './verbs/kpasswd.ts';
import { kvno } from './verbs/kvno.ts';
import { practice } from './verbs/practice.ts';
import { whoami } from './verbs/whoami.ts';
import { VERSION } from './version.ts';

export interface Io {
  readonly env: Environment;
  readonly stdin: NodeJS.ReadStream;
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const VERBS: readonly Verb[] = [kinit, klist, kvno, kdestroy, kpasswd, inspectVerb, diff, whoami, practice];

/** Options that every verb of ours has beside MIT's. */
const OURS: OptionTable['long'] = {
  json: { argument: 'none' },
  'trace-json': { argument: 'none' },
  help: { argument: 'none' },
  version: { argument: 'none' },
};
const OURS_HELP = `Beside these, all verbs of tessera have:
  --json        one JSON document on standard output (docs/json.md)
  --trace-json  what happens on the way, one JSON event per line on standard error
  --help        this text
  --version     the version
`;

/** Shells give 128 + SIGINT to what Ctrl+C ended. */
export const INTERRUPTED = 130;

export async function runCli(args: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    io.err(overview());
    return 2;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    io.out(overview());
    return 0;
  }
  if (first === '--version' || first === '-V') {
    io.out(`${VERSION}\n`);
    return 0;
  }
  const verb = VERBS.find(({ name }) => name === first);
  if (verb === undefined) {
    io.err(`tessera: "${displayText(first)}" is none of: ${VERBS.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  return runVerb(verb, rest, io);
}

async function runVerb(verb: Verb, args: readonly string[], io: Io): Promise<number> {
  const table = { short: verb.options.short, long: { ...verb.options.long, ...OURS } };
  const parsed = parseOptions(args, table, { posixlyCorrect: io.env['POSIXLY_CORRECT'] !== undefined });
  const json = has(parsed.given, 'json');
  const fail = (text: string): number => {
    io.err(`${text}${verb.usage}`);
    if (json) io.out(printJson(jsonMistake('USAGE', text.trim())));
    return verb.usageExit;
  };
  if (parsed.mistakes.length > 0) {
    return fail(parsed.mistakes.map((mistake) => `${verb.name}: ${displayText(mistake)}\n`).join(''));
  }
  if (has(parsed.given, 'help')) {
    io.out(`${verb.usage}\n${OURS_HELP}`);
    return 0;
  }
  if (has(parsed.given, 'version')) {
    io.out(`${VERSION}\n`);
    return 0;
  }
  const cli = cliOf(verb, json, has(parsed.given, 'trace-json'), io);
  try {
    return await verb.run(parsed, cli);
  } catch (error) {
    if (error instanceof UsageMistake)
      return fail(error.message === '' ? '' : `${displayText(error.message)}\n`);
    return report(verb, error, cli, io);
  } finally {
    cli.secrets.close();
  }
}

function report(verb: Verb, thrown: unknown, cli: Cli, io: Io): number {
  const { json } = cli;
  const { reason, doing, exitCode } = thrown instanceof Failure ? thrown : new Failure(1, thrown);
  if (isKerberosError(reason)) {
    io.err(failureText(verb.name, reason, doing, cli.soFar()));
    if (json) io.out(printJson(jsonError(reason, doing)));
    return reason.code === 'CANCELLED' && reason.details.what !== 'password' ? INTERRUPTED : exitCode;
  }
  if (typeof reason === 'string') {
    io.err(`${displayText(reason)}\n`);
    if (json) io.out(printJson(jsonMistake('USAGE', reason)));
    return exitCode;
  }
  const words = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  io.err(`${verb.name}: this should not have happened: ${words}\n`);
  if (json) io.out(printJson(jsonMistake('INTERNAL', words)));
  return 70; // EX_SOFTWARE
}

function cliOf(verb: Verb, json: boolean, traceAsJson: boolean, io: Io): Cli {
  const sink = traceSink(traceAsJson, io);
  let server: string | undefined;
  const notes: string[] = [];
  const trace: TraceSink = (event) => {
    if (event.type === 'message.received') server = formatHostPort(event.from.host, event.from.port);
    if (event.type === 'config.warned') notes.push(event.warning);
    sink(event);
  };
  let kerberos: Kerberos | undefined;
  const say = json ? io.err : io.out;
  return {
    program: verb.name,
    env: io.env,
    json,
    signal: io.signal,
    trace,
    secrets: secretInput(io.stdin, say, io.signal),
    out: io.out,
    err: io.err,
    say,
    kerberos: () => (kerberos ??= kerberosOf(io.env, trace)),
    soFar: () => ({ server, notes, language: messageLanguage(io.env) }),
  };
}

/** KRB5_TRACE names a file that lines are added to; what cannot be written there is not worth a failed verb. */
function traceSink(asJson: boolean, io: Io): TraceSink {
  const file = io.env['KRB5_TRACE'];
  const toFile = (event: TraceEvent): void => {
    if (file === undefined || file === '') return;
    const line = traceFileLine(event, process.pid, performance.timeOrigin + performance.now());
    if (file === '/dev/stderr') io.err(line);
    else if (file === '/dev/stdout') io.out(line);
    else {
      try {
        appendFileSync(file, line, { mode: 0o600 });
      } catch {
        // As MIT's: a trace is a help, not the work.
      }
    }
  };
  return (event) => {
    toFile(event);
    if (asJson) io.err(`${traceJson(event)}\n`);
  };
}

function overview(): string {
  const verbs = VERBS.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n');
  return `Usage: tessera VERB [options]\n\n${verbs}\n\n"tessera VERB --help" lists a verb's options.\n`;
}
