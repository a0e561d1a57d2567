// The AS exchange (RFC 4120 3.1) as a machine: first request without pre-authentication, PREAUTH_REQUIRED, one proof,
// the reply. One request has one nonce and one byte string. The only ways on from a proof are the reply, the same
// bytes over TCP, and one new proof after KRB_AP_ERR_SKEW.
import { decodeDer } from '../asn1/index.ts';
import { isKerberosError, KerberosError } from '../errors.ts';
import { krbError } from '../messages/index.ts';
import type { AsRep } from '../messages/index.ts';
import { chooseHint, defaultSalt, sameHint } from '../preauth/etype-info.ts';
import type { KeyHint } from '../preauth/etype-info.ts';
import { formatPrincipal, isKrbtgt, krbtgt } from '../principal.ts';
import type { Principal } from '../principal.ts';
import type { TraceEvent } from '../trace.ts';
import { judgeAsError } from './as-error.ts';
import { beginPreauth, runMechanism } from './as-preauth.ts';
import { openAsRep, readAsRep } from './as-reply.ts';
import { finishAsRequest, prepareAsBody } from './as-request.ts';
import { failed, next, send } from './as-transition.ts';
import type { AsRequest, AsResult, AsState, AsStep, SentAsRequest } from './as-types.ts';
import { entropySource } from './step.ts';
import type { KeyInput, Moment, Output, ReplyInput } from './step.ts';

const NOTHING: Output<AsResult> = {
  kind: 'failed',
  error: new KerberosError('CANCELLED', 'not started', { what: 'AS exchange' }),
};

/** Begins an exchange: the first output sends a request that proves nothing. */
export function startAs(request: AsRequest, moment: Moment): AsStep {
  const server = request.server ?? krbtgt(request.client.realm);
  const state: AsState = {
    request,
    phase: 'asked',
    client: request.client,
    server,
    realmsSeen: [request.client.realm],
    sent: undefined,
    methodData: [],
    cookie: undefined,
    hint: undefined,
    derived: undefined,
    mechanism: undefined,
    replyKey: undefined,
    proofs: 0,
    offsetMicros: 0,
    skewAnswered: false,
    reply: undefined,
    last: NOTHING,
  };
  return askFirst(state, moment, []);
}

/** One input, one output. An input that the state does not wait for changes nothing and repeats the last output. */
export function stepAs(state: AsState, input: ReplyInput | KeyInput): AsStep {
  try {
    if (
      input.kind === 'reply' &&
      state.sent !== undefined &&
      (state.phase === 'asked' || state.phase === 'proved')
    ) {
      return onReply(state, state.sent, input);
    }
    if (input.kind === 'key' && state.last.kind === 'derive') return onKey(state, input);
    return { state, output: state.last, trace: [] };
  } catch (error) {
    if (isKerberosError(error)) return failed(state, error);
    throw error;
  }
}

function askFirst(state: AsState, moment: Moment, trace: readonly TraceEvent[]): AsStep {
  const prepared = prepareAsBody(state, moment.nowMicros, entropySource(moment.entropy));
  return send(state, finishAsRequest(state, prepared, [], moment.nowMicros), false, trace);
}

function onReply(state: AsState, sent: SentAsRequest, input: ReplyInput): AsStep {
  const isError = input.bytes[0] === 0x7e; // [APPLICATION 30]
  return isError ? onError(state, sent, input) : onAsRep(state, sent, input);
}

