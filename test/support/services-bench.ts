// What tests of the services share: a practice realm on loopback, a folder with everything that a person's account
// has, and the app's services composed over both. Only the person is played.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { composeServices } from '../../src/main/compose.ts';
import { describeError } from '../../src/main/services/index.ts';
import type { Services } from '../../src/main/services/index.ts';
import { nodeKeyDerivation, systemClock, systemRandom } from '../../src/node/index.ts';
import { startPracticeRealm } from '../../src/practice-realm/index.ts';
import type { PracticeRealm } from '../../src/practice-realm/index.ts';
import type { EventEnvelope } from '../../src/shared/index.ts';

export const practiceRealm = (): Promise<PracticeRealm> =>
  startPracticeRealm({ clock: systemClock(), random: systemRandom(), kdf: nodeKeyDerivation() });

/** `krb5.conf`, an empty runtime folder `run`; the default cache is going to be `krb5cc`. */
export interface Account {
  readonly folder: string;
  /** The file of the default cache. */
  readonly cache: string;
  readonly remove: () => void;
}

export function newAccount(krb5Conf: string): Account {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tessera-services-'));
  writeFileSync(path.join(folder, 'krb5.conf'), krb5Conf);
  mkdirSync(path.join(folder, 'run'), { mode: 0o700 });
  return {
    folder,
    cache: path.join(folder, 'krb5cc'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Composed = Parameters<typeof composeServices>[0];

/** The services of that account, started. `env` is added to the account's own. */
export async function servicesOf(
  { folder, cache }: Account,
  given: Pick<Composed, 'prompt'> & Partial<Composed>,
  events: EventEnvelope[] = [],
): Promise<Services> {
  const services = await composeServices({
    dataFolder: path.join(folder, 'data'),
    app: { version: '0.0.0', runtime: 'stand-in', platform: 'linux' },
    clipboard: () => undefined,
    startPractice: startPracticeRealm,
    ...given,
    env: {
      KRB5_CONFIG: path.join(folder, 'krb5.conf'),
      KRB5CCNAME: `FILE:${cache}`,
      XDG_RUNTIME_DIR: path.join(folder, 'run'),
      ...given.env,
    },
  });
  services.hub.subscribe((event) => events.push(event));
  await services.start();
  return services;
}

/** A person who types that whenever asked. */
export const alwaysTypes = (password: string): Composed['prompt'] => ({
  ask: () => Promise.resolve(new TextEncoder().encode(password)),
});

/** What the window would be told. */
export const errorOf = (promise: Promise<unknown>): Promise<ReturnType<typeof describeError> | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => describeError(error),
  );
