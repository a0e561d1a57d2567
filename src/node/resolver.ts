// The NameResolver port on Node. Node's getaddrinfo gives no canonical name, so it is made here the way libc makes
// it: /etc/hosts first, then DNS with the search domains, the end of the CNAME chain being the canonical name.
import { readFileSync } from 'node:fs';
import { lookup, lookupService } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import type { NameResolver } from '#krb5';
import { nodeDns } from './dns.ts';
import type { Dns } from './dns.ts';

const MAX_CNAMES = 16;

export interface NodeResolverOptions {
  readonly dns?: Dns | undefined;
  readonly hostsFile?: string | undefined;
  readonly resolvConf?: string | undefined;
}

export function nodeResolver(options: NodeResolverOptions = {}): NameResolver {
  const dns = options.dns ?? nodeDns();
  const hostsFile = options.hostsFile ?? defaultHostsFile();
  const settings = (): ResolvConf => parseResolvConf(readText(options.resolvConf ?? '/etc/resolv.conf'));

  async function followCnames(
    name: string,
  ): Promise<{ name: string; addresses: readonly string[] } | undefined> {
    let current = name;
    for (let hops = 0; hops < MAX_CNAMES; hops++) {
      const target = await dns.cname(current);
      if (target === undefined || target === '') break;
      current = target.replace(/\.$/, '');
    }
    const addresses = await dns.addresses(current);
    return addresses.length === 0 ? undefined : { name: current, addresses };
  }

  return {
    async canonicalName(host) {
      if (isIP(host) !== 0) return { name: host, addresses: [host] };
      const fromHosts = lookInHosts(readText(hostsFile), host);
      if (fromHosts !== undefined) return fromHosts;
      const { search, ndots } = settings();
      const bare = host.replace(/\.$/, '');
      const asIs = host.endsWith('.') || bare.split('.').length - 1 >= ndots;
      const suffixed = host.endsWith('.') ? [] : search.map((domain) => `${bare}.${domain}`);
      for (const name of asIs ? [bare, ...suffixed] : [...suffixed, bare]) {
        const found = await followCnames(name);
        if (found !== undefined) return found;
      }
      if (dns.ownServers) return undefined;
      try {
        // Names that only another name service of the system knows (mDNS, a directory).
        const addresses = await lookup(host, { all: true });
        return { name: bare, addresses: [...new Set(addresses.map(({ address }) => address))] };
      } catch {
        return undefined;
      }
    },

    async reverse(address) {
      if (dns.ownServers) return dns.reverse(address);
      try {
        const { hostname: name } = await lookupService(address, 0);
        return name === address ? undefined : name;
      } catch {
        return undefined;
      }
    },

    textRecords: (name) => dns.txt(name),
    localHostname: () => hostname(),
    localAddresses: () =>
      Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
        .map(({ address }) => address),
    searchDomain: () => settings().search[0],
  };
}

interface ResolvConf {
  readonly search: readonly string[];
  readonly ndots: number;
}

/** resolv.conf(5): the last of `search` and `domain` counts; `options ndots:n`. */
export function parseResolvConf(text: string): ResolvConf {
  let search: readonly string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    const [keyword, ...words] = line.trim().split(/\s+/);
    if (keyword === 'search') search = words.filter((word) => word !== '.');
    else if (keyword === 'domain') search = words.slice(0, 1);
    else if (keyword === 'options') {
      const given = words.map((word) => /^ndots:(\d+)$/.exec(word)?.[1]).find((value) => value !== undefined);
      if (given !== undefined) ndots = Math.min(Number(given), 15);
    }
  }
  return { search, ndots };
}

/** hosts(5): the first name of a line is the canonical one, the others are its aliases. */
function lookInHosts(text: string, host: string): { name: string; addresses: readonly string[] } | undefined {
  const wanted = host.replace(/\.$/, '').toLowerCase();
  let name: string | undefined;
  const addresses: string[] = [];
  for (const line of text.split('\n')) {
    const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (address === undefined || isIP(address) === 0) continue;
    if (!names.some((alias) => alias.toLowerCase() === wanted)) continue;
    name ??= names[0];
    addresses.push(address);
  }
  return name === undefined ? undefined : { name, addresses };
}

function defaultHostsFile(): string {
  return process.platform === 'win32'
    ? `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
    : '/etc/hosts';
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
