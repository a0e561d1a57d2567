// What a KDC's reply seals for the client, RFC 4120 5.4.2, with RFC 6806 11's last field:
//   EncASRepPart ::= [APPLICATION 25] EncKDCRepPart      EncTGSRepPart ::= [APPLICATION 26] EncKDCRepPart
//   EncKDCRepPart ::= SEQUENCE { key [0] EncryptionKey, last-req [1] LastReq, nonce [2] UInt32,
//     key-expiration [3] KerberosTime OPTIONAL, flags [4] TicketFlags, authtime [5], starttime [6] OPTIONAL, endtime [7],
//     renew-till [8] OPTIONAL, srealm [9] Realm, sname [10] PrincipalName, caddr [11] HostAddresses OPTIONAL,
//     encrypted-pa-data [12] SEQUENCE OF PA-DATA OPTIONAL }
// MIT and Windows put tag 26 on AS replies too; the RFC has clients accept both (5.4.2, "compatibility note").
import {
  application,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  nonceNumber,
  optional,
  sequence,
  sequenceOf,
} from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';
import { encryptionKey, hostAddresses, methodData, principalName } from './basic.ts';

/** LastReq ::= SEQUENCE OF SEQUENCE { lr-type [0] Int32, lr-value [1] KerberosTime } */
export const lastReq = sequenceOf(
  'LastReq',
  sequence('LastReq element', { lrType: field(0, int32), lrValue: field(1, kerberosTime) }),
);
export type LastReq = TypeOf<typeof lastReq>;

const encKdcRepPart = sequence('EncKDCRepPart', {
  key: field(0, encryptionKey),
  lastReq: field(1, lastReq),
  nonce: field(2, nonceNumber),
  keyExpiration: optional(3, kerberosTime),
  flags: field(4, kerberosFlags),
  authtime: field(5, kerberosTime),
  starttime: optional(6, kerberosTime),
  endtime: field(7, kerberosTime),
  renewTill: optional(8, kerberosTime),
  srealm: field(9, kerberosString),
  sname: field(10, principalName),
  caddr: optional(11, hostAddresses),
  encryptedPaData: optional(12, methodData),
});
export type EncKdcRepPart = TypeOf<typeof encKdcRepPart>;

export const encAsRepPart = application(25, 'EncASRepPart', encKdcRepPart, [26]);
export const encTgsRepPart = application(26, 'EncTGSRepPart', encKdcRepPart, [25]);
