// klist: what lies in a cache, a collection or a keytab.
import { displayText, formatPrincipal } from '#krb5';
import type { CacheContents, HostAddress, NameResolver } from '#krb5';
import { has } from '../cli.ts';
import type { Cli, Kerberos, Verb } from '../cli.ts';
import { Failure, UsageMistake, cacheNotFound, during } from '../failure.ts';
import { addressText, numericAddress } from '../format/address.ts';
import { COLLECTION_HEAD, cacheTable, collectionLine, hasCurrentTicket } from '../format/ccache-text.ts';
import type { ListedCache } from '../format/ccache-text.ts';
import { jsonEnctype } from '../format/enctype.ts';
import { jsonConfigEntry, jsonPrincipal, jsonTicket, printJson } from '../format/json.ts';
import type { Json } from '../format/json.ts';
import { keytabTable } from '../format/keytab-text.ts';
import { jsonTime } from '../format/time.ts';
import { defaultKeytab, openKeytab } from '../keytabs.ts';
import { readListing } from '../listing.ts';
import type { GivenOption } from '../options.ts';
import { VERSION } from '../version.ts';

export const klist: Verb = {
  name: 'klist',
  summary: 'List the tickets of a credential cache, or the keys of a keytab',
  usage: `Usage: klist [-e] [-V] [[-c] [-l] [-A] [-d] [-f] [-s] [-a [-n]]] [-k [-i] [-t] [-K]] [-C] [name]
  -c  list a credential cache (the default)
  -k  list a keytab
  -i  with -k: the default client keytab, where no name is given
  -l  list the caches of the collection
  -A  show the tickets of all caches of the collection
  -e  show encryption types
  -V  show the version and exit
 for caches:
  -d  show the types of authorization data
  -f  show the ticket flags
  -s  print nothing; exit 0 if there is a valid ticket-granting ticket, else 1
  -a  show the addresses in the tickets
  -n  with -a: as numbers, without asking DNS
  -C  show configuration entries too
 for keytabs:
  -t  show when the keys were stored
  -K  show the keys themselves
`,
  usageExit: 1,
  options: { short: 'dfetKsnacki45lAVC', long: {} },

  async run({ given, operands }, cli) {
    const mode = checkOptions(given, operands);
    if (has(given, 'V')) {
      cli.out(`${VERSION}\n`);
      return 0;
    }
    const [name] = operands;
    if (mode === 'keytab') return listKeytab(cli, given, name);
    const quiet = has(given, 's');
    const kerberos = cli.kerberos();
    try {
      const cacheName = name ?? kerberos.defaultCacheName();
      if (has(given, 'l')) return await listCollection(cli, kerberos, cacheName);
      return await listCache(cli, kerberos, given, cacheName);
    } catch (error) {
      if (quiet) return 1;
      throw error;
    }
  },
};

function checkOptions(given: readonly GivenOption[], operands: readonly string[]): 'cache' | 'keytab' {
  const any = (...names: readonly string[]): boolean => names.some((name) => has(given, name));
  if (has(given, '4')) throw new Failure(3, 'Kerberos 4 is no longer supported');
  const modes = given.filter(({ name }) => name === 'c' || name === 'k');
  if (modes.length > 1) throw new UsageMistake('only one of -c and -k, and only once');
  if (any('n') && !any('a')) throw new UsageMistake('-n needs -a');
  const keytab = any('k');
  if (!keytab && any('t', 'K')) throw new UsageMistake('-t and -K are for keytabs (-k)');
  if (!keytab && any('l') && any('A', 's')) throw new UsageMistake('-l goes with neither -A nor -s');
  if (keytab && any('f', 's', 'a', 'A', 'l')) throw new UsageMistake('-f, -s, -a, -A and -l are for caches');
  if (operands.length > 1) throw new UsageMistake(`Extra arguments (starting with "${operands[1] ?? ''}").`);
  return keytab ? 'keytab' : 'cache';
}

const nowSeconds = (kerberos: Kerberos): number => Math.floor(kerberos.ports.clock.nowMicros() / 1_000_000);

