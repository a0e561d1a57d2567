import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkSignature, systemNetwork, systemPower } from '../../../../src/main/shell/power.ts';
import { powerMonitor } from '../../../../stand-in/electron/power-monitor.ts';

const address = (value: string, internal = false): NetworkInterfaceInfo => ({
  address: value,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: null,
});

describe('power', () => {
  it('tells of sleep, waking, locking and unlocking, each to those who asked, until they do no more', () => {
    const power = systemPower(powerMonitor);
    const heard: string[] = [];
    const ends = [
      power.onSuspend(() => heard.push('suspend')),
      power.onResume(() => heard.push('resume')),
      power.onLock(() => heard.push('lock')),
      power.onUnlock(() => heard.push('unlock')),
    ];
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) powerMonitor.emit(event);
    expect(heard).toEqual(['suspend', 'resume', 'lock', 'unlock']);
    for (const end of ends) end();
    powerMonitor.emit('resume');
    expect(heard).toHaveLength(4);
  });
});

describe('the network', () => {
  it('is another one when an address came, went or moved, not when they are listed in another order', () => {
    const [a, b] = [address('10.0.0.5'), address('192.168.1.5')];
    const base = networkSignature({ eth0: [a], wlan0: [b], lo: [address('127.0.0.1', true)] });
    expect(networkSignature({ wlan0: [b], eth0: [a] })).toBe(base);
    expect(networkSignature({ eth0: [a] })).not.toBe(base);
    expect(networkSignature({ eth0: [b], wlan0: [a] })).not.toBe(base);
    expect(networkSignature({ eth0: [a], wlan0: [b], tun0: [address('10.8.0.2')] })).not.toBe(base);
  });

  it('is looked at every four seconds and after each wake, which always counts', () => {
    let interfaces: Record<string, NetworkInterfaceInfo[]> = { eth0: [address('10.0.0.5')] };
    let servers = '1';
    const wakes: (() => void)[] = [];
    const looks: (() => void)[] = [];
    const network = systemNetwork({
      interfaces: () => interfaces,
      nameServers: () => servers,
      power: {
        onResume: (listener) => {
          wakes.push(listener);
          return () => undefined;
        },
      },
      every: (millis, look) => {
        expect(millis).toBe(4_000);
        looks.push(look);
      },
    });
    let changes = 0;
    const end = network.onChange(() => changes++);
    looks[0]?.();
    expect(changes).toBe(0);
    interfaces = { ...interfaces, tun0: [address('10.8.0.2')] };
    looks[0]?.();
    looks[0]?.();
    expect(changes).toBe(1);
    servers = '2';
    looks[0]?.();
    expect(changes).toBe(2);
    interfaces = {};
    wakes[0]?.();
    expect(changes).toBe(3);
    looks[0]?.();
    expect(changes).toBe(3);
    wakes[0]?.();
    expect(changes).toBe(4);
    end();
    wakes[0]?.();
    expect(changes).toBe(4);
  });
});
