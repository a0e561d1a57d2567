// The basic types of RFC 4120 5.2:
//   PrincipalName ::= SEQUENCE { name-type [0] Int32, name-string [1] SEQUENCE OF KerberosString }
//   HostAddress ::= SEQUENCE { addr-type [0] Int32, address [1] OCTET STRING }     HostAddresses ::= SEQUENCE OF HostAddress
//   EncryptedData ::= SEQUENCE { etype [0] Int32, kvno [1] UInt32 OPTIONAL, cipher [2] OCTET STRING }
//   EncryptionKey ::= SEQUENCE { keytype [0] Int32, keyvalue [1] OCTET STRING }
//   Checksum ::= SEQUENCE { cksumtype [0] Int32, checksum [1] OCTET STRING }
//   PA-DATA ::= SEQUENCE { padata-type [1] Int32, padata-value [2] OCTET STRING }   -- tags start at 1
import {
  field,
  int32,
  kerberosString,
  kvnoNumber,
  mapped,
  octetString,
  optional,
  sequence,
  sequenceOf,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import type { HostAddress } from '../credential.ts';
import { EncryptionKey } from '../crypto/key.ts';
import type { PrincipalName } from '../principal.ts';

export const principalName: Codec<PrincipalName> = sequence('PrincipalName', {
  nameType: field(0, int32),
  nameString: field(1, sequenceOf('SEQUENCE OF KerberosString', kerberosString)),
});

export const hostAddress: Codec<HostAddress> = sequence('HostAddress', {
  addrType: field(0, int32),
  address: field(1, octetString),
});

export const hostAddresses: Codec<readonly HostAddress[]> = sequenceOf('HostAddresses', hostAddress);

export const encryptedData = sequence('EncryptedData', {
  etype: field(0, int32),
  kvno: optional(1, kvnoNumber),
  cipher: field(2, octetString),
});
export type EncryptedData = TypeOf<typeof encryptedData>;

export const encryptionKey: Codec<EncryptionKey> = mapped(
  sequence('EncryptionKey', { keytype: field(0, int32), keyvalue: field(1, octetString) }),
  ({ keytype, keyvalue }) => new EncryptionKey(keytype, keyvalue),
  (key) => ({ keytype: key.keyType, keyvalue: key.keyValue }),
);

export const checksum = sequence('Checksum', {
  cksumtype: field(0, int32),
  checksum: field(1, octetString),
});
export type Checksum = TypeOf<typeof checksum>;

export const paData = sequence('PA-DATA', {
  padataType: field(1, int32),
  padataValue: field(2, octetString),
});
export type PaData = TypeOf<typeof paData>;

/** METHOD-DATA ::= SEQUENCE OF PA-DATA (RFC 4120 5.9.1); padata of requests and replies have the same shape. */
export const methodData: Codec<readonly PaData[]> = sequenceOf('METHOD-DATA', paData);
