// kdestroy: removes a cache and what lies in it, or, as Heimdal's, one ticket of it.
import { KerberosError, displayText, formatPrincipal, samePrincipal } from '#krb5';
import type { CredentialCache } from '#krb5';
import { has, lastValue } from '../cli.ts';
import type { Cli, Kerberos, Verb } from '../cli.ts';
import { Failure, UsageMistake, during } from '../failure.ts';
import { printJson } from '../format/json.ts';
import { parseWithDefaultRealm } from '../identity.ts';
import type { GivenOption } from '../options.ts';

export const kdestroy: Verb = {
  name: 'kdestroy',
  summary: 'Remove a credential cache with its tickets',
  usage: `Usage: kdestroy [-A] [-q] [-c cache_name] [-p princ_name] [--credential=service]
  -A  all caches of the collection
  -q  quiet: no bell, no hint
  -c  this cache
  -p  the cache of this principal within the collection
  --credential  the tickets for this service alone; the cache stays
`,
  usageExit: 2,
  options: { short: '54Aqc:p:', long: { credential: { argument: 'required' } } },

  async run({ given, operands }, cli) {
    if (has(given, '4')) throw new Failure(3, 'Kerberos 4 is no longer supported');
    for (const letter of ['c', 'p']) {
      if (given.filter(({ name }) => name === letter).length > 1) {
        throw new UsageMistake(`Only one -${letter} option allowed`);
      }
    }
    if (has(given, 'A') && has(given, 'p')) throw new UsageMistake('-A option is exclusive with -p option');
    if (operands.length > 0) throw new UsageMistake('kdestroy takes no names but after -c and -p');
    const service = lastValue(given, 'credential');
    if (has(given, 'A') && service !== undefined)
      throw new UsageMistake('-A option is exclusive with --credential option');
    const kerberos = cli.kerberos();
    const cache = await chosenCache(kerberos, given);
    if (service !== undefined) return removeTickets(cli, kerberos, cache, service);
    return has(given, 'A') ? destroyAll(cli, cache) : destroyOne(cli, cache, has(given, 'q'));
  },
};

async function chosenCache(kerberos: Kerberos, given: readonly GivenOption[]): Promise<CredentialCache> {
  const cache = await during('while resolving ccache', () => kerberos.openCache(lastValue(given, 'c')));
  const name = lastValue(given, 'p');
  if (name === undefined) return cache;
  const principal = await during(`while parsing principal name ${name}`, () =>
    parseWithDefaultRealm(name, kerberos.settings),
  );
  const contents = await during(`while finding cache for ${name}`, () => cache.read());
  if (contents !== undefined && samePrincipal(contents.principal, principal)) return cache;
  const wanted = formatPrincipal(principal);
  throw new Failure(
    1,
    new KerberosError('CCACHE_NOT_FOUND', `no cache of the collection holds ${displayText(wanted)}`, {
      cache: cache.name,
    }),
    `while finding cache for ${displayText(name)}`,
  );
}

async function destroyAll(cli: Cli, cache: CredentialCache): Promise<number> {
  const destroyed = await during(`while destroying cache ${cache.name}`, () => cache.destroy());
  printDestroyed(cli, destroyed ? [cache.name] : []);
  return 0;
}

/** @throws Failure when there is no ticket for that service: nothing was removed */
async function removeTickets(
  cli: Cli,
  kerberos: Kerberos,
  cache: CredentialCache,
  service: string,
): Promise<number> {
  const principal = await during(`while parsing principal name ${displayText(service)}`, () =>
    parseWithDefaultRealm(service, kerberos.settings),
  );
  const shown = displayText(formatPrincipal(principal));
  const removed = await during(`while removing tickets for ${shown}`, () =>
    cache.remove(({ server }) => samePrincipal(server, principal)),
  );
  if (removed === 0) throw new Failure(1, `There is no ticket for ${shown} in ${displayText(cache.name)}`);
  if (cli.json) cli.out(printJson({ schema: 'tessera.kdestroy/1', destroyed: [], removed }));
  return 0;
}

/** That there was none is said, but is no failure: what was asked for is the case. */
async function destroyOne(cli: Cli, cache: CredentialCache, quiet: boolean): Promise<number> {
  const doing = 'while destroying cache';
  let destroyed: boolean;
  try {
    destroyed = await cache.destroy();
  } catch (error) {
    const bell = quiet ? '' : '\u0007';
    cli.err(`Ticket cache ${bell}NOT${bell} destroyed!\n`);
    throw new Failure(1, error, doing);
  }
  if (!destroyed) cli.err(`kdestroy: No credentials cache found ${doing}\n`);
  printDestroyed(cli, destroyed ? [cache.name] : []);
  return 0;
}

function printDestroyed(cli: Cli, names: readonly string[]): void {
  if (cli.json) cli.out(printJson({ schema: 'tessera.kdestroy/1', destroyed: names }));
}
