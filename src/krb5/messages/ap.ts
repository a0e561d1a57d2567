// Application exchange, RFC 4120 5.5:
//   AP-REQ ::= [APPLICATION 14] SEQUENCE { pvno [0], msg-type [1], ap-options [2] APOptions, ticket [3] Ticket,
//     authenticator [4] EncryptedData -- Authenticator }
//   Authenticator ::= [APPLICATION 2] SEQUENCE { authenticator-vno [0] INTEGER (5), crealm [1], cname [2],
//     cksum [3] Checksum OPTIONAL, cusec [4], ctime [5], subkey [6] OPTIONAL, seq-number [7] UInt32 OPTIONAL,
//     authorization-data [8] OPTIONAL }
//   AP-REP ::= [APPLICATION 15] SEQUENCE { pvno [0], msg-type [1], enc-part [2] EncryptedData -- EncAPRepPart }
//   EncAPRepPart ::= [APPLICATION 27] SEQUENCE { ctime [0], cusec [1], subkey [2] OPTIONAL, seq-number [3] OPTIONAL }
import {
  application,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  microseconds,
  optional,
  sequence,
  uint32,
} from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';
import { authorizationData } from './authorization-data.ts';
import { checksum, encryptedData, encryptionKey, principalName } from './basic.ts';
import { ticket } from './ticket.ts';

export const apReq = application(
  14,
  'AP-REQ',
  sequence('AP-REQ', {
    pvno: field(0, int32),
    msgType: field(1, int32),
    apOptions: field(2, kerberosFlags),
    ticket: field(3, ticket),
    authenticator: field(4, encryptedData),
  }),
);
export type ApReq = TypeOf<typeof apReq>;

export const authenticator = application(
  2,
  'Authenticator',
  sequence('Authenticator', {
    authenticatorVno: field(0, int32),
    crealm: field(1, kerberosString),
    cname: field(2, principalName),
    cksum: optional(3, checksum),
    cusec: field(4, microseconds),
    ctime: field(5, kerberosTime),
    subkey: optional(6, encryptionKey),
    seqNumber: optional(7, uint32),
    authorizationData: optional(8, authorizationData),
  }),
);
export type Authenticator = TypeOf<typeof authenticator>;

export const apRep = application(
  15,
  'AP-REP',
  sequence('AP-REP', { pvno: field(0, int32), msgType: field(1, int32), encPart: field(2, encryptedData) }),
);
export type ApRep = TypeOf<typeof apRep>;

export const encApRepPart = application(
  27,
  'EncAPRepPart',
  sequence('EncAPRepPart', {
    ctime: field(0, kerberosTime),
    cusec: field(1, microseconds),
    subkey: optional(2, encryptionKey),
    seqNumber: optional(3, uint32),
  }),
);
export type EncApRepPart = TypeOf<typeof encApRepPart>;