async function listCache(
  cli: Cli,
  kerberos: Kerberos,
  given: readonly GivenOption[],
  cacheName: string,
): Promise<number> {
  const all = has(given, 'A');
  const cache = kerberos.openCache(cacheName);
  const contents = await during('', () => cache.read());
  const now = nowSeconds(kerberos);
  if (contents === undefined) {
    if (has(given, 's')) return 1;
    if (all) {
      if (cli.json) cli.out(printJson({ schema: 'tessera.klist.collection/1', caches: [] }));
      return 1;
    }
    throw new Failure(1, cacheNotFound(cache.name));
  }
  if (has(given, 's')) return hasCurrentTicket(contents.principal, contents.credentials, now) ? 0 : 1;
  if (cli.json) {
    const document = jsonCache(cache.name, contents, now);
    cli.out(
      printJson(
        all
          ? { schema: 'tessera.klist.collection/1', caches: [document] }
          : { schema: 'tessera.klist/1', ...document },
      ),
    );
    return 0;
  }
  const listing = await during('while retrieving a ticket', () => readListing(cache));
  const options = {
    flags: has(given, 'f'),
    etypes: has(given, 'e'),
    addresses: has(given, 'a'),
    adTypes: has(given, 'd'),
    config: has(given, 'C'),
  };
  const texts = options.addresses
    ? await addressTexts(listing, has(given, 'n') ? undefined : kerberos.ports.resolver)
    : new Map<HostAddress, string>();
  cli.out(cacheTable(listing, options, (address) => texts.get(address) ?? addressText(address)));
  return 0;
}

function jsonCache(name: string, contents: CacheContents, now: number): { readonly [key: string]: Json } {
  return {
    cache: name,
    principal: jsonPrincipal(contents.principal),
    kdcOffsetSeconds: contents.kdcOffset?.seconds ?? null,
    tickets: contents.credentials.map((credential) => jsonTicket(credential, now)),
    config: contents.config.map(jsonConfigEntry),
  };
}

async function addressTexts(
  listing: ListedCache,
  resolver: NameResolver | undefined,
): Promise<ReadonlyMap<HostAddress, string>> {
  const addresses = listing.records.flatMap((r) => (r.kind === 'ticket' ? r.credential.addresses : []));
  const text = async (address: HostAddress): Promise<string> => {
    const numeric = numericAddress(address);
    const name = numeric === undefined ? undefined : await resolver?.reverse(numeric);
    return name === undefined ? addressText(address) : displayText(name);
  };
  return new Map(
    await Promise.all(addresses.map(async (address) => [address, await text(address)] as const)),
  );
}

/** A FILE cache is a collection of its own, of one where it exists. */
async function listCollection(cli: Cli, kerberos: Kerberos, cacheName: string): Promise<number> {
  const cache = kerberos.openCache(cacheName);
  const contents = await cache.read().catch(() => undefined);
  const expired =
    contents !== undefined &&
    !hasCurrentTicket(contents.principal, contents.credentials, nowSeconds(kerberos));
  if (cli.json) {
    const caches =
      contents === undefined
        ? []
        : [{ cache: cache.name, principal: jsonPrincipal(contents.principal), expired }];
    cli.out(printJson({ schema: 'tessera.klist.collection/1', caches }));
  } else {
    cli.out(COLLECTION_HEAD);
    if (contents !== undefined)
      cli.out(collectionLine(formatPrincipal(contents.principal), cache.name, expired));
  }
  return contents === undefined ? 1 : 0;
}

async function listKeytab(
  cli: Cli,
  given: readonly GivenOption[],
  name: string | undefined,
): Promise<number> {
  const { settings } = cli.kerberos();
  const keytabName = name ?? defaultKeytab(settings, cli.env, has(given, 'i') ? 'client' : 'server');
  const keytab = await during('while starting keytab scan', () => openKeytab(keytabName));
  const options = { times: has(given, 't'), etypes: has(given, 'e'), keys: has(given, 'K') };
  if (!cli.json) {
    cli.out(keytabTable(keytab.name, keytab.entries, options));
    return 0;
  }
  cli.out(
    printJson({
      schema: 'tessera.keytab/1',
      keytab: keytab.name,
      entries: keytab.entries.map((entry) => ({
        principal: jsonPrincipal(entry.principal),
        kvno: entry.kvno,
        timestamp: jsonTime(entry.timestamp),
        enctype: jsonEnctype(entry.key.keyType),
        key: options.keys ? Buffer.from(entry.key.keyValue).toString('hex') : null,
      })),
    }),
  );
  return 0;
}
