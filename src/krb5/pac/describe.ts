// A PAC, a claims set or opened credentials as a tree of fields, by the decoders that give the values: names as [MS-PAC]
// and [MS-ADTS] have them. One malformed buffer is `unreadable` from where it goes wrong; the others stay readable.
import { isKerberosError } from '../errors.ts';
import type { KerberosError } from '../errors.ts';
import { addSource, takeField } from '../fields/budget.ts';
import type { Budget } from '../fields/budget.ts';
import { hex } from '../fields/field.ts';
import type { Field } from '../fields/field.ts';
import { fieldAt, unreadable } from '../fields/make.ts';
import type { NdrReaderOptions } from '../ndr/index.ts';
import { PacBufferType, pacBufferTypeName } from './buffer-type.ts';
import { decodeClaimsMetadata, decompressClaims, ClaimsCompression } from './claims-metadata.ts';
import type { ClaimsMetadata } from './claims-metadata.ts';
import { decodeClaimsSet } from './claims.ts';
import { PAC_LIMITS } from './container.ts';
import { decodeCredentialInfo, readCredentials } from './credential-info.ts';
import { decodeDelegationInfo } from './delegation-info.ts';
import { decodeDeviceInfo } from './device-info.ts';
import { decodeLogonInfo } from './logon-info.ts';
import {
  decodeClientInfo,
  decodePacAttributes,
  decodePacRequestor,
  decodePacRequestorGuid,
  decodeUpnDnsInfo,
} from './plain-buffers.ts';
import { decodePacSignature } from './signature.ts';
import { TreeRecorder } from './tree.ts';

/** Where bytes stand in their source, and what describing them may cost. */
export interface TreePlace {
  readonly base: number;
  readonly budget: Budget;
}

type Read = (data: Uint8Array, options: NdrReaderOptions) => unknown;

const READINGS: Readonly<Record<number, readonly [type: string, read: Read]>> = {
  [PacBufferType.LOGON_INFO]: ['KERB_VALIDATION_INFO', decodeLogonInfo],
  [PacBufferType.CREDENTIALS]: ['PAC_CREDENTIAL_INFO', decodeCredentialInfo],
  [PacBufferType.SERVER_CHECKSUM]: ['PAC_SIGNATURE_DATA', decodePacSignature],
  [PacBufferType.KDC_CHECKSUM]: ['PAC_SIGNATURE_DATA', decodePacSignature],
  [PacBufferType.TICKET_CHECKSUM]: ['PAC_SIGNATURE_DATA', decodePacSignature],
  [PacBufferType.FULL_CHECKSUM]: ['PAC_SIGNATURE_DATA', decodePacSignature],
  [PacBufferType.CLIENT_INFO]: ['PAC_CLIENT_INFO', decodeClientInfo],
  [PacBufferType.DELEGATION_INFO]: ['S4U_DELEGATION_INFO', decodeDelegationInfo],
  [PacBufferType.UPN_DNS_INFO]: ['UPN_DNS_INFO', decodeUpnDnsInfo],
  [PacBufferType.DEVICE_INFO]: ['PAC_DEVICE_INFO', decodeDeviceInfo],
  [PacBufferType.ATTRIBUTES]: ['PAC_ATTRIBUTES_INFO', decodePacAttributes],
  [PacBufferType.REQUESTOR]: ['PAC_REQUESTOR', decodePacRequestor],
  [PacBufferType.REQUESTOR_GUID]: ['PAC_REQUESTOR_GUID', decodePacRequestorGuid],
};

const CLAIMS: Readonly<Record<number, string>> = {
  [PacBufferType.CLIENT_CLAIMS]: 'PAC_CLIENT_CLAIMS_INFO',
  [PacBufferType.DEVICE_CLAIMS]: 'PAC_DEVICE_CLAIMS_INFO',
};

const HEADER_LENGTH = 8;
const INFO_LENGTH = 16;

/**
 * A PAC as it stands in AD-WIN2K-PAC. What cannot be read is a field of kind `unreadable`.
 * @throws KerberosError LIMIT where the budget throws
 */
