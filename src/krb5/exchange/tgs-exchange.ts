// The TGS exchange (RFC 4120 3.3) as a machine, with referrals (RFC 6806 8): only krbtgt/X, from the realm that was
// asked, X neither that realm nor seen before, at most 10. A KDC that renames the server instead of referring is
// asked again without the canonicalize option.
import { decodeDer } from '../asn1/index.ts';
import { isKerberosError, KerberosError } from '../errors.ts';
import type { AnyKerberosError } from '../errors.ts';
import { ErrorCode } from '../iana/error-code.ts';
import { KdcOption } from '../iana/flags.ts';
import { krbError } from '../messages/index.ts';
import type { KrbError } from '../messages/index.ts';
import { formatPrincipal, krbtgt } from '../principal.ts';
import type { Principal } from '../principal.ts';
import type { Credential } from '../credential.ts';
import type { TraceEvent } from '../trace.ts';
import type { Moment, Output, ReplyInput } from './step.ts';
import { readTgsRep } from './tgs-reply.ts';
import type { TgsReading } from './tgs-reply.ts';
import { buildTgsRequest } from './tgs-request.ts';
import type { SentTgsRequest, TgsRequest, TgsResult, TgsState, TgsStep } from './tgs-types.ts';

const MAX_REFERRALS = 10;

/** What is settled before a request is built; `sent` and `last` follow from it. */
type Draft = Omit<TgsState, 'sent' | 'last' | 'phase'> & { readonly phase: 'tgt' | 'referral' | 'plain' };

/** Begins an exchange: the first output sends a TGS-REQ. */
export function startTgs(request: TgsRequest, moment: Moment): TgsStep {
  const { tgt, server } = request;
  const home = realmOfTgt(tgt);
  const draft: Draft = {
    request,
    phase: 'plain',
    targetRealm: server.realm === '' ? home : server.realm,
    tgt,
    realmsSeen: [home],
    path: [],
    hops: 0,
    crossRealm: [],
    fallbacksLeft: request.fallbackRealms,
    firstError: undefined,
  };
  if (request.kind !== 'service') return ask(draft, moment, []);
  return headFor(draft, moment, []);
}

/** One input, one output. A finished machine stays finished. */
export function stepTgs(state: TgsState, input: ReplyInput): TgsStep {
  if (state.phase === 'ended') return { state, output: state.last, trace: [] };
  try {
    const isError = input.bytes[0] === 0x7e; // [APPLICATION 30]
    return isError ? onError(state, input) : onTgsRep(state, input);
  } catch (error) {
    if (isKerberosError(error)) return failed(state, error);
    throw error;
  }
}

/** The realm whose KDCs take this ticket: X of krbtgt/X. */
function realmOfTgt(tgt: Credential): string {
  return tgt.server.name.nameString[1] ?? tgt.server.realm;
}

/** To the service if we hold a TGT of its realm, else by that TGT first. */
function headFor(draft: Draft, moment: Moment, trace: readonly TraceEvent[]): TgsStep {
  const { request, targetRealm } = draft;
  const phase = request.referrals ? 'referral' : 'plain';
  if (realmOfTgt(draft.tgt) === targetRealm) return ask({ ...draft, phase }, moment, trace);
  const cached = request.otherTgts.find((tgt) => realmOfTgt(tgt) === targetRealm);
  if (cached !== undefined) {
    const realmsSeen = [...draft.realmsSeen, targetRealm];
    return ask({ ...draft, phase, tgt: cached, realmsSeen }, moment, trace);
  }
  return ask({ ...draft, phase: 'tgt' }, moment, trace);
}

