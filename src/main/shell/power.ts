// Sleep, locked screens and changing networks, as the renewal's ports. Linux tells of no locked screen (Electron
// has no event there), no system tells of a VPN: for that the addresses of this machine are compared every few
// seconds, and whoever is told probes the KDC itself. A link that is up says nothing about it.
import { statSync } from 'node:fs';
import type os from 'node:os';

/** Returns what ends the listening. */
type On = (listener: () => void) => () => void;

export interface Power {
  readonly onSuspend: On;
  readonly onResume: On;
  readonly onLock: On;
  readonly onUnlock: On;
}

export interface Network {
  /** After the machine's addresses changed, and after each wake. */
  readonly onChange: On;
}

const LOOK_MS = 4_000;

/** What of the interfaces matters to reach a KDC: which addresses there are, and on what. */
export function networkSignature(interfaces: NodeJS.Dict<readonly os.NetworkInterfaceInfo[]>): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) =>
      addresses.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join('\n');
}

interface Listeners {
  readonly on: On;
  readonly tell: () => void;
}

function listeners(): Listeners {
  const all = new Set<() => void>();
  return {
    on(listener) {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
    tell() {
      for (const listener of [...all]) listener();
    },
  };
}

/** Electron's powerMonitor. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen', listener: () => void): unknown;
}

export function systemPower(monitor: PowerEvents): Power {
  const [suspend, resume, lock, unlock] = [listeners(), listeners(), listeners(), listeners()];
  monitor.on('suspend', suspend.tell);
  monitor.on('resume', resume.tell);
  monitor.on('lock-screen', lock.tell);
  monitor.on('unlock-screen', unlock.tell);
  return { onSuspend: suspend.on, onResume: resume.on, onLock: lock.on, onUnlock: unlock.on };
}

/** When the list of name servers was written: a VPN often changes nothing else. */
export function nameServersStamp(): string {
  return String(statSync('/etc/resolv.conf', { throwIfNoEntry: false })?.mtimeMs ?? '');
}

export interface NetworkOptions {
  readonly interfaces: () => NodeJS.Dict<readonly os.NetworkInterfaceInfo[]>;
  /** Differs when the name servers do, as far as this machine shows it. */
  readonly nameServers: () => string;
  readonly power: Pick<Power, 'onResume'>;
  readonly every: (millis: number, look: () => void) => void;
}

export function systemNetwork({ interfaces, nameServers, power, every }: NetworkOptions): Network {
  const told = listeners();
  const look = (): string => `${networkSignature(interfaces())}\n${nameServers()}`;
  let last = look();
  every(LOOK_MS, () => {
    const now = look();
    if (now === last) return;
    last = now;
    told.tell();
  });
  power.onResume(() => {
    last = look();
    told.tell(); // the same addresses may lie in another network by now
  });
  return { onChange: told.on };
}
