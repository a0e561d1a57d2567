// PRACTICE.TEST: a KDC of our own for learning, demonstrations, tests and the first run. Real protocol over real
// sockets, on loopback addresses and nowhere else; keys made at each start, in memory alone; passwords public.
import { PASSWORD, REALM, SCENARIOS, SERVICES, USERS } from './accounts.ts';
import { Directory } from './directory.ts';
import { Kdc } from './kdc.ts';
import { practiceKrb5Conf } from './krb5-conf.ts';
import { ReplayCache } from './memory.ts';
import { Gate, listen, LOOPBACK } from './sockets.ts';
import type { Family, Listener } from './sockets.ts';
import type { PracticeRealm, PracticeRealmOptions } from './types.ts';

export type {
  PracticeEvent,
  PracticeRealm,
  PracticeRealmOptions,
  PracticeScenario,
  PracticeService,
  PracticeUser,
} from './types.ts';

/**
 * Makes the realm and listens: KDC and kpasswd, each on UDP and TCP.
 * @throws the system's error where no loopback address can be listened on, or the port given is taken
 */
export async function startPracticeRealm(options: PracticeRealmOptions): Promise<PracticeRealm> {
  const { clock, random, kdf, port, families } = options;
  const directory = await Directory.create(kdf, random, clock.nowMicros(), options.passwordLife);
  const kdc = new Kdc({ clock, random, directory, replays: new ReplayCache() }, options.trace);
  const gate = new Gate(clock);
  const open: Listener[] = [];
  const kdcAddresses: string[] = [];
  const kpasswdAddresses: string[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(open.map(async (listener) => listener.close()));
    directory.wipe();
  };
  try {
    for (const family of families ?? (['ipv4', 'ipv6'] as const)) {
      try {
        const main = await listen(family, port ?? 0, gate, (arrival) => kdc.answer(arrival));
        open.push(main);
        const second = port === undefined ? 0 : port + 1;
        const kpasswd = await listen(family, second, gate, async (arrival) => kdc.answerKpasswd(arrival));
        open.push(kpasswd);
        kdcAddresses.push(printed(family, main.port));
        kpasswdAddresses.push(printed(family, kpasswd.port));
      } catch (error) {
        if (families !== undefined || !isFamilyMissing(error)) throw error;
      }
    }
    if (kdcAddresses.length === 0) throw new Error('this machine has no loopback address to listen on');
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    realm: REALM,
    kdcAddresses,
    kpasswdAddresses,
    krb5Conf: practiceKrb5Conf(kdcAddresses, kpasswdAddresses),
    users: USERS.map(({ name, teaches }) => ({ name, password: PASSWORD, teaches })),
    services: SERVICES.map(({ name, teaches }) => ({ name, teaches })),
    scenarios: SCENARIOS,
    exportKeytab: (names = SERVICES.map(({ name }) => name)) => directory.exportKeytab(names),
    stop,
  };
}

function printed(family: Family, port: number): string {
  return family === 'ipv4' ? `${LOOPBACK.ipv4}:${port}` : `[${LOOPBACK.ipv6}]:${port}`;
}

/** A machine without ::1, or without one of the two families at all. */
function isFamilyMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'EPROTONOSUPPORT'].includes(code);
}
