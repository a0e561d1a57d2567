// The practice realm for tests: on a clock that a test can move, in a folder of its own with its krb5.conf and keytabs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../src/krb5/index.ts';
import { nodeKeyDerivation, systemRandom } from '../../src/node/index.ts';
import { startPracticeRealm } from '../../src/practice-realm/index.ts';
import type { PracticeEvent, PracticeRealm, PracticeRealmOptions } from '../../src/practice-realm/index.ts';

export const random = systemRandom();
export const kdf = nodeKeyDerivation();

/** The system's clock, moved by as much as a test says. */
export class TestClock implements Clock {
  #last = 0;
  #movedSeconds = 0;

  nowMicros(): number {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000 + this.#movedSeconds * 1e6);
    return this.#last;
  }

  monotonicMillis(): number {
    return performance.now();
  }

  /** Forwards or, like a person who sets the clock, backwards. */
  move(seconds: number): void {
    this.#movedSeconds += seconds;
    this.#last = 0;
  }
}

export interface Practice {
  readonly realm: PracticeRealm;
  readonly clock: TestClock;
  readonly events: readonly PracticeEvent[];
  readonly dir: string;
  /** Files in `dir`. */
  readonly krb5Conf: string;
  readonly keytab: string;
  readonly krbtgtKeytab: string;
  readonly password: string;
  stop(): Promise<void>;
}

export const KRBTGT = 'krbtgt/PRACTICE.TEST';

export async function startPractice(options: Partial<PracticeRealmOptions> = {}): Promise<Practice> {
  const clock = new TestClock();
  const events: PracticeEvent[] = [];
  const trace = (event: PracticeEvent): void => {
    events.push(event);
  };
  const realm = await startPracticeRealm({ clock, random, kdf, trace, ...options });
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-practice-'));
  const file = (name: string, contents: string | Uint8Array): string => {
    const full = path.join(dir, name);
    writeFileSync(full, contents);
    return full;
  };
  return {
    realm,
    clock,
    events,
    dir,
    krb5Conf: file('krb5.conf', realm.krb5Conf),
    keytab: file('services.keytab', realm.exportKeytab()),
    krbtgtKeytab: file('krbtgt.keytab', realm.exportKeytab([KRBTGT])),
    password: realm.users[0]?.password ?? '',
    stop: async () => {
      await realm.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
