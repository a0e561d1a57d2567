// How the AS machine moves: every transition ends in one output, which the state keeps so that it can be repeated.
import type { AnyKerberosError } from '../errors.ts';
import type { TraceEvent } from '../trace.ts';
import type { AsResult, AsState, AsStep, SentAsRequest } from './as-types.ts';
import type { Output } from './step.ts';

export function next(state: AsState, output: Output<AsResult>, trace: readonly TraceEvent[]): AsStep {
  const ended = output.kind === 'done' || output.kind === 'failed';
  return { state: { ...state, last: output, ...(ended ? { phase: 'ended' } : {}) }, output, trace };
}

export function failed(state: AsState, error: AnyKerberosError, trace: readonly TraceEvent[] = []): AsStep {
  return next(
    { ...state, derived: undefined, replyKey: undefined, reply: undefined, mechanism: undefined },
    { kind: 'failed', error },
    trace,
  );
}

export function send(
  state: AsState,
  sent: SentAsRequest,
  carriesProof: boolean,
  trace: readonly TraceEvent[],
): AsStep {
  return next(
    { ...state, sent },
    {
      kind: 'send',
      message: 'AS-REQ',
      realm: state.server.realm,
      service: 'kdc',
      bytes: sent.bytes,
      transport: sent.tcp ? 'tcp' : 'auto',
      carriesProof,
    },
    trace,
  );
}
