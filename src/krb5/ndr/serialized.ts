// Type serialization version 1, [MS-RPCE] 2.2.6: a common header (01 10 08 00 CC CC CC CC), a private header with the
// length of the object buffer, then the object: a top-level pointer and what it refers to.
import { NdrReader, ndrInvalid } from './reader.ts';
import type { NdrReaderOptions } from './reader.ts';

const COMMON_HEADER_LENGTH = 8;
const HEADERS_LENGTH = 16;

/**
 * Reads one top-level pointer to a type. Bytes after the object, within its announced buffer or behind it, are padding.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function readSerialized<T>(
  bytes: Uint8Array,
  read: (reader: NdrReader) => T,
  options: NdrReaderOptions = {},
): T {
  const found = readSerializedPointer(bytes, (reader) => ({ value: read(reader) }), options);
  if (found === undefined)
    throw ndrInvalid('the top-level pointer is NULL', (options.base ?? 0) + HEADERS_LENGTH);
  return found.value;
}

/** The same where the pointer may be NULL: then undefined. */
export function readSerializedPointer<T>(
  bytes: Uint8Array,
  read: (reader: NdrReader) => T,
  options: NdrReaderOptions = {},
): T | undefined {
  const { base = 0 } = options;
  const headers = new NdrReader(bytes, options);
  headers.open('CommonTypeHeader', 'CommonTypeHeader');
  if (headers.uint8('Version') !== 1) throw ndrInvalid('not type serialization version 1', base);
  if (headers.uint8('Endianness') !== 0x10) throw ndrInvalid('not little-endian', base + 1);
  if (headers.uint16('CommonHeaderLength') !== COMMON_HEADER_LENGTH)
    throw ndrInvalid('common header length is not 8', base + 2);
  headers.bytes(4, 'Filler');
  headers.close();
  headers.open('PrivateHeader', 'PrivateHeader');
  const length = headers.uint32('ObjectBufferLength');
  headers.bytes(4, 'Filler');
  headers.close();
  if (length > bytes.length - HEADERS_LENGTH)
    throw ndrInvalid('the object buffer runs past the end', base + 8);
  const object = new NdrReader(bytes.subarray(HEADERS_LENGTH, HEADERS_LENGTH + length), {
    ...options,
    base: base + HEADERS_LENGTH,
  });
  return object.pointer().referent === 0 ? undefined : read(object);
}
