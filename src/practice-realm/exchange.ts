// What one request meets, and what is known of it so far: enough for a KRB-ERROR wherever it ends.
import type { Clock, HostAddress, Principal, PrincipalName, RandomSource } from '#krb5';
import type { Directory } from './directory.ts';
import type { ReplayCache } from './memory.ts';

/** What the realm's services share. */
export interface Realm {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly directory: Directory;
  readonly replays: ReplayCache;
}

export interface Arrival {
  readonly bytes: Uint8Array;
  readonly transport: 'udp' | 'tcp';
  readonly from: HostAddress;
  /** Our own end, for KRB-PRIV's s-address. */
  readonly to: HostAddress;
}

/** One request on its way through. The services fill it in as they learn more. */
export class Exchange {
  readonly kind: 'AS' | 'TGS' | 'kpasswd';
  readonly arrival: Arrival;
  readonly #micros: number;
  #offset = 0;
  crealm: string | undefined;
  cname: PrincipalName | undefined;
  sname: PrincipalName | undefined;

  constructor(kind: Exchange['kind'], arrival: Arrival, clock: Clock) {
    this.kind = kind;
    this.arrival = arrival;
    this.#micros = clock.nowMicros();
  }

  client(principal: Principal): void {
    this.crealm = principal.realm;
    this.cname = principal.name;
  }

  /** From here on the KDC's clock is wrong by so many seconds: the scenario of a skewed clock. */
  shiftClock(seconds: number): void {
    this.#offset = seconds;
  }

  /** Microseconds since 1970. One moment for the whole exchange. */
  get nowMicros(): number {
    return this.#micros + this.#offset * 1e6;
  }

  /** Whole seconds. */
  get now(): number {
    return Math.floor(this.nowMicros / 1e6);
  }
}
