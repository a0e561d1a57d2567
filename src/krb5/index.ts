// The engine's public surface. Other rooms import from here (#krb5) and never deeper.

export { KerberosError, isKerberosError } from './errors.ts';
export type {
  AnyKerberosError,
  KerberosErrorCode,
  KerberosErrorDetails,
  PasswordPolicy,
  TriedServer,
} from './errors.ts';
export { displayText, hexText, octetsFromText, textFromOctets } from './text.ts';
export {
  formatName,
  formatPrincipal,
  isKrbtgt,
  krbtgt,
  parsePrincipal,
  principalName,
  sameName,
  samePrincipal,
} from './principal.ts';
export type { Principal, PrincipalName } from './principal.ts';
export type {
  AuthorizationDatum,
  CacheConfigEntry,
  Credential,
  HostAddress,
  KeylessCredential,
  TicketTimes,
} from './credential.ts';
export type {
  CacheContents,
  Clock,
  CredentialCache,
  KdcAddress,
  KdcRequest,
  KdcTransport,
  KeyDerivation,
  KeylessContents,
  NameResolver,
  Ports,
  RandomSource,
} from './ports.ts';
export type { TraceEvent, TraceSink } from './trace.ts';

// iana
export { AdType, adTypeName } from './iana/ad-type.ts';
export { AddressType, addressTypeName } from './iana/addr-type.ts';
export { ChecksumTypeNumber, checksumTypeName } from './iana/cksumtype.ts';
export { EncryptionTypeNumber, enctypeName, isWeakEnctype } from './iana/enctype.ts';
export { ErrorCode, errorCodeName } from './iana/error-code.ts';
export {
  ApOption,
  apOptionNames,
  KdcOption,
  kdcOptionNames,
  PacOption,
  TicketFlag,
  ticketFlagNames,
} from './iana/flags.ts';
export { KeyUsage, keyUsageName } from './iana/key-usage.ts';
export { KpasswdResult, kpasswdResultName } from './iana/kpasswd-result.ts';
export { LastReqType, lastReqTypeName } from './iana/lr-type.ts';
export { MessageType, messageTypeName } from './iana/message-type.ts';
export { NameType, nameTypeName } from './iana/name-type.ts';
export { PaDataType, padataTypeName } from './iana/padata-type.ts';

// asn1
export { civilTime, decodeDer, encodeDer, formatKerberosTime, parseKerberosTime } from './asn1/index.ts';
export type { Codec, DecodeLimits, DecodeOptions, TypeOf, UnknownField } from './asn1/index.ts';

// messages
export {
  adAndOr,
  adIfRelevant,
  adKdcIssued,
  adMandatoryForKdc,
  apRep,
  apReq,
  asRep,
  asReq,
  authenticator,
  authorizationData,
  changePasswdData,
  checksum,
  encApRepPart,
  encAsRepPart,
  encKrbCredPart,
  encKrbPrivPart,
  encodeKdcReq,
  encodeKerbExtError,
  encodeKpasswdReply,
  encodeKpasswdRequest,
  encodeKpasswdResult,
  encodePasswordPolicy,
  encryptedData,
  encryptionKey,
  encTgsRepPart,
  encTicketPart,
  errorPadata,
  etypeInfo,
  etypeInfo2,
  extendedError,
  hostAddress,
  hostAddresses,
  kdcReqBody,
  kerbAdRestrictionEntry,
  kerbErrorData,
  kerbExtError,
  KPASSWD_VERSION_CHANGE,
  KPASSWD_VERSION_SET,
  krbCred,
  krbCredInfo,
  krbError,
  krbPriv,
  krbSafe,
  krbSafeBody,
  lastReq,
  methodData,
  paData,
  paEncTsEnc,
  paForUser,
  paForUserSigned,
  paPacOptions,
  paPacRequest,
  parseErrorData,
  parseKpasswdReply,
  parseKpasswdRequest,
  parseKpasswdResult,
  parsePasswordPolicy,
  paS4uX509User,
  s4uUserId,
  supportedEnctypesBits,
  tgsRep,
  tgsReq,
  ticket,
  transitedEncoding,
  typedData,
} from './messages/index.ts';
export type {
  AdAndOr,
  AdKdcIssued,
  ApRep,
  ApReq,
  AsRep,
  AsReq,
  Authenticator,
  AuthorizationData,
  ChangePasswdData,
  Checksum,
  EncApRepPart,
  EncKdcRepPart,
  EncKrbCredPart,
  EncKrbPrivPart,
  EncryptedData,
  EncTicketPart,
  ErrorData,
  EtypeInfo,
  EtypeInfo2,
  KdcReq,
  KdcReqBody,
  KerbAdRestrictionEntry,
  KerbErrorData,
  KerbExtError,
  KpasswdReplyFrame,
  KpasswdRequestFrame,
  KpasswdResultData,
  KrbCred,
  KrbCredInfo,
  KrbError,
  KrbPriv,
  KrbSafe,
  KrbSafeBody,
  LastReq,
  PaData,
  PaEncTsEnc,
  PaForUser,
  PaPacOptions,
  PaPacRequest,
  PaS4uX509User,
  S4uUserId,
  TgsRep,
  TgsReq,
  Ticket,
  TransitedEncoding,
  TypedDatum,
} from './messages/index.ts';

// messages laid open
export { defaultSalt } from './preauth/etype-info.ts';
export { describeCredential } from './fields/credential.ts';
export { describeMessage } from './fields/describe.ts';
export type { DescribeOptions } from './fields/describe.ts';
export { fieldsOf } from './fields/field.ts';
export type { Field, FieldKind, KeyOrigin, KeyUse, Opened, Source, Verdict, Wanted } from './fields/field.ts';
export { keepOpenParts, keepPlain } from './fields/keep.ts';
export type { ByteRange, KeptMessage } from './fields/keep.ts';

