// Messages between peers that share a session key, RFC 4120 5.6 and 5.7:
//   KRB-SAFE ::= [APPLICATION 20] SEQUENCE { pvno [0], msg-type [1], safe-body [2] KRB-SAFE-BODY, cksum [3] Checksum }
//   KRB-SAFE-BODY and EncKrbPrivPart [APPLICATION 28] ::= SEQUENCE { user-data [0] OCTET STRING, timestamp [1] OPTIONAL,
//     usec [2] OPTIONAL, seq-number [3] UInt32 OPTIONAL, s-address [4] HostAddress, r-address [5] HostAddress OPTIONAL }
//   KRB-PRIV ::= [APPLICATION 21] SEQUENCE { pvno [0], msg-type [1], enc-part [3] EncryptedData }   -- there is no [2]
import {
  application,
  field,
  int32,
  kerberosTime,
  mapped,
  microseconds,
  octetString,
  optional,
  sequence,
  uint32,
  withRaw,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import { checksum, encryptedData, hostAddress } from './basic.ts';

const userPart = {
  userData: field(0, octetString),
  timestamp: optional(1, kerberosTime),
  usec: optional(2, microseconds),
  seqNumber: optional(3, uint32),
  sAddress: field(4, hostAddress),
  rAddress: optional(5, hostAddress),
};

export const krbSafeBody = sequence('KRB-SAFE-BODY', userPart);
export type KrbSafeBody = TypeOf<typeof krbSafeBody>;

const safeFields = sequence('KRB-SAFE', {
  pvno: field(0, int32),
  msgType: field(1, int32),
  safeBody: field(2, withRaw(krbSafeBody)),
  cksum: field(3, checksum),
});

/** `safeBodyRaw`: the bytes that cksum (key usage 15) covers, as received; where set, they are what is written. */
export type KrbSafe = Omit<TypeOf<typeof safeFields>, 'safeBody'> & {
  readonly safeBody: KrbSafeBody;
  readonly safeBodyRaw?: Uint8Array | undefined;
};

export const krbSafe: Codec<KrbSafe> = application(
  20,
  'KRB-SAFE',
  mapped(
    safeFields,
    (wire): KrbSafe => ({ ...wire, safeBody: wire.safeBody.value, safeBodyRaw: wire.safeBody.raw }),
    ({ safeBody, safeBodyRaw, ...rest }) => ({ ...rest, safeBody: { value: safeBody, raw: safeBodyRaw } }),
  ),
);

export const krbPriv = application(
  21,
  'KRB-PRIV',
  sequence('KRB-PRIV', { pvno: field(0, int32), msgType: field(1, int32), encPart: field(3, encryptedData) }),
);
export type KrbPriv = TypeOf<typeof krbPriv>;

export const encKrbPrivPart = application(28, 'EncKrbPrivPart', sequence('EncKrbPrivPart', userPart));
export type EncKrbPrivPart = TypeOf<typeof encKrbPrivPart>;