function onError(state: AsState, sent: SentAsRequest, input: ReplyInput): AsStep {
  const verdict = judgeAsError(state, sent, decodeDer(krbError, input.bytes, { path: 'KRB-ERROR' }));
  switch (verdict.kind) {
    case 'fail':
      return failed(state, verdict.error);
    case 'resend-tcp':
      return send(state, { ...sent, tcp: true }, state.phase === 'proved', []);
    case 'other-realm':
      return restart(state, verdict.realm, input);
    case 'preauth':
      return beginPreauth({ ...state, methodData: verdict.methodData, cookie: verdict.cookie }, input);
    case 'more-preauth':
      return runMechanism(
        { ...state, cookie: verdict.cookie },
        { kind: 'more', padata: verdict.padata },
        input,
        [],
      );
    case 'prove-again':
      return runMechanism(
        { ...state, cookie: verdict.cookie, offsetMicros: verdict.offsetMicros, skewAnswered: true },
        { kind: 'again' },
        input,
        [{ type: 'skew.adjusted', offsetSeconds: Math.round(verdict.offsetMicros / 1_000_000) }],
      );
  }
}

function restart(state: AsState, realm: string, moment: Moment): AsStep {
  const server: Principal = isKrbtgt(state.server.name) ? krbtgt(realm) : { ...state.server, realm };
  return askFirst(
    {
      ...state,
      client: { ...state.client, realm },
      server,
      realmsSeen: [...state.realmsSeen, realm],
      sent: undefined,
    },
    moment,
    [{ type: 'realm.redirected', from: state.client.realm, to: realm }],
  );
}

function onAsRep(state: AsState, sent: SentAsRequest, input: ReplyInput): AsStep {
  const reply = readAsRep(state, sent, input.bytes);
  if (state.replyKey !== undefined) return open(state, sent, reply, state.replyKey, []);
  const hint = replyHint(state, reply);
  const { derived } = state;
  if (derived !== undefined && sameHint(derived.hint, hint)) return open(state, sent, reply, derived.key, []);
  return next({ ...state, phase: 'opening', reply, hint }, { kind: 'derive', ...hint }, []);
}

/** The reply's own ETYPE-INFO2 beats the hint of the error: RFC 4120 5.2.7.5. */
function replyHint(state: AsState, reply: AsRep): KeyHint {
  const { etype } = reply.encPart;
  const client = { name: reply.cname, realm: reply.crealm };
  const ofReply = chooseHint(reply.padata ?? [], [etype], client, 'AS-REP.padata');
  if (ofReply.kind === 'hint') return ofReply.hint;
  if (state.hint?.etype === etype) return state.hint;
  const ofError = chooseHint(state.methodData, [etype], client, 'KRB-ERROR.e-data');
  if (ofError.kind === 'hint') return ofError.hint;
  return { etype, salt: state.hint?.salt ?? defaultSalt(client), s2kparams: undefined };
}

function onKey(state: AsState, input: KeyInput): AsStep {
  const { hint, sent, reply } = state;
  if (hint === undefined || sent === undefined) throw new TypeError('a key came that nobody asked for');
  if (input.key.keyType !== hint.etype) throw new TypeError('a key of another enctype than asked for');
  const keyed: AsState = { ...state, derived: { hint, key: input.key } };
  const trace: readonly TraceEvent[] = [{ type: 'key.derived', etype: hint.etype }];
  if (state.phase === 'opening' && reply !== undefined) return open(keyed, sent, reply, input.key, trace);
  return runMechanism(keyed, { kind: 'key', key: input.key }, input, trace);
}

function open(
  state: AsState,
  sent: SentAsRequest,
  reply: AsRep,
  key: NonNullable<AsState['replyKey']>,
  trace: readonly TraceEvent[],
): AsStep {
  const { result, trace: read } = openAsRep(state, sent, reply, key);
  const { credential } = result;
  const bare: AsState = {
    ...state,
    derived: undefined,
    replyKey: undefined,
    reply: undefined,
    mechanism: undefined,
  };
  return next(bare, { kind: 'done', result }, [
    ...trace,
    ...read,
    {
      type: 'credential.acquired',
      client: formatPrincipal(credential.client),
      server: formatPrincipal(credential.server),
      etype: credential.key.keyType,
      ticketEtype: result.ticketEtype,
      endTime: credential.times.endTime,
    },
  ]);
}
