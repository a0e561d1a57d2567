export { PacBufferType, pacBufferTypeName } from './buffer-type.ts';
export { ClaimsCompression, decodeClaims, decodeClaimsMetadata, encodeClaims } from './claims-metadata.ts';
export { ClaimType, decodeClaimsSet, encodeClaimsSet } from './claims.ts';
export type { Claim, ClaimsArray, ClaimsSet } from './claims.ts';
export { buildPac, findPacBuffer, parsePac } from './container.ts';
export type { PacBuffer, ParsedPac, PlacedPacBuffer } from './container.ts';
export { blankHashes, decodeCredentialInfo, openCredentials } from './credential-info.ts';
export type { CredentialInfo } from './credential-info.ts';
export { decodePac, decodePacBuffer } from './decode.ts';
export type { PacBufferContents, PacContents } from './decode.ts';
export { decodeDelegationInfo, encodeDelegationInfo } from './delegation-info.ts';
export type { DelegationInfo } from './delegation-info.ts';
export { describeClaims, describeCredentials, describePac } from './describe.ts';
export { decodeDeviceInfo, encodeDeviceInfo } from './device-info.ts';
export type { DeviceInfo } from './device-info.ts';
export { pacGroups } from './groups.ts';
export type { PacGroup } from './groups.ts';
export { GroupAttribute } from './group-types.ts';
export type { DomainGroups, GroupMembership, SidAndAttributes } from './group-types.ts';
export { LogonUserFlag, UserAccountControl, decodeLogonInfo, encodeLogonInfo } from './logon-info.ts';
export type { LogonInfo } from './logon-info.ts';
export {
  decodeClientInfo,
  decodePacAttributes,
  decodePacRequestor,
  decodeUpnDnsInfo,
  encodeClientInfo,
  encodePacAttributes,
  encodePacRequestor,
  encodeUpnDnsInfo,
} from './plain-buffers.ts';
export type { ClientInfo, PacAttributes, UpnDnsInfo } from './plain-buffers.ts';
export { decodePacSignature, encodePacSignature } from './signature.ts';
export type { PacSignature } from './signature.ts';
export { issuedTicketSignatureInput } from './issued-ticket.ts';
export {
  fullSignatureInput,
  isPacOfTicket,
  isSignedWith,
  kdcSignatureInput,
  pacOfTicket,
  pacSignature,
  serverSignatureInput,
  ticketSignatureInput,
  verifyPac,
} from './verify.ts';
export type { PacVerdicts, PacVerificationKeys, SignatureBuffer, SignatureVerdict } from './verify.ts';
