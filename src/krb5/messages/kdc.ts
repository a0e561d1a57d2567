// AS and TGS exchange, RFC 4120 5.4:
//   KDC-REQ ::= SEQUENCE { pvno [1] INTEGER (5), msg-type [2] INTEGER (10 | 12), padata [3] SEQUENCE OF PA-DATA OPTIONAL,
//     req-body [4] KDC-REQ-BODY }                                 -- tags start at 1
//   KDC-REP ::= SEQUENCE { pvno [0], msg-type [1], padata [2] OPTIONAL, crealm [3], cname [4], ticket [5], enc-part [6] }
// The codecs read any pvno and msg-type: whether they fit is the exchange's to say. EncKDCRepPart: kdc-rep-part.ts.
import {
  application,
  encodeDer,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  mapped,
  nonceNumber,
  optional,
  rawElement,
  sequence,
  sequenceOf,
  withRaw,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import { messageTypeName } from '../iana/message-type.ts';
import { encryptedData, hostAddresses, methodData, principalName } from './basic.ts';
import type { PaData } from './basic.ts';
import { ticket } from './ticket.ts';

/**
 * KDC-REQ-BODY ::= SEQUENCE { kdc-options [0] KDCOptions, cname [1] PrincipalName OPTIONAL -- AS-REQ only,
 *   realm [2] Realm, sname [3] PrincipalName OPTIONAL, from [4] KerberosTime OPTIONAL, till [5] KerberosTime,
 *   rtime [6] KerberosTime OPTIONAL, nonce [7] UInt32, etype [8] SEQUENCE OF Int32, addresses [9] HostAddresses OPTIONAL,
 *   enc-authorization-data [10] EncryptedData OPTIONAL, additional-tickets [11] SEQUENCE OF Ticket OPTIONAL }
 */
export const kdcReqBody = sequence('KDC-REQ-BODY', {
  kdcOptions: field(0, kerberosFlags),
  cname: optional(1, principalName),
  realm: field(2, kerberosString),
  sname: optional(3, principalName),
  from: optional(4, kerberosTime),
  till: field(5, kerberosTime),
  rtime: optional(6, kerberosTime),
  nonce: field(7, nonceNumber),
  etype: field(8, sequenceOf('SEQUENCE OF Int32', int32)),
  addresses: optional(9, hostAddresses),
  encAuthorizationData: optional(10, encryptedData),
  additionalTickets: optional(11, sequenceOf('SEQUENCE OF Ticket', ticket)),
});
export type KdcReqBody = TypeOf<typeof kdcReqBody>;

const kdcReqFields = sequence('KDC-REQ', {
  pvno: field(1, int32),
  msgType: field(2, int32),
  padata: optional(3, methodData),
  reqBody: field(4, withRaw(kdcReqBody)),
});

/** `reqBodyRaw`: the body's bytes as received, which checksums cover; where set, they are what is written. */
export type KdcReq = Omit<TypeOf<typeof kdcReqFields>, 'reqBody'> & {
  readonly reqBody: KdcReqBody;
  readonly reqBodyRaw?: Uint8Array | undefined;
};

const kdcReq: Codec<KdcReq> = mapped(
  kdcReqFields,
  (wire): KdcReq => ({ ...wire, reqBody: wire.reqBody.value, reqBodyRaw: wire.reqBody.raw }),
  ({ reqBody, reqBodyRaw, ...rest }) => ({ ...rest, reqBody: { value: reqBody, raw: reqBodyRaw } }),
);

/** AS-REQ ::= [APPLICATION 10] KDC-REQ */
export const asReq = application(10, 'AS-REQ', kdcReq);
export type AsReq = KdcReq;

/** TGS-REQ ::= [APPLICATION 12] KDC-REQ */
export const tgsReq = application(12, 'TGS-REQ', kdcReq);
export type TgsReq = KdcReq;

const encodedKdcReq = sequence('KDC-REQ', {
  pvno: field(1, int32),
  msgType: field(2, int32),
  padata: optional(3, methodData),
  reqBody: field(4, rawElement),
});

/**
 * A whole AS-REQ or TGS-REQ around a body that is already encoded (and, for a TGS-REQ, already signed):
 * `reqBody` is `encodeDer(kdcReqBody, …)`, spliced in byte for byte. An empty padata list is left out.
 */
export function encodeKdcReq(request: {
  readonly msgType: number;
  readonly padata?: readonly PaData[] | undefined;
  readonly reqBody: Uint8Array;
}): Uint8Array {
  const { msgType, padata, reqBody } = request;
  const codec = application(msgType, messageTypeName(msgType), encodedKdcReq);
  return encodeDer(codec, { pvno: 5, msgType, padata: padata?.length === 0 ? undefined : padata, reqBody });
}

const kdcRep = sequence('KDC-REP', {
  pvno: field(0, int32),
  msgType: field(1, int32),
  padata: optional(2, methodData),
  crealm: field(3, kerberosString),
  cname: field(4, principalName),
  ticket: field(5, ticket),
  encPart: field(6, encryptedData),
});

/** AS-REP ::= [APPLICATION 11] KDC-REP */
export const asRep = application(11, 'AS-REP', kdcRep);
export type AsRep = TypeOf<typeof asRep>;

/** TGS-REP ::= [APPLICATION 13] KDC-REP */
export const tgsRep = application(13, 'TGS-REP', kdcRep);
export type TgsRep = TypeOf<typeof tgsRep>;
