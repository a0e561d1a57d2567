// A KDC's neighbour on loopback: carries each message to the real KDC and back, counts the requests to the
// ticket-granting service, and holds them where a test wants two to be under way at once.
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';

/** [APPLICATION 12] */
const TGS_REQ = 0x6c;

export class CountingRelay {
  readonly port: number;
  readonly #socket: Datagrams;
  readonly #upstreams = new Set<Datagrams>();
  readonly #requests = new Set<string>();
  #closed = false;
  #held: Promise<void> | undefined;
  #release: () => void = () => undefined;

  private constructor(socket: Datagrams, kdc: { readonly host: string; readonly port: number }) {
    this.#socket = socket;
    this.port = socket.address().port;
    socket.on('message', (bytes, from) => {
      // Sent again it has the same octets.
      if (bytes[0] === TGS_REQ) this.#requests.add(createHash('sha256').update(bytes).digest('hex'));
      const forward = async (): Promise<void> => {
        if (bytes[0] === TGS_REQ) await this.#held;
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

  static async open(kdc: { readonly host: string; readonly port: number }): Promise<CountingRelay> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new CountingRelay(socket, kdc);
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
