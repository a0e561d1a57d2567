// Settings and ports for tests of the client room: names from a table, a KDC in the test's own hands.
import { nobleKeyDerivation } from '../../../../src/krb5/crypto/index.ts';
import { Profile, settingsFromProfile } from '../../../../src/krb5/index.ts';
import type {
  KdcRequest,
  KerberosSettings,
  NameResolver,
  Ports,
  TraceEvent,
} from '../../../../src/krb5/index.ts';
import { countingRandom, NOW } from '../../../support/kdc-builder.ts';

export const settings = (change: Partial<KerberosSettings> = {}): KerberosSettings => ({
  ...settingsFromProfile(new Profile([])),
  ...change,
});

export interface Names {
  /** typed -> canonical name and address */
  readonly forward?: Readonly<Record<string, readonly [string, string]>>;
  readonly backward?: Readonly<Record<string, string>>;
  readonly txt?: Readonly<Record<string, readonly string[]>>;
  readonly search?: string;
  readonly addresses?: readonly string[];
}

export function resolver(names: Names = {}): NameResolver {
  return {
    canonicalName(host) {
      const found = names.forward?.[host];
      return Promise.resolve(found === undefined ? undefined : { name: found[0], addresses: [found[1]] });
    },
    reverse: (address) => Promise.resolve(names.backward?.[address]),
    localHostname: () => 'Desk.mit.test',
    searchDomain: () => names.search,
    localAddresses: () => names.addresses ?? [],
    textRecords: (name) => Promise.resolve(names.txt?.[name] ?? []),
  };
}

export interface TestPorts {
  readonly ports: Ports;
  readonly requests: KdcRequest[];
  readonly trace: TraceEvent[];
}

/** Ports whose KDC is a function of the request; what it rejects with, the transport rejects with. */
export function portsWith(
  kdc: (request: KdcRequest) => Uint8Array | Promise<Uint8Array>,
  names: Names = {},
): TestPorts {
  const requests: KdcRequest[] = [];
  const trace: TraceEvent[] = [];
  let now = NOW * 1_000_000;
  const ports: Ports = {
    clock: { nowMicros: () => (now += 1000), monotonicMillis: () => now / 1000 },
    random: countingRandom(),
    kdf: nobleKeyDerivation(() => Promise.resolve()),
    transport: {
      async exchange(request) {
        requests.push(request);
        const reply = await kdc(request);
        return { reply, from: { transport: 'udp', host: '192.0.2.88', port: 88 } };
      },
    },
    resolver: resolver(names),
    trace: (event) => trace.push(event),
  };
  return { ports, requests, trace };
}
