// Which KDCs have seen a message that proves a password. A KDC counts a wrong proof towards a lock-out, so one
// message reaches one KDC and, while that one stays silent, one other, once; over however many calls the client
// needs for it (UDP, then TCP after KRB_ERR_RESPONSE_TOO_BIG).

const REMEMBERED = 16;

export class ProofLedger {
  readonly #seen = new Map<string, Set<string>>();

  /** Hosts that got these bytes, in order. */
  of(bytes: Uint8Array): Set<string> {
    const key = Buffer.from(bytes).toString('base64');
    const hosts = this.#seen.get(key) ?? new Set<string>();
    this.#seen.delete(key);
    this.#seen.set(key, hosts);
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= REMEMBERED) break;
      this.#seen.delete(oldest);
    }
    return hosts;
  }
}
