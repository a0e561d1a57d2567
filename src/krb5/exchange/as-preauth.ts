// Pre-authentication within the AS machine: which key, which mechanism, and its steps (RFC 4120 5.2.7, RFC 6113 2).
import { KerberosError } from '../errors.ts';
import { chooseHint, defaultSalt } from '../preauth/etype-info.ts';
import type { KeyHint } from '../preauth/etype-info.ts';
import type { PreauthInput, PreauthMechanism } from '../preauth/mechanism.ts';
import { chooseMechanism, mechanismOf } from '../preauth/select.ts';
import { formatPrincipal } from '../principal.ts';
import { textFromOctets } from '../text.ts';
import type { TraceEvent } from '../trace.ts';
import { noCommonEtype } from './as-error.ts';
import { finishAsRequest, prepareAsBody } from './as-request.ts';
import { failed, next, send } from './as-transition.ts';
import type { AsState, AsStep } from './as-types.ts';
import { entropySource } from './step.ts';
import type { Moment } from './step.ts';

/** PREAUTH_REQUIRED came: settles key and mechanism, and begins it. */
export function beginPreauth(state: AsState, moment: Moment): AsStep {
  const choice = chooseHint(state.methodData, state.request.etypes, state.client, 'KRB-ERROR.e-data');
  const required: TraceEvent = {
    type: 'preauth.required',
    padataTypes: state.methodData.map((pa) => pa.padataType),
    etypes:
      choice.kind === 'no-common-etype' ? choice.theirs : choice.kind === 'hint' ? [choice.hint.etype] : [],
  };
  if (choice.kind === 'no-common-etype')
    return failed(state, noCommonEtype(state, choice.theirs), [required]);
  const mechanism = chooseMechanism(state.methodData);
  if (mechanism === undefined) {
    const offered = state.methodData.map((pa) => pa.padataType);
    const client = formatPrincipal(state.client);
    const message = `the KDC asks ${client} for pre-authentication of kinds we cannot do`;
    return failed(state, new KerberosError('PREAUTH_UNSUPPORTED', message, { offered, client }), [required]);
  }
  const hint = choice.kind === 'hint' ? choice.hint : fallbackHint(state);
  const chosen: TraceEvent = {
    type: 'preauth.chosen',
    padataType: mechanism.padataType,
    etype: hint.etype,
    salt: textFromOctets(hint.salt),
    ...iterationsOf(hint),
  };
  const begun: AsState = {
    ...state,
    hint,
    mechanism: { padataType: mechanism.padataType, state: undefined },
  };
  return runMechanism(begun, { kind: 'begin' }, moment, [required, chosen]);
}

/** RFC 3962 4, RFC 8009 4: the parameters of the AES enctypes are an iteration count, four octets, high one first. */
function iterationsOf({ s2kparams }: KeyHint): { readonly iterations?: number } {
  if (s2kparams?.length !== 4) return {};
  return { iterations: new DataView(s2kparams.buffer, s2kparams.byteOffset, 4).getUint32(0) };
}

function fallbackHint(state: AsState): KeyHint {
  return { etype: state.request.etypes[0] ?? 0, salt: defaultSalt(state.client), s2kparams: undefined };
}

/** One step of the chosen mechanism: it needs the key, or its padata make the next request. */
export function runMechanism(
  state: AsState,
  input: PreauthInput,
  moment: Moment,
  trace: readonly TraceEvent[],
): AsStep {
  const mechanism = state.mechanism === undefined ? undefined : mechanismOf(state.mechanism.padataType);
  const { hint } = state;
  if (mechanism === undefined || hint === undefined) throw new TypeError('no mechanism was chosen');
  const random = entropySource(moment.entropy);
  const prepared = prepareAsBody(state, moment.nowMicros, random);
  const step = mechanism.step(state.mechanism?.state, input, {
    client: state.client,
    server: state.server,
    methodData: state.methodData,
    hint,
    requestBody: prepared.bytes,
    kdcNowMicros: moment.nowMicros + state.offsetMicros,
    random,
  });
  switch (step.kind) {
    case 'need-key':
      return next(
        withMechanism({ ...state, phase: 'proving' }, mechanism, step.state),
        { kind: 'derive', ...hint },
        trace,
      );
    case 'unavailable':
      return failed(state, unusable(state), trace);
    case 'padata': {
      const proved: AsState = {
        ...withMechanism(state, mechanism, step.state),
        phase: 'proved',
        replyKey: step.replyKey ?? state.replyKey,
        proofs: state.proofs + (step.proof ? 1 : 0),
      };
      return send(
        proved,
        finishAsRequest(proved, prepared, step.padata, moment.nowMicros),
        step.proof,
        trace,
      );
    }
  }
}

function withMechanism(state: AsState, mechanism: PreauthMechanism, inner: unknown): AsState {
  return { ...state, mechanism: { padataType: mechanism.padataType, state: inner } };
}

function unusable(state: AsState): KerberosError<'PREAUTH_UNSUPPORTED'> {
  const offered = state.methodData.map((pa) => pa.padataType);
  return new KerberosError('PREAUTH_UNSUPPORTED', 'the chosen pre-authentication cannot go on', {
    offered,
    client: formatPrincipal(state.client),
  });
}
