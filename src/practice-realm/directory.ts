// The realm's principals with their keys: what accounts.ts lists, made alive at start. Long-term keys of users come
// from their public passwords, all others from the RandomSource; they live in this memory alone.
import type { EncryptionKey, KeyDerivation, Principal, PrincipalName, RandomSource } from '#krb5';
import { NameType, formatName, octetsFromText, parsePrincipal, principalName } from '#krb5';
import { constantTimeEqual, randomKey, stringToKey } from '../krb5/crypto/index.ts';
import { CHANGEPW_LIFE, MAX_LIFE, MAX_RENEW, PASSWORD, REALM, SERVICES, USERS } from './accounts.ts';
import type { ServiceEntry, UserEntry } from './accounts.ts';
import type { KeytabEntry } from './keytab.ts';
import { writeKeytab } from './keytab.ts';
import type { TicketLimits } from './ticket-policy.ts';

/** Session keys may be of these, in the realm's order; RC4 only where a client asks for it. */
export const SESSION_ETYPES = [18, 17, 20, 19, 23] as const;

const KRBTGT_ETYPE = 18;

export interface Server {
  readonly kind: 'krbtgt' | 'changepw' | 'service';
  readonly principal: Principal;
  /** The first seals tickets. */
  readonly keys: readonly EncryptionKey[];
  readonly kvno: number;
  /** Enctypes it takes session keys of. */
  readonly sessionEtypes: readonly number[];
  readonly limits: TicketLimits;
  readonly okAsDelegate: boolean;
}

export class User {
  readonly kind = 'user';
  readonly entry: UserEntry;
  readonly principal: Principal;
  readonly salt: string;
  readonly limits: TicketLimits;
  #keys: readonly EncryptionKey[];
  #kvno = 1;
  #locked: boolean;
  #mustChangePassword: boolean;
  /** Seconds. */
  readonly #passwordLife: number | undefined;
  badPasswordCount = 0;
  logonCount = 0;
  /** Microseconds since 1970. */
  passwordLastSet: number;

  constructor(
    entry: UserEntry,
    keys: readonly EncryptionKey[],
    now: number,
    passwordLife: number | undefined,
  ) {
    this.entry = entry;
    this.principal = { name: principalName(NameType.PRINCIPAL, entry.name), realm: REALM };
    this.salt = saltOf(entry);
    this.limits = {
      maxLife: entry.maxLife ?? MAX_LIFE,
      maxRenew: entry.maxRenew ?? MAX_RENEW,
      forwardable: entry.notForwardable !== true,
      renewable: true,
    };
    this.#keys = keys;
    this.#locked = entry.state === 'locked';
    this.#mustChangePassword = entry.mustChangePassword === true;
    this.#passwordLife = passwordLife;
    this.passwordLastSet = now;
  }

  get keys(): readonly EncryptionKey[] {
    return this.#keys;
  }

  get kvno(): number {
    return this.#kvno;
  }

  get locked(): boolean {
    return this.#locked;
  }

  /** Microseconds since 1970; undefined: never. */
  get passwordEnds(): number | undefined {
    return this.#passwordLife === undefined
      ? undefined
      : this.passwordLastSet + this.#passwordLife * 1_000_000;
  }

  /** @param now microseconds since 1970 */
  mustChangePassword(now: number): boolean {
    return this.#mustChangePassword || now >= (this.passwordEnds ?? Infinity);
  }

  wrongPassword(): void {
    this.badPasswordCount += 1;
    if (this.entry.lockAfter !== undefined && this.badPasswordCount >= this.entry.lockAfter)
      this.#locked = true;
  }

  signedIn(): void {
    this.badPasswordCount = 0;
    this.logonCount += 1;
  }

  /** False when these are the keys of the password in force. */
  changeKeys(keys: readonly EncryptionKey[], now: number): boolean {
    const [before] = this.#keys;
    const [after] = keys;
    if (before !== undefined && after !== undefined && constantTimeEqual(before.keyValue, after.keyValue)) {
      return false;
    }
    this.#keys = keys;
    this.#kvno += 1;
    this.#mustChangePassword = false;
    this.passwordLastSet = now;
    return true;
  }
}

/** As AD salts: the realm and the account's name. */
function saltOf(entry: UserEntry): string {
  return `${REALM}${entry.name}`;
}

