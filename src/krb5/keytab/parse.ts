// Keytabs, versions 0x0501 and 0x0502, as MIT's "Keytab file format" describes them:
//   file  ::= 5, version, (size32, entry | hole)*          a negative size is a hole of that many bytes
//   entry ::= count16 (v1: with the realm), realm, component*, [v2: name-type32], timestamp32, kvno8,
//             enctype16, key, [kvno32]                     strings and keys have 16-bit lengths
// Version 1 has the byte order of the machine that wrote it.
import { ByteReader, DEFAULT_FILE_LIMITS, EndOfBytes } from '../ccache/byte-reader.ts';
import type { FileLimits } from '../ccache/byte-reader.ts';
import { EncryptionKey } from '../crypto/key.ts';
import { NameType } from '../iana/name-type.ts';
import type { Principal } from '../principal.ts';
import { textFromOctets } from '../text.ts';

export interface KeytabEntry {
  readonly principal: Principal;
  /** Seconds since 1970 when the entry was written. */
  readonly timestamp: number;
  /** The 32-bit number where the entry has one that is not 0, else the 8-bit one. */
  readonly kvno: number;
  readonly key: EncryptionKey;
}

export interface ParsedKeytab {
  readonly version: 1 | 2;
  readonly entries: readonly KeytabEntry[];
}

export interface KeytabParseOptions {
  readonly limits?: FileLimits;
  /** Byte order of version 1; little-endian unless said otherwise. */
  readonly littleEndian?: boolean;
}

/**
 * A record size of 0 ends the file, as MIT reads it.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function parseKeytab(bytes: Uint8Array, options: KeytabParseOptions = {}): ParsedKeytab {
  const limits = options.limits ?? DEFAULT_FILE_LIMITS;
  const reader = new ByteReader('keytab', bytes, limits);
  try {
    const five = reader.u8();
    const version = reader.u8();
    if (five !== 5 || (version !== 1 && version !== 2))
      throw reader.invalid('not a keytab of a known version', 0);
    reader.littleEndian = version === 1 && (options.littleEndian ?? true);
    return { version, entries: readEntries(reader, bytes, version, limits) };
  } catch (error) {
    if (error instanceof EndOfBytes) throw reader.invalid('the file ends inside a record');
    throw error;
  }
}

function readEntries(
  reader: ByteReader,
  bytes: Uint8Array,
  version: 1 | 2,
  limits: FileLimits,
): readonly KeytabEntry[] {
  const entries: KeytabEntry[] = [];
  while (reader.remaining > 0) {
    const at = reader.offset;
    const size = reader.i32();
    if (size === 0) break;
    reader.count(1);
    const length = Math.abs(size);
    if (length > reader.remaining) throw reader.invalid('a record goes beyond the file', at);
    if (size > 0) entries.push(readEntry(reader, bytes, version, limits, reader.offset + length));
    reader.offset = at + 4 + length;
  }
  return entries;
}

function readEntry(
  file: ByteReader,
  bytes: Uint8Array,
  version: 1 | 2,
  limits: FileLimits,
  end: number,
): KeytabEntry {
  const reader = new ByteReader('keytab', bytes, limits, end);
  reader.offset = file.offset;
  reader.littleEndian = file.littleEndian;
  const count = reader.u16() - (version === 1 ? 1 : 0);
  if (count < 1) throw reader.invalid('a name without components', file.offset);
  file.count(count);
  const realm = textFromOctets(reader.data16());
  const nameString: string[] = [];
  for (let i = 0; i < count; i++) nameString.push(textFromOctets(reader.data16()));
  const nameType = version === 1 ? NameType.UNKNOWN : reader.i32();
  const timestamp = reader.u32();
  const kvno8 = reader.u8();
  const enctype = reader.i16();
  const key = new EncryptionKey(enctype, reader.data16());
  const kvno32 = reader.remaining >= 4 ? reader.u32() : 0; // zeros are padding, what follows is not ours
  return {
    principal: { name: { nameType, nameString }, realm },
    timestamp,
    kvno: kvno32 === 0 ? kvno8 : kvno32,
    key,
  };
}
