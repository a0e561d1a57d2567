// An action of the window: run as an operation, and how it went written down.
import type { HistoryRow } from '#shared';
import { describeError } from './describe-error.ts';
import type { Operations, Running } from './operations.ts';
import type { State } from './state.ts';

type Kind =
  | 'sign-in'
  | 'service-ticket'
  | 'renew'
  | 'change-password'
  | 'destroy'
  | 'remove'
  | 'pac'
  | 'make-default'
  | 'ticket-check';

export type Acting = <T>(
  what: {
    readonly id: string;
    readonly kind: Kind;
    /** Actions of the same kind and key that run at the same time are one. */
    readonly key: string;
    readonly principal: string;
    readonly service?: string;
    /** Nobody waits for it, and that it fails so is nothing amiss. */
    readonly isNothing?: (error: unknown) => boolean;
  },
  action: (running: Running) => Promise<T>,
) => Promise<T>;

export function createActing(state: Pick<State, 'record'>, operations: Operations): Acting {
  return ({ id, kind, key, principal, service, isNothing }, action) => {
    const row = { kind, principal, ...(service === undefined ? {} : { service }) };
    return operations.run({ id, key: `${kind} ${key}`, ...row }, async (running) => {
      const record = (outcome: HistoryRow['outcome'], why: Pick<HistoryRow, 'error'> = {}): void => {
        state.record({ ...row, outcome, millis: running.millis(), ...why }, running.exchange());
      };
      try {
        const value = await action(running);
        record('ok');
        return value;
      } catch (thrown) {
        const error = describeError(thrown);
        if (error.code === 'CANCELLED') record('cancelled');
        else if (isNothing?.(thrown) === true) record('nothing');
        else record('failed', { error });
        throw thrown;
      }
    });
  };
}