function ask(draft: Draft, moment: Moment, trace: readonly TraceEvent[]): TgsStep {
  const { request, tgt, phase } = draft;
  const renewing = request.kind !== 'service';
  const realm = renewing ? tgt.server.realm : realmOfTgt(tgt);
  const server: Principal = phase === 'tgt' ? krbtgt(draft.targetRealm, realm) : { ...request.server, realm };
  const wanted = phase === 'tgt' ? 0 : serviceOptions(request, phase);
  const sent = buildTgsRequest(
    request,
    {
      tgt,
      realm,
      server,
      extraOptions: wanted,
      etypes: phase === 'plain' ? request.etypes : request.tgtEtypes,
      forService: phase !== 'tgt',
    },
    moment,
  );
  const path = draft.path.at(-1) === realm ? draft.path : [...draft.path, realm];
  return send({ ...draft, path }, sent, trace);
}

function serviceOptions(request: TgsRequest, phase: 'referral' | 'plain'): number {
  let options = request.kdcOptions;
  if (request.kind === 'renew') options |= KdcOption.RENEW;
  if (request.kind === 'validate') options |= KdcOption.VALIDATE;
  if (request.secondTicket.length > 0) options |= KdcOption.ENC_TKT_IN_SKEY;
  if (phase === 'referral' || request.acceptRename) options |= KdcOption.CANONICALIZE;
  return options;
}

function send(draft: Draft, sent: SentTgsRequest, trace: readonly TraceEvent[]): TgsStep {
  const output: Output<TgsResult> = {
    kind: 'send',
    message: 'TGS-REQ',
    realm: sent.realm,
    service: 'kdc',
    bytes: sent.bytes,
    transport: sent.tcp ? 'tcp' : 'auto',
    carriesProof: false,
  };
  return { state: { ...draft, sent, last: output }, output, trace };
}

function failed(state: TgsState, error: AnyKerberosError): TgsStep {
  const output: Output<TgsResult> = { kind: 'failed', error };
  return { state: { ...state, phase: 'ended', last: output }, output, trace: [] };
}

/** The state without what belongs to the last request. */
function draftOf(state: TgsState, phase: Draft['phase']): Draft {
  return { ...state, phase };
}

function onError(state: TgsState, input: ReplyInput): TgsStep {
  const error = decodeDer(krbError, input.bytes, { path: 'KRB-ERROR' });
  const { sent, phase } = state;
  if (phase === 'ended') return { state, output: state.last, trace: [] };
  if (error.errorCode === ErrorCode.KRB_ERR_RESPONSE_TOO_BIG && !sent.tcp) {
    return send(draftOf(state, phase), { ...sent, tcp: true }, []);
  }
  const told = kdcError(state, error);
  if (phase === 'referral' && state.hops === 0 && error.errorCode === ErrorCode.KDC_ERR_BADOPTION) {
    return ask(draftOf(state, 'plain'), input, []); // a KDC that does not know the canonicalize option
  }
  const unknown = error.errorCode === ErrorCode.KDC_ERR_S_PRINCIPAL_UNKNOWN;
  const inFallback = phase === 'tgt' && state.firstError !== undefined;
  if (
    unknown &&
    (inFallback || (phase === 'referral' && state.hops === 0 && state.request.server.realm === ''))
  ) {
    return fallBack(state, state.firstError ?? told, input);
  }
  return failed(state, state.firstError ?? told);
}

/** The next of the realms a host's name suggests, by way of the TGT's own realm. */
function fallBack(state: TgsState, firstError: AnyKerberosError, moment: Moment): TgsStep {
  const { tgt } = state.request;
  const [realm, ...fallbacksLeft] = state.fallbacksLeft.filter((candidate) => candidate !== realmOfTgt(tgt));
  if (realm === undefined) return failed(state, firstError);
  const draft: Draft = {
    ...draftOf(state, 'tgt'),
    tgt,
    targetRealm: realm,
    realmsSeen: [realmOfTgt(tgt)],
    hops: 0,
    fallbacksLeft,
    firstError,
  };
  return headFor(draft, moment, []);
}

