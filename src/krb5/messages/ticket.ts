// Tickets, RFC 4120 5.3:
//   Ticket ::= [APPLICATION 1] SEQUENCE { tkt-vno [0] INTEGER (5), realm [1] Realm, sname [2] PrincipalName,
//     enc-part [3] EncryptedData -- EncTicketPart }
//   EncTicketPart ::= [APPLICATION 3] SEQUENCE { flags [0] TicketFlags, key [1] EncryptionKey, crealm [2] Realm,
//     cname [3] PrincipalName, transited [4] TransitedEncoding, authtime [5] KerberosTime, starttime [6] OPTIONAL,
//     endtime [7], renew-till [8] OPTIONAL, caddr [9] HostAddresses OPTIONAL, authorization-data [10] OPTIONAL }
import {
  application,
  field,
  int32,
  kerberosFlags,
  kerberosString,
  kerberosTime,
  mapped,
  octetString,
  optional,
  sequence,
  withRaw,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import { authorizationData } from './authorization-data.ts';
import { encryptedData, encryptionKey, hostAddresses, principalName } from './basic.ts';

const ticketFields = application(
  1,
  'Ticket',
  sequence('Ticket', {
    tktVno: field(0, int32),
    realm: field(1, kerberosString),
    sname: field(2, principalName),
    encPart: field(3, encryptedData),
  }),
);

/** `raw`: the ticket as received. It is sent on as these bytes, never encoded again. */
export type Ticket = TypeOf<typeof ticketFields> & { readonly raw?: Uint8Array | undefined };

export const ticket: Codec<Ticket> = mapped(
  withRaw(ticketFields),
  ({ value, raw }): Ticket => ({ ...value, raw }),
  (value) => ({ value, raw: value.raw }),
);

/** TransitedEncoding ::= SEQUENCE { tr-type [0] Int32 -- must be registered, contents [1] OCTET STRING } */
export const transitedEncoding = sequence('TransitedEncoding', {
  trType: field(0, int32),
  contents: field(1, octetString),
});
export type TransitedEncoding = TypeOf<typeof transitedEncoding>;

export const encTicketPart = application(
  3,
  'EncTicketPart',
  sequence('EncTicketPart', {
    flags: field(0, kerberosFlags),
    key: field(1, encryptionKey),
    crealm: field(2, kerberosString),
    cname: field(3, principalName),
    transited: field(4, transitedEncoding),
    authtime: field(5, kerberosTime),
    starttime: optional(6, kerberosTime),
    endtime: field(7, kerberosTime),
    renewTill: optional(8, kerberosTime),
    caddr: optional(9, hostAddresses),
    authorizationData: optional(10, authorizationData),
  }),
);
export type EncTicketPart = TypeOf<typeof encTicketPart>;
