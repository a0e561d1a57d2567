// Thirty days of a laptop in some seconds: the services' own renewal over the real engine, MEMORY: caches and the
// practice realm's KDC, on a clock that the test moves. It sleeps, loses its VPN, meets KDCs that are down, has its
// clock set, and shares its caches with other programs. RENEWAL_SEED chooses another month.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  KerberosError,
  Profile,
  acquireInitialCredential,
  parseKrb5Conf,
  parsePrincipal,
  renewCredential,
  settingsFromProfile,
} from '../../src/krb5/index.ts';
import type {
  ClientSecret,
  InitialOptions,
  KdcTransport,
  KeylessCredential,
  Ports,
} from '../../src/krb5/index.ts';
import { decodeDer, encodeDer } from '../../src/krb5/asn1/index.ts';
import { ErrorCode } from '../../src/krb5/iana/error-code.ts';
import { MessageType } from '../../src/krb5/iana/message-type.ts';
import { PaDataType } from '../../src/krb5/iana/padata-type.ts';
import { apReq, encTicketPart, krbError, tgsReq } from '../../src/krb5/messages/index.ts';
import { decrypt } from '../../src/krb5/crypto/index.ts';
import { EncryptionKey } from '../../src/krb5/crypto/key.ts';
import { createHub } from '../../src/main/services/hub.ts';
import { createOperations } from '../../src/main/services/operations.ts';
import { createRenewal } from '../../src/main/services/renewal/index.ts';
import type { Renewal } from '../../src/main/services/renewal/index.ts';
import { CLOSING_SECONDS, LONGEST_WAIT_SECONDS } from '../../src/main/services/renewal/planner.ts';
import { tgtOf } from '../../src/main/services/renewal/ticket-facts.ts';
import { createState } from '../../src/main/services/state.ts';
import type { State } from '../../src/main/services/state.ts';
import type { ServicePorts, World } from '../../src/main/services/index.ts';
import { memoryStore } from '../../src/main/storage/memory-store.ts';
import { memoryBookmarks } from '../../src/main/storage/bookmark-store.ts';
import { memorySignIns } from '../../src/main/storage/sign-in-store.ts';
import { nodeKeyDerivation, openCache, systemRandom, watchCache } from '../../src/node/index.ts';
import { REALM } from '../../src/practice-realm/accounts.ts';
import { Directory } from '../../src/practice-realm/directory.ts';
import { Kdc } from '../../src/practice-realm/kdc.ts';
import { practiceKrb5Conf } from '../../src/practice-realm/krb5-conf.ts';
import { ReplayCache } from '../../src/practice-realm/memory.ts';
import { LOCALHOST } from '../support/practice-kdc.ts';
import { seededRandom } from '../support/seeded.ts';
import { minuteOfWeek, SimulatedMachine } from '../support/simulated-machine.ts';

