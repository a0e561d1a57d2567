// KRB-CRED, RFC 4120 5.8: tickets with their session keys, handed to a peer or kept in a file (.kirbi).
//   KRB-CRED ::= [APPLICATION 22] SEQUENCE { pvno [0], msg-type [1], tickets [2] SEQUENCE OF Ticket, enc-part [3] EncryptedData }
//   EncKrbCredPart ::= [APPLICATION 29] SEQUENCE { ticket-info [0] SEQUENCE OF KrbCredInfo, nonce [1] UInt32 OPTIONAL,
//     timestamp [2] OPTIONAL, usec [3] OPTIONAL, s-address [4] HostAddress OPTIONAL, r-address [5] HostAddress OPTIONAL }
//   KrbCredInfo ::= SEQUENCE { key [0] EncryptionKey, prealm [1] Realm OPTIONAL, pname [2] OPTIONAL, flags [3] OPTIONAL,
//     authtime [4], starttime [5], endtime [6], renew-till [7], srealm [8], sname [9], caddr [10], all OPTIONAL }
import {
  application,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  microseconds,
  nonceNumber,
  optional,
  sequence,
  sequenceOf,
} from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';
import { encryptedData, encryptionKey, hostAddress, hostAddresses, principalName } from './basic.ts';
import { ticket } from './ticket.ts';

export const krbCred = application(
  22,
  'KRB-CRED',
  sequence('KRB-CRED', {
    pvno: field(0, int32),
    msgType: field(1, int32),
    tickets: field(2, sequenceOf('SEQUENCE OF Ticket', ticket)),
    encPart: field(3, encryptedData),
  }),
);
export type KrbCred = TypeOf<typeof krbCred>;

export const krbCredInfo = sequence('KrbCredInfo', {
  key: field(0, encryptionKey),
  prealm: optional(1, kerberosString),
  pname: optional(2, principalName),
  flags: optional(3, kerberosFlags),
  authtime: optional(4, kerberosTime),
  starttime: optional(5, kerberosTime),
  endtime: optional(6, kerberosTime),
  renewTill: optional(7, kerberosTime),
  srealm: optional(8, kerberosString),
  sname: optional(9, principalName),
  caddr: optional(10, hostAddresses),
});
export type KrbCredInfo = TypeOf<typeof krbCredInfo>;

export const encKrbCredPart = application(
  29,
  'EncKrbCredPart',
  sequence('EncKrbCredPart', {
    ticketInfo: field(0, sequenceOf('SEQUENCE OF KrbCredInfo', krbCredInfo)),
    nonce: optional(1, nonceNumber),
    timestamp: optional(2, kerberosTime),
    usec: optional(3, microseconds),
    sAddress: optional(4, hostAddress),
    rAddress: optional(5, hostAddress),
  }),
);
export type EncKrbCredPart = TypeOf<typeof encKrbCredPart>;
