// A KDC's neighbour on loopback: carries each message to the real KDC and back, counts the requests to the
// ticket-granting service, and holds them where a test wants two to be under way at once.
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** [APPLICATION 12] */
const TGS_REQ = 0x6c;

interface KdcAt {
  readonly host: string;
  readonly port: number;
}

/** Where a krb5.conf says that its KDC is. */
export function kdcOf(krb5Conf: string): KdcAt {
  const [, host = '', port = ''] = /kdc = ([\d.]+):(\d+)/.exec(readFileSync(krb5Conf, 'utf8')) ?? [];
  return { host, port: Number(port) };
}

export class CountingRelay {
  readonly port: number;
  readonly #socket: Datagrams;
  readonly #upstreams = new Set<Datagrams>();
  readonly #requests = new Set<string>();
  #closed = false;
  readonly #delay: number;
  #held: Promise<void> | undefined;
  #release: () => void = () => undefined;

  private constructor(socket: Datagrams, kdc: KdcAt, delay: number) {
    this.#socket = socket;
    this.#delay = delay;
    this.port = socket.address().port;
    socket.on('message', (bytes, from) => {
      // Sent again it has the same octets.
      if (bytes[0] === TGS_REQ) this.#requests.add(createHash('sha256').update(bytes).digest('hex'));
      const forward = async (): Promise<void> => {
        if (bytes[0] === TGS_REQ) await this.#held;
        if (this.#delay > 0) await wait(this.#delay);
        const upstream = createSocket('udp4');
        this.#upstreams.add(upstream);
        upstream.on('message', (reply) => {
          if (!this.#closed) socket.send(reply, from.port, from.address);
          this.#upstreams.delete(upstream);
          upstream.close();
        });
        upstream.send(bytes, kdc.port, kdc.host);
      };
      void forward();
    });
  }

  /** @param delay milliseconds that each message takes */
  static async open(kdc: KdcAt, delay = 0): Promise<CountingRelay> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new CountingRelay(socket, kdc, delay);
  }

  /** A krb5.conf of a realm whose one KDC is this relay. */
  krb5Conf(realm: string): string {
    const own = `[libdefaults]\ndefault_realm = ${realm}\ndns_lookup_kdc = false\nrdns = false\n`;
    return `${own}[realms]\n${realm} = {\nkdc = 127.0.0.1:${String(this.port)}\n}\n`;
  }

  /** Distinct requests to the ticket-granting service so far. */
  get requests(): number {
    return this.#requests.size;
  }

  /** From now on requests to the ticket-granting service wait for release(). */
  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#release();
    this.#held = undefined;
  }

  close(): void {
    this.#closed = true;
    this.#release();
    for (const upstream of this.#upstreams) upstream.close();
    this.#socket.close();
  }
}
