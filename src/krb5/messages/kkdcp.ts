// A message on its way through a KDC proxy, [MS-KKDCP] 2.2.2:
//   KDC-PROXY-MESSAGE ::= SEQUENCE { kerb-message [0] OCTET STRING, target-domain [1] KERB-REALM OPTIONAL,
//     dclocator-hint [2] INTEGER OPTIONAL }
// kerb-message stands as on TCP, behind its length in four octets (RFC 4120 7.2.2).
import { field, kerberosString, octetString, optional, plainInteger, sequence } from '../asn1/index.ts';

export const kdcProxyMessage = sequence('KDC-PROXY-MESSAGE', {
  kerbMessage: field(0, octetString),
  targetDomain: optional(1, kerberosString),
  dclocatorHint: optional(2, plainInteger),
});
