// Who stands where in the ladder: this computer, DNS where it was asked, and each server in the order of its first
// message; and the rows between them.
import type { ExchangeStep } from '#shared';

export interface Lane {
  readonly id: string;
  readonly kind: 'computer' | 'dns' | 'kdc' | 'password' | 'others';
  readonly address: string;
}

export type MessageStep = Extract<ExchangeStep, { type: 'sent' | 'received' }>;
export type NoteStep = Exclude<ExchangeStep, { type: 'sent' | 'received' | 'dns' | 'silent' | 'dropped' }>;

export type Rung =
  | {
      readonly kind: 'message';
      readonly at: number;
      readonly index: number;
      readonly step: MessageStep;
      readonly lane: number;
      /** Nobody answered it before the next one went out. */
      readonly unanswered: boolean;
    }
  | {
      readonly kind: 'question' | 'answer';
      readonly at: number;
      readonly index: number;
      readonly step: Extract<ExchangeStep, { type: 'dns' }>;
      readonly lane: number;
    }
  | {
      readonly kind: 'silent' | 'dropped';
      readonly at: number;
      readonly index: number;
      readonly step: Extract<ExchangeStep, { type: 'silent' | 'dropped' }>;
      readonly lane: number;
    }
  | { readonly kind: 'note'; readonly at: number; readonly index: number; readonly step: NoteStep };

/** Servers with a lane of their own; what is beyond shares the last. */
const MOST_SERVERS = 3;

const addressOf = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

const hostOf = ({ address }: Lane): string => address.replace(/:\d+$/, '');

export function lanesOf(steps: readonly ExchangeStep[]): readonly Lane[] {
  const servers = new Map<string, Lane['kind']>();
  for (const step of steps) {
    if (step.type !== 'sent' && step.type !== 'received') continue;
    const id = addressOf(step);
    if (!servers.has(id)) servers.set(id, step.message === 'kpasswd' ? 'password' : 'kdc');
  }
  const own = [...servers].map(([address, kind]): Lane => ({ id: address, kind, address }));
  const shown =
    own.length <= MOST_SERVERS
      ? own
      : [...own.slice(0, MOST_SERVERS - 1), { id: 'others', kind: 'others' as const, address: '' }];
  const dns = steps.some(({ type }) => type === 'dns')
    ? [{ id: 'dns', kind: 'dns' as const, address: '' }]
    : [];
  return [{ id: 'computer', kind: 'computer', address: '' }, ...dns, ...shown];
}

/** Answered: a message came back from there before the next one went there. */
function isUnanswered(steps: readonly ExchangeStep[], index: number, step: MessageStep): boolean {
  if (step.type !== 'sent') return false;
  for (const next of steps.slice(index + 1)) {
    if (next.type !== 'sent' && next.type !== 'received') continue;
    if (addressOf(next) !== addressOf(step) || next.transport !== step.transport) continue;
    return next.type === 'sent';
  }
  return true;
}

export function rungsOf(steps: readonly ExchangeStep[], lanes: readonly Lane[]): readonly Rung[] {
  const laneOf = (id: string): number => {
    // A server that was silent is told by its configured name, with the address behind it.
    const at = lanes.findIndex(
      (lane) => lane.id === id || (lane.address !== '' && id.includes(hostOf(lane))),
    );
    return at < 0 ? lanes.length - 1 : at;
  };
  const rungs = steps.flatMap((step, index): readonly Rung[] => {
    const { at } = step;
    switch (step.type) {
      case 'sent':
      case 'received': {
        const unanswered = isUnanswered(steps, index, step);
        return [{ kind: 'message', at, index, step, lane: laneOf(addressOf(step)), unanswered }];
      }
      case 'dns': {
        const lane = laneOf('dns');
        const asked = Math.max(0, at - (step.millis ?? 0));
        return [
          { kind: 'question', at: asked, index, step, lane },
          { kind: 'answer', at, index, step, lane },
        ];
      }
      case 'silent':
        return [{ kind: 'silent', at, index, step, lane: laneOf(step.server) }];
      case 'dropped':
        return [{ kind: 'dropped', at, index, step, lane: laneOf(step.from) }];
      default:
        return [{ kind: 'note', at, index, step }];
    }
  });
  return rungs.toSorted((a, b) => a.at - b.at || a.index - b.index);
}
