export { PacBufferType, pacBufferTypeName } from './buffer-type.ts';
export { buildPac, findPacBuffer, parsePac } from './container.ts';
export type { PacBuffer, ParsedPac, PlacedPacBuffer } from './container.ts';
export { decodePac, decodePacBuffer } from './decode.ts';
export type { PacBufferContents, PacContents } from './decode.ts';
export { pacGroups } from './groups.ts';
export type { PacGroup } from './groups.ts';
export {
  GroupAttribute,
  LogonUserFlag,
  UserAccountControl,
  decodeLogonInfo,
  encodeLogonInfo,
} from './logon-info.ts';
export type { GroupMembership, LogonInfo, SidAndAttributes } from './logon-info.ts';
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
export {
  fullSignatureInput,
  isPacOfTicket,
  kdcSignatureInput,
  pacOfTicket,
  serverSignatureInput,
  ticketSignatureInput,
  verifyPac,
} from './verify.ts';
export type { PacVerdicts, PacVerificationKeys, SignatureVerdict } from './verify.ts';
