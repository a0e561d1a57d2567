import { describe, expect, it } from 'vitest';
import { KerberosError } from '../../../../src/krb5/index.ts';
import { createScheduler } from '../../../../src/main/services/renewal/scheduler.ts';
import type {
  ActionResult,
  RenewalEvent,
  RenewalTarget,
  Scheduler,
} from '../../../../src/main/services/renewal/scheduler-types.ts';
import type {
  RenewalSettings,
  SignInMeans,
  TicketFacts,
} from '../../../../src/main/services/renewal/types.ts';
import { SimulatedMachine } from '../../../support/simulated-machine.ts';

const HOUR = 3_600;
const START = 1_800_000_000;

const silence = (): KerberosError =>
  new KerberosError('KDC_UNREACHABLE', 'silence', { realm: 'R', service: 'kdc', tried: [] });

/** Identities that are renewed for an hour or so, and a KDC that answers as the test says. */
class Desk {
  readonly machine = new SimulatedMachine(START);
  readonly events: RenewalEvent[] = [];
  readonly faults: unknown[] = [];
  readonly asked: { readonly at: number; readonly id: string }[] = [];
  readonly tickets = new Map<string, TicketFacts>();
  probes = 0;
  means: SignInMeans | undefined;
  reachable = true;
  settings: RenewalSettings = { automatic: true, clockSkew: 300 };
  answer: (id: string, signal: AbortSignal) => Promise<ActionResult> = (id) =>
    Promise.resolve(this.renewed(id));
  readonly #listeners = new Set<() => void>();
  readonly scheduler: Scheduler;

  constructor() {
    const { machine } = this;
    this.scheduler = createScheduler({
      clock: machine.clock,
      timers: machine.timers,
      power: machine.power,
      network: {
        onChange: machine.onNetworkChange,
        probe: () => {
          this.probes += 1;
          return Promise.resolve(this.reachable);
        },
      },
      targets: {
        list: () =>
          [...this.tickets].map(([id, ticket]): RenewalTarget => ({
            id,
            realm: 'R',
            ticket,
            settings: this.settings,
            means: this.means,
          })),
        onChange: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      actions: {
        renew: (id, _ticket, signal) => {
          this.asked.push({ at: machine.seconds - START, id });
          return this.answer(id, signal);
        },
        signIn: (id, _means, _ticket, signal) => {
          this.asked.push({ at: machine.seconds - START, id });
          return this.answer(id, signal);
        },
      },
      seed: 'desk',
      onEvent: (event) => this.events.push(event),
      onFault: (fault) => this.faults.push(fault),
    });
  }

  get listening(): number {
    return this.#listeners.size + this.machine.listeners;
  }

  give(id: string, life = 10 * HOUR, start = this.machine.seconds): TicketFacts {
    const ticket: TicketFacts = {
      key: `${id} ${start}`,
      authTime: START,
      startTime: start,
      endTime: start + life,
      renewTill: START + 168 * HOUR,
      renewable: true,
      invalid: false,
      kdcOffset: 0,
    };
    this.tickets.set(id, ticket);
    for (const listener of this.#listeners) listener();
    return ticket;
  }

  renewed(id: string): ActionResult {
    const { startTime, endTime } = this.tickets.get(id)!;
    return { kind: 'done', endTime: this.give(id, endTime - startTime).endTime };
  }

  async until(seconds: number): Promise<void> {
    await this.machine.run(START + seconds);
  }
}

describe('the scheduler', () => {
  it('renews at half of the lifetime, again and again, and tells the plan, the attempt and the outcome', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.scheduler.start();
    const planned = desk.scheduler.planned('alice')!;
    expect(planned).toMatchObject({ kind: 'renew', why: 'half-life', failed: 0, running: false });
    await desk.until(24 * HOUR);
    expect(desk.asked.length).toBe(4);
    expect(desk.asked[0]!.at).toBeCloseTo(planned.at! - START, 1);
    expect(desk.events.slice(0, 2)).toMatchObject([{ type: 'planned' }, { type: 'attempt', kind: 'renew' }]);
    const outcome = desk.events.find(({ type }) => type === 'outcome');
    expect(outcome).toMatchObject({ outcome: 'done', identity: 'alice' });
  });

  it('asks at most once in five seconds, whoever it is for, those that end first first', async () => {
    const desk = new Desk();
    for (let n = 0; n < 12; n++) desk.give(`user${n}`, 10 * HOUR, START - 6 * HOUR - n);
    desk.scheduler.start();
    await desk.until(120);
    expect(desk.asked.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, n) => `user${11 - n}`));
    for (const [n, { at }] of desk.asked.entries()) expect(at).toBeCloseTo(5 * n, 1);
  });

