// Certificates, RFC 5280 4.1 and appendix A, as far as PKINIT shows them: nothing here is checked, only read.
//   Certificate ::= SEQUENCE { tbsCertificate TBSCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
//   AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }
//   Name ::= SEQUENCE OF SET OF SEQUENCE { type OBJECT IDENTIFIER, value ANY DEFINED BY type }
//   SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
//   Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
import {
  bitString,
  boolean,
  certificateTime,
  choice,
  ia5String,
  implicit,
  kerberosFlags,
  member,
  members,
  named,
  objectIdentifier,
  octetString,
  optionalMember,
  plainInteger,
  rawElement,
  sequenceOf,
  setOf,
  tagged,
  wideInteger,
} from '../asn1/index.ts';

export const algorithmIdentifier = members('AlgorithmIdentifier', {
  algorithm: member(objectIdentifier),
  parameters: optionalMember(rawElement),
});

const attributeTypeAndValue = members('AttributeTypeAndValue', {
  type: member(objectIdentifier),
  value: member(rawElement),
});

export const distinguishedName = sequenceOf(
  'Name',
  setOf('RelativeDistinguishedName', attributeTypeAndValue),
);

export const subjectPublicKeyInfo = members('SubjectPublicKeyInfo', {
  algorithm: member(algorithmIdentifier),
  subjectPublicKey: member(bitString, 'subjectPublicKey'),
});

const extension = members('Extension', {
  extnId: member(objectIdentifier, 'extnID'),
  critical: optionalMember(boolean),
  extnValue: member(octetString, 'extnValue'),
});

const extensions = sequenceOf('Extensions', extension);

const validity = members('Validity', {
  notBefore: member(certificateTime, 'notBefore'),
  notAfter: member(certificateTime, 'notAfter'),
});

const tbsCertificate = members('TBSCertificate', {
  version: optionalMember(tagged(0, 'Version', plainInteger)),
  serialNumber: member(wideInteger, 'serialNumber'),
  signature: member(algorithmIdentifier),
  issuer: member(distinguishedName),
  validity: member(validity),
  subject: member(distinguishedName),
  subjectPublicKeyInfo: member(subjectPublicKeyInfo, 'subjectPublicKeyInfo'),
  issuerUniqueId: optionalMember(implicit(1, bitString), 'issuerUniqueID'),
  subjectUniqueId: optionalMember(implicit(2, bitString), 'subjectUniqueID'),
  extensions: optionalMember(tagged(3, 'Extensions', extensions)),
});

export const certificate = members('Certificate', {
  tbsCertificate: member(tbsCertificate, 'tbsCertificate'),
  signatureAlgorithm: member(algorithmIdentifier, 'signatureAlgorithm'),
  signatureValue: member(bitString, 'signatureValue'),
});

const otherName = members('OtherName', {
  typeId: member(objectIdentifier),
  value: member(tagged(0, 'ANY', rawElement)),
});

/** RFC 5280 4.2.1.6; x400Address [3] and ediPartyName [5] nobody uses. */
const generalName = choice('GeneralName', {
  otherName: implicit(0, otherName, 'otherName'),
  rfc822Name: implicit(1, ia5String, 'rfc822Name'),
  dnsName: implicit(2, ia5String, 'dNSName'),
  directoryName: tagged(4, 'directoryName', distinguishedName),
  uri: implicit(6, ia5String, 'uniformResourceIdentifier'),
  ipAddress: implicit(7, octetString, 'iPAddress'),
  registeredId: implicit(8, objectIdentifier, 'registeredID'),
});

/** SubjectAltName, IssuerAltName. */
export const generalNames = sequenceOf('GeneralNames', generalName);

/** 4.2.1.9 */
export const basicConstraints = members('BasicConstraints', {
  ca: optionalMember(boolean, 'cA'),
  pathLenConstraint: optionalMember(plainInteger, 'pathLenConstraint'),
});

/** 4.2.1.12 */
export const extKeyUsage = sequenceOf('ExtKeyUsageSyntax', objectIdentifier);

/** 4.2.1.2: which key, by octets that mean nothing else. */
export const keyIdentifier = named('KeyIdentifier', octetString);

/** 4.2.1.3 */
export const keyUsage = named('KeyUsage', kerberosFlags);

/** 4.2.1.1 */
export const authorityKeyIdentifier = members('AuthorityKeyIdentifier', {
  keyIdentifier: optionalMember(implicit(0, keyIdentifier), 'keyIdentifier'),
  authorityCertIssuer: optionalMember(implicit(1, generalNames), 'authorityCertIssuer'),
  authorityCertSerialNumber: optionalMember(implicit(2, wideInteger), 'authorityCertSerialNumber'),
});

/** X9.42 DomainParameters, RFC 3279 2.3.3: a Diffie-Hellman group. */
export const domainParameters = members('DomainParameters', {
  p: member(wideInteger),
  g: member(wideInteger),
  q: optionalMember(wideInteger),
  j: optionalMember(wideInteger),
  validationParms: optionalMember(rawElement, 'validationParms'),
});
