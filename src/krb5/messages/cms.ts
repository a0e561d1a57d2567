// Cryptographic Message Syntax, RFC 5652 (IMPLICIT TAGS), as far as PKINIT uses and shows it.
//   ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY DEFINED BY contentType }        (3)
//   SignedData ::= SEQUENCE { version INTEGER, digestAlgorithms SET OF AlgorithmIdentifier,
//     encapContentInfo SEQUENCE { eContentType OBJECT IDENTIFIER, eContent [0] EXPLICIT OCTET STRING OPTIONAL },
//     certificates [0] IMPLICIT SET OF CertificateChoices OPTIONAL, crls [1] IMPLICIT SET OF ANY OPTIONAL,
//     signerInfos SET OF SignerInfo }                                                                                 (5)
//   EnvelopedData ::= SEQUENCE { version INTEGER, originatorInfo [0] IMPLICIT OriginatorInfo OPTIONAL,
//     recipientInfos SET OF RecipientInfo, encryptedContentInfo EncryptedContentInfo,
//     unprotectedAttrs [1] IMPLICIT SET OF Attribute OPTIONAL }                                                       (6)
import {
  choice,
  implicit,
  member,
  members,
  named,
  objectIdentifier,
  octetString,
  optionalMember,
  plainInteger,
  rawElement,
  setOf,
  tagged,
  wideInteger,
} from '../asn1/index.ts';
import { algorithmIdentifier, certificate, distinguishedName, keyIdentifier } from './x509.ts';

export const contentInfo = members('ContentInfo', {
  contentType: member(objectIdentifier, 'contentType'),
  content: optionalMember(tagged(0, 'ANY', rawElement)),
});

export const issuerAndSerialNumber = members('IssuerAndSerialNumber', {
  issuer: member(distinguishedName),
  serialNumber: member(wideInteger, 'serialNumber'),
});

const attributes = setOf(
  'Attributes',
  members('Attribute', {
    attrType: member(objectIdentifier, 'attrType'),
    attrValues: member(setOf('SET OF AttributeValue', rawElement), 'attrValues'),
  }),
);

/** SignerIdentifier and RecipientIdentifier. Heimdal writes the second one's tag around the OCTET STRING's own. */
export const certificateReference = choice('SignerIdentifier', {
  issuerAndSerialNumber,
  taggedKeyIdentifier: tagged(0, 'subjectKeyIdentifier', keyIdentifier),
  subjectKeyIdentifier: implicit(0, keyIdentifier, 'subjectKeyIdentifier'),
});

const signerInfo = members('SignerInfo', {
  version: member(plainInteger),
  sid: member(certificateReference),
  digestAlgorithm: member(algorithmIdentifier, 'digestAlgorithm'),
  signedAttrs: optionalMember(implicit(0, attributes), 'signedAttrs'),
  signatureAlgorithm: member(algorithmIdentifier, 'signatureAlgorithm'),
  signature: member(octetString),
  unsignedAttrs: optionalMember(implicit(1, attributes), 'unsignedAttrs'),
});

export const signedData = members('SignedData', {
  version: member(plainInteger),
  digestAlgorithms: member(setOf('DigestAlgorithmIdentifiers', algorithmIdentifier), 'digestAlgorithms'),
  encapContentInfo: member(
    members('EncapsulatedContentInfo', {
      eContentType: member(objectIdentifier, 'eContentType'),
      eContent: optionalMember(tagged(0, 'OCTET STRING', octetString), 'eContent'),
    }),
    'encapContentInfo',
  ),
  certificates: optionalMember(
    implicit(0, setOf('CertificateSet', choice('CertificateChoices', { certificate, other: rawElement }))),
  ),
  crls: optionalMember(implicit(1, setOf('RevocationInfoChoices', rawElement))),
  signerInfos: member(setOf('SignerInfos', signerInfo), 'signerInfos'),
});

const keyTransRecipientInfo = members('KeyTransRecipientInfo', {
  version: member(plainInteger),
  rid: member(certificateReference),
  keyEncryptionAlgorithm: member(algorithmIdentifier, 'keyEncryptionAlgorithm'),
  encryptedKey: member(octetString, 'encryptedKey'),
});

const encryptedContentInfo = members('EncryptedContentInfo', {
  contentType: member(objectIdentifier, 'contentType'),
  contentEncryptionAlgorithm: member(algorithmIdentifier, 'contentEncryptionAlgorithm'),
  encryptedContent: optionalMember(implicit(0, octetString), 'encryptedContent'),
});

export const envelopedData = members('EnvelopedData', {
  version: member(plainInteger),
  originatorInfo: optionalMember(implicit(0, setOf('OriginatorInfo', rawElement)), 'originatorInfo'),
  recipientInfos: member(
    setOf('RecipientInfos', choice('RecipientInfo', { ktri: keyTransRecipientInfo, other: rawElement })),
    'recipientInfos',
  ),
  encryptedContentInfo: member(encryptedContentInfo, 'encryptedContentInfo'),
  unprotectedAttrs: optionalMember(implicit(1, attributes), 'unprotectedAttrs'),
});

/** A digest as an attribute's value. */
export const messageDigest = named('MessageDigest', octetString);

/** What AES-CBC and DES3-CBC take as parameters (RFC 3565 4.1, RFC 3370 5.1). */
export const initializationVector = named('IV', octetString);
