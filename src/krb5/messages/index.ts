// Every message as a codec, by family.
export { apRep, apReq, authenticator, encApRepPart } from './ap.ts';
export type { ApRep, ApReq, Authenticator, EncApRepPart } from './ap.ts';
export {
  adAndOr,
  adAuthenticationIndicator,
  adCammac,
  adIfRelevant,
  adKdcIssued,
  adMandatoryForKdc,
  authorizationData,
  etypeList,
  krb5SignedPath,
} from './authorization-data.ts';
export type { AdAndOr, AdKdcIssued, AuthorizationData } from './authorization-data.ts';
export {
  checksum,
  encryptedData,
  encryptionKey,
  hostAddress,
  hostAddresses,
  methodData,
  paData,
} from './basic.ts';
export type { Checksum, EncryptedData, PaData } from './basic.ts';
export { encodeKerbExtError, kerbErrorData, kerbExtError, typedData } from './error-data.ts';
export type { KerbErrorData, KerbExtError, TypedDatum } from './error-data.ts';
export {
  kdcFastCookie,
  krbFastReq,
  krbFastResponse,
  paAuthenticationSet,
  paFxFastReply,
  paFxFastRequest,
} from './fast.ts';
export { encAsRepPart, encTgsRepPart, lastReq } from './kdc-rep-part.ts';
export type { EncKdcRepPart, LastReq } from './kdc-rep-part.ts';
export { asRep, asReq, encodeKdcReq, kdcReqBody, tgsRep, tgsReq } from './kdc.ts';
export type { AsRep, AsReq, KdcReq, KdcReqBody, TgsRep, TgsReq } from './kdc.ts';
export {
  changePasswdData,
  encodeKpasswdReply,
  encodeKpasswdRequest,
  encodeKpasswdResult,
  encodePasswordPolicy,
  KPASSWD_VERSION_CHANGE,
  KPASSWD_VERSION_SET,
  parseKpasswdReply,
  parseKpasswdRequest,
  parseKpasswdResult,
  parsePasswordPolicy,
} from './kpasswd.ts';
export type {
  ChangePasswdData,
  KpasswdReplyFrame,
  KpasswdRequestFrame,
  KpasswdResultData,
} from './kpasswd.ts';
export {
  certificateReference,
  contentInfo,
  envelopedData,
  initializationVector,
  issuerAndSerialNumber,
  messageDigest,
  signedData,
} from './cms.ts';
export { encKrbCredPart, krbCred, krbCredInfo } from './krb-cred.ts';
export type { EncKrbCredPart, KrbCred, KrbCredInfo } from './krb-cred.ts';
export { errorPadata, extendedError, krbError, parseErrorData } from './krb-error.ts';
export type { ErrorData, KrbError } from './krb-error.ts';
export { kdcProxyMessage } from './kkdcp.ts';
export {
  kerbAdRestrictionEntries,
  kerbAdRestrictionEntry,
  kerbDmsaKeyPackage,
  kerbKeyListRep,
  kerbKeyListReq,
  kerbSupersededByUser,
  paForUser,
  paForUserSigned,
  paPacOptions,
  paPacRequest,
  paS4uX509User,
  paSvrReferralData,
  s4uUserId,
  supportedEnctypesBits,
} from './microsoft.ts';
export type {
  KerbAdRestrictionEntry,
  PaForUser,
  PaPacOptions,
  PaPacRequest,
  PaS4uX509User,
  S4uUserId,
} from './microsoft.ts';
export { paOtpChallenge, paOtpEncRequest, paOtpPinChange, paOtpRequest } from './otp.ts';
export {
  authPack,
  authPackOld,
  externalPrincipalIdentifiers,
  kdcDhKeyInfo,
  krb5PrincipalName,
  paPkAsRep,
  paPkAsRepOld,
  paPkAsReq,
  paPkAsReqOld,
  replyKeyPack,
  replyKeyPackOld,
  tdAlgorithms,
  tdCertDigestAlgorithms,
} from './pkinit.ts';
export { etypeInfo, etypeInfo2, paEncTsEnc } from './preauth.ts';
export type { EtypeInfo, EtypeInfo2, PaEncTsEnc } from './preauth.ts';
export { encKrbPrivPart, krbPriv, krbSafe, krbSafeBody } from './session.ts';
export type { EncKrbPrivPart, KrbPriv, KrbSafe, KrbSafeBody } from './session.ts';
export { paSpake, spakeSecondFactor } from './spake.ts';
export { encTicketPart, ticket, transitedEncoding } from './ticket.ts';
export type { EncTicketPart, Ticket, TransitedEncoding } from './ticket.ts';
export {
  authorityKeyIdentifier,
  basicConstraints,
  certificate,
  distinguishedName,
  domainParameters,
  extKeyUsage,
  generalNames,
  keyIdentifier,
  keyUsage,
} from './x509.ts';
