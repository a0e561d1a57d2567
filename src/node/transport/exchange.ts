// One request, one answer, over as many routes as it takes. Stages as MIT's: a second for each server by its first
// transport, a second for each by the other, two seconds; then UDP again to all, four seconds; again, eight.
// Every socket stays open to the end, so a late answer counts. An established TCP connection gets ten seconds.
import { KerberosError } from '#krb5';
import type { KdcAddress, KdcRequest, TraceSink, TriedServer } from '#krb5';
import { formatHostPort } from '../server-entry.ts';
import type { ServerEntry } from '../server-entry.ts';
import type { Link, LinkEvents } from './link.ts';
import { messageName } from './message-name.ts';
import { preferredEntry, routesTo, sameServer } from './routes.ts';
import type { Route, Strategy } from './routes.ts';
import { describeFailure, isRefusal } from './socket-failure.ts';
import { tcpLink } from './tcp.ts';
import { udpLink } from './udp.ts';

/** Milliseconds. */
export interface TransportTiming {
  /** For each server in turn. */
  readonly perServer: number;
  /** At the end of each pass; as many passes as entries. */
  readonly passEnd: readonly number[];
  /** For an established TCP connection. */
  readonly tcpAnswer: number;
}

export interface ExchangeContext {
  readonly servers: readonly ServerEntry[];
  readonly strategy: Strategy;
  readonly timing: TransportTiming;
  readonly resolve: (host: string, signal: AbortSignal | undefined) => Promise<readonly string[]>;
  readonly trace: TraceSink | undefined;
  /** Hosts that have these very bytes already, if they prove a password; what is sent is added. */
  readonly proofSeenBy: Set<string> | undefined;
  /** A KRB-ERROR that sends us to the next server instead of being the answer. */
  readonly triesNext: (reply: Uint8Array) => boolean;
}

export interface Answer {
  readonly reply: Uint8Array;
  readonly from: KdcAddress;
}

/** @throws KerberosError KDC_UNREACHABLE, CANCELLED */
export async function runExchange(request: KdcRequest, context: ExchangeContext): Promise<Answer> {
  const exchange = new Exchange(request, context);
  try {
    return await exchange.run();
  } finally {
    exchange.close();
  }
}

class Exchange {
  readonly #request: KdcRequest;
  readonly #context: ExchangeContext;
  readonly #routes: Route[] = [];
  readonly #tried: TriedServer[] = [];
  /** Hosts that an earlier call brought the proof to. */
  readonly #seenBefore: ReadonlySet<string>;
  #answer: Answer | undefined;
  #fallback: Answer | undefined;
  #wake: () => void = () => undefined;

  constructor(request: KdcRequest, context: ExchangeContext) {
    this.#request = request;
    this.#context = context;
    this.#seenBefore = new Set(context.proofSeenBy);
  }

