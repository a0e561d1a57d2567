// Watches every internet socket of the app's whole process tree while it works, and says which of them were none of its
// business: any of another process than main, and any of main's to other than the realm's servers.
import { setTimeout as wait } from 'node:timers/promises';
import { inetSockets, processTree, socketEnds, type SocketEnds } from './process-tree.ts';

const EVERY_MS = 40;
const PROCESSES_EVERY = 10;

interface Seen {
  readonly pids: Set<number>;
  readonly ends: SocketEnds[];
}

export interface SocketCount {
  /** Of the app, without those by which a test is attached to it. */
  readonly sockets: number;
  readonly processes: number;
  readonly looks: number;
  /** ADDRESS:PORT of every other end that a socket of main's had. */
  readonly remotes: readonly string[];
  /** What should not have been, in words. */
  readonly strangers: readonly string[];
}

export class SocketWatch {
  /** By inode: every end that a socket was seen with, and who had it. */
  readonly seen = new Map<string, Seen>();
  readonly #commands = new Map<number, string>();
  readonly #main: number;
  /** The ends by which a test is attached: one listens in the main process, one in the browser. */
  readonly #attached: ReadonlySet<string>;
  #looks = 0;
  #running = true;
  readonly #looking: Promise<void>;

  private constructor(main: number, attached: ReadonlySet<string>) {
    this.#main = main;
    this.#attached = attached;
    this.#looking = this.#watch();
  }

  /** @param main the process of an app that was just started: what listens by then is the test's own */
  static async open(main: number): Promise<SocketWatch> {
    const listeners = (): string[] =>
      inetSockets(processTree(main))
        .map(socketEnds)
        .filter(({ listens }) => listens)
        .map(({ local }) => local);
    for (let tries = 0; listeners().length < 2 && tries < 100; tries++) await wait(100);
    const attached = listeners();
    if (attached.length !== 2) throw new Error(`${attached.join(', ')} listen: not the two of a test`);
    return new SocketWatch(main, new Set(attached));
  }

  async #watch(): Promise<void> {
    for (let tree = processTree(this.#main); this.#running; this.#looks++) {
      // Finding the processes takes far longer than looking at what they have open.
      if (this.#looks % PROCESSES_EVERY === 0) tree = processTree(this.#main);
      for (const entry of tree) {
        this.#commands.set(entry.pid, entry.commandLine);
        for (const line of inetSockets([entry])) {
          const ends = socketEnds(line);
          const known = this.seen.get(ends.inode) ?? { pids: new Set(), ends: [] };
          known.pids.add(entry.pid);
          known.ends.push(ends);
          this.seen.set(ends.inode, known);
        }
      }
      await wait(EVERY_MS);
    }
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#looking;
  }

  /** @param servers ADDRESS:PORT of each of the realm's: they may be main's own, as in the practice realm */
  count(servers: readonly string[]): SocketCount {
    const strangers: string[] = [];
    const remotes = new Set<string>();
    let sockets = 0;
    for (const { pids, ends } of this.seen.values()) {
      if (ends.some(({ local, remote }) => this.#attached.has(local) || this.#attached.has(remote))) continue;
      sockets += 1;
      const said = [...new Set(ends.map(({ local, remote }) => `${local} to ${remote || 'nobody'}`))].join(
        ', ',
      );
      for (const pid of pids) {
        if (pid !== this.#main) strangers.push(`${said} of ${this.#commands.get(pid) ?? String(pid)}`);
      }
      if (ends.some(({ local }) => servers.includes(local))) continue;
      const own = new Set(ends.map(({ remote }) => remote).filter((remote) => remote !== ''));
      for (const remote of own) remotes.add(remote);
      // One look may fall between its being made and its being connected; for longer it would be to anybody.
      if (own.size === 0 && (ends.length > 1 || ends.some(({ listens }) => listens)))
        strangers.push(`${said}, connected to nobody`);
      for (const remote of own) if (!servers.includes(remote)) strangers.push(said);
    }
    for (const line of this.#commands.values()) {
      if (/^\S*crash/.test(line)) strangers.push(line);
    }
    return {
      sockets,
      processes: this.#commands.size,
      looks: this.#looks,
      remotes: [...remotes].toSorted(),
      strangers,
    };
  }
}
