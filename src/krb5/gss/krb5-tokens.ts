// What the Kerberos mechanism puts into a frame: two octets that say what follows (RFC 4121 4.1, RFC 1964 1), then a
// message. User-to-user (draft-swift-win2k-krb-user2user 4) and IAKERB (draft-ietf-kitten-iakerb 3) have messages of
// their own:
//   KERB-TGT-REQUEST ::= SEQUENCE { pvno [0] INTEGER, msg-type [1] INTEGER, server-name [2] PrincipalName OPTIONAL,
//     realm [3] Realm OPTIONAL }
//   KERB-TGT-REPLY ::= SEQUENCE { pvno [0] INTEGER, msg-type [1] INTEGER, ticket [2] Ticket }
//   IAKERB-HEADER ::= SEQUENCE { target-realm [1] UTF8String, cookie [2] OCTET STRING OPTIONAL }
import { field, int32, kerberosString, octetString, optional, sequence, utf8String } from '../asn1/index.ts';
import { principalName } from '../messages/basic.ts';
import { ticket } from '../messages/ticket.ts';

/** Two octets, read as a big-endian number. */
export const TokenId = {
  AP_REQ: 0x0100,
  AP_REP: 0x0200,
  KRB_ERROR: 0x0300,
  TGT_REQ: 0x0400,
  TGT_REP: 0x0401,
  IAKERB_PROXY: 0x0501,
  /** RFC 1964 1.2. */
  MIC_1964: 0x0101,
  DELETE_1964: 0x0102,
  WRAP_1964: 0x0201,
  /** RFC 4121 4.2.6. */
  MIC: 0x0404,
  WRAP: 0x0504,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [TokenId.AP_REQ, 'KRB_AP_REQ'],
  [TokenId.AP_REP, 'KRB_AP_REP'],
  [TokenId.KRB_ERROR, 'KRB_ERROR'],
  [TokenId.TGT_REQ, 'KERB_TGT_REQUEST'],
  [TokenId.TGT_REP, 'KERB_TGT_REPLY'],
  [TokenId.IAKERB_PROXY, 'IAKERB_PROXY'],
  [TokenId.MIC_1964, 'GSS_GetMIC'],
  [TokenId.DELETE_1964, 'GSS_DeleteSecContext'],
  [TokenId.WRAP_1964, 'GSS_Wrap'],
  [TokenId.MIC, 'GSS_GetMIC'],
  [TokenId.WRAP, 'GSS_Wrap'],
]);

export const tokenIdName = (id: number): string | undefined => NAMES.get(id);

export const kerbTgtRequest = sequence('KERB-TGT-REQUEST', {
  pvno: field(0, int32),
  msgType: field(1, int32),
  serverName: optional(2, principalName),
  realm: optional(3, kerberosString),
});

export const kerbTgtReply = sequence('KERB-TGT-REPLY', {
  pvno: field(0, int32),
  msgType: field(1, int32),
  ticket: field(2, ticket),
});

export const iakerbHeader = sequence(
  'IAKERB-HEADER',
  { targetRealm: field(1, utf8String), cookie: optional(2, octetString) },
  { extensible: true },
);
