// The PAC buffers that are plain little-endian structures: PAC_CLIENT_INFO ([MS-PAC] 2.7), UPN_DNS_INFO (2.10),
// PAC_ATTRIBUTES_INFO (2.14) and PAC_REQUESTOR (2.15).
import { NdrReader, NdrWriter, utf16leBytes, utf16leText } from '../ndr/index.ts';
import type { FileTime, Sid } from '../ndr/index.ts';
import { pacInvalid } from './container.ts';

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

export function decodeClientInfo(data: Uint8Array): ClientInfo {
  const reader = new NdrReader(data);
  const clientId = reader.fileTime();
  const length = reader.uint16();
  if (length % 2 !== 0) throw reader.invalid('the client name has half a character');
  return { clientId, name: utf16leText(reader.bytes(length)) };
}

export function encodeClientInfo(info: ClientInfo): Uint8Array {
  const writer = new NdrWriter();
  writer.fileTime(info.clientId);
  writer.uint16(info.name.length * 2);
  writer.bytes(utf16leBytes(info.name));
  return writer.toBytes();
}

export function decodeUpnDnsInfo(data: Uint8Array): UpnDnsInfo {
  const reader = new NdrReader(data);
  const part = (): Uint8Array => {
    const length = reader.uint16();
    const offset = reader.uint16();
    if (offset > data.length || length > data.length - offset)
      throw pacInvalid('a name of UPN_DNS_INFO runs past the end');
    return data.subarray(offset, offset + length);
  };
  const text = (): string => {
    const bytes = part();
    if (bytes.length % 2 !== 0) throw pacInvalid('a name of UPN_DNS_INFO has half a character');
    return utf16leText(bytes);
  };
  const upn = text();
  const dnsDomainName = text();
  const flags = reader.uint32();
  const info = { upn, dnsDomainName, upnConstructed: (flags & UPN_CONSTRUCTED) !== 0 };
  if ((flags & UPN_EXTENDED) === 0) return info;
  return { ...info, samName: text(), sid: new NdrReader(part()).sid() };
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

export function decodePacAttributes(data: Uint8Array): PacAttributes {
  const reader = new NdrReader(data);
  const bits = reader.uint32();
  if (bits > (data.length - 4) * 8) throw pacInvalid('the PAC attributes are fewer than announced');
  const flags = bits === 0 ? 0 : reader.uint32();
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

/** PAC_REQUESTOR is a bare SID. */
export function decodePacRequestor(data: Uint8Array): Sid {
  return new NdrReader(data).sid();
}

export function encodePacRequestor(sid: Sid): Uint8Array {
  return sidBytes(sid);
}

function sidBytes(sid: Sid): Uint8Array {
  const writer = new NdrWriter();
  writer.sid(sid);
  return writer.toBytes();
}
