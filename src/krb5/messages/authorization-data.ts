// Authorization data, RFC 4120 5.2.6:
//   AuthorizationData ::= SEQUENCE OF SEQUENCE { ad-type [0] Int32, ad-data [1] OCTET STRING }
//   AD-IF-RELEVANT, AD-MANDATORY-FOR-KDC ::= AuthorizationData
//   AD-KDCIssued ::= SEQUENCE { ad-checksum [0] Checksum, i-realm [1] Realm OPTIONAL, i-sname [2] PrincipalName OPTIONAL,
//     elements [3] AuthorizationData }
//   AD-AND-OR ::= SEQUENCE { condition-count [0] Int32, elements [1] AuthorizationData }
import {
  field,
  int32,
  kerberosString,
  mapped,
  octetString,
  optional,
  sequence,
  sequenceOf,
  withRaw,
} from '../asn1/index.ts';
import type { Codec, TypeOf } from '../asn1/index.ts';
import type { AuthorizationDatum } from '../credential.ts';
import { checksum, principalName } from './basic.ts';

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
