// How much a window may ask for: a bucket of requests for each kind of procedure, filled again at a steady rate, and
// for what waits on a KDC or a person a bound on how many run at once. Set far above what anybody does by hand (a key
// held down, a list of 10,000 tickets scrolled through) and far below what a page that was taken over would like.
import type { ProcedureName } from '#shared';

interface Bounds {
  /** Requests at once, after a rest. */
  readonly burst: number;
  readonly perSecond: number;
  /** Of this kind, waiting for their answer. */
  readonly atOnce?: number;
}

const kinds = {
  /** Answered from memory or the database. */
  look: { burst: 240, perSecond: 60 },
  /** Writes to a cache or the database. */
  change: { burst: 120, perSecond: 40 },
  /** Looks for hosts in DNS, or connects to KDCs. */
  network: { burst: 30, perSecond: 0.5, atOnce: 8 },
  /** Asks a KDC. */
  kdc: { burst: 24, perSecond: 1, atOnce: 12 },
  /**
   * Opens a window of main's own, a prompt or a dialog. That few stand open at once is what keeps the person's peace;
   * one who tries name after name must not meet the bucket's end.
   */
  person: { burst: 20, perSecond: 1, atOnce: 4 },
  /** Reads a keytab, each time that the form of one who has it is opened; a dialog where the person chooses another. */
  keytab: { burst: 30, perSecond: 2, atOnce: 4 },
  clipboard: { burst: 12, perSecond: 1 },
  /** Reads a whole blob, or goes through one; a dialog where the person chooses it. */
  blob: { burst: 40, perSecond: 4, atOnce: 4 },
  /** The pieces of a blob that come into view. */
  piece: { burst: 320, perSecond: 120 },
  /** What stops something is never too much to ask. */
  stop: { burst: 240, perSecond: 60 },
} as const satisfies Record<string, Bounds>;

type Kind = keyof typeof kinds;

const kindOf: Readonly<Record<ProcedureName, Kind>> = {
  'app.describe': 'look',
  'state.get': 'look',
  'settings.update': 'change',
  'clipboard.write': 'clipboard',
  'realm.probe': 'network',
  'identity.signIn': 'person',
  'identity.changePassword': 'person',
  'identity.forgetPassword': 'change',
  'keytab.open': 'keytab',
  'vault.describe': 'look',
  'identity.destroy': 'change',
  'identity.forget': 'change',
  'identity.configure': 'change',
  'identity.snooze': 'change',
  'identity.pin': 'change',
  'identity.makeDefault': 'change',
  'identity.pac': 'kdc',
  'ticket.resolve': 'network',
  'ticket.check': 'kdc',
  'ticket.acquire': 'kdc',
  'ticket.renew': 'kdc',
  'ticket.remove': 'change',
  'practice.start': 'kdc',
  'practice.stop': 'change',
  'history.list': 'look',
  'history.clear': 'person',
  'timeline.list': 'look',
  'ticket.origin': 'look',
  'ticket.raw': 'look',
  'ticket.page': 'look',
  'exchange.get': 'look',
  'exchange.message': 'look',
  'exchange.copy': 'clipboard',
  'blob.open': 'blob',
  'blob.list': 'look',
  'blob.close': 'stop',
  'blob.fields': 'piece',
  'blob.bytes': 'piece',
  'blob.find': 'piece',
  'blob.search': 'blob',
  'blob.addKeytab': 'person',
  'blob.addPassword': 'person',
  'blob.addKey': 'person',
  'blob.useTickets': 'blob',
  'blob.reveal': 'person',
  'blob.pac': 'look',
  'blob.copy': 'clipboard',
  'blob.export': 'person',
  'blob.forget': 'change',
  'operation.cancel': 'stop',
};

export interface Limits {
  /** What to call when the answer is there; undefined where it is too much for now. */
  readonly enter: (procedure: ProcedureName) => (() => void) | undefined;
}

/** @param now milliseconds that never go backwards */
export function createLimits(now: () => number): Limits {
  const state = new Map<Kind, { left: number; at: number; running: number }>();
  return {
    enter(procedure) {
      const kind = kindOf[procedure];
      const { burst, perSecond, atOnce = Number.POSITIVE_INFINITY }: Bounds = kinds[kind];
      const at = now();
      const before = state.get(kind) ?? { left: burst, at, running: 0 };
      const left = Math.min(burst, before.left + (Math.max(0, at - before.at) * perSecond) / 1_000);
      const admitted = left >= 1 && before.running < atOnce;
      const entry = { left: admitted ? left - 1 : left, at, running: before.running + (admitted ? 1 : 0) };
      state.set(kind, entry);
      if (!admitted) return undefined;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        const present = state.get(kind);
        if (present !== undefined) present.running -= 1;
      };
    },
  };
}