export function describePac(bytes: Uint8Array, place: TreePlace): Field {
  const { base, budget } = place;
  if (bytes.length < HEADER_LENGTH) return unreadable('PAC', base, bytes.length, 'too short for its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (name: string, at: number, length: 4 | 8, meaning?: string): Field =>
    fieldAt(name, base + at, base + at + length, {
      type: length === 4 ? 'ULONG' : 'ULONG64',
      kind: 'integer',
      value: String(length === 4 ? view.getUint32(at, true) : view.getBigUint64(at, true)),
      ...(meaning === undefined ? {} : { meaning }),
    });
  const announced = view.getUint32(0, true);
  const there = Math.floor((bytes.length - HEADER_LENGTH) / INFO_LENGTH);
  const count = Math.min(announced, there, PAC_LIMITS.maxBuffers);
  const infoEnd = HEADER_LENGTH + count * INFO_LENGTH;
  const taken: { readonly from: number; readonly to: number }[] = [{ from: 0, to: infoEnd }];
  const buffers: Field[] = [];
  for (let at = HEADER_LENGTH; at < infoEnd && takeField(budget); at += INFO_LENGTH) {
    const type = view.getUint32(at, true);
    const name = pacBufferTypeName(type);
    const from = Number(view.getBigUint64(at + 8, true));
    const to = from + view.getUint32(at + 4, true);
    const trouble = misplaced(from, to, bytes.length, taken);
    if (trouble === undefined) taken.push({ from, to });
    const content =
      trouble === undefined
        ? describeBuffer(type, bytes.subarray(from, to), { base: base + from, budget })
        : unreadable(name, base + at, INFO_LENGTH, trouble);
    const children = [
      number('ulType', at, 4, name),
      number('cbBufferSize', at + 4, 4),
      number('Offset', at + 8, 8),
      content,
    ];
    const index = `[${String(buffers.length)}]`;
    const entry = { type: 'PAC_INFO_BUFFER', kind: 'constructed' as const, value: name, children };
    buffers.push(fieldAt(index, base + at, base + at + INFO_LENGTH, entry));
  }
  const list = fieldAt('Buffers', base + HEADER_LENGTH, base + infoEnd, {
    type: 'PAC_INFO_BUFFER[]',
    kind: 'constructed',
    children: buffers,
  });
  const children = [number('cBuffers', 0, 4), number('Version', 4, 4), cut(list, buffers.length < count)];
  if (announced > count) {
    const reason = announced > there ? 'the list of buffers runs past the end' : 'more than 128 buffers';
    children.push(unreadable('unread', base + infoEnd, bytes.length - infoEnd, reason));
  }
  return fieldAt('PAC', base, base + bytes.length, { type: 'PACTYPE', kind: 'constructed', children });
}

const cut = (field: Field, isCut: boolean): Field => (isCut ? { ...field, truncated: true } : field);

function misplaced(
  from: number,
  to: number,
  length: number,
  taken: readonly { readonly from: number; readonly to: number }[],
): string | undefined {
  if (to > length) return 'it runs past the end';
  if (from % 8 !== 0) return 'it is not aligned to 8';
  const overlaps = from < to && taken.some((other) => from < other.to && other.from < to);
  return overlaps ? 'it overlaps the header or another' : undefined;
}

function describeBuffer(type: number, data: Uint8Array, place: TreePlace): Field {
  const claims = CLAIMS[type];
  if (claims !== undefined) return describeClaimsMetadata(data, place, claims);
  const reading = READINGS[type];
  if (reading !== undefined) {
    const [name, read] = reading;
    const field = described(name, data, place, (options) => read(data, options));
    return type === PacBufferType.CREDENTIALS ? withWanted(field) : field;
  }
  return fieldAt(pacBufferTypeName(type), place.base, place.base + data.length, {
    type: 'OCTETS',
    kind: 'unknown',
    value: hex(data),
    plain: false,
  });
}

/** Which key would open the credentials: the AS reply's, of this enctype. */
function withWanted(field: Field): Field {
  const enctype = Number(field.children.find(({ name }) => name === 'EncryptionType')?.value);
  const children = field.children.map((child) =>
    child.kind === 'sealed' ? { ...child, wants: { enctype } } : child,
  );
  return { ...field, children };
}

/**
 * CLAIMS_SET_METADATA with its claims set in it, or beside it where it is compressed.
 * @throws KerberosError LIMIT where the budget throws
 */
function describeClaimsMetadata(data: Uint8Array, place: TreePlace, type: string): Field {
  let metadata: ClaimsMetadata | undefined;
  const field = described(type, data, place, (options) => {
    metadata = decodeClaimsMetadata(data, options);
  });
  if (metadata === undefined || metadata.claimsSet.length === 0) return field;
  const { claimsSet, at, compression } = metadata;
  const inside = (child: Field): Field => {
    const isCompressed = compression !== ClaimsCompression.NONE;
    if (!isCompressed) {
      const set = describeClaimsSet(claimsSet, { ...place, base: at });
      return { ...child, kind: 'constructed', children: [set] };
    }
    const octets = { ...child, kind: 'octets' as const, value: hex(claimsSet) };
    return { ...octets, ...decompressed(metadata, place.budget) };
  };
  return {
    ...field,
    children: field.children.map((child) => (child.name === 'ClaimsSet' ? inside(child) : child)),
  };
}

function decompressed(
  metadata: ClaimsMetadata | undefined,
  budget: Budget,
): Pick<Field, 'opened'> | Pick<Field, 'children'> {
  if (metadata === undefined) return {};
  try {
    const bytes = decompressClaims(metadata, budget.limits.decompressedBytes);
    const source = addSource(budget, bytes, 'decompressed');
    const root = describeClaimsSet(bytes, { base: 0, budget });
    return { opened: { source, how: 'decompressed', root } };
  } catch (error) {
    const { reason } = failureOf(error, budget, metadata.at);
    return { children: [unreadable('unread', metadata.at, metadata.claimsSet.length, reason)] };
  }
}

/** CLAIMS_SET, serialized for itself. @throws KerberosError LIMIT where the budget throws */
function describeClaimsSet(bytes: Uint8Array, place: TreePlace): Field {
  return described('CLAIMS_SET', bytes, place, (options) => decodeClaimsSet(bytes, options));
}

/**
 * A claims set outside of any PAC: with its metadata, or without.
 * @throws KerberosError FORMAT_INVALID where it is neither, LIMIT where the budget throws
 */
export function describeClaims(bytes: Uint8Array, place: TreePlace): Field {
  const { base, budget } = place;
  const isMetadata = isReadable(() => {
    const metadata = decodeClaimsMetadata(bytes, { base });
    if (metadata !== undefined) decodeClaimsSet(decompressClaims(metadata, budget.limits.decompressedBytes));
  });
  if (!isMetadata && isReadable(() => decodeClaimsSet(bytes))) return describeClaimsSet(bytes, place);
  // With a malformed set inside it is still metadata.
  if (!isMetadata) decodeClaimsMetadata(bytes, { base });
  return describeClaimsMetadata(bytes, place, 'CLAIMS_SET_METADATA');
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (isKerberosError(error)) return false;
    throw error;
  }
}

