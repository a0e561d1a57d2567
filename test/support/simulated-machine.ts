// A machine whose time a test makes: wall clock, a clock that stands still in sleep, timers on the latter, and the
// system's words about power and network. Nothing of it waits for real time.
import type { Clock } from '../../src/krb5/index.ts';
import type { Timers } from '../../src/main/services/renewal/alarm.ts';
import type { Power } from '../../src/main/services/renewal/sleep.ts';

interface Armed {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

interface Scripted {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void | Promise<void>;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Listeners that can be counted. */
class Listeners {
  readonly #all = new Set<() => void>();
  readonly add = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  get size(): number {
    return this.#all.size;
  }

  call(): void {
    for (const listener of [...this.#all]) listener();
  }
}

export class SimulatedMachine {
  /** True time in milliseconds since 1970: the KDC's. */
  #time: number;
  #monotonic = 0;
  /** What our own wall clock is ahead of the truth. */
  #set = 0;
  #lastMicros = 0;
  #order = 0;
  readonly #armed = new Map<number, Armed>();
  #script: Scripted[] = [];
  readonly #suspend = new Listeners();
  readonly #resume = new Listeners();
  readonly #network = new Listeners();
  asleep = false;
  longestTimer = 0;
  mostTimers = 0;

  constructor(startSeconds: number) {
    this.#time = startSeconds * 1_000;
  }

  readonly clock: Clock = {
    nowMicros: () => {
      this.#lastMicros = Math.max(this.#lastMicros + 1, Math.floor((this.#time + this.#set) * 1_000));
      return this.#lastMicros;
    },
    monotonicMillis: () => this.#monotonic,
  };

  /** The KDC's clock. */
  readonly trueClock: Clock = {
    nowMicros: () => Math.floor(this.#time) * 1_000 + (this.#order++ % 1_000),
    monotonicMillis: () => this.#time,
  };

  readonly timers: Timers = {
    set: (millis, callback) => {
      if (!Number.isFinite(millis) || millis < 0) throw new RangeError(`a timer of ${millis} ms`);
      const order = ++this.#order;
      this.longestTimer = Math.max(this.longestTimer, millis);
      this.#armed.set(order, { at: this.#monotonic + millis, order, callback });
      this.mostTimers = Math.max(this.mostTimers, this.#armed.size);
      return order;
    },
    clear: (handle) => {
      if (typeof handle === 'number') this.#armed.delete(handle);
    },
  };

  readonly power: Power = { onSuspend: this.#suspend.add, onResume: this.#resume.add };
  readonly onNetworkChange = this.#network.add;

  get seconds(): number {
    return this.#time / 1_000;
  }

  get timersArmed(): number {
    return this.#armed.size;
  }

  get listeners(): number {
    return this.#suspend.size + this.#resume.size + this.#network.size;
  }

  /** Does something at a true time in seconds. */
  at(seconds: number, happen: () => void | Promise<void>): void {
    this.#script.push({ at: seconds * 1_000, order: ++this.#order, happen });
    this.#script.sort((a, b) => b.at - a.at || b.order - a.order);
  }

  /** Resolves after so much awake time, or rejects when the signal fires. */
  wait(millis: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const handle = this.timers.set(millis, resolve);
      signal?.addEventListener('abort', () => {
        this.timers.clear(handle);
        reject(new Error('aborted'));
      });
    });
  }

  networkChanged(): void {
    if (!this.asleep) this.#network.call();
  }

  /** @param announced false: the system says nothing of it, as on Linux without a login manager */
  sleep(from: number, to: number, announced: boolean): void {
    this.at(from, () => {
      if (announced) this.#suspend.call();
      this.asleep = true;
    });
    this.at(to, () => {
      this.asleep = false;
      if (announced) this.#resume.call();
    });
  }

  /** A person or NTP sets our clock. */
  setClockAhead(seconds: number): void {
    this.#set = seconds * 1_000;
    this.#lastMicros = 0;
  }

  /** Lets time pass until then, step by step. `each` is called after every step. */
  async run(untilSeconds: number, each: () => void = () => undefined): Promise<void> {
    const until = untilSeconds * 1_000;
    for (;;) {
      await settled();
      const next = this.asleep ? undefined : this.#nextTimer();
      const timerAt =
        next === undefined ? Number.POSITIVE_INFINITY : this.#time + Math.max(0, next.at - this.#monotonic);
      const scripted = this.#script.at(-1);
      const at = Math.min(timerAt, scripted?.at ?? Number.POSITIVE_INFINITY, until);
      if (!this.asleep) this.#monotonic += at - this.#time;
      this.#time = at;
      if (scripted !== undefined && scripted.at === at) {
        this.#script.pop();
        await scripted.happen();
      } else if (next !== undefined && timerAt === at) {
        this.#armed.delete(next.order);
        next.callback();
      } else if (at === until) return;
      await settled();
      each();
    }
  }

  #nextTimer(): Armed | undefined {
    let first: Armed | undefined;
    for (const armed of this.#armed.values()) {
      if (first === undefined || armed.at < first.at || (armed.at === first.at && armed.order < first.order))
        first = armed;
    }
    return first;
  }
}

/** Minutes since Monday began, in UTC: the simulated machines' time zone. The first day of 1970 was a Thursday. */
export const minuteOfWeek = (at: number): number => (Math.floor(at / 60) + 3 * 1_440) % (7 * 1_440);
