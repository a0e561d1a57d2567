// Long actions: shown while they run, cancelled one holder at a time, and identical ones joined into one.
import { KerberosError, displayText, enctypeName, padataTypeName } from '#krb5';
import type { Clock, TraceEvent, TraceSink } from '#krb5';
import type { OperationDto } from '#shared';
import type { RecordedExchange } from '../storage/index.ts';
import { noteFor } from './describe-error.ts';
import { createRecorder } from './exchange-recorder.ts';
import type { Hub } from './hub.ts';

export interface Running {
  readonly signal: AbortSignal;
  readonly trace: TraceSink;
  readonly stage: (stage: OperationDto['stage']) => void;
  /** Runs a wait for the person, which does not count as the action's time. */
  readonly waiting: <T>(wait: () => Promise<T>) => Promise<T>;
  /** Runs when the action is over, however it went: keys are wiped there. */
  readonly afterwards: (clean: () => void) => void;
  /** Milliseconds of work so far. */
  readonly millis: () => number;
  /** What went over the wire so far, or since so many milliseconds of work; undefined where nothing did. */
  readonly exchange: (since?: number) => RecordedExchange | undefined;
}

export interface Operations {
  readonly list: () => readonly OperationDto[];
  /** `key`: actions of the same key that run at the same time are one. */
  readonly run: <T>(
    what: { readonly id: string; readonly key: string } & Pick<
      OperationDto,
      'kind' | 'principal' | 'service'
    >,
    action: (running: Running) => Promise<T>,
  ) => Promise<T>;
  readonly cancel: (id: string) => void;
}

interface Entry {
  readonly holders: Map<string, (error: Error) => void>;
  readonly controller: AbortController;
  readonly promise: Promise<unknown>;
}

/** One line per thing a helpdesk asks for. */
function helpdeskLine(event: TraceEvent): string | undefined {
  switch (event.type) {
    case 'message.sent':
      return `${event.message} to ${event.to.host}:${event.to.port}, ${event.to.transport.toUpperCase()}, ${event.bytes.length} bytes`;
    case 'message.received':
      return `${event.message} from ${event.from.host}:${event.from.port}, ${event.from.transport.toUpperCase()}, ${event.bytes.length} bytes`;
    case 'preauth.chosen':
      return `${padataTypeName(event.padataType)}: ${enctypeName(event.etype)}, salt "${displayText(event.salt)}"`;
    case 'server.silent':
      return `${event.server} (${event.transport}): ${event.reason}`;
    case 'referral.followed':
      return `referral: ${event.path.join(' > ')}`;
    default:
      return undefined;
  }
}

export function createOperations(hub: Hub, clock: Clock): Operations {
  const shown = new Map<string, OperationDto>();
  const entries = new Map<string, Entry>();

  const show = (operation: OperationDto): void => {
    shown.set(operation.id, operation);
    hub.publish({ type: 'operation.changed', operation });
  };
  const hide = (id: string): void => {
    if (shown.delete(id)) hub.publish({ type: 'operation.ended', id });
  };

  function begin<T>(
    what: Parameters<Operations['run']>[0],
    controller: AbortController,
    action: (running: Running) => Promise<T>,
  ): Promise<T> {
    const started = clock.monotonicMillis();
    let waited = 0;
    const lines: string[] = [];
    const update = (changed: Partial<OperationDto>): void => {
      const now = shown.get(what.id);
      if (now !== undefined) show({ ...now, ...changed });
    };
    const { id, kind, principal, service } = what;
    show({
      id,
      kind,
      ...(principal === undefined ? {} : { principal }),
      ...(service === undefined ? {} : { service }),
      stage: 'starting',
      startedAt: Math.floor(clock.nowMicros() / 1_000_000),
    });
    const millis = (): number => Math.max(0, Math.round(clock.monotonicMillis() - started - waited));
    const cleaning: (() => void)[] = [];
    const recorder = createRecorder(millis);
    const trace: TraceSink = (event) => {
      recorder.sink(event);
      const line = helpdeskLine(event);
      if (line !== undefined && lines.length < 30) lines.push(line);
      if (event.type === 'message.sent') {
        update({ stage: 'asking-kdc', kdc: `${event.to.host}:${event.to.port}`.slice(0, 300) });
      } else if (event.type === 'preauth.chosen') update({ stage: 'deriving-key' });
    };
    const running: Running = {
      signal: controller.signal,
      trace,
      millis,
      afterwards: (clean) => {
        cleaning.push(clean);
      },
      exchange: recorder.recorded,
      stage: (stage) => {
        update({ stage });
      },
      async waiting(wait) {
        const from = clock.monotonicMillis();
        try {
          return await wait();
        } finally {
          waited += clock.monotonicMillis() - from;
        }
      },
    };
    return action(running)
      .catch((error: unknown) => {
        noteFor(error, [...lines, `after ${millis()} ms`]);
        throw error;
      })
      .finally(() => {
        for (const clean of cleaning) clean();
      });
  }

  return {
    list: () => [...shown.values()],
    run<T>(what: Parameters<Operations['run']>[0], action: (running: Running) => Promise<T>): Promise<T> {
      let entry = entries.get(what.key);
      if (entry === undefined) {
        const controller = new AbortController();
        const promise = begin(what, controller, action).finally(() => {
          entries.delete(what.key);
          hide(what.id);
        });
        entry = { holders: new Map(), controller, promise };
        entries.set(what.key, entry);
      }
      const { holders, promise } = entry;
      const cancelled = new Promise<never>((_resolve, reject) => {
        holders.set(what.id, reject);
      });
      return Promise.race([promise as Promise<T>, cancelled]);
    },
    cancel(id) {
      for (const { holders, controller } of entries.values()) {
        const reject = holders.get(id);
        if (reject === undefined) continue;
        holders.delete(id);
        reject(new KerberosError('CANCELLED', 'cancelled by the person', { what: 'The action' }));
        if (holders.size === 0) controller.abort();
      }
    },
  };
}
