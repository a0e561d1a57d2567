// DNS questions of the locator and of host-based names, over node:dns (c-ares). No answer, no such name and an
// unreachable DNS server all read as "nothing there": a look-up is a hint, and the KDC itself is the judge.
import { Resolver } from 'node:dns/promises';
import type { TraceEvent, TraceSink } from '#krb5';
import { systemRandom } from './crypto.ts';
import { askSrv } from './dns-srv.ts';

type DnsQueried = Extract<TraceEvent, { type: 'dns.queried' }>;

/** One SRV record (RFC 2782). */
export interface SrvRecord {
  readonly host: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

export interface DnsOptions {
  /** Addresses of the DNS servers to ask, `address` or `address:port`; without, the system's. */
  readonly servers?: readonly string[] | undefined;
  readonly trace?: TraceSink | undefined;
  /** Milliseconds before a question is asked again, and how often it is asked. */
  readonly timeout?: number | undefined;
  readonly tries?: number | undefined;
}

export interface Dns {
  /** True when the servers were given by the caller and the system's own resolver is not to be asked. */
  readonly ownServers: boolean;
  srv(name: string, signal?: AbortSignal): Promise<readonly SrvRecord[]>;
  txt(name: string, signal?: AbortSignal): Promise<readonly string[]>;
  cname(name: string, signal?: AbortSignal): Promise<string | undefined>;
  addresses(name: string, signal?: AbortSignal): Promise<readonly string[]>;
  reverse(address: string, signal?: AbortSignal): Promise<string | undefined>;
}

export function nodeDns(options: DnsOptions = {}): Dns {
  const { trace, servers } = options;

  /** Asks, and tells the trace what came and how long it took. */
  async function ask<T>(
    name: string,
    record: DnsQueried['record'],
    signal: AbortSignal | undefined,
    question: (resolver: Resolver) => Promise<readonly T[]>,
    shown: (answer: T) => string,
  ): Promise<readonly T[]> {
    if (signal?.aborted === true) return [];
    const resolver = new Resolver({ timeout: options.timeout ?? 2000, tries: options.tries ?? 2 });
    if (servers !== undefined) resolver.setServers([...servers]);
    const cancel = (): void => {
      resolver.cancel();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    const from = performance.now();
    const told = (answers: readonly string[], problem?: string): void => {
      const millis = Math.round(performance.now() - from);
      trace?.({
        type: 'dns.queried',
        name,
        record,
        answers,
        millis,
        ...(problem === undefined ? {} : { problem }),
      });
    };
    try {
      const answers = await question(resolver);
      told(answers.map(shown));
      return answers;
    } catch (error) {
      told([], problemOf(error));
      return [];
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async function srvRecords(
    resolver: Resolver,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly SrvRecord[]> {
    try {
      const records = await resolver.resolveSrv(name);
      return records.map(({ name: host, port, priority, weight }) => ({ host, port, priority, weight }));
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EBADRESP') throw error;
      const [high = 0, low = 0] = systemRandom().bytes(2);
      const id = high * 256 + low;
      return askSrv({ name, servers: resolver.getServers(), timeout: options.timeout ?? 2000, id, signal });
    }
  }

  return {
    ownServers: servers !== undefined,

    srv: (name, signal) =>
      ask(name, 'SRV', signal, (resolver) => srvRecords(resolver, name, signal), shownSrv),

    txt: (name, signal) =>
      ask(
        name,
        'TXT',
        signal,
        async (resolver) => (await resolver.resolveTxt(name)).map((chunks) => chunks.join('')),
        asIs,
      ),

    async cname(name, signal) {
      const [target] = await ask(name, 'CNAME', signal, (resolver) => resolver.resolveCname(name), asIs);
      return target;
    },

    async addresses(name, signal) {
      const [six, four] = await Promise.all([
        ask(name, 'AAAA', signal, (resolver) => resolver.resolve6(name), asIs),
        ask(name, 'A', signal, (resolver) => resolver.resolve4(name), asIs),
      ]);
      return [...six, ...four];
    },

    async reverse(address, signal) {
      const names = await ask(address, 'PTR', signal, (resolver) => resolver.reverse(address), asIs);
      return names[0];
    },
  };
}

const asIs = (text: string): string => text;

const shownSrv = ({ priority, weight, port, host }: SrvRecord): string =>
  `${priority} ${weight} ${port} ${host === '' ? '.' : host}`;

/** c-ares's code; undefined where there simply are no such records. */
function problemOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return undefined;
  return typeof code === 'string' ? code : 'failed';
}

/**
 * RFC 2782's order: ascending priority; within one priority a draw by weight, those of weight 0 first in the draw so
 * that they have a small chance.
 * @param draw a number in [0, 1)
 */
export function orderSrv(
  records: readonly SrvRecord[],
  draw: () => number = Math.random,
): readonly SrvRecord[] {
  const ordered: SrvRecord[] = [];
  for (const priority of [...new Set(records.map((r) => r.priority))].sort((a, b) => a - b)) {
    const pool = records.filter((r) => r.priority === priority).sort((a, b) => a.weight - b.weight);
    while (pool.length > 0) {
      const total = pool.reduce((sum, r) => sum + r.weight, 0);
      const mark = Math.floor(draw() * (total + 1));
      let running = 0;
      const at = pool.findIndex((r) => (running += r.weight) >= mark);
      ordered.push(...pool.splice(Math.max(at, 0), 1));
    }
  }
  return ordered;
}
