// The PAC buffers that are plain little-endian structures: PAC_CLIENT_INFO ([MS-PAC] 2.7), UPN_DNS_INFO (2.10),
// PAC_ATTRIBUTES_INFO (2.14), PAC_REQUESTOR (2.15) and PAC_REQUESTOR_GUID.
import { NdrReader, NdrWriter, utf16leBytes, utf16leText } from '../ndr/index.ts';
import type { FileTime, Guid, NdrReaderOptions, NdrReading, Sid } from '../ndr/index.ts';
import { flagsReading } from './readings.ts';

export interface ClientInfo {
  /** The authtime of the ticket that the PAC came with first: whole seconds, as a FILETIME. */
  readonly clientId: FileTime;
  /** The client's name without realm, `alice` or `host/web.practice.test`. */
  readonly name: string;
}

export interface UpnDnsInfo {
  readonly upn: string;
  /** The realm as a DNS name, in capitals. */
  readonly dnsDomainName: string;
  /** Bit U: the account has no UPN of its own, this one is made of its name and domain. */
  readonly upnConstructed: boolean;
  /** Bit S's fields, absent from KDCs before 2021. */
  readonly samName?: string;
  readonly sid?: Sid;
}

export interface PacAttributes {
  /** The client asked for a PAC. */
  readonly pacWasRequested: boolean;
  /** The client did not say, and got one. */
  readonly pacWasGivenImplicitly: boolean;
}

const UPN_CONSTRUCTED = 1;
const UPN_EXTENDED = 2;
const PAC_WAS_REQUESTED = 1;
const PAC_WAS_GIVEN_IMPLICITLY = 2;

/** [MS-PAC] 2.10. */
const upnFlagsReading = flagsReading({ U: UPN_CONSTRUCTED, S: UPN_EXTENDED });
const attributesReading = flagsReading({ PAC_WAS_REQUESTED, PAC_WAS_GIVEN_IMPLICITLY });

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeClientInfo(data: Uint8Array, options?: NdrReaderOptions): ClientInfo {
  const reader = new NdrReader(data, options);
  const clientId = reader.fileTime('ClientId');
  const length = reader.uint16('NameLength');
  if (length % 2 !== 0) throw reader.invalid('the client name has half a character');
  const name = utf16leText(reader.bytes(length, 'Name', utf16Reading, 'WCHAR[]'));
  return { clientId, name };
}

const utf16Reading = (octets: Uint8Array): NdrReading => ({ kind: 'text', value: utf16leText(octets) });

export function encodeClientInfo(info: ClientInfo): Uint8Array {
  const writer = new NdrWriter();
  writer.fileTime(info.clientId);
  writer.uint16(info.name.length * 2);
  writer.bytes(utf16leBytes(info.name));
  return writer.toBytes();
}

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodeUpnDnsInfo(data: Uint8Array, options: NdrReaderOptions = {}): UpnDnsInfo {
  const reader = new NdrReader(data, options);
  const { base = 0 } = options;
  /** What a length and an offset in the structure stand for. */
  const place = (name: string): NdrReader => {
    const length = reader.uint16(`${name}Length`);
    const offset = reader.uint16(`${name}Offset`);
    if (offset > data.length || length > data.length - offset)
      throw reader.invalid('a name of UPN_DNS_INFO runs past the end');
    return new NdrReader(data.subarray(offset, offset + length), { ...options, base: base + offset });
  };
  const text = (name: string): string => {
    const part = place(name);
    if (part.left % 2 !== 0) throw part.invalid('a name of UPN_DNS_INFO has half a character');
    return utf16leText(part.bytes(part.left, name, utf16Reading, 'WCHAR[]'));
  };
  const upn = text('Upn');
  const dnsDomainName = text('DnsDomainName');
  const flags = reader.uint32('Flags', upnFlagsReading);
  const info = { upn, dnsDomainName, upnConstructed: (flags & UPN_CONSTRUCTED) !== 0 };
  if ((flags & UPN_EXTENDED) === 0) return info;
  const samName = text('SamName');
  return { ...info, samName, sid: place('Sid').sid('Sid') };
}

export function encodeUpnDnsInfo(info: UpnDnsInfo): Uint8Array {
  const parts = [utf16leBytes(info.upn), utf16leBytes(info.dnsDomainName)];
  const extended = info.samName !== undefined && info.sid !== undefined;
  if (extended) parts.push(utf16leBytes(info.samName), sidBytes(info.sid));
  const head = new NdrWriter();
  const body = new NdrWriter();
  const headLength = extended ? 24 : 16;
  parts.forEach((bytes, i) => {
    if (i === 2) head.uint32(flagsOf(info));
    head.uint16(bytes.length);
    head.uint16(headLength + body.toBytes().length);
    body.bytes(bytes);
    // The SID follows the SAM name unpadded, as KDCs lay it out.
    if (i !== 2) body.align(8);
  });
  if (!extended) head.uint32(flagsOf(info));
  head.align(8);
  head.bytes(body.toBytes());
  return head.toBytes();
}

function flagsOf(info: UpnDnsInfo): number {
  const extended = info.samName !== undefined && info.sid !== undefined;
  return (info.upnConstructed ? UPN_CONSTRUCTED : 0) | (extended ? UPN_EXTENDED : 0);
}

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodePacAttributes(data: Uint8Array, options?: NdrReaderOptions): PacAttributes {
  const reader = new NdrReader(data, options);
  const bits = reader.uint32('FlagsLength');
  if (bits > reader.left * 8) throw reader.invalid('the PAC attributes are fewer than announced');
  const flags = bits === 0 ? 0 : reader.uint32('Flags', attributesReading);
  return {
    pacWasRequested: (flags & PAC_WAS_REQUESTED) !== 0,
    pacWasGivenImplicitly: (flags & PAC_WAS_GIVEN_IMPLICITLY) !== 0,
  };
}

export function encodePacAttributes(attributes: PacAttributes): Uint8Array {
  const writer = new NdrWriter();
  writer.uint32(2);
  writer.uint32(
    (attributes.pacWasRequested ? PAC_WAS_REQUESTED : 0) |
      (attributes.pacWasGivenImplicitly ? PAC_WAS_GIVEN_IMPLICITLY : 0),
  );
  return writer.toBytes();
}

/** PAC_REQUESTOR is a bare SID. @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodePacRequestor(data: Uint8Array, options?: NdrReaderOptions): Sid {
  return new NdrReader(data, options).sid('UserSid');
}

/** PAC_REQUESTOR_GUID: the account's objectGUID. @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodePacRequestorGuid(data: Uint8Array, options?: NdrReaderOptions): Guid {
  return new NdrReader(data, options).guid('RequestorGuid');
}

export function encodePacRequestor(sid: Sid): Uint8Array {
  return sidBytes(sid);
}

function sidBytes(sid: Sid): Uint8Array {
  const writer = new NdrWriter();
  writer.sid(sid);
  return writer.toBytes();
}
