// Type serialization version 1, [MS-RPCE] 2.2.6: a common header (01 10 08 00 CC CC CC CC), a private header with the
// length of the object buffer, then the object: a top-level pointer and what it refers to.
import { NdrReader, ndrInvalid } from './reader.ts';
import type { NdrReaderOptions } from './reader.ts';
import type { NdrReading } from './recorder.ts';

const COMMON_HEADER_LENGTH = 8;
const FILLER_LENGTH = 4;
const HEADERS_LENGTH = 16;

const asOctets = (octets: Uint8Array): NdrReading => ({ kind: 'octets', value: octets });

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
  // The headers take 16 octets, so that what is aligned behind them is aligned from the start too.
  const reader = new NdrReader(bytes, options);
  reader.open('CommonTypeHeader', 'CommonTypeHeader');
  if (reader.uint8('Version') !== 1) throw ndrInvalid('not type serialization version 1', base);
  if (reader.uint8('Endianness') !== 0x10) throw ndrInvalid('not little-endian', base + 1);
  if (reader.uint16('CommonHeaderLength') !== COMMON_HEADER_LENGTH)
    throw ndrInvalid('common header length is not 8', base + 2);
  reader.skip(FILLER_LENGTH, 'Filler', asOctets);
  reader.close();
  reader.open('PrivateHeader', 'PrivateHeader');
  const length = reader.uint32('ObjectBufferLength');
  reader.skip(FILLER_LENGTH, 'Filler', asOctets);
  reader.close();
  if (length > reader.left) throw ndrInvalid('the object buffer runs past the end', base + 8);
  reader.endAfter(length);
  return reader.pointer().referent === 0 ? undefined : read(reader);
}
