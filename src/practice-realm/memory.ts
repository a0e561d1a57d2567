// What the KDC remembers of requests: authenticators against replay (RFC 4120 3.2.3, 10), and whole replies for a
// client that sends the same bytes again because the answer got lost (RFC 4120 3.1.1 lets it).
import { KEPT_REPLY_SECONDS, MAX_KEPT_REPLIES, MAX_REPLAY_ENTRIES } from './limits.ts';
import { KdcRefusal } from './refusal.ts';

/** Keys in the order they were added, each until its time (in seconds) has passed. */
class Expiring<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>();

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.until < now ? undefined : entry.value;
  }

  set(key: string, value: V, until: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until });
  }

  /** Drops what is out of date from the front on. */
  expire(now: number): void {
    for (const [key, { until }] of this.#entries) {
      if (until >= now) break;
      this.#entries.delete(key);
    }
  }

  dropOldest(): void {
    for (const key of this.#entries.keys()) {
      this.#entries.delete(key);
      break;
    }
  }
}

export class ReplayCache {
  readonly #seen = new Expiring<true>();

  /**
   * Notes an authenticator by its ciphertext: its random confounder makes every one different.
   * @throws KdcRefusal KRB_AP_ERR_REPEAT, KDC_ERR_SVC_UNAVAILABLE when full
   */
  note(cipher: Uint8Array, now: number, skew: number): void {
    const key = keyOf(endsOf(cipher));
    this.#seen.expire(now);
    if (this.#seen.get(key, now) !== undefined) {
      throw new KdcRefusal('KRB_AP_ERR_REPEAT', 'this authenticator was used before');
    }
    if (this.#seen.size >= MAX_REPLAY_ENTRIES) {
      throw new KdcRefusal('KDC_ERR_SVC_UNAVAILABLE', 'too many requests to remember');
    }
    // An authenticator may be stamped up to `skew` ahead and is fresh until `skew` after its stamp.
    this.#seen.set(key, true, now + 2 * skew);
  }
}

export class KeptReplies {
  readonly #replies = new Expiring<Uint8Array>();

  get(request: Uint8Array, now: number): Uint8Array | undefined {
    return this.#replies.get(keyOf(request), now);
  }

  keep(request: Uint8Array, reply: Uint8Array, now: number): void {
    this.#replies.expire(now);
    if (this.#replies.size >= MAX_KEPT_REPLIES) this.#replies.dropOldest();
    this.#replies.set(keyOf(request), reply, now + KEPT_REPLY_SECONDS);
  }
}

/** The confounder is at one end and the checksum at the other: enough to tell two ciphertexts apart. */
function endsOf(cipher: Uint8Array): Uint8Array {
  return cipher.length <= 64 ? cipher : Buffer.concat([cipher.subarray(0, 32), cipher.subarray(-32)]);
}

function keyOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
