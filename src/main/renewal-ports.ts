// What renewal needs of this machine: timers, ids, local time, and a look at the network's state, since Node tells of
// no change. Power events are the shell's.
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import type { Power, RenewalPorts } from './services/index.ts';

const LOOK_MILLIS = 10_000;
/** Changes when a VPN brings its own name servers. */
const NAME_SERVERS = '/etc/resolv.conf';

function networkState(): string {
  const { mtimeMs = 0 } = statSync(NAME_SERVERS, { throwIfNoEntry: false }) ?? {};
  const addresses = Object.entries(networkInterfaces()).map(
    ([name, all = []]) => `${name} ${all.map(({ address }) => address).join(' ')}`,
  );
  return [...addresses.toSorted(), String(mtimeMs)].join('\n');
}

/** Looks every ten seconds for other addresses or name servers. */
function onNetworkChange(listener: () => void): () => void {
  let before = networkState();
  const timer = setInterval(() => {
    const now = networkState();
    if (now === before) return;
    before = now;
    listener();
  }, LOOK_MILLIS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

const silentPower: Power = { onSuspend: () => () => undefined, onResume: () => () => undefined };

/** What the shell and the person's settings add; left out, the defaults count. */
export type RenewalChoices = Partial<RenewalPorts>;

export function renewalPorts(
  choices: RenewalChoices,
  onFault: (error: unknown) => void = (error) => {
    process.stderr.write(
      `renewal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  },
): RenewalPorts {
  return {
    timers: {
      set: (millis, callback) => setTimeout(callback, millis).unref(),
      clear: (handle) => {
        clearTimeout(handle as NodeJS.Timeout);
      },
    },
    power: silentPower,
    onNetworkChange,
    newId: randomUUID,
    seed: hostname(),
    minuteOfWeek: (at) => {
      const date = new Date(at * 1_000);
      return ((date.getDay() + 6) % 7) * 1_440 + date.getHours() * 60 + date.getMinutes();
    },
    settingsFor: () => ({}),
    noticeSettings: () => ({}),
    noticeMemory: { load: () => [], save: () => undefined },
    onFault,
    ...choices,
  };
}
