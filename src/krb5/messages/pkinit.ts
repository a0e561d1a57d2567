// Public-key pre-authentication, RFC 4556 appendix A (EXPLICIT TAGS), with RFC 8636 (agility) and RFC 8070 (freshness):
//   PA-PK-AS-REQ ::= SEQUENCE { signedAuthPack [0] IMPLICIT OCTET STRING -- ContentInfo --,
//     trustedCertifiers [1] SEQUENCE OF ExternalPrincipalIdentifier OPTIONAL, kdcPkId [2] IMPLICIT OCTET STRING OPTIONAL, ... }
//   AuthPack ::= SEQUENCE { pkAuthenticator [0] PKAuthenticator, clientPublicValue [1] SubjectPublicKeyInfo OPTIONAL,
//     supportedCMSTypes [2] SEQUENCE OF AlgorithmIdentifier OPTIONAL, clientDHNonce [3] OCTET STRING OPTIONAL, ...,
//     supportedKDFs [4] SEQUENCE OF KDFAlgorithmId OPTIONAL, ... }
//   PKAuthenticator ::= SEQUENCE { cusec [0] INTEGER, ctime [1] KerberosTime, nonce [2] INTEGER,
//     paChecksum [3] OCTET STRING OPTIONAL, ..., freshnessToken [4] OCTET STRING OPTIONAL, paChecksum2 [5] PAChecksum2 OPTIONAL }
//   PA-PK-AS-REP ::= CHOICE { dhInfo [0] DHRepInfo, encKeyPack [1] IMPLICIT OCTET STRING -- ContentInfo --, ... }
//   DHRepInfo ::= SEQUENCE { dhSignedData [0] IMPLICIT OCTET STRING, serverDHNonce [1] OCTET STRING OPTIONAL, ...,
//     kdf [2] KDFAlgorithmId OPTIONAL, ... }
//   KDCDHKeyInfo ::= SEQUENCE { subjectPublicKey [0] BIT STRING, nonce [1] INTEGER, dhKeyExpiration [2] KerberosTime OPTIONAL }
//   ReplyKeyPack ::= SEQUENCE { replyKey [0] EncryptionKey, asChecksum [1] Checksum, ... }
// The drafts before it, which Windows 2000 and 2003 speak as padata 14 and 15, have another PKAuthenticator
// (kdcName [0], kdcRealm [1], cusec [2], ctime [3], nonce [4]) and a nonce in place of asChecksum.
import {
  bitString,
  choice,
  field,
  implicit,
  kerberosString,
  kerberosTime,
  member,
  members,
  microseconds,
  nonceNumber,
  objectIdentifier,
  octetString,
  optional,
  optionalMember,
  sequence,
  sequenceOf,
  tagged,
} from '../asn1/index.ts';
import { checksum, encryptionKey, principalName } from './basic.ts';
import { algorithmIdentifier, subjectPublicKeyInfo } from './x509.ts';

const open = { extensible: true };

const algorithms = sequenceOf('SEQUENCE OF AlgorithmIdentifier', algorithmIdentifier);

const externalPrincipalIdentifier = members(
  'ExternalPrincipalIdentifier',
  {
    subjectName: optionalMember(implicit(0, octetString), 'subjectName'),
    issuerAndSerialNumber: optionalMember(implicit(1, octetString), 'issuerAndSerialNumber'),
    subjectKeyIdentifier: optionalMember(implicit(2, octetString), 'subjectKeyIdentifier'),
  },
  open,
);

/** TD-TRUSTED-CERTIFIERS, TD-INVALID-CERTIFICATES and AD-INITIAL-VERIFIED-CAS are such lists too. */
export const externalPrincipalIdentifiers = sequenceOf(
  'SEQUENCE OF ExternalPrincipalIdentifier',
  externalPrincipalIdentifier,
);

export const paPkAsReq = members(
  'PA-PK-AS-REQ',
  {
    signedAuthPack: member(implicit(0, octetString), 'signedAuthPack'),
    trustedCertifiers: optionalMember(
      tagged(1, 'SEQUENCE OF ExternalPrincipalIdentifier', externalPrincipalIdentifiers),
      'trustedCertifiers',
    ),
    kdcPkId: optionalMember(implicit(2, octetString), 'kdcPkId'),
  },
  open,
);

const kdfAlgorithmId = sequence('KDFAlgorithmId', { kdfId: field(0, objectIdentifier) }, open);