  close(): void {
    for (const route of this.#routes) route.link?.close();
  }

  async run(): Promise<Answer> {
    const { timing } = this.#context;
    const { prefer } = this.#request;
    this.#checkCancelled();

    if (prefer !== undefined && prefer.transport !== 'https') {
      const first = preferredEntry(prefer, this.#context.strategy);
      await this.#firstPass(routesTo(first.entry, [prefer.host], first.strategy));
    }
    for (const entry of this.#context.servers) {
      if (this.#answer !== undefined) break;
      await this.#firstPass(await this.#routesOf(entry));
    }
    for (const route of this.#routes.filter((r) => r.deferred)) await this.#contact(route);

    for (const [pass, wait] of timing.passEnd.entries()) {
      if (pass > 0) for (const route of this.#routes) await this.#contact(route);
      await this.#wait(wait);
      if (this.#answer !== undefined || this.#allFailed()) break;
    }
    const answer = this.#answer ?? this.#fallback;
    if (answer !== undefined) return answer;
    throw this.#unreachable();
  }

  /** With a proof in hand one server is tried by every transport before the next may see it. */
  async #firstPass(routes: readonly Route[]): Promise<void> {
    const { prefer } = this.#request;
    const fresh = routes.filter(
      ({ address }) =>
        !this.#routes.some(
          (known) => sameServer(known.address, address) && known.address.transport === address.transport,
        ),
    );
    this.#routes.push(...fresh);
    if (this.#context.proofSeenBy !== undefined) {
      for (const host of new Set(fresh.map((r) => r.address.host))) {
        for (const route of fresh.filter((r) => r.address.host === host)) await this.#contact(route);
      }
      return;
    }
    for (const route of fresh) {
      if (!route.deferred || (prefer !== undefined && sameServer(route.address, prefer)))
        await this.#contact(route);
    }
  }

  async #routesOf(entry: ServerEntry): Promise<readonly Route[]> {
    const { strategy, resolve } = this.#context;
    const shown = formatHostPort(entry.host, entry.port);
    const skip = (transport: TriedServer['transport'], reason: string): readonly Route[] => {
      this.#tried.push({ server: shown, transport, reason });
      return [];
    };
    if (entry.transport === 'https') return skip('https', 'KDC proxies are not supported yet');
    if (entry.transport === 'udp' && strategy === 'tcp-only')
      return skip('udp', 'is configured for UDP alone');
    const addresses = await untilAborted(resolve(entry.host, this.#request.signal), this.#request.signal);
    this.#checkCancelled();
    if (addresses.length === 0) {
      return skip(
        strategy === 'udp-first' && entry.transport !== 'tcp' ? 'udp' : 'tcp',
        'host name not found',
      );
    }
    return routesTo(entry, addresses, strategy);
  }

  /** Opens the route, or repeats a datagram on it, and gives it its second. */
  async #contact(route: Route): Promise<void> {
    if (this.#answer !== undefined || route.state === 'failed' || !this.#mayReach(route)) return;
    if (route.state === 'new') {
      route.state = 'open';
      route.link = this.#open(route);
    } else if (route.address.transport === 'udp') {
      route.link?.resend();
    } else {
      return;
    }
    await this.#wait(this.#context.timing.perServer, route);
  }

  /** The rule of the proof: one KDC as often as needed, one other once. */
  #mayReach(route: Route): boolean {
    const seen = this.#context.proofSeenBy;
    if (seen === undefined) return true;
    const [first, second] = seen;
    if (first === undefined || route.address.host === first) return true;
    return second === undefined;
  }

  #open(route: Route): Link {
    const { address } = route;
    const { bytes, accepts } = this.#request;
    const { trace, proofSeenBy } = this.#context;
    const message = messageName(bytes, this.#request.service);
    const events: LinkEvents = {
      sent: () => {
        proofSeenBy?.add(address.host);
        trace?.({ type: 'message.sent', message, to: address, bytes, resend: route.sentAt !== undefined });
        route.sentAt ??= performance.now();
      },
      received: (reply) => {
        if (!accepted(accepts, reply)) {
          trace?.({
            type: 'datagram.dropped',
            from: formatHostPort(address.host, address.port),
            length: reply.length,
            reason: 'not an answer to this request',
          });
          if (address.transport === 'tcp') this.#fail(route, 'answered with something else');
          return;
        }
        trace?.({
          type: 'message.received',
          message: messageName(reply, this.#request.service),
          from: address,
          bytes: reply,
        });
        if (proofSeenBy === undefined && this.#context.triesNext(reply)) {
          this.#fallback ??= { reply, from: address };
          this.#fail(route, 'says that its service is unavailable');
          return;
        }
        this.#answer ??= { reply, from: address };
        this.#wake();
      },
      failed: (error) => {
        if (isRefusal(error)) {
          route.refused = true;
          const stillReached = this.#routes.some(
            (r) =>
              r !== route && r.address.host === address.host && r.sentAt !== undefined && r.refused !== true,
          );
          if (!stillReached && !this.#seenBefore.has(address.host)) proofSeenBy?.delete(address.host);
        }
        this.#fail(route, describeFailure(error));
      },
    };
    return address.transport === 'udp'
      ? udpLink(address.host, address.port, bytes, events)
      : tcpLink(address.host, address.port, bytes, events);
  }

  #fail(route: Route, reason: string): void {
    route.state = 'failed';
    route.reason = reason;
    route.link?.close();
    this.#context.trace?.({
      type: 'server.silent',
      server: route.shown,
      transport: route.address.transport,
      reason,
    });
    this.#wake();
  }

  #allFailed(): boolean {
    return this.#routes.every((route) => route.state === 'failed');
  }

  /** Until there is an answer, the route fails (or all have), or the time is over. @throws CANCELLED */
  async #wait(milliseconds: number, route?: Route): Promise<void> {
    const { signal } = this.#request;
    const end = performance.now() + milliseconds;
    for (;;) {
      this.#checkCancelled();
      if (this.#answer !== undefined || this.#allFailed() || route?.state === 'failed') return;
      const left = Math.max(end, this.#tcpDeadline()) - performance.now();
      if (left <= 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal?.addEventListener('abort', this.#wake, { once: true });
      });
      signal?.removeEventListener('abort', this.#wake);
    }
  }

  #tcpDeadline(): number {
    const deadlines = this.#routes
      .filter((r) => r.state === 'open' && r.address.transport === 'tcp' && r.sentAt !== undefined)
      .map((r) => (r.sentAt ?? 0) + this.#context.timing.tcpAnswer);
    return Math.max(0, ...deadlines);
  }

  #checkCancelled(): void {
    if (this.#request.signal?.aborted === true) {
      throw new KerberosError('CANCELLED', 'the request to the KDC was cancelled', { what: 'request' });
    }
  }

  #unreachable(): KerberosError<'KDC_UNREACHABLE'> {
    const { realm, service } = this.#request;
    const tried = [
      ...this.#tried,
      ...this.#routes
        .filter((route) => route.state !== 'new')
        .map((route) => ({
          server: route.shown,
          transport: route.address.transport,
          reason: route.reason ?? 'no answer',
        })),
    ];
    return new KerberosError(
      'KDC_UNREACHABLE',
      `cannot contact any ${service === 'kdc' ? 'KDC' : 'password server'} of realm ${realm}`,
      { realm, service, tried },
    );
  }
}

/** [] as soon as the signal fires: the system's look-up cannot be cancelled, but need not be waited for. */
function untilAborted(
  lookup: Promise<readonly string[]>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (signal === undefined) return lookup;
  return new Promise((resolve, reject) => {
    const give = (): void => {
      resolve([]);
    };
    signal.addEventListener('abort', give, { once: true });
    lookup.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', give);
    });
  });
}

function accepted(accepts: (reply: Uint8Array) => boolean, reply: Uint8Array): boolean {
  try {
    return accepts(reply);
  } catch {
    return false;
  }
}
