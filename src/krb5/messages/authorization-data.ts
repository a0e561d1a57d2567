// Authorization data, RFC 4120 5.2.6:
//   AuthorizationData ::= SEQUENCE OF SEQUENCE { ad-type [0] Int32, ad-data [1] OCTET STRING }
//   AD-IF-RELEVANT, AD-MANDATORY-FOR-KDC ::= AuthorizationData
//   AD-KDCIssued ::= SEQUENCE { ad-checksum [0] Checksum, i-realm [1] Realm OPTIONAL, i-sname [2] PrincipalName OPTIONAL,
//     elements [3] AuthorizationData }
//   AD-AND-OR ::= SEQUENCE { condition-count [0] Int32, elements [1] AuthorizationData }
// RFC 7751 4 and 5:
//   AD-CAMMAC ::= SEQUENCE { elements [0] AuthorizationData, kdc-verifier [1] Verifier-MAC OPTIONAL,
//     svc-verifier [2] Verifier-MAC OPTIONAL, other-verifiers [3] SEQUENCE (SIZE (1..MAX)) OF Verifier OPTIONAL }
//   Verifier ::= CHOICE { mac Verifier-MAC, ... }
//   Verifier-MAC ::= SEQUENCE { identifier [0] PrincipalName OPTIONAL, kvno [1] UInt32 OPTIONAL, enctype [2] Int32 OPTIONAL,
//     mac [3] Checksum }
// RFC 8129 4: AD-AUTHENTICATION-INDICATOR ::= SEQUENCE OF UTF8String.   RFC 4537 3: EtypeList ::= SEQUENCE OF Int32
import {
  choice,
  field,
  int32,
  kerberosString,
  kvnoNumber,
  mapped,
  octetString,
  optional,
  sequence,
  sequenceOf,
  utf8String,
  withRaw,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import type { AuthorizationDatum } from '../credential.ts';
import { checksum, methodData, principalName } from './basic.ts';

const authorizationDatum: Codec<AuthorizationDatum> = sequence('AuthorizationData element', {
  adType: field(0, int32),
  adData: field(1, octetString),
});

export type AuthorizationData = readonly AuthorizationDatum[];

export const authorizationData: Codec<AuthorizationData> = sequenceOf(
  'AuthorizationData',
  authorizationDatum,
);

/** Contents of an AD-IF-RELEVANT element: what it holds may be ignored by who does not know it. */
export const adIfRelevant: Codec<AuthorizationData> = sequenceOf('AD-IF-RELEVANT', authorizationDatum);

export const adMandatoryForKdc: Codec<AuthorizationData> = sequenceOf(
  'AD-MANDATORY-FOR-KDC',
  authorizationDatum,
);

const kdcIssued = sequence('AD-KDCIssued', {
  adChecksum: field(0, checksum),
  iRealm: optional(1, kerberosString),
  iSname: optional(2, principalName),
  elements: field(3, withRaw(authorizationData)),
});

type KdcIssuedWire = TypeOf<typeof kdcIssued>;

/** `elementsRaw`: the bytes that ad-checksum (key usage 19) covers, as received. */
export type AdKdcIssued = Omit<KdcIssuedWire, 'elements'> & {
  readonly elements: AuthorizationData;
  readonly elementsRaw?: Uint8Array | undefined;
};

export const adKdcIssued: Codec<AdKdcIssued> = mapped(
  kdcIssued,
  (wire): AdKdcIssued => ({ ...wire, elements: wire.elements.value, elementsRaw: wire.elements.raw }),
  ({ elements, elementsRaw, ...rest }) => ({ ...rest, elements: { value: elements, raw: elementsRaw } }),
);

export const adAndOr = sequence('AD-AND-OR', {
  conditionCount: field(0, int32),
  elements: field(1, authorizationData),
});
export type AdAndOr = TypeOf<typeof adAndOr>;

const verifierMac = sequence('Verifier-MAC', {
  identifier: optional(0, principalName),
  kvno: optional(1, kvnoNumber),
  enctype: optional(2, int32),
  mac: field(3, checksum),
});

/** Its MACs (key usage 64) cover the elements as received; it may say more than an AD-KDCIssued. */
export const adCammac = sequence('AD-CAMMAC', {
  elements: field(0, authorizationData),
  kdcVerifier: optional(1, verifierMac),
  svcVerifier: optional(2, verifierMac),
  otherVerifiers: optional(3, sequenceOf('SEQUENCE OF Verifier', choice('Verifier', { mac: verifierMac }))),
});

export const adAuthenticationIndicator = sequenceOf('AD-AUTHENTICATION-INDICATOR', utf8String);

/** Enctypes that the client of an AP-REQ would rather have. */
export const etypeList = sequenceOf('EtypeList', int32);

/** Heimdal's Principal: { name [0] PrincipalName, realm [1] Realm } */
const adSignedPathPrincipal = sequence('Principal', {
  name: field(0, principalName),
  realm: field(1, kerberosString),
});

/** Heimdal's and old Samba's seal over a delegated ticket, from before PACs had one (lib/asn1/krb5.asn1). */
export const krb5SignedPath = sequence('KRB5SignedPath', {
  etype: field(0, int32),
  cksum: field(1, checksum),
  delegated: optional(2, sequenceOf('Principals', adSignedPathPrincipal)),
  methodData: optional(3, methodData, 'method_data'),
});