const paChecksum2 = sequence(
  'PAChecksum2',
  {
    checksum: field(0, octetString),
    algorithmIdentifier: field(1, algorithmIdentifier, 'algorithmIdentifier'),
  },
  open,
);

const pkAuthenticator = sequence(
  'PKAuthenticator',
  {
    cusec: field(0, microseconds),
    ctime: field(1, kerberosTime),
    nonce: field(2, nonceNumber),
    paChecksum: optional(3, octetString, 'paChecksum'),
    freshnessToken: optional(4, octetString, 'freshnessToken'),
    paChecksum2: optional(5, paChecksum2, 'paChecksum2'),
  },
  open,
);

export const authPack = sequence(
  'AuthPack',
  {
    pkAuthenticator: field(0, pkAuthenticator, 'pkAuthenticator'),
    clientPublicValue: optional(1, subjectPublicKeyInfo, 'clientPublicValue'),
    supportedCmsTypes: optional(2, algorithms, 'supportedCMSTypes'),
    clientDhNonce: optional(3, octetString, 'clientDHNonce'),
    supportedKdfs: optional(4, sequenceOf('SEQUENCE OF KDFAlgorithmId', kdfAlgorithmId), 'supportedKDFs'),
  },
  open,
);

const dhRepInfo = members(
  'DHRepInfo',
  {
    dhSignedData: member(implicit(0, octetString), 'dhSignedData'),
    serverDhNonce: optionalMember(tagged(1, 'OCTET STRING', octetString), 'serverDHNonce'),
    kdf: optionalMember(tagged(2, 'KDFAlgorithmId', kdfAlgorithmId)),
  },
  open,
);

export const paPkAsRep = choice('PA-PK-AS-REP', {
  dhInfo: tagged(0, 'DHRepInfo', dhRepInfo),
  encKeyPack: implicit(1, octetString),
});

export const kdcDhKeyInfo = sequence(
  'KDCDHKeyInfo',
  {
    subjectPublicKey: field(0, bitString, 'subjectPublicKey'),
    nonce: field(1, nonceNumber),
    dhKeyExpiration: optional(2, kerberosTime, 'dhKeyExpiration'),
  },
  open,
);

export const replyKeyPack = sequence(
  'ReplyKeyPack',
  { replyKey: field(0, encryptionKey, 'replyKey'), asChecksum: field(1, checksum, 'asChecksum') },
  open,
);

/** TD-DH-PARAMETERS and TD-CMS-DIGEST-ALGORITHMS. */
export const tdAlgorithms = algorithms;

/** RFC 8636 4. */
export const tdCertDigestAlgorithms = sequence(
  'TD-CERT-DIGEST-ALGORITHMS-DATA',
  {
    allowedAlgorithms: field(0, algorithms, 'allowedAlgorithms'),
    rejectedAlgorithm: optional(1, algorithmIdentifier, 'rejectedAlgorithm'),
  },
  open,
);

/** Kerberos names in certificates, RFC 4556 3.2.2. */
export const krb5PrincipalName = sequence('KRB5PrincipalName', {
  realm: field(0, kerberosString),
  principalName: field(1, principalName, 'principalName'),
});

export const paPkAsReqOld = members(
  'PA-PK-AS-REQ-OLD',
  {
    signedAuthPack: member(implicit(0, octetString), 'signedAuthPack'),
    kdcCert: optionalMember(implicit(2, octetString), 'kdcCert'),
  },
  open,
);

export const paPkAsRepOld = choice('PA-PK-AS-REP-OLD', {
  dhSignedData: implicit(0, octetString),
  encKeyPack: implicit(1, octetString),
});

export const authPackOld = sequence(
  'AuthPack-OLD',
  {
    pkAuthenticator: field(
      0,
      sequence('PKAuthenticator-OLD', {
        kdcName: field(0, principalName, 'kdcName'),
        kdcRealm: field(1, kerberosString, 'kdcRealm'),
        cusec: field(2, microseconds),
        ctime: field(3, kerberosTime),
        nonce: field(4, nonceNumber),
      }),
      'pkAuthenticator',
    ),
    clientPublicValue: optional(1, subjectPublicKeyInfo, 'clientPublicValue'),
  },
  open,
);

export const replyKeyPackOld = sequence(
  'ReplyKeyPack-OLD',
  { replyKey: field(0, encryptionKey, 'replyKey'), nonce: field(1, nonceNumber) },
  open,
);