/**
 * PAC_CREDENTIAL_DATA as openCredentials gives it: the hashes' octets are zeros, and their fields say so.
 * @throws KerberosError LIMIT where the budget throws
 */
export function describeCredentials(bytes: Uint8Array, budget: Budget): Field {
  const place = { base: 0, budget };
  return described('PAC_CREDENTIAL_DATA', bytes, place, (options) => readCredentials(bytes, options));
}

/** What `read` tells of `bytes`; after an error, what it told before. */
function described(
  type: string,
  bytes: Uint8Array,
  { base, budget }: TreePlace,
  read: (options: NdrReaderOptions) => unknown,
): Field {
  const recorder = new TreeRecorder(budget, type, type, base, bytes.length);
  try {
    read({ base, recorder });
    return recorder.tree();
  } catch (error) {
    return recorder.tree(failureOf(error, budget, base));
  }
}

function failureOf(
  error: unknown,
  budget: Budget,
  base: number,
): { readonly reason: string; readonly offset: number } {
  if (!isKerberosError(error)) throw error;
  if (isKerberosError(error, 'FORMAT_INVALID')) {
    return { reason: error.details.reason, offset: error.details.offset ?? base };
  }
  if (error.code === 'LIMIT' && budget.at === 'throw') throw error;
  return { reason: messageOf(error), offset: base };
}

const messageOf = (error: KerberosError): string => error.message;
