// Contents of pre-authentication data, RFC 4120 5.2.7:
//   PA-ENC-TS-ENC ::= SEQUENCE { patimestamp [0] KerberosTime, pausec [1] Microseconds OPTIONAL }
//   ETYPE-INFO ::= SEQUENCE OF SEQUENCE { etype [0] Int32, salt [1] OCTET STRING OPTIONAL }
//   ETYPE-INFO2 ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { etype [0] Int32, salt [1] KerberosString OPTIONAL,
//     s2kparams [2] OCTET STRING OPTIONAL }
// PA-FX-COOKIE (RFC 6113 5.2) and PA-PW-SALT are octets without inner form. PA-REQ-ENC-PA-REP's answer is a Checksum.
import {
  field,
  int32,
  kerberosString,
  kerberosTime,
  microseconds,
  octetString,
  optional,
  sequence,
  sequenceOf,
} from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';

export const paEncTsEnc = sequence('PA-ENC-TS-ENC', {
  patimestamp: field(0, kerberosTime),
  pausec: optional(1, microseconds),
});
export type PaEncTsEnc = TypeOf<typeof paEncTsEnc>;

export const etypeInfo = sequenceOf(
  'ETYPE-INFO',
  sequence('ETYPE-INFO-ENTRY', { etype: field(0, int32), salt: optional(1, octetString) }),
);
export type EtypeInfo = TypeOf<typeof etypeInfo>;

export const etypeInfo2 = sequenceOf(
  'ETYPE-INFO2',
  sequence('ETYPE-INFO2-ENTRY', {
    etype: field(0, int32),
    salt: optional(1, kerberosString),
    s2kparams: optional(2, octetString),
  }),
);
export type EtypeInfo2 = TypeOf<typeof etypeInfo2>;
