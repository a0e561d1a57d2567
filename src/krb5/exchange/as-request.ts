// Building an AS-REQ, RFC 4120 5.4.1:
//   AS-REQ ::= [APPLICATION 10] KDC-REQ
//   KDC-REQ-BODY ::= SEQUENCE { kdc-options [0], cname [1] OPTIONAL, realm [2], sname [3] OPTIONAL, from [4] OPTIONAL,
//     till [5], rtime [6] OPTIONAL, nonce [7], etype [8], addresses [9] OPTIONAL, ... }
// Every request says PA-REQ-ENC-PA-REP (RFC 6806 11): the KDC then signs, under the reply key, the request it saw.
import { encodeDer } from '../asn1/index.ts';
import { KdcOption } from '../iana/flags.ts';
import { MessageType } from '../iana/message-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import { encodeKdcReq, kdcReqBody, paPacRequest } from '../messages/index.ts';
import type { KdcReqBody, PaData } from '../messages/index.ts';
import type { RandomSource } from '../ports.ts';
import type { AsState, SentAsRequest } from './as-types.ts';
import { number31 } from './step.ts';

const EMPTY = new Uint8Array(0);
/** Times on the wire and in caches are unsigned 32-bit seconds. */
const LAST_TIME = 0xffffffff;

export interface PreparedBody {
  readonly body: KdcReqBody;
  readonly bytes: Uint8Array;
}

/** A fresh body: new nonce, times counted from the KDC's time as far as this attempt knows it. */
export function prepareAsBody(state: AsState, nowMicros: number, random: RandomSource): PreparedBody {
  const { request, client, server } = state;
  const start = Math.floor((nowMicros + state.offsetMicros) / 1_000_000) + request.startAfter;
  const till = request.lifetime === 0 ? 0 : Math.min(start + request.lifetime, LAST_TIME);
  let options = request.kdcOptions;
  if (request.startAfter > 0) options |= KdcOption.ALLOW_POSTDATE | KdcOption.POSTDATED;
  if (request.renewLifetime > 0) options = (options | KdcOption.RENEWABLE) & ~KdcOption.RENEWABLE_OK;
  const body: KdcReqBody = {
    kdcOptions: options >>> 0,
    cname: client.name,
    realm: client.realm,
    sname: server.name,
    ...(request.startAfter > 0 ? { from: start } : {}),
    till,
    ...(request.renewLifetime > 0
      ? { rtime: Math.min(Math.max(till, start + request.renewLifetime), LAST_TIME) }
      : {}),
    nonce: number31(random),
    etype: request.etypes,
    ...(request.addresses.length > 0 ? { addresses: request.addresses } : {}),
  };
  return { body, bytes: encodeDer(kdcReqBody, body) };
}

/** The whole message, with `padata` of a mechanism (none at first) and the KDC's cookie in front. */
export function finishAsRequest(
  state: AsState,
  prepared: PreparedBody,
  mechanismPadata: readonly PaData[],
  sentAtMicros: number,
): SentAsRequest {
  const { body } = prepared;
  const padata: PaData[] = [...(state.cookie === undefined ? [] : [state.cookie]), ...mechanismPadata];
  padata.push({ padataType: PaDataType.REQ_ENC_PA_REP, padataValue: EMPTY });
  if (state.request.pac !== undefined) {
    padata.push({
      padataType: PaDataType.PAC_REQUEST,
      padataValue: encodeDer(paPacRequest, { includePac: state.request.pac }),
    });
  }
  return {
    bytes: encodeKdcReq({ msgType: MessageType.AS_REQ, padata, reqBody: prepared.bytes }),
    nonce: body.nonce,
    kdcOptions: body.kdcOptions,
    from: body.from ?? 0,
    till: body.till,
    rtime: body.rtime ?? 0,
    sentAtMicros,
    tcp: state.sent?.tcp ?? false,
  };
}
