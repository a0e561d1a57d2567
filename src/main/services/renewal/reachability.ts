// Can a KDC of the realm be reached? Asked when the network changed and after sleep, by connecting: "link up" says
// nothing of a VPN, and nothing is sent to the KDC. What a request of ours found out counts as well.
import type { Clock } from '#krb5';
import type { Timers } from './alarm.ts';

export interface Network {
  /** Interfaces, routes or names changed. Returns what ends the listening. */
  readonly onChange: (listener: () => void) => () => void;
  /** Can any KDC of the realm be connected to? Never rejects for a network's reasons. */
  readonly probe: (realm: string, signal: AbortSignal) => Promise<boolean>;
}

const PROBE_MILLIS = 10_000;
/** A VPN says that it is up some seconds before names and routes are. */
const AGAIN_MILLIS = [5_000, 15_000, 45_000] as const;

export interface Finding {
  readonly reached: boolean;
  readonly at: number;
}

interface Probe {
  readonly controller: AbortController;
  readonly limit: unknown;
}

export interface Reachability {
  /** Probes these realms, and those that do not answer three times more. Waiting ones start over. */
  readonly check: (realms: Iterable<string>) => void;
  /** Is a first probe still under way? */
  readonly asking: (realm: string) => boolean;
  readonly finding: (realm: string) => Finding | undefined;
  /** A request of ours that began then was answered, or was not: silence says nothing against what was found later. */
  readonly learn: (realm: string, reached: boolean, began: number) => void;
  /** Forgets realms that nobody needs. */
  readonly keep: (realms: ReadonlySet<string>) => void;
  readonly size: () => number;
  readonly close: () => void;
}

export function createReachability(
  ports: { readonly clock: Clock; readonly timers: Timers; readonly network: Network },
  onFinding: (realm: string, finding: Finding) => void,
): Reachability {
  const { clock, timers, network } = ports;
  const findings = new Map<string, Finding>();
  const probes = new Map<string, Probe>();
  const waiting = new Map<string, unknown>();
  let closed = false;

  const stopWaiting = (realm: string): void => {
    if (waiting.has(realm)) timers.clear(waiting.get(realm));
    waiting.delete(realm);
  };
  const stopProbe = (realm: string): void => {
    const probe = probes.get(realm);
    probes.delete(realm);
    if (probe === undefined) return;
    timers.clear(probe.limit);
    probe.controller.abort();
  };
  const note = (realm: string, reached: boolean): void => {
    const finding = { reached, at: clock.nowMicros() / 1_000_000 };
    findings.set(realm, finding);
    onFinding(realm, finding);
  };

  function ask(realm: string, attempt: number): void {
    stopWaiting(realm);
    stopProbe(realm);
    const controller = new AbortController();
    const limit = timers.set(PROBE_MILLIS, () => {
      done(false);
    });
    const probe: Probe = { controller, limit };
    probes.set(realm, probe);
    const done = (reached: boolean): void => {
      if (closed || probes.get(realm) !== probe) return;
      stopProbe(realm);
      const pause = reached ? undefined : AGAIN_MILLIS[attempt];
      if (pause !== undefined) {
        const handle = timers.set(pause, () => {
          ask(realm, attempt + 1);
        });
        waiting.set(realm, handle);
      }
      note(realm, reached);
    };
    network.probe(realm, controller.signal).then(done, () => {
      done(false);
    });
  }

  return {
    check(realms) {
      for (const realm of realms) ask(realm, 0);
    },
    asking: (realm) => probes.has(realm),
    finding: (realm) => findings.get(realm),
    learn(realm, reached, began) {
      if (!reached && (findings.get(realm)?.at ?? 0) > began) return;
      if (reached) {
        stopWaiting(realm);
        stopProbe(realm);
      }
      note(realm, reached);
    },
    keep(realms) {
      for (const realm of new Set([...findings.keys(), ...probes.keys(), ...waiting.keys()])) {
        if (realms.has(realm)) continue;
        findings.delete(realm);
        stopWaiting(realm);
        stopProbe(realm);
      }
    },
    size: () => findings.size + probes.size + waiting.size,
    close() {
      closed = true;
      for (const realm of [...waiting.keys()]) stopWaiting(realm);
      for (const realm of [...probes.keys()]) stopProbe(realm);
    },
  };
}
