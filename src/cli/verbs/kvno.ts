// kvno: service tickets, and the number of the key that each is sealed with.
import {
  KerberosError,
  NameType,
  displayText,
  enctypeNumber,
  formatPrincipal,
  isKerberosError,
  prepareHostBased,
  requestServiceTicket,
} from '#krb5';
import type {
  CacheContents,
  Credential,
  CredentialCache,
  HostBasedName,
  KeytabEntry,
  Principal,
  ServiceTicket,
} from '#krb5';
import { has, lastValue } from '../cli.ts';
import type { Cli, Kerberos, Verb } from '../cli.ts';
import { Failure, UsageMistake, cacheNotFound, during } from '../failure.ts';
import { failureText } from '../format/failure-text.ts';
import { jsonError, jsonPrincipal, jsonTicket, printJson } from '../format/json.ts';
import type { Json } from '../format/json.ts';
import { ticketInside } from '../format/ticket-inside.ts';
import { needTgt, parseWithDefaultRealm } from '../identity.ts';
import { openKeytab } from '../keytabs.ts';
import { opensTicket } from '../open-ticket.ts';
import type { GivenOption } from '../options.ts';

export const kvno: Verb = {
  name: 'kvno',
  summary: 'Get service tickets and show their key versions',
  usage: `usage: kvno [-c ccache] [-e etype] [-k keytab] [-q] [-u | -S sname]
            [[{-F cert_file | {-I | -U} for_user} [-P]] | --u2u ccache]
            [--cached-only] [--no-store] [--out-cache ccache] service1 service2 ...
  -c  use this cache
  -e  ask for a session key of this type
  -k  open the tickets with this keytab's keys
  -q  print nothing but errors
  -u  name type unknown
  -S  the operands are hosts of this service
  -C  let the KDC say the canonical name
  --u2u  user-to-user: sealed with the session key of the ticket-granting ticket in that cache
  --cached-only  ask no KDC
  --no-store  leave the cache as it is
  --out-cache  into a new cache of its own
  not supported yet: -I, -U, -F (on behalf of another user), -P (constrained delegation)
`,
  usageExit: 1,
  options: {
    short: 'uCc:e:hk:qPS:I:U:F:',
    long: {
      'cached-only': { argument: 'none' },
      'no-store': { argument: 'none' },
      'out-cache': { argument: 'required' },
      u2u: { argument: 'required' },
    },
  },

  async run({ given, operands }, cli) {
    checkOptions(given, operands);
    const run = await prepare(cli, given);
    const results: Json[] = [];
    const kept: Credential[] = [];
    let failures = 0;
    for (const asked of operands) {
      const result = await oneService(cli, run, asked);
      results.push(result.json);
      if (result.ticket === undefined) failures += 1;
      else kept.push(result.ticket.credential);
      if (cli.signal.aborted) break;
    }
    const { outCache } = run;
    const [first] = kept;
    if (outCache !== undefined && failures === 0 && first !== undefined) {
      await during('while writing output ccache', () =>
        outCache.initialize({ principal: first.client, credentials: kept, config: [] }),
      );
    }
    if (cli.json) cli.out(printJson({ schema: 'tessera.kvno/1', cache: run.cache.name, services: results }));
    return cli.signal.aborted ? 130 : failures === 0 ? 0 : 1;
  },
};

interface Run {
  readonly kerberos: Kerberos;
  readonly cache: CredentialCache;
  readonly outCache: CredentialCache | undefined;
  readonly principal: Principal;
  readonly keytab: readonly KeytabEntry[] | undefined;
  readonly enctypes: readonly number[] | undefined;
  readonly secondTicket: Uint8Array | undefined;
  readonly given: readonly GivenOption[];
}

const UNREACHED: Readonly<Record<string, string>> = {
  I: '-I (S4U2self)',
  U: '-U (S4U2self)',
  F: '-F (S4U2self by certificate)',
  P: '-P (constrained delegation)',
};

function checkOptions(given: readonly GivenOption[], operands: readonly string[]): void {
  if (has(given, 'h')) throw new UsageMistake('');
  const impersonates = ['I', 'U', 'F'].some((name) => has(given, name));
  if (has(given, 'u') && has(given, 'S')) throw new UsageMistake('Options -u and -S are mutually exclusive');
  if (has(given, 'u2u') && impersonates) {
    throw new UsageMistake('Options --u2u and -I|-U|-F are mutually exclusive');
  }
  if (has(given, 'P') && !impersonates) {
    throw new UsageMistake(
      'Option -P (constrained delegation) requires option -I|-U|-F (protocol transition)',
    );
  }
  if (operands.length === 0) throw new UsageMistake('');
  for (const { name } of given) {
    const option = UNREACHED[name];
    if (option === undefined) continue;
    const what = `the option ${option}`;
    throw new Failure(1, new KerberosError('NOT_SUPPORTED', `${what} is not supported yet`, { what }));
  }
}