function onTgsRep(state: TgsState, input: ReplyInput): TgsStep {
  const { request, phase, sent, tgt } = state;
  if (phase === 'ended') return { state, output: state.last, trace: [] };
  const reading = readTgsRep(request, tgt, sent, input.bytes);
  const { trace } = reading;
  if (phase === 'tgt') {
    if (reading.is === 'asked') return arrive(state, reading, input, trace);
    return refer(state, reading, input, trace);
  }
  if (reading.is === 'asked') {
    const fits = phase === 'plain' || request.etypes.includes(reading.credential.key.keyType);
    return fits ? done(state, reading, trace) : ask(draftOf(state, 'plain'), input, trace);
  }
  if (phase === 'referral' && reading.is === 'renamed') return ask(draftOf(state, 'plain'), input, trace);
  if (phase === 'plain' && reading.is === 'renamed' && request.acceptRename)
    return done(state, reading, trace);
  if (phase === 'referral' && realmOfTgt(reading.credential) === sent.realm) {
    return ask(draftOf(state, 'plain'), input, trace); // AD gives its own TGT for some names it does not know
  }
  return refer(state, reading, input, trace);
}

/** The cross-realm TGT that was asked for by name. */
function arrive(state: TgsState, reading: TgsReading, moment: Moment, trace: readonly TraceEvent[]): TgsStep {
  const { credential } = reading;
  return headFor(
    {
      ...draftOf(state, 'tgt'),
      tgt: credential,
      realmsSeen: [...state.realmsSeen, realmOfTgt(credential)],
      crossRealm: [...state.crossRealm, credential],
    },
    moment,
    [...trace, followed(state, realmOfTgt(credential))],
  );
}

function refer(state: TgsState, reading: TgsReading, moment: Moment, trace: readonly TraceEvent[]): TgsStep {
  const { credential } = reading;
  const to = realmOfTgt(credential);
  const reason =
    reading.is !== 'referral'
      ? 'not-a-krbtgt'
      : credential.server.realm !== state.sent.realm
        ? 'foreign-realm'
        : to === state.sent.realm
          ? 'same-realm'
          : state.realmsSeen.includes(to)
            ? 'seen-before'
            : state.hops >= MAX_REFERRALS
              ? 'too-many'
              : undefined;
  if (reason !== undefined || state.phase === 'plain' || state.phase === 'ended') {
    const server = formatPrincipal({ ...state.request.server, realm: state.targetRealm });
    return failed(
      state,
      new KerberosError('REFERRAL_REFUSED', `a referral of ${state.sent.realm} was not followed`, {
        reason: reason ?? 'not-a-krbtgt',
        path: [...state.path, to],
        server,
      }),
    );
  }
  return ask(
    {
      ...draftOf(state, state.phase),
      tgt: credential,
      targetRealm: state.phase === 'tgt' ? state.targetRealm : to,
      realmsSeen: [...state.realmsSeen, to],
      hops: state.hops + 1,
    },
    moment,
    [...trace, followed(state, to)],
  );
}

function followed(state: TgsState, to: string): TraceEvent {
  return { type: 'referral.followed', from: state.sent.realm, to, path: [...state.path, to] };
}

function done(state: TgsState, reading: TgsReading, trace: readonly TraceEvent[]): TgsStep {
  const { credential, ticketEtype } = reading;
  const output: Output<TgsResult> = {
    kind: 'done',
    result: { credential, ticketEtype, crossRealm: state.crossRealm, path: state.path },
  };
  return {
    state: { ...state, phase: 'ended', last: output },
    output,
    trace: [
      ...trace,
      {
        type: 'credential.acquired',
        client: formatPrincipal(credential.client),
        server: formatPrincipal(credential.server),
        etype: credential.key.keyType,
        ticketEtype,
        endTime: credential.times.endTime,
      },
    ],
  };
}

function kdcError(state: TgsState, error: KrbError): KerberosError<'KDC_ERROR'> {
  const { sent } = state;
  return new KerberosError('KDC_ERROR', `the KDC of ${sent.realm} answered ${String(error.errorCode)}`, {
    exchange: 'TGS',
    realm: sent.realm,
    error,
    client: formatPrincipal(sent.forUser ?? state.request.tgt.client),
    ...(sent.forUser === undefined ? {} : { inNameOf: true as const }),
    server: formatPrincipal(sent.server),
  });
}
