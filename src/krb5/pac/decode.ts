// Every buffer of a PAC ([MS-PAC] 2.4), decoded where its type is known here and kept as bytes where not.
import { PacBufferType } from './buffer-type.ts';
import { decodeClaims } from './claims-metadata.ts';
import type { ClaimsSet } from './claims.ts';
import { parsePac } from './container.ts';
import type { PacBuffer, ParsedPac } from './container.ts';
import { decodeCredentialInfo } from './credential-info.ts';
import type { CredentialInfo } from './credential-info.ts';
import { decodeDelegationInfo } from './delegation-info.ts';
import type { DelegationInfo } from './delegation-info.ts';
import { decodeDeviceInfo } from './device-info.ts';
import type { DeviceInfo } from './device-info.ts';
import { decodeLogonInfo } from './logon-info.ts';
import type { LogonInfo } from './logon-info.ts';
import {
  decodeClientInfo,
  decodePacAttributes,
  decodePacRequestor,
  decodePacRequestorGuid,
  decodeUpnDnsInfo,
} from './plain-buffers.ts';
import type { ClientInfo, PacAttributes, UpnDnsInfo } from './plain-buffers.ts';
import { decodePacSignature } from './signature.ts';
import type { PacSignature } from './signature.ts';
import type { Guid, Sid } from '../ndr/index.ts';

export type PacBufferContents =
  | { readonly kind: 'logon-info'; readonly value: LogonInfo }
  | { readonly kind: 'client-info'; readonly value: ClientInfo }
  | { readonly kind: 'upn-dns-info'; readonly value: UpnDnsInfo }
  | { readonly kind: 'signature'; readonly value: PacSignature }
  | { readonly kind: 'attributes'; readonly value: PacAttributes }
  | { readonly kind: 'requestor'; readonly value: Sid }
  | { readonly kind: 'requestor-guid'; readonly value: Guid }
  | { readonly kind: 'credential-info'; readonly value: CredentialInfo }
  | { readonly kind: 'delegation-info'; readonly value: DelegationInfo }
  | { readonly kind: 'device-info'; readonly value: DeviceInfo }
  | { readonly kind: 'claims'; readonly value: ClaimsSet }
  | { readonly kind: 'other'; readonly value: Uint8Array };

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodePacBuffer(buffer: PacBuffer): PacBufferContents {
  const { data } = buffer;
  switch (buffer.type) {
    case PacBufferType.LOGON_INFO:
      return { kind: 'logon-info', value: decodeLogonInfo(data) };
    case PacBufferType.CLIENT_INFO:
      return { kind: 'client-info', value: decodeClientInfo(data) };
    case PacBufferType.UPN_DNS_INFO:
      return { kind: 'upn-dns-info', value: decodeUpnDnsInfo(data) };
    case PacBufferType.SERVER_CHECKSUM:
    case PacBufferType.KDC_CHECKSUM:
    case PacBufferType.TICKET_CHECKSUM:
    case PacBufferType.FULL_CHECKSUM:
      return { kind: 'signature', value: decodePacSignature(data) };
    case PacBufferType.ATTRIBUTES:
      return { kind: 'attributes', value: decodePacAttributes(data) };
    case PacBufferType.REQUESTOR:
      return { kind: 'requestor', value: decodePacRequestor(data) };
    case PacBufferType.REQUESTOR_GUID:
      return { kind: 'requestor-guid', value: decodePacRequestorGuid(data) };
    case PacBufferType.CREDENTIALS:
      return { kind: 'credential-info', value: decodeCredentialInfo(data) };
    case PacBufferType.DELEGATION_INFO:
      return { kind: 'delegation-info', value: decodeDelegationInfo(data) };
    case PacBufferType.DEVICE_INFO:
      return { kind: 'device-info', value: decodeDeviceInfo(data) };
    case PacBufferType.CLIENT_CLAIMS:
    case PacBufferType.DEVICE_CLAIMS:
      return { kind: 'claims', value: decodeClaims(data) };
    default:
      return { kind: 'other', value: data };
  }
}

/** What the first buffer of each known type says, and every buffer that is of another type or a further one. */
export interface PacContents {
  readonly pac: ParsedPac;
  readonly logonInfo?: LogonInfo;
  readonly clientInfo?: ClientInfo;
  readonly upnDnsInfo?: UpnDnsInfo;
  readonly attributes?: PacAttributes;
  readonly requestor?: Sid;
  readonly requestorGuid?: Guid;
  readonly credentialInfo?: CredentialInfo;
  readonly delegationInfo?: DelegationInfo;
  readonly deviceInfo?: DeviceInfo;
  readonly clientClaims?: ClaimsSet;
  readonly deviceClaims?: ClaimsSet;
  readonly serverSignature?: PacSignature;
  readonly kdcSignature?: PacSignature;
  readonly ticketSignature?: PacSignature;
  readonly fullSignature?: PacSignature;
  readonly others: readonly PacBuffer[];
}

const FIELD = {
  [PacBufferType.LOGON_INFO]: 'logonInfo',
  [PacBufferType.CLIENT_INFO]: 'clientInfo',
  [PacBufferType.UPN_DNS_INFO]: 'upnDnsInfo',
  [PacBufferType.ATTRIBUTES]: 'attributes',
  [PacBufferType.REQUESTOR]: 'requestor',
  [PacBufferType.REQUESTOR_GUID]: 'requestorGuid',
  [PacBufferType.CREDENTIALS]: 'credentialInfo',
  [PacBufferType.DELEGATION_INFO]: 'delegationInfo',
  [PacBufferType.DEVICE_INFO]: 'deviceInfo',
  [PacBufferType.CLIENT_CLAIMS]: 'clientClaims',
  [PacBufferType.DEVICE_CLAIMS]: 'deviceClaims',
  [PacBufferType.SERVER_CHECKSUM]: 'serverSignature',
  [PacBufferType.KDC_CHECKSUM]: 'kdcSignature',
  [PacBufferType.TICKET_CHECKSUM]: 'ticketSignature',
  [PacBufferType.FULL_CHECKSUM]: 'fullSignature',
} as const;

/**
 * Reads a whole PAC; one malformed buffer makes it malformed. A viewer that wants the rest takes parsePac and
 * decodePacBuffer.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function decodePac(bytes: Uint8Array): PacContents {
  const pac = parsePac(bytes);
  const known = new Map<string, unknown>();
  const others: PacBuffer[] = [];
  for (const buffer of pac.buffers) {
    const field = (FIELD as Readonly<Record<number, string>>)[buffer.type];
    if (field === undefined || known.has(field)) others.push({ type: buffer.type, data: buffer.data });
    else known.set(field, decodePacBuffer(buffer).value);
  }
  return { ...(Object.fromEntries(known) as Omit<PacContents, 'pac' | 'others'>), pac, others };
}
