// Values for the codecs of pre-authentication, certificates and signed messages: as arbitraries.ts, which knows the
// messages of RFC 4120.
import fc from 'fast-check';
import { encodeDer, objectIdentifier } from '../../src/krb5/asn1/index.ts';
import {
  authorizationData,
  checksum,
  encryptedData,
  encryptionKey,
  flags,
  int32,
  kdcReqBody,
  list,
  methodData,
  nonce,
  octets,
  principalName,
  record,
  text,
  time,
  uint32,
  usec,
} from './arbitraries-basic.ts';

const oid = fc
  .tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 39 }),
    fc.array(fc.nat(), { maxLength: 8 }),
  )
  .map(([first, second, rest]) => [first, second, ...rest].join('.'));
/** An element that nothing is known of. */
const any = oid.map((value) => encodeDer(objectIdentifier, value));
const integerOctets = fc.oneof(
  fc.integer({ min: 1, max: 127 }).map((first) => Uint8Array.of(first)),
  fc
    .tuple(fc.integer({ min: 1, max: 127 }), fc.uint8Array({ maxLength: 40 }))
    .map(([first, rest]) => Uint8Array.of(first, ...rest)),
);
const smallInteger = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
const bits = fc.uint8Array({ maxLength: 40 }).map((value) => ({ unused: 0, octets: value }));
const moment = fc.integer({ min: -2_000_000_000, max: 253_402_300_799 });