// any blob, recognised and opened
export { INSPECT_LIMITS } from './fields/budget.ts';
export type { InspectLimits } from './fields/budget.ts';
export { compareInspections } from './inspect/compare.ts';
export type { Difference } from './inspect/compare.ts';
export { hiddenRanges } from './inspect/hidden.ts';
export { inspect } from './inspect/inspect.ts';
export { blobKinds } from './inspect/inspection.ts';
export type { BlobKind, Inspection, InspectOptions } from './inspect/inspection.ts';
export { placedJson, toJson } from './inspect/json.ts';
export type { FieldJson, HiddenJson, InspectionJson, JsonOptions } from './inspect/json.ts';
export { credentialKeys, keytabKeys, passwordKeys, rawKey } from './inspect/keys.ts';
export type { RingKey } from './inspect/keys.ts';

// crypto
export {
  constantTimeEqual,
  decrypt,
  encryptionType,
  nobleKeyDerivation,
  randomKey,
  stringToKey,
  supportedEnctypes,
} from './crypto/index.ts';
export type { EncryptionType } from './crypto/index.ts';
export { EncryptionKey } from './crypto/key.ts';

// config
export { parseDuration } from './config/duration.ts';
export { enctypeNumber, parseEnctypes } from './config/enctypes.ts';
export type { EnctypeList, EnctypePolicy } from './config/enctypes.ts';
export { expandTokens } from './config/expand.ts';
export type { ExpansionEnvironment } from './config/expand.ts';
export { settingsForRealm, settingsFromProfile } from './config/from-profile.ts';
export { parseKrb5Conf, parseKrb5ConfDirectory } from './config/parse.ts';
export type { ProfileReader } from './config/parse.ts';
export { Profile } from './config/profile.ts';
export type { ProfileFile, ProfileValue } from './config/profile.ts';
export type { KerberosSettings, RealmDefaults, RealmSettings } from './config/settings.ts';

// client
export { hostAddressFromText, ticketAddresses } from './client/addresses.ts';
export { findServiceTicket, findTgt, startRealm } from './client/cache-match.ts';
export { changePassword } from './client/change-password.ts';
export { prepareHostBased } from './client/host-based.ts';
export { acquireInitialCredential } from './client/initial.ts';
export { ownTicketForPac } from './client/own-ticket.ts';
export { selfTicketFor } from './client/self-ticket.ts';
export { renewCredential, validateCredential } from './client/renew.ts';
export { requestServiceTicket } from './client/service-ticket.ts';
export type {
  ClientSecret,
  HostBasedName,
  InitialCredential,
  InitialOptions,
  InitialRequest,
  InitialWarning,
  OwnTicket,
  OwnTicketRequest,
  PasswordChanged,
  PasswordChangeRequest,
  RenewRequest,
  ServiceTicket,
  ServiceTicketOptions,
  ServiceTicketRequest,
} from './client/types.ts';
export {
  explain,
  explainField,
  explainKeyUsage,
  passwordPolicyRules,
  reasonIn,
  remarkIn,
  wayIn,
} from './explain/index.ts';
export type { ExplainLanguage, Explanation, WhoCanHelp } from './explain/index.ts';

// ccache
export { DEFAULT_FILE_LIMITS } from './ccache/byte-reader.ts';
export type { FileLimits } from './ccache/byte-reader.ts';
export {
  compareTgts,
  contentsOf,
  isTgt,
  removalPatches,
  sameSubject,
  tgtRecords,
  withRecords,
  withTgt,
} from './ccache/edit.ts';
export type { RemovalPatch } from './ccache/edit.ts';
export {
  clampedTimes,
  composeCcache,
  encodeConfigRecord,
  encodeCredentialRecord,
  writeCcache,
} from './ccache/encode.ts';
export type { CcacheDialect } from './ccache/encode.ts';
export { parseCcache } from './ccache/parse.ts';
export type {
  CcacheHeaderTag,
  CcacheParseOptions,
  CcacheRecord,
  CcacheVersion,
  ParsedCcache,
} from './ccache/parse.ts';

// keytab
export { findKey } from './keytab/find.ts';
export type { KeySelection } from './keytab/find.ts';
export { parseKeytab } from './keytab/parse.ts';
export type { KeytabEntry, KeytabParseOptions, ParsedKeytab } from './keytab/parse.ts';

// PACs: reading and verifying. What writes and seals them is the practice realm's alone.
export { FILETIME_NEVER, secondsFromFileTime } from './ndr/index.ts';
export type { FileTime, Sid } from './ndr/index.ts';
export { openTicketWithPac } from './pac/of-ticket.ts';
export type { TicketWithPac } from './pac/of-ticket.ts';
export {
  decodePac,
  decodePacBuffer,
  GroupAttribute,
  isPacOfTicket,
  LogonUserFlag,
  PacBufferType,
  pacBufferTypeName,
  pacGroups,
  pacOfTicket,
  parsePac,
  ticketSignatureInput,
  UserAccountControl,
  verifyPac,
} from './pac/index.ts';
export type {
  Claim,
  ClaimsArray,
  ClaimsSet,
  ClientInfo,
  CredentialInfo,
  DelegationInfo,
  DeviceInfo,
  DomainGroups,
  GroupMembership,
  LogonInfo,
  PacAttributes,
  PacBuffer,
  PacBufferContents,
  PacContents,
  PacGroup,
  PacSignature,
  PacVerdicts,
  PacVerificationKeys,
  ParsedPac,
  PlacedPacBuffer,
  SidAndAttributes,
  SignatureVerdict,
  UpnDnsInfo,
} from './pac/index.ts';
