// Building a TGS-REQ, RFC 4120 3.3.1, 5.4.1 and 5.5.1:
//   TGS-REQ ::= [APPLICATION 12] KDC-REQ, with PA-TGS-REQ: an AP-REQ whose authenticator (key usage 7) carries a
//   checksum (key usage 6) over the req-body exactly as sent, and always a subkey.
// S4U2self adds two more: s4u-self.ts.
import { decodeDer, encodeDer } from '../asn1/index.ts';
import type { Credential } from '../credential.ts';
import { encrypt, makeChecksum, randomKey } from '../crypto/index.ts';
import type { EncryptionKey } from '../crypto/key.ts';
import { KdcOption } from '../iana/flags.ts';
import { KeyUsage } from '../iana/key-usage.ts';
import { MessageType } from '../iana/message-type.ts';
import { PaDataType } from '../iana/padata-type.ts';
import {
  apReq,
  authenticator,
  authorizationData,
  encodeKdcReq,
  kdcReqBody,
  ticket,
} from '../messages/index.ts';
import type { EncryptedData, KdcReqBody, PaData } from '../messages/index.ts';
import type { Principal } from '../principal.ts';
import type { RandomSource } from '../ports.ts';
import { s4uSelfPadata } from './s4u-self.ts';
import { entropySource, number31 } from './step.ts';
import type { Moment } from './step.ts';
import type { SentTgsRequest, TgsRequest } from './tgs-types.ts';

/** Flags that a ticket hands on as options: forwardable, proxiable, may-postdate, renewable. */
const COMMON = KdcOption.FORWARDABLE | KdcOption.PROXIABLE | KdcOption.ALLOW_POSTDATE | KdcOption.RENEWABLE;

export interface TgsQuestion {
  readonly tgt: Credential;
  /** Realm of the KDC that is asked. */
  readonly realm: string;
  readonly server: Principal;
  readonly extraOptions: number;
  readonly etypes: readonly number[];
  /** Whether the request's second ticket, S4U user and authorization data go along: never when asking for a TGT. */
  readonly forService: boolean;
}

export function buildTgsRequest(request: TgsRequest, question: TgsQuestion, moment: Moment): SentTgsRequest {
  const random = entropySource(moment.entropy);
  const { tgt } = question;
  const subkey = randomKey(tgt.key.keyType, random);
  const nonce = number31(random);
  const kdcOptions = (question.extraOptions | (tgt.flags & COMMON)) >>> 0;
  const till = request.till === 0 ? tgt.times.endTime : request.till;
  const body: KdcReqBody = {
    kdcOptions,
    realm: question.realm,
    sname: question.server.name,
    till,
    nonce,
    etype: question.etypes,
    ...(tgt.addresses.length > 0 ? { addresses: tgt.addresses } : {}),
    ...(question.forService ? serviceFields(request, subkey, random) : {}),
  };
  const bytes = encodeDer(kdcReqBody, body);
  const padata: PaData[] = [
    {
      padataType: PaDataType.TGS_REQ,
      padataValue: encodeApReq(tgt, subkey, bytes, moment.nowMicros, random),
    },
  ];
  const forUser = question.forService ? request.forUser : undefined;
  if (forUser !== undefined) padata.push(...s4uSelfPadata(forUser, tgt.key, subkey, nonce));
  return {
    bytes: encodeKdcReq({ msgType: MessageType.TGS_REQ, padata, reqBody: bytes }),
    realm: question.realm,
    server: question.server,
    nonce,
    kdcOptions,
    till,
    etypes: question.etypes,
    subkey,
    forUser,
    sentAtMicros: moment.nowMicros,
    tcp: false,
  };
}

function serviceFields(
  request: TgsRequest,
  subkey: EncryptionKey,
  random: RandomSource,
): Partial<Pick<KdcReqBody, 'additionalTickets' | 'encAuthorizationData'>> {
  return {
    ...(request.secondTicket.length > 0
      ? { additionalTickets: [decodeDer(ticket, request.secondTicket, { path: 'second-ticket' })] }
      : {}),
    ...(request.authorizationData.length > 0
      ? { encAuthorizationData: sealAuthorizationData(request, subkey, random) }
      : {}),
  };
}

function sealAuthorizationData(
  request: TgsRequest,
  subkey: EncryptionKey,
  random: RandomSource,
): EncryptedData {
  const plain = encodeDer(authorizationData, request.authorizationData);
  return {
    etype: subkey.keyType,
    cipher: encrypt(subkey, KeyUsage.TGS_REQ_AUTH_DATA_SUBKEY, plain, random),
  };
}

function encodeApReq(
  tgt: Credential,
  subkey: EncryptionKey,
  body: Uint8Array,
  nowMicros: number,
  random: RandomSource,
): Uint8Array {
  const plain = encodeDer(authenticator, {
    authenticatorVno: 5,
    crealm: tgt.client.realm,
    cname: tgt.client.name,
    cksum: makeChecksum(tgt.key, KeyUsage.TGS_REQ_AUTHENTICATOR_CHECKSUM, body),
    cusec: nowMicros % 1_000_000,
    ctime: Math.floor(nowMicros / 1_000_000),
    subkey,
  });
  return encodeDer(apReq, {
    pvno: 5,
    msgType: MessageType.AP_REQ,
    apOptions: 0,
    ticket: decodeDer(ticket, tgt.ticket, { path: 'ticket' }),
    authenticator: {
      etype: tgt.key.keyType,
      cipher: encrypt(tgt.key, KeyUsage.TGS_REQ_AUTHENTICATOR, plain, random),
    },
  });
}
