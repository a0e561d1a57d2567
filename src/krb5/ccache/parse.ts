// FILE credential caches, versions 1 to 4, as MIT's "Credential cache file format" describes them:
//   file       ::= 5, version, [v4: header], principal, credential*
//   header     ::= length16, (tag16, length16, data)*             tag 1: KDC offset, two int32
//   principal  ::= [v2+: name-type32], count32 (v1: with the realm), realm, component*
//   credential ::= client, server, keyblock, authtime32, starttime32, endtime32, renew-till32, is-skey8, flags32,
//                  addresses, authdata, ticket, second-ticket
// Versions 1 and 2 have the byte order of the machine that wrote them, 3 and 4 network order.
import type { AuthorizationDatum, CacheConfigEntry, Credential, HostAddress } from '../credential.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { NameType } from '../iana/name-type.ts';
import type { Principal } from '../principal.ts';
import { textFromOctets } from '../text.ts';
import { ByteReader, DEFAULT_FILE_LIMITS, EndOfBytes } from './byte-reader.ts';
import type { FileLimits } from './byte-reader.ts';

export type CcacheVersion = 1 | 2 | 3 | 4;

export interface CcacheHeaderTag {
  readonly tag: number;
  readonly data: Uint8Array;
}

export interface CcacheRecord {
  readonly offset: number;
  /** The record as it stands in the file: a part of the bytes that were parsed, not a copy. */
  readonly bytes: Uint8Array;
  readonly credential: Credential;
  /** How many of the bytes, from the first, are the client's name. */
  readonly clientLength: number;
  /** Where in `bytes` the authentication time and the server's realm stand. */
  readonly timesAt: number;
  readonly serverRealmAt: number;
  /** Overwritten in place by krb5_cc_remove_cred or its like: not to be shown or used. */
  readonly removed: boolean;
  /** Set where the record is no ticket but a config entry. */
  readonly config: CacheConfigEntry | undefined;
}

export interface ParsedCcache {
  readonly version: CcacheVersion;
  readonly littleEndian: boolean;
  readonly headerTags: readonly CcacheHeaderTag[];
  readonly kdcOffset: { readonly seconds: number; readonly micros: number } | undefined;
  readonly principal: Principal;
  readonly records: readonly CcacheRecord[];
  /** Where the last whole record ends; what follows is a record cut short: an append under way, or a killed one. */
  readonly end: number;
  readonly incomplete: boolean;
}

export const KDC_OFFSET_TAG = 1;
export const CONFIG_REALM = 'X-CACHECONF:';
export const REMOVED_CONFIG_REALM = 'X-RMED-CONF:';
export const CONFIG_NAME = 'krb5_ccache_conf_data';

export interface CcacheParseOptions {
  readonly limits?: FileLimits;
  /** Byte order of versions 1 and 2; little-endian unless said otherwise. */
  readonly littleEndian?: boolean;
}

