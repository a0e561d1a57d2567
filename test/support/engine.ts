// The engine over real sockets, for conformance tests: ports, settings, a password and a keytab of a peer.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseKeytab, parsePrincipal, settingsFromProfile } from '../../src/krb5/index.ts';
import type {
  AnyKerberosError,
  CacheContents,
  ClientSecret,
  InitialCredential,
  KerberosSettings,
  Ports,
  Principal,
  TraceEvent,
} from '../../src/krb5/index.ts';
import { isKerberosError } from '../../src/krb5/index.ts';
import { systemClock } from '../../src/node/clock.ts';
import { loadProfile } from '../../src/node/config.ts';
import { systemRandom } from '../../src/node/crypto.ts';
import { nodeKeyDerivation } from '../../src/node/key-derivation.ts';
import { nodeResolver } from '../../src/node/resolver.ts';
import { nodeTransport } from '../../src/node/transport/index.ts';

export interface Engine {
  readonly ports: Ports;
  readonly settings: KerberosSettings;
  readonly trace: readonly TraceEvent[];
}

/** Engine for a krb5.conf; `change` alters the settings as an option of the person would. */
export function engineFor(krb5Conf: string, change: Partial<KerberosSettings> = {}): Engine {
  const settings = { ...settingsFromProfile(loadProfile({ KRB5_CONFIG: krb5Conf })), ...change };
  const events: TraceEvent[] = [];
  const trace = (event: TraceEvent): void => {
    events.push(event);
  };
  return {
    settings,
    trace: events,
    ports: {
      clock: systemClock(),
      random: systemRandom(),
      kdf: nodeKeyDerivation(),
      transport: nodeTransport({ settings, trace }),
      resolver: nodeResolver(),
      trace,
    },
  };
}

export const principal = (text: string): Principal => parsePrincipal(text);

/** A password typed once: being asked for it twice is a failure of the engine. */
export function password(text: string): Extract<ClientSecret, { kind: 'password' }> {
  let asked = false;
  return {
    kind: 'password',
    password() {
      if (asked) throw new Error('the password was asked for twice');
      asked = true;
      return new TextEncoder().encode(text);
    },
  };
}

export function keytab(...parts: string[]): Extract<ClientSecret, { kind: 'keytab' }> {
  const name = path.join(...parts);
  return { kind: 'keytab', entries: parseKeytab(new Uint8Array(readFileSync(name))).entries, name };
}

export function contentsOf(initial: InitialCredential): CacheContents {
  return {
    principal: initial.credential.client,
    credentials: [initial.credential],
    config: initial.config,
    kdcOffset: initial.kdcOffset,
  };
}

/** The KerberosError that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<AnyKerberosError> {
  try {
    await promise;
  } catch (error) {
    if (isKerberosError(error)) return error;
    throw error;
  }
  throw new Error('expected a KerberosError');
}

/** How many messages with a proof of the password left for each server. */
export function proofsSent(trace: readonly TraceEvent[]): number {
  return trace.filter((event) => event.type === 'preauth.chosen').length;
}
