import type { Clock, KeyDerivation, RandomSource } from '#krb5';

export interface PracticeUser {
  /** Without the realm. */
  readonly name: string;
  /** Public by design. */
  readonly password: string;
  /** One sentence: what signing in as this user shows. */
  readonly teaches: string;
}

export interface PracticeService {
  /** `HTTP/web.practice.test`, without the realm. */
  readonly name: string;
  readonly teaches: string;
}

/** Something to try, and what to expect. */
export interface PracticeScenario {
  /** Stable, for links and tests: `unknown-spn`. */
  readonly id: string;
  readonly title: string;
  readonly user: string;
  /** The service to ask a ticket for, if the scenario needs one. */
  readonly service?: string;
  /** What happens, in words; the RFC's error name where there is one. */
  readonly expect: string;
}

/** One request answered, for whoever wants to watch the KDC. No keys, no passwords. */
export interface PracticeEvent {
  readonly exchange: 'AS' | 'TGS' | 'kpasswd';
  readonly transport: 'udp' | 'tcp';
  readonly client?: string;
  readonly server?: string;
  /** `issued`, `changed`, or the KRB-ERROR's name. */
  readonly outcome: string;
  /** Why it was refused, in words. */
  readonly reason?: string;
}

export interface PracticeRealmOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly kdf: KeyDerivation;
  /** KDC port, kpasswd is on the next one; ports that the system picks when absent. */
  readonly port?: number;
  /** Loopback addresses to listen on. Both by default; ::1 is left out where the machine has none. */
  readonly families?: readonly ('ipv4' | 'ipv6')[];
  readonly trace?: (event: PracticeEvent) => void;
  /**
   * Seconds that a password lasts. Like Active Directory the AS reply says nothing of it, only the PAC does. Left out,
   * passwords last for ever.
   */
  readonly passwordLife?: number;
}

export interface PracticeRealm {
  readonly realm: string;
  /** `127.0.0.1:PORT`, `[::1]:PORT`: UDP and TCP. */
  readonly kdcAddresses: readonly string[];
  readonly kpasswdAddresses: readonly string[];
  /** A krb5.conf for our own clients, MIT's and Heimdal's. */
  readonly krb5Conf: string;
  readonly users: readonly PracticeUser[];
  readonly services: readonly PracticeService[];
  readonly scenarios: readonly PracticeScenario[];
  /**
   * A keytab with the keys of the services named, of all services but the krbtgt when none are.
   * @throws TypeError for a name that is no service
   */
  exportKeytab(names?: readonly string[]): Uint8Array;
  /** Closes every socket and wipes every key. */
  stop(): Promise<void>;
}