const variant = (kind: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  value.map((inner) => ({ kind, value: inner }));

const algorithmIdentifier = record({ algorithm: oid }, { parameters: any });
const algorithms = list(algorithmIdentifier);
const distinguishedName = list(list(record({ type: oid, value: any }), 2));
const subjectPublicKeyInfo = record({ algorithm: algorithmIdentifier, subjectPublicKey: bits });
const extensions = list(record({ extnId: oid, extnValue: octets }, { critical: fc.boolean() }));
const certificate = record({
  tbsCertificate: record(
    {
      serialNumber: integerOctets,
      signature: algorithmIdentifier,
      issuer: distinguishedName,
      validity: record({ notBefore: moment, notAfter: moment }),
      subject: distinguishedName,
      subjectPublicKeyInfo,
    },
    { version: smallInteger, issuerUniqueId: bits, subjectUniqueId: bits, extensions },
  ),
  signatureAlgorithm: algorithmIdentifier,
  signatureValue: bits,
});
const generalNames = list(
  fc.oneof(
    variant('otherName', record({ typeId: oid, value: any })),
    variant('rfc822Name', text),
    variant('dnsName', text),
    variant('directoryName', distinguishedName),
    variant('uri', text),
    variant('ipAddress', octets),
    variant('registeredId', oid),
  ),
);
const issuerAndSerialNumber = record({ issuer: distinguishedName, serialNumber: integerOctets });
const certificateReference = fc.oneof(
  variant('issuerAndSerialNumber', issuerAndSerialNumber),
  variant('subjectKeyIdentifier', octets),
  variant('taggedKeyIdentifier', octets),
);
const attributes = list(record({ attrType: oid, attrValues: list(any) }));
const signerInfo = record(
  {
    version: smallInteger,
    sid: certificateReference,
    digestAlgorithm: algorithmIdentifier,
    signatureAlgorithm: algorithmIdentifier,
    signature: octets,
  },
  { signedAttrs: attributes, unsignedAttrs: attributes },
);
const externalPrincipalIdentifiers = list(
  record({}, { subjectName: octets, issuerAndSerialNumber: octets, subjectKeyIdentifier: octets }),
);
const kdf = record({ kdfId: oid });
const spakeSecondFactor = record({ type: int32 }, { data: octets });
const tokenInfo = record(
  { flags },
  {
    otpVendor: text,
    otpChallenge: octets,
    otpLength: int32,
    otpFormat: int32,
    otpTokenId: octets,
    otpAlgId: text,
    supportedHashAlg: algorithms,
    iterationCount: int32,
  },
);
const verifierMac = record({ mac: checksum }, { identifier: principalName, kvno: uint32, enctype: int32 });
const armoredRequest = record(
  { reqChecksum: checksum, encFastReq: encryptedData },
  { armor: record({ armorType: int32, armorValue: octets }) },
);
const keyList = list(encryptionKey);

export const preauthArbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  adAuthenticationIndicator: list(text),
  adCammac: record(
    { elements: authorizationData },
    {
      kdcVerifier: verifierMac,
      svcVerifier: verifierMac,
      otherVerifiers: list(variant('mac', verifierMac)),
    },
  ),
  authPack: record(
    {
      pkAuthenticator: record(
        { cusec: usec, ctime: time, nonce },
        {
          paChecksum: octets,
          freshnessToken: octets,
          paChecksum2: record({ checksum: octets, algorithmIdentifier }),
        },
      ),
    },
    {
      clientPublicValue: subjectPublicKeyInfo,
      supportedCmsTypes: algorithms,
      clientDhNonce: octets,
      supportedKdfs: list(kdf),
    },
  ),
  authPackOld: record(
    {
      pkAuthenticator: record({
        kdcName: principalName,
        kdcRealm: text,
        cusec: usec,
        ctime: time,
        nonce,
      }),
    },
    { clientPublicValue: subjectPublicKeyInfo },
  ),
  authorityKeyIdentifier: record(
    {},
    {
      keyIdentifier: octets,
      authorityCertIssuer: generalNames,
      authorityCertSerialNumber: integerOctets,
    },
  ),
  basicConstraints: record({}, { ca: fc.boolean(), pathLenConstraint: smallInteger }),
  certificate,
  certificateReference,
  contentInfo: record({ contentType: oid }, { content: any }),
  distinguishedName,
  domainParameters: record({ p: integerOctets, g: integerOctets }, { q: integerOctets }),
  envelopedData: record(
    {
      version: smallInteger,
      recipientInfos: list(
        variant(
          'ktri',
          record({
            version: smallInteger,
            rid: certificateReference,
            keyEncryptionAlgorithm: algorithmIdentifier,
            encryptedKey: octets,
          }),
        ),
      ),
      encryptedContentInfo: record(
        { contentType: oid, contentEncryptionAlgorithm: algorithmIdentifier },
        { encryptedContent: octets },
      ),
    },
    { originatorInfo: list(any), unprotectedAttrs: attributes },
  ),
  etypeList: list(int32),
  externalPrincipalIdentifiers,
  extKeyUsage: list(oid),
  generalNames,
  initializationVector: octets,
  issuerAndSerialNumber,
  kdcDhKeyInfo: record({ subjectPublicKey: bits, nonce }, { dhKeyExpiration: time }),
  kdcFastCookie: record({ version: text, cookie: encryptedData }),
  kdcProxyMessage: record({ kerbMessage: octets }, { targetDomain: text, dclocatorHint: smallInteger }),
  kerbAdRestrictionEntries: list(record({ restrictionType: int32, restriction: octets })),
  kerbDmsaKeyPackage: record(
    { currentKeys: keyList, expirationInterval: time, fetchInterval: time },
    { previousKeys: keyList },
  ),
  kerbKeyListRep: keyList,
  kerbKeyListReq: list(int32),
  kerbSupersededByUser: record({ name: principalName, realm: text }),
  keyIdentifier: octets,
  keyUsage: flags,
  krb5PrincipalName: record({ realm: text, principalName }),
  krb5SignedPath: record(
    { etype: int32, cksum: checksum },
    { delegated: list(record({ name: principalName, realm: text })), methodData },
  ),
  krbFastReq: record({ fastOptions: flags, padata: methodData, reqBody: kdcReqBody }),
  krbFastResponse: record(
    { padata: methodData, nonce },
    {
      strengthenKey: encryptionKey,
      finished: record({
        timestamp: time,
        usec,
        crealm: text,
        cname: principalName,
        ticketChecksum: checksum,
      }),
    },
  ),
  messageDigest: octets,
  paAuthenticationSet: list(record({ paType: int32 }, { paHint: octets, paValue: octets })),
  paFxFastReply: variant('armoredData', record({ encFastRep: encryptedData })),
  paFxFastRequest: variant('armoredData', armoredRequest),
  paOtpChallenge: record(
    { nonce: octets, otpTokenInfo: list(tokenInfo) },
    { otpService: text, salt: text, s2kparams: octets },
  ),
  paOtpEncRequest: record({ nonce: octets }),
  paOtpPinChange: record({ flags }, { pin: text, minLength: smallInteger, maxLength: smallInteger }),
  paOtpRequest: record(
    { flags, encData: encryptedData },
    {
      nonce: octets,
      hashAlg: algorithmIdentifier,
      iterationCount: int32,
      otpValue: octets,
      otpPin: text,
      otpChallenge: octets,
      otpTime: time,
      otpCounter: octets,
      otpFormat: int32,
      otpTokenId: octets,
      otpAlgId: text,
      otpVendor: text,
    },
  ),
  paPkAsRep: fc.oneof(
    variant('dhInfo', record({ dhSignedData: octets }, { serverDhNonce: octets, kdf })),
    variant('encKeyPack', octets),
  ),
  paPkAsRepOld: fc.oneof(variant('dhSignedData', octets), variant('encKeyPack', octets)),
  paPkAsReq: record(
    { signedAuthPack: octets },
    { trustedCertifiers: externalPrincipalIdentifiers, kdcPkId: octets },
  ),
  paPkAsReqOld: record({ signedAuthPack: octets }, { kdcCert: octets }),
  paSpake: fc.oneof(
    variant('support', record({ groups: list(int32) })),
    variant('challenge', record({ group: int32, pubkey: octets, factors: list(spakeSecondFactor) })),
    variant('response', record({ pubkey: octets, factor: encryptedData })),
    variant('encdata', encryptedData),
  ),
  paSvrReferralData: record({ referredRealm: text }, { referredName: principalName }),
  replyKeyPack: record({ replyKey: encryptionKey, asChecksum: checksum }),
  replyKeyPackOld: record({ replyKey: encryptionKey, nonce }),
  signedData: record(
    {
      version: smallInteger,
      digestAlgorithms: algorithms,
      encapContentInfo: record({ eContentType: oid }, { eContent: octets }),
      signerInfos: list(signerInfo, 2),
    },
    { certificates: list(variant('certificate', certificate), 2), crls: list(any) },
  ),
  spakeSecondFactor,
  tdAlgorithms: algorithms,
  tdCertDigestAlgorithms: record(
    { allowedAlgorithms: algorithms },
    { rejectedAlgorithm: algorithmIdentifier },
  ),
};