const SEED = Number(process.env['RENEWAL_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const DAYS = 30;
/** A Monday, 00:00 UTC. */
const START = 1_795_392_000;
/** What a request that nobody answers takes. */
const SILENCE_MILLIS = 20_000;
/** From the moment a KDC can be reached again, where the system says that the network changed, or after waking. */
const SOON = 60;
/** Where nothing says so. */
const LATE = LONGEST_WAIT_SECONDS + SILENCE_MILLIS / 1_000 + SOON;

const random = systemRandom();
const kdf = nodeKeyDerivation();
let directory: Directory;

beforeAll(async () => {
  directory = await Directory.create(kdf, random, START * 1e6);
});

const keysOf = (user: string): ClientSecret => {
  const client = parsePrincipal(`${user}@${REALM}`);
  const { keys, kvno } = directory.findUser(client.name, false)!;
  return {
    kind: 'keytab',
    name: 'test',
    // Copies: whoever is given them wipes them.
    entries: keys.map((key) => ({
      principal: client,
      timestamp: 0,
      kvno,
      key: new EncryptionKey(key.keyType, key.keyValue.slice()),
    })),
  };
};

interface Month {
  readonly machine: SimulatedMachine;
  readonly renewal: Renewal;
  readonly state: State;
  readonly enginePorts: Ports;
  readonly world: World;
  readonly chance: () => number;
  /** Our requests: when, for whom. */
  readonly attempts: { readonly at: number; readonly identity: string; readonly kind: string }[];
  readonly faults: unknown[];
  readonly link: { vpn: boolean; kdc: boolean };
  readonly sent: { ours: number; others: number };
}

const USERS = ['alice', 'bob', 'manygroups', 'lockme', 'shortlife'] as const;
const cacheName = (run: number, user: string): string => `MEMORY:month-${run}-${user}`;

/** bob's KDC is an Active Directory: it takes no ticket with 120 s or less left. */
function refusesLateTicket(bytes: Uint8Array, now: number): boolean {
  if (bytes[0] !== (0x60 | MessageType.TGS_REQ)) return false;
  const { padata = [] } = decodeDer(tgsReq, bytes);
  const { padataValue } = padata.find(({ padataType }) => padataType === PaDataType.TGS_REQ)!;
  const { ticket } = decodeDer(apReq, padataValue);
  const part = decodeDer(encTicketPart, decrypt(directory.krbtgt.keys[0]!, 2, ticket.encPart.cipher));
  return part.cname.nameString[0] === 'bob' && part.endtime - now <= 120;
}

function month(run: number): Month {
  const chance = seededRandom(SEED + run);
  const machine = new SimulatedMachine(START);
  const kdc = new Kdc({ clock: machine.trueClock, random, directory, replays: new ReplayCache() }, undefined);
  const link = { vpn: true, kdc: true };
  const sent = { ours: 0, others: 0 };
  const settings = settingsFromProfile(
    new Profile([parseKrb5Conf({ file: 'krb5.conf', text: practiceKrb5Conf(['127.0.0.1'], []) })]),
  );
  const from = { transport: 'tcp', host: '127.0.0.1', port: 88 } as const;

  const transport = (by: keyof typeof sent): KdcTransport => ({
    async exchange({ bytes, realm, signal }) {
      sent[by] += 1;
      try {
        await machine.wait(link.vpn && link.kdc ? 20 + 80 * chance() : SILENCE_MILLIS, signal);
      } catch {
        throw new KerberosError('CANCELLED', 'cancelled', { what: 'request' });
      }
      const lateTicket = refusesLateTicket(bytes, machine.seconds);
      const reply =
        link.vpn && link.kdc
          ? kdc.answer({ bytes, transport: 'tcp', from: LOCALHOST, to: LOCALHOST })
          : undefined;
      if (reply === undefined)
        throw new KerberosError('KDC_UNREACHABLE', 'silence', { realm, service: 'kdc', tried: [] });
      if (!lateTicket) return { reply, from };
      const { padata: _padata, ...request } = decodeDer(tgsReq, bytes);
      const refusal = {
        pvno: 5,
        msgType: MessageType.KRB_ERROR,
        stime: Math.floor(machine.seconds),
        susec: 0,
        errorCode: ErrorCode.KRB_AP_ERR_TKT_EXPIRED,
        realm: REALM,
        sname: request.reqBody.sname!,
      };
      return { reply: encodeDer(krbError, refusal), from };
    },
  });
  const portsFor = (by: keyof typeof sent, trace: Ports['trace']): Ports => ({
    clock: machine.clock,
    random,
    kdf,
    transport: transport(by),
    resolver: {
      canonicalName: () => Promise.resolve(undefined),
      reverse: () => Promise.resolve(undefined),
      localHostname: () => 'localhost',
      searchDomain: () => undefined,
    },
    trace,
  });
  const world: World = {
    settings,
    files: [],
    ports: (trace) => portsFor('ours', trace),
    async probe(realm, signal) {
      const reached = link.vpn && link.kdc;
      await machine.wait(reached ? 10 : 3_000, signal).catch(() => undefined);
      return { realm, state: reached && link.vpn && link.kdc ? 'reached' : 'unreachable', servers: [] };
    },
    knows: () => Promise.resolve('krb5.conf'),
    withServers: () => world,
  };
  const unused = (): never => {
    throw new TypeError('not part of this test');
  };
  const ports: ServicePorts = {
    clock: machine.clock,
    kdf,
    blobFiles: { read: unused, write: unused },
    digest: unused,
    system: () => world,
    practiceWorld: unused,
    startPractice: unused,
    caches: {
      defaultName: () => cacheName(run, 'alice'),
      open: (name) => openCache(name),
      watch: watchCache,
    },
    folder: {
      caches: () => USERS.slice(1).map((user) => cacheName(run, user)),
      cacheFor: unused,
      standIn: unused,
      practiceCacheFor: unused,
      writePracticeConfig: unused,
      clearPractice: () => undefined,
    },
    prompt: { ask: unused },
    keytabs: { read: unused, named: unused },
    vault: { available: unused, seal: unused, open: unused },
    dialogs: { pickKeytab: unused, pickBlob: unused, saveAs: unused, confirmSignIn: unused },
    newHandle: unused,
    storage: {
      store: memoryStore(),
      signIns: memorySignIns(),
      bookmarks: memoryBookmarks(),
      status: () => ({ state: 'ok' }),
    },
    clipboard: unused,
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
  };
  const hub = createHub();
  const operations = createOperations(hub, machine.clock);
  const state = createState(ports, hub, operations);
  const faults: unknown[] = [];
  let ids = 0;
  const renewal = createRenewal(
    ports,
    {
      timers: machine.timers,
      power: machine.power,
      onNetworkChange: machine.onNetworkChange,
      newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
      seed: String(SEED),
      minuteOfWeek,
      settingsFor: () => ({}),
      noticeSettings: () => ({}),
      noticeMemory: { load: () => [], save: () => undefined },
      onFault: (error) => faults.push(error),
    },
    {
      state,
      hub,
      operations,
      means: {
        unattended: (principal) => (principal === `manygroups@${REALM}` ? 'keytab' : undefined),
        secretFor: () => Promise.resolve(keysOf('manygroups')),
        markRefused: unused,
        optionsFor: () => ({}),
      },
    },
  );
  const attempts: Month['attempts'] = [];
  renewal.onEvent((event) => {
    if (event.type === 'attempt')
      attempts.push({
        at: machine.clock.monotonicMillis() / 1_000,
        identity: event.identity,
        kind: event.kind,
      });
  });
  const enginePorts = portsFor('others', () => undefined);
  return { machine, renewal, state, enginePorts, world, chance, attempts, faults, link, sent };
}

const SHORT: InitialOptions = { lifetime: HOUR, renewLifetime: DAY };

/** Everything that happens in the month, drawn beforehand. */
function script(the: Month, run: number): void {
  const { machine, link, chance, enginePorts, world } = the;
  const between = (least: number, most: number): number => least + (most - least) * chance();
  const settings = world.settings;

  /** kinit of another program: a whole new cache. */
  const kinit = async (user: string, options: InitialOptions = {}): Promise<void> => {
    const client = parsePrincipal(`${user}@${REALM}`);
    const asked = acquireInitialCredential(enginePorts, settings, { client, secret: keysOf(user), options });
    // Not waited for: its answer takes time that only the machine can make.
    void asked.then(
      ({ credential, config, kdcOffset }) =>
        openCache(cacheName(run, user)).initialize({
          principal: client,
          credentials: [credential],
          config,
          kdcOffset,
        }),
      () => undefined,
    );
    return Promise.resolve();
  };
  /** kinit -R of another program on the same cache. */
  const renewBeside = async (user: string): Promise<void> => {
    const cache = openCache(cacheName(run, user));
    const contents = await cache.read();
    if (contents === undefined) return;
    void renewCredential(enginePorts, settings, { contents }).then(
      (renewed) => cache.replaceTgt(renewed),
      () => undefined,
    );
  };

  const ended = async (user: string): Promise<boolean> => {
    const contents = await openCache(cacheName(run, user)).read();
    const tgt = contents === undefined ? undefined : tgtOf(contents);
    return tgt === undefined || tgt.times.endTime < machine.seconds;
  };
  for (let day = 0; day < DAYS; day++) {
    const midnight = START + day * DAY;
    // The laptop sleeps at night, but not always, and is not always told of it; and it naps.
    const morning = midnight + between(6.5 * HOUR, 8 * HOUR);
    if (chance() < 0.85) machine.sleep(midnight + between(0, HOUR), morning, chance() < 0.8);
    const lunch = midnight + between(12 * HOUR, 13 * HOUR);
    if (chance() < 0.4) machine.sleep(lunch, lunch + between(MINUTE, 2 * HOUR), chance() < 0.8);
    // The person looks at the machine after breakfast, and signs in where nothing else helps.
    const breakfast = midnight + 9 * HOUR;
    machine.at(breakfast, async () => {
      if (await ended('alice')) await kinit('alice');
      if (await ended('bob')) await kinit('bob');
      if (await ended('lockme')) await kinit('lockme', SHORT);
    });
    if (day === 0) machine.at(breakfast, () => kinit('manygroups', { renewLifetime: 2 * DAY }));
    if (day % 10 === 3) {
      for (let time = breakfast; time < breakfast + 2 * HOUR; time += 10 * MINUTE)
        machine.at(time, () => kinit('shortlife'));
    }
    // Other programs: krenew for bob, kinit -R by hand, kdestroy and a new sign-in.
    for (let n = 0; n < 3; n++) machine.at(midnight + between(9 * HOUR, DAY), () => renewBeside('bob'));
    machine.at(midnight + between(9 * HOUR, DAY), () => renewBeside('alice'));
    if (chance() < 0.1) {
      const gone = midnight + between(10 * HOUR, 16 * HOUR);
      machine.at(gone, async () => {
        await openCache(cacheName(run, 'lockme')).destroy();
      });
    }
    // The VPN goes and comes, each time with a few events; some of them when nothing has changed.
    for (let n = Math.floor(between(0, 4)); n > 0; n--) {
      const gap = midnight + between(0, DAY);
      const back = gap + between(MINUTE, chance() < 0.2 ? 14 * HOUR : HOUR);
      machine.at(gap, () => {
        link.vpn = false;
        machine.networkChanged();
      });
      machine.at(back, () => {
        link.vpn = true;
        machine.networkChanged();
      });
      for (let event = 0; event < 4; event++)
        machine.at(back + between(-30, 30), () => {
          machine.networkChanged();
        });
    }
    // A KDC is down, and nobody says so.
    if (chance() < 0.4) {
      const down = midnight + between(0, DAY);
      machine.at(down, () => {
        link.kdc = false;
      });
      machine.at(down + between(MINUTE, 5 * HOUR), () => {
        link.kdc = true;
      });
    }
    // NTP, or a person, sets the clock.
    if (chance() < 0.2) {
      const ahead = between(-90, 90);
      machine.at(midnight + between(0, DAY), () => {
        machine.setClockAhead(ahead);
      });
      machine.at(midnight + DAY - 1, () => {
        machine.setClockAhead(0);
      });
    }
  }
}

/** Watches over every step: what could be done, and whether it was. */
class Judge {
  readonly problems: string[] = [];
  renewals = 0;
  lost = 0;
  mostHeld = 0;
  /** Since when a KDC can be asked, in true time, and whether the app could know. */
  #open: { readonly since: number; readonly told: boolean } | undefined = { since: START, told: true };
  #before = { vpn: true, asleep: false };
  readonly #tgts = new Map<string, KeylessCredential>();
  readonly #lost = new Set<Uint8Array>();
  /** The last request for each identity, true time. */
  readonly asked = new Map<string, number>();
  #checked = 0;

  check(the: Month): void {
    const { machine, link, state, renewal } = the;
    const now = machine.seconds;
    const same = this.#before.vpn === link.vpn && this.#before.asleep === machine.asleep;
    if (same && now - this.#checked < 10) return;
    this.#checked = now;
    const open = link.vpn && link.kdc && !machine.asleep;
    if (!open) this.#open = undefined;
    else if (this.#open === undefined)
      this.#open = { since: now, told: !this.#before.vpn || this.#before.asleep };
    this.#before = { vpn: link.vpn, asleep: machine.asleep };
    for (const { id, principal, place } of state.identities()) {
      const tgt = place?.contents === undefined ? undefined : tgtOf(place.contents);
      const old = this.#tgts.get(id);
      if (tgt === undefined) {
        this.#tgts.delete(id);
        continue;
      }
      if (old !== undefined && old.ticket !== tgt.ticket && tgt.times.authTime < old.times.authTime)
        this.problems.push(`${principal}: an older sign-in over a newer one at ${now}`);
      if (old?.ticket !== tgt.ticket) this.renewals += 1;
      this.#tgts.set(id, tgt);
      this.#overdue(principal, tgt, now);
      this.#afterEnd(principal, tgt, now, this.asked.get(id) ?? 0);
    }
    const held = Object.values(renewal.held()).reduce((sum, count) => sum + count, 0);
    this.mostHeld = Math.max(this.mostHeld, held);
  }

  /** A KDC that can be asked just after the end is asked, once. */
  #afterEnd(principal: string, { times }: KeylessCredential, now: number, asked: number): void {
    const { endTime, renewTill } = times;
    if (this.#open?.told !== true || renewTill <= endTime + 300) return;
    const since = Math.max(this.#open.since, endTime);
    if (now > since + SOON + 100 && now < endTime + 200 && asked < endTime - 100)
      this.problems.push(`${principal}: ended ${Math.round(now - endTime)} s ago and was not asked for`);
  }

  #overdue(principal: string, tgt: KeylessCredential, now: number): void {
    const { startTime, endTime, renewTill } = tgt.times;
    const life = endTime - startTime;
    if (now > endTime && !this.#lost.has(tgt.ticket)) {
      this.#lost.add(tgt.ticket);
      this.lost += 1;
    }
    if (renewTill <= endTime || this.#open === undefined) return;
    const last = endTime - (life > CLOSING_SECONDS ? CLOSING_SECONDS : 1);
    // The jitter's latest moment, and no later than the last one.
    const due = Math.min(startTime + life / 2 + Math.min(life * 0.05, 900) + 1, last);
    const since = Math.max(this.#open.since, due);
    const patience = this.#open.told || this.#open.since <= startTime + life / 2 ? SOON : LATE;
    // Half a minute of doubt about whose clock is right at the last moment.
    if (now <= last - 100 && now - since > patience + 100)
      this.problems.push(
        `${principal}: due since ${Math.round(now - since)} s, ${Math.round(endTime - now)} s left, at ${now - START}`,
      );
  }
}

describe(`thirty days (seed ${String(SEED)})`, () => {
  it(
    'every renewal that could be made was made, none too early, without a storm or a leak',
    { timeout: 180_000 },
    async () => {
      const run = 1;
      const the = month(run);
      const { machine, renewal, state, attempts, faults } = the;
      const judge = new Judge();
      const early: string[] = [];
      renewal.onEvent((event) => {
        if (event.type !== 'attempt') return;
        judge.asked.set(event.identity, machine.seconds);
        if (event.kind !== 'renew') return;
        const identity = state.identities().find(({ id }) => id === event.identity);
        const tgt = tgtOf(identity!.place!.contents!)!;
        const { startTime, endTime, renewTill } = tgt.times;
        const life = endTime - startTime;
        const offset = identity!.place!.contents!.kdcOffset;
        const at = event.at + (offset === undefined ? 0 : offset.seconds + offset.micros / 1e6);
        const last = endTime - CLOSING_SECONDS;
        if (at < Math.min(startTime + life / 2, life > CLOSING_SECONDS ? last : endTime))
          early.push(`${identity!.principal}: at ${Math.round(at - startTime)} s of ${life}`);
        if (life > CLOSING_SECONDS && at > last + 1 && at < endTime)
          early.push(`${identity!.principal}: in the closing`);
        if (renewTill <= endTime) early.push(`${identity!.principal}: nothing to gain`);
      });
      let notices = 0;
      const lastNotice = new Map<string, number>();
      renewal.onNotice(({ identity, kind, at }) => {
        notices += 1;
        const key = `${identity} ${kind}`;
        if (at - (lastNotice.get(key) ?? 0) < 30) judge.problems.push(`two notices for ${key} at ${at}`);
        lastNotice.set(key, at);
      });
      script(the, run);
      await state.start();
      renewal.start();
      await machine.run(START + DAYS * DAY, () => {
        judge.check(the);
      });
      expect(faults).toEqual([]);
      expect(judge.problems.slice(0, 5)).toEqual([]);
      expect(early).toEqual([]);
      const gaps = attempts.slice(1).map(({ at }, index) => at - attempts[index]!.at);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5);
      expect(judge.renewals).toBeGreaterThan(150);
      expect(machine.longestTimer).toBeLessThanOrEqual(120_000);
      expect(machine.mostTimers).toBeLessThan(40);
      expect(judge.mostHeld).toBeLessThan(300);
      const { entries, tries } = renewal.held() as { entries: number; tries: number };
      expect(entries).toBeLessThanOrEqual(USERS.length);
      expect(tries).toBeLessThanOrEqual(USERS.length * 16);
      process.stdout.write(
        `seed ${SEED}: ${attempts.length} requests, ${judge.renewals} new tickets, ${judge.lost} ran out, ${notices} notices\n`,
      );
      renewal.close();
      state.close();
      expect(machine.listeners).toBe(0);
      for (const user of USERS) await openCache(cacheName(run, user)).destroy();
    },
  );
});