/**
 * A file cut short in the middle of its last record reads up to that record, as MIT reads it.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function parseCcache(bytes: Uint8Array, options: CcacheParseOptions = {}): ParsedCcache {
  const reader = new ByteReader('ccache', bytes, options.limits ?? DEFAULT_FILE_LIMITS);
  try {
    return parse(reader, bytes, options.littleEndian ?? true);
  } catch (error) {
    if (error instanceof EndOfBytes) throw reader.invalid('the file ends inside its header', bytes.length);
    throw error;
  }
}

function parse(reader: ByteReader, bytes: Uint8Array, hostLittleEndian: boolean): ParsedCcache {
  if (bytes.length === 0) throw reader.invalid('the file is empty');
  const five = reader.u8();
  const version = reader.u8();
  if (five !== 5 || !isVersion(version)) throw reader.invalid('not a credential cache of a known version', 0);
  reader.littleEndian = version < 3 && hostLittleEndian;
  const headerTags = version === 4 ? readHeader(reader) : [];
  const principal = readPrincipal(reader, version);
  const records: CcacheRecord[] = [];
  let end = reader.offset;
  try {
    while (reader.remaining > 0) {
      reader.count(1);
      records.push(readRecord(reader, bytes, version, records.at(-1)));
      end = reader.offset;
    }
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
  }
  return {
    version,
    littleEndian: reader.littleEndian,
    headerTags,
    kdcOffset: kdcOffsetOf(headerTags),
    principal,
    records,
    end,
    incomplete: end < bytes.length,
  };
}

function isVersion(version: number): version is CcacheVersion {
  return version >= 1 && version <= 4;
}

function readHeader(reader: ByteReader): readonly CcacheHeaderTag[] {
  const length = reader.u16();
  const end = reader.offset + length;
  if (length > reader.remaining) throw reader.invalid('the header goes beyond the file');
  const tags: CcacheHeaderTag[] = [];
  while (reader.offset < end) {
    const at = reader.offset;
    if (end - at < 4) throw reader.invalid('a header field is cut short', at);
    const tag = reader.u16();
    const fieldLength = reader.u16();
    if (fieldLength > end - reader.offset) throw reader.invalid('a header field goes beyond the header', at);
    if (tag === KDC_OFFSET_TAG && fieldLength !== 8)
      throw reader.invalid('the KDC offset is not 8 bytes long', at);
    tags.push({ tag, data: reader.bytes(fieldLength) });
  }
  return tags;
}

function kdcOffsetOf(tags: readonly CcacheHeaderTag[]): ParsedCcache['kdcOffset'] {
  const data = tags.find(({ tag }) => tag === KDC_OFFSET_TAG)?.data;
  if (data === undefined) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { seconds: view.getInt32(0), micros: view.getInt32(4) };
}

function readPrincipal(reader: ByteReader, version: CcacheVersion): Principal {
  const nameType = version === 1 ? NameType.UNKNOWN : reader.i32();
  const at = reader.offset;
  const count = reader.u32() - (version === 1 ? 1 : 0);
  if (count < 0) throw reader.invalid('a name counts less than no components', at);
  reader.count(count);
  const realm = textFromOctets(reader.lent32());
  const nameString: string[] = [];
  for (let i = 0; i < count; i++) nameString.push(textFromOctets(reader.lent32()));
  return { name: { nameType, nameString }, realm };
}

function readList<T>(reader: ByteReader, element: (type: number, data: Uint8Array) => T): readonly T[] {
  const count = reader.u32();
  reader.count(count);
  const list: T[] = [];
  for (let i = 0; i < count; i++) {
    const type = reader.i16();
    list.push(element(type, reader.data32()));
  }
  return list;
}

/** Nearly every ticket of a cache has the same client: read once, and held against the octets of the next record. */
function readClient(
  reader: ByteReader,
  file: Uint8Array,
  version: CcacheVersion,
  before: CcacheRecord | undefined,
): Principal {
  const from = reader.offset;
  const { bytes, clientLength = 0, credential } = before ?? {};
  if (bytes !== undefined && credential !== undefined && clientLength <= reader.remaining) {
    let at = 0;
    while (at < clientLength && file[from + at] === bytes[at]) at++;
    if (at === clientLength) {
      reader.offset += clientLength;
      reader.count(credential.client.name.nameString.length);
      return credential.client;
    }
  }
  return readPrincipal(reader, version);
}

function readRecord(
  reader: ByteReader,
  file: Uint8Array,
  version: CcacheVersion,
  before: CcacheRecord | undefined,
): CcacheRecord {
  const offset = reader.offset;
  const client = readClient(reader, file, version, before);
  const clientLength = reader.offset - offset;
  const serverRealmAt = reader.offset - offset + (version === 1 ? 8 : 12); // behind name type, count and length
  const server = readPrincipal(reader, version);
  const keyType = reader.i16();
  if (version === 3) reader.i16(); // the enctype twice
  const key = new EncryptionKey(keyType, reader.data32());
  const timesAt = reader.offset - offset;
  const times = {
    authTime: reader.u32(),
    startTime: reader.u32(),
    endTime: reader.u32(),
    renewTill: reader.u32(),
  };
  const isSkey = reader.u8() !== 0;
  const flags = reader.u32();
  const addresses = readList<HostAddress>(reader, (addrType, address) => ({ addrType, address }));
  const authorizationData = readList<AuthorizationDatum>(reader, (adType, adData) => ({ adType, adData }));
  const ticket = reader.data32();
  const secondTicket = reader.data32();
  const credential = {
    client,
    server,
    key,
    times,
    isSkey,
    flags,
    addresses,
    authorizationData,
    ticket,
    secondTicket,
  };
  return {
    offset,
    bytes: file.subarray(offset, reader.offset),
    credential,
    clientLength,
    timesAt,
    serverRealmAt,
    // MIT: an entry in use that has no end time (config entries, gssproxy's) has no authentication time either.
    removed: (times.endTime === 0 && times.authTime !== 0) || server.realm === REMOVED_CONFIG_REALM,
    config: server.realm === CONFIG_REALM ? configOf(credential) : undefined,
  };
}

function configOf(credential: Credential): CacheConfigEntry | undefined {
  const [name, key, principal] = credential.server.name.nameString;
  if (name !== CONFIG_NAME || key === undefined) return undefined;
  return { key, ...(principal === undefined ? {} : { principal }), value: credential.ticket };
}
