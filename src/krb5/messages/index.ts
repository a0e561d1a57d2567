// Every message as a codec, by family.
export { apRep, apReq, authenticator, encApRepPart } from './ap.ts';
export type { ApRep, ApReq, Authenticator, EncApRepPart } from './ap.ts';
export {
  adAndOr,
  adIfRelevant,
  adKdcIssued,
  adMandatoryForKdc,
  authorizationData,
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
export { encKrbCredPart, krbCred, krbCredInfo } from './krb-cred.ts';
export type { EncKrbCredPart, KrbCred, KrbCredInfo } from './krb-cred.ts';
export { errorPadata, extendedError, krbError, parseErrorData } from './krb-error.ts';
export type { ErrorData, KrbError } from './krb-error.ts';
export {
  kerbAdRestrictionEntry,
  paForUser,
  paForUserSigned,
  paPacOptions,
  paPacRequest,
  paS4uX509User,
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
export { etypeInfo, etypeInfo2, paEncTsEnc } from './preauth.ts';
export type { EtypeInfo, EtypeInfo2, PaEncTsEnc } from './preauth.ts';
export { encKrbPrivPart, krbPriv, krbSafe, krbSafeBody } from './session.ts';
export type { EncKrbPrivPart, KrbPriv, KrbSafe, KrbSafeBody } from './session.ts';
export { encTicketPart, ticket, transitedEncoding } from './ticket.ts';
export type { EncTicketPart, Ticket, TransitedEncoding } from './ticket.ts';