  it('looks at the wall clock when a timer fires: what is due after an unannounced sleep is done within a minute', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.scheduler.start();
    desk.machine.sleep(START + HOUR, START + 6 * HOUR, false);
    await desk.until(6 * HOUR + 61);
    expect(desk.asked).toHaveLength(1);
    expect(desk.events).toContainEqual(expect.objectContaining({ type: 'slept' }));
    expect(desk.machine.longestTimer).toBeLessThan(2 ** 31);
  });

  it('asks whether a KDC can be reached after waking, and renews as soon as one can', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.scheduler.start();
    desk.reachable = false;
    desk.machine.sleep(START + HOUR, START + 6 * HOUR, true);
    desk.machine.at(START + 6 * HOUR + 12, () => {
      desk.reachable = true;
    });
    await desk.until(6 * HOUR + 11);
    expect(desk.probes).toBeGreaterThan(0);
    expect(desk.asked).toHaveLength(0);
    await desk.until(6 * HOUR + 25);
    expect(desk.asked).toHaveLength(1);
    const slept = desk.events.find((event) => event.type === 'slept')!;
    expect(slept.to - slept.from).toBeCloseTo(5 * HOUR, 0);
  });

  it('asks nobody while nothing is due, however often the network changes', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.scheduler.start();
    for (let n = 0; n < 100; n++)
      desk.machine.at(START + n * 60, () => {
        desk.machine.networkChanged();
      });
    await desk.until(3 * HOUR);
    expect(desk.probes).toBe(0);
    expect(desk.asked).toEqual([]);
  });

  it('tries again when the network comes back, not at the end of the ladder’s wait', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.scheduler.start();
    desk.reachable = false;
    desk.answer = () => Promise.reject(silence());
    await desk.until(7 * HOUR);
    const before = desk.asked.length;
    expect(before).toBeGreaterThan(4);
    expect(before).toBeLessThan(16);
    desk.reachable = true;
    desk.answer = (id) => Promise.resolve(desk.renewed(id));
    desk.machine.networkChanged();
    await desk.until(7 * HOUR + 10);
    expect(desk.asked).toHaveLength(before + 1);
    expect(desk.tickets.get('alice')!.startTime).toBeGreaterThan(START + 7 * HOUR - 1);
  });

  it('lets another program’s renewal stand: the plan follows the new ticket and nothing is asked', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.scheduler.start();
    desk.machine.at(START + 4 * HOUR, () => {
      desk.give('alice');
    });
    await desk.until(8 * HOUR);
    expect(desk.asked).toEqual([]);
    expect(desk.scheduler.planned('alice')!.at).toBeGreaterThan(START + 9 * HOUR);
  });

  it('ends a request that says nothing for two minutes, and one that was under way when the machine slept', async () => {
    const desk = new Desk();
    desk.give('alice', 10 * HOUR, START - 6 * HOUR);
    desk.answer = () => new Promise(() => undefined);
    desk.scheduler.start();
    await desk.until(119);
    expect(desk.scheduler.planned('alice')).toMatchObject({ running: true });
    await desk.until(121);
    expect(desk.events.filter(({ type }) => type === 'outcome')).toMatchObject([{ outcome: 'unreachable' }]);
    await desk.until(160);
    desk.machine.sleep(START + 161, START + 500, true);
    await desk.until(502);
    expect(desk.events.filter(({ type }) => type === 'outcome')).toMatchObject([
      { outcome: 'unreachable' },
      { outcome: 'unreachable' },
    ]);
  });

  it('survives a clock that is set back by an hour: the next try is not an hour later', async () => {
    const desk = new Desk();
    desk.give('alice', 10 * HOUR, START - 9 * HOUR);
    desk.answer = () => Promise.reject(silence());
    desk.scheduler.start();
    await desk.until(20);
    const before = desk.asked.length;
    desk.machine.setClockAhead(-HOUR);
    await desk.until(20 + 300);
    expect(desk.asked.length).toBeGreaterThan(before);
  });

  it('does not go on for ever where renewal brings no later end', async () => {
    const desk = new Desk();
    desk.give('alice');
    desk.answer = (id) => {
      const { endTime } = desk.tickets.get(id)!;
      desk.give(id, endTime - desk.machine.seconds);
      return Promise.resolve({ kind: 'done', endTime });
    };
    desk.scheduler.start();
    await desk.until(9 * HOUR);
    expect(desk.asked).toHaveLength(1);
    expect(desk.scheduler.planned('alice')).toMatchObject({ kind: 'nothing', why: 'no-gain' });
  });

  it('remembers a bounded number of tries, however long no KDC answers', async () => {
    const desk = new Desk();
    desk.means = 'keytab';
    desk.give('alice', HOUR, START - HOUR);
    desk.answer = () => Promise.reject(silence());
    desk.scheduler.start();
    await desk.until(48 * HOUR);
    expect(desk.asked.length).toBeGreaterThan(48 * 4 - 8);
    expect(desk.asked.length).toBeLessThan(48 * 4 + 48);
    expect(desk.scheduler.held().tries).toBe(16);
  });

  it('forgets refusals when the person acts', async () => {
    const desk = new Desk();
    desk.give('alice', 10 * HOUR, START - 6 * HOUR);
    desk.answer = () =>
      Promise.reject(
        new KerberosError('TICKET_NOT_RENEWABLE', 'no', { server: 's', why: 'flag', renewTill: 0 }),
      );
    desk.scheduler.start();
    await desk.until(3 * HOUR);
    expect(desk.scheduler.planned('alice')).toMatchObject({ kind: 'nothing', why: 'refused' });
    expect(desk.asked).toHaveLength(3);
    desk.answer = (id) => Promise.resolve(desk.renewed(id));
    desk.scheduler.personActed('alice');
    await desk.until(3 * HOUR + 10);
    expect(desk.asked).toHaveLength(4);
  });

  it('reports a fault of an action and goes on', async () => {
    const desk = new Desk();
    desk.give('alice', 10 * HOUR, START - 6 * HOUR);
    desk.answer = () => Promise.reject(new TypeError('a fault'));
    desk.scheduler.start();
    await desk.until(60);
    expect(desk.faults).toHaveLength(1);
    expect(desk.scheduler.planned('alice')).toMatchObject({ kind: 'renew', why: 'retry', failed: 1 });
  });

  it('leaves no timer and no listener behind, and none where nobody has tickets', async () => {
    const desk = new Desk();
    desk.scheduler.start();
    await desk.until(100);
    expect(desk.machine.timersArmed).toBe(0);
    desk.give('alice');
    desk.scheduler.planned('alice');
    desk.tickets.clear();
    desk.scheduler.replan();
    expect(desk.scheduler.held()).toEqual({ entries: 0, tries: 0, realms: 0 });
    desk.give('bob');
    desk.scheduler.close();
    expect(desk.machine.timersArmed).toBe(0);
    expect(desk.listening).toBe(0);
  });
});