async function deriveKeys(
  kdf: KeyDerivation,
  entry: UserEntry,
  password: Uint8Array,
): Promise<EncryptionKey[]> {
  const salt = octetsFromText(saltOf(entry));
  return Promise.all(entry.etypes.map(async (etype) => stringToKey(kdf, etype, password, salt, undefined)));
}

const NOT_LIMITED: TicketLimits = {
  maxLife: MAX_LIFE,
  maxRenew: MAX_RENEW,
  forwardable: true,
  renewable: true,
};

export class Directory {
  readonly krbtgt: Server;
  readonly changepw: Server;
  readonly #kdf: KeyDerivation;
  readonly #users: ReadonlyMap<string, User>;
  readonly #servers: ReadonlyMap<string, Server>;
  readonly #madeAt: number;

  private constructor(kdf: KeyDerivation, users: readonly User[], random: RandomSource, now: number) {
    this.#kdf = kdf;
    this.#madeAt = now;
    this.#users = new Map(users.map((user) => [user.entry.name, user]));
    this.krbtgt = makeServer('krbtgt', `krbtgt/${REALM}`, [KRBTGT_ETYPE], random, {
      sessionEtypes: SESSION_ETYPES,
    });
    this.changepw = makeServer('changepw', 'kadmin/changepw', [KRBTGT_ETYPE], random, {
      sessionEtypes: SESSION_ETYPES,
      limits: { maxLife: CHANGEPW_LIFE, maxRenew: 0, forwardable: false, renewable: false },
    });
    const services = SERVICES.map((entry) => makeService(entry, random));
    const servers = [this.krbtgt, this.changepw, ...services];
    this.#servers = new Map(servers.map((server) => [formatName(server.principal.name), server]));
  }

  /**
   * @param now microseconds since 1970
   * @param passwordLife seconds; left out, passwords last for ever
   */
  static async create(
    kdf: KeyDerivation,
    random: RandomSource,
    now: number,
    passwordLife?: number,
  ): Promise<Directory> {
    const password = octetsFromText(PASSWORD);
    const users = await Promise.all(
      USERS.map(async (entry) => new User(entry, await deriveKeys(kdf, entry, password), now, passwordLife)),
    );
    return new Directory(kdf, users, random, now);
  }

  /** With `canonicalize`, or as an enterprise name, a client is found in any case and by `name@practice.test`. */
  findUser(name: PrincipalName, canonicalize: boolean): User | undefined {
    const [first = '', ...more] = name.nameString;
    if (more.length > 0) return undefined;
    const enterprise = name.nameType === NameType.ENTERPRISE;
    if (!canonicalize && !enterprise) return this.#users.get(first);
    const lower = first.toLowerCase();
    const suffix = `@${REALM.toLowerCase()}`;
    return this.#users.get(lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower);
  }

  findServer(name: PrincipalName): Server | undefined {
    return this.#servers.get(formatName(name));
  }

  /** A user's keys for another password; not in force yet. */
  async deriveKeys(user: User, password: Uint8Array): Promise<EncryptionKey[]> {
    return deriveKeys(this.#kdf, user.entry, password);
  }

  /** @throws TypeError for a name that is no service */
  exportKeytab(names: readonly string[]): Uint8Array {
    const entries = names.flatMap((name): KeytabEntry[] => {
      const server = this.#servers.get(name);
      if (server === undefined) throw new TypeError(`${name} is no service of the practice realm`);
      const timestamp = Math.floor(this.#madeAt / 1e6);
      return server.keys.map((key) => ({ principal: server.principal, kvno: server.kvno, key, timestamp }));
    });
    return writeKeytab(entries);
  }

  wipe(): void {
    for (const { keys } of [...this.#users.values(), ...this.#servers.values()])
      for (const key of keys) key.wipe();
  }
}

function makeServer(
  kind: Server['kind'],
  name: string,
  etypes: readonly number[],
  random: RandomSource,
  more: Partial<Pick<Server, 'sessionEtypes' | 'limits' | 'okAsDelegate'>> = {},
): Server {
  return {
    kind,
    principal: parsePrincipal(name, { defaultRealm: REALM }),
    keys: etypes.map((etype) => randomKey(etype, random)),
    kvno: 1,
    sessionEtypes: more.sessionEtypes ?? etypes,
    limits: more.limits ?? NOT_LIMITED,
    okAsDelegate: more.okAsDelegate ?? false,
  };
}

function makeService(entry: ServiceEntry, random: RandomSource): Server {
  return makeServer('service', entry.name, entry.etypes, random, {
    okAsDelegate: entry.okAsDelegate === true,
  });
}