async function prepare(cli: Cli, given: readonly GivenOption[]): Promise<Run> {
  const kerberos = cli.kerberos();
  const etypeName = lastValue(given, 'e');
  const etype = etypeName === undefined ? undefined : enctypeNumber(etypeName);
  if (etypeName !== undefined && etype === undefined) {
    throw new Failure(
      1,
      `kvno: Invalid argument while converting etype: "${etypeName}" is no encryption type`,
    );
  }
  const cache = await during('while opening ccache', () => kerberos.openCache(lastValue(given, 'c')));
  const outName = lastValue(given, 'out-cache');
  const outCache =
    outName === undefined
      ? undefined
      : await during('while resolving output ccache', () => kerberos.openCache(outName));
  const keytabName = lastValue(given, 'k');
  const keytab =
    keytabName === undefined
      ? undefined
      : await during(`resolving keytab ${keytabName}`, () => openKeytab(keytabName));
  const u2u = lastValue(given, 'u2u');
  const secondTicket =
    u2u === undefined
      ? undefined
      : await during(`while getting user-to-user ticket from ${u2u}`, async () => {
          const contents = await needContents(kerberos.openCache(u2u));
          return needTgt(contents, u2u).ticket;
        });
  const contents = await during('while getting client principal name', () => needContents(cache));
  return {
    kerberos,
    cache,
    outCache,
    principal: contents.principal,
    keytab: keytab?.entries,
    enctypes: etype === undefined ? undefined : [etype],
    secondTicket,
    given,
  };
}

async function needContents(cache: CredentialCache): Promise<CacheContents> {
  const contents = await cache.read();
  if (contents === undefined) throw cacheNotFound(cache.name);
  return contents;
}

interface ServiceResult {
  readonly ticket: ServiceTicket | undefined;
  readonly json: Json;
}

/** One operand. What fails is said, and the next one is tried. */
async function oneService(cli: Cli, run: Run, asked: string): Promise<ServiceResult> {
  const quiet = has(run.given, 'q');
  const failed = (error: unknown, doing: string): ServiceResult => {
    if (!isKerberosError(error)) throw error;
    cli.err(failureText('kvno', error, doing, cli.soFar()));
    return { ticket: undefined, json: { asked: displayText(asked), ...errorOf(jsonError(error, doing)) } };
  };
  let server: Principal | HostBasedName;
  try {
    server = await serverOf(run, asked);
  } catch (error) {
    return failed(error, `while parsing principal name ${displayText(asked)}`);
  }
  const name = displayText(formatPrincipal('storeAs' in server ? server.storeAs : server));
  let ticket: ServiceTicket;
  try {
    ticket = await fetchTicket(cli, run, server);
  } catch (error) {
    return failed(error, `while getting credentials for ${name}`);
  }
  const inside = ticketInside(ticket.credential);
  const kvnoOf = inside?.kvno ?? 0;
  const verdict = run.keytab === undefined ? undefined : opensTicket(ticket.credential, run.keytab);
  if (verdict !== undefined && isKerberosError(verdict)) {
    if (!quiet) cli.err(`${name}: kvno = ${kvnoOf}, keytab entry invalid\n`);
    return failed(verdict, `while decrypting ticket for ${name}`);
  }
  if (!quiet && !cli.json) {
    cli.out(`${name}: kvno = ${kvnoOf}${verdict === undefined ? '' : ', keytab entry valid'}\n`);
  }
  const now = Math.floor(run.kerberos.ports.clock.nowMicros() / 1_000_000);
  return {
    ticket,
    json: {
      asked: displayText(asked),
      name,
      how: 'how' in server ? displayText(server.how) : null,
      kvno: kvnoOf,
      keytabEntryValid: verdict === undefined ? null : true,
      fromCache: ticket.fromCache,
      server: jsonPrincipal(ticket.server),
      path: ticket.path.map(displayText),
      ticket: jsonTicket(ticket.credential, now),
      error: null,
    },
  };
}

function errorOf(document: Json): { readonly error: Json } {
  const error =
    typeof document === 'object' && document !== null && 'error' in document ? document['error'] : null;
  return { error: error ?? null };
}

async function serverOf(run: Run, asked: string): Promise<Principal | HostBasedName> {
  const { kerberos, given } = run;
  const service = lastValue(given, 'S');
  if (service !== undefined) {
    return prepareHostBased(kerberos.ports, kerberos.settings, { service, host: asked });
  }
  const principal = parseWithDefaultRealm(asked, kerberos.settings);
  if (!has(given, 'u')) return principal;
  return { ...principal, name: { ...principal.name, nameType: NameType.UNKNOWN } };
}

async function fetchTicket(cli: Cli, run: Run, server: Principal | HostBasedName): Promise<ServiceTicket> {
  const { kerberos, cache, given } = run;
  const contents = await needContents(cache);
  const ticket = await requestServiceTicket(kerberos.ports, kerberos.settingsFor(run.principal.realm), {
    contents,
    server,
    options: {
      enctypes: run.enctypes,
      secondTicket: run.secondTicket,
      canonicalize: has(given, 'C') ? true : undefined,
      cachedOnly: has(given, 'cached-only') ? true : undefined,
    },
    signal: cli.signal,
  });
  if (ticket.fromCache || has(given, 'no-store') || run.outCache !== undefined) return ticket;
  for (const credential of [...ticket.crossRealm, ticket.credential]) await cache.store(credential);
  return ticket;
}
