// CLAIMS_SET_METADATA, [MS-ADTS] 2.2.18.8: a claims set as a PAC carries it ([MS-PAC] 2.11 and 2.13), serialized for
// itself and then, where it is long, compressed by one of [MS-XCA]'s algorithms.
import { readSerializedPointer, writeSerialized } from '../ndr/index.ts';
import type { NdrReader, NdrReaderOptions } from '../ndr/index.ts';
import {
  decodeClaimsSet,
  encodeClaimsSet,
  readReserved,
  readReservedHead,
  writeNoReserved,
} from './claims.ts';
import type { ClaimsSet } from './claims.ts';
import {
  decompressLznt1,
  decompressXpress,
  decompressXpressHuffman,
  MAX_OUTPUT,
} from './compression/index.ts';
import { pacInvalid } from './container.ts';
import { namesReading } from './readings.ts';

export const ClaimsCompression = { NONE: 0, LZNT1: 2, XPRESS: 3, XPRESS_HUFFMAN: 4 } as const;

export interface ClaimsMetadata {
  /** See ClaimsCompression. */
  readonly compression: number;
  readonly uncompressedSize: number;
  /** As carried, perhaps compressed. */
  readonly claimsSet: Uint8Array;
  /** Where `claimsSet` starts in the bytes that were read. */
  readonly at: number;
}

const compressionReading = namesReading({
  COMPRESSION_FORMAT_NONE: ClaimsCompression.NONE,
  COMPRESSION_FORMAT_LZNT1: ClaimsCompression.LZNT1,
  COMPRESSION_FORMAT_XPRESS: ClaimsCompression.XPRESS,
  COMPRESSION_FORMAT_XPRESS_HUFF: ClaimsCompression.XPRESS_HUFFMAN,
});

/**
 * undefined where there are no claims: KDCs write a NULL pointer, or nothing at all.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function decodeClaimsMetadata(
  data: Uint8Array,
  options?: NdrReaderOptions,
): ClaimsMetadata | undefined {
  return data.length === 0 ? undefined : readSerializedPointer(data, readMetadata, options);
}

function readMetadata(r: NdrReader): ClaimsMetadata {
  const announced = r.uint32('ulClaimsSetSize');
  const pointer = r.pointer('ClaimsSet', 'BYTE[]');
  const compression = r.uint16('usCompressionFormat', compressionReading);
  const uncompressedSize = r.uint32('ulUncompressedClaimsSetSize');
  const reserved = readReservedHead(r);
  r.follow(pointer);
  const size = r.announcedBytes(pointer, announced);
  const at = r.offset;
  const claimsSet = r.bytes(size);
  r.followed(pointer);
  readReserved(r, reserved);
  return { compression, uncompressedSize, claimsSet, at };
}

/**
 * The claims set's own bytes.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function decompressClaims(metadata: ClaimsMetadata, limit = MAX_OUTPUT): Uint8Array {
  const { compression, uncompressedSize, claimsSet } = metadata;
  switch (compression) {
    case ClaimsCompression.NONE:
      return claimsSet;
    case ClaimsCompression.LZNT1:
      return decompressLznt1(claimsSet, uncompressedSize, limit);
    case ClaimsCompression.XPRESS:
      return decompressXpress(claimsSet, uncompressedSize, limit);
    case ClaimsCompression.XPRESS_HUFFMAN:
      return decompressXpressHuffman(claimsSet, uncompressedSize, limit);
    default:
      throw pacInvalid(`claims are compressed by the unknown format ${compression}`, metadata.at);
  }
}

/**
 * The claims of PAC_CLIENT_CLAIMS_INFO or PAC_DEVICE_CLAIMS_INFO.
 * @throws KerberosError FORMAT_INVALID, LIMIT
 */
export function decodeClaims(data: Uint8Array): ClaimsSet {
  const metadata = decodeClaimsMetadata(data);
  return metadata === undefined || metadata.claimsSet.length === 0
    ? []
    : decodeClaimsSet(decompressClaims(metadata));
}

/** Uncompressed; no claims are a NULL pointer's place left empty. */
export function encodeClaims(set: ClaimsSet): Uint8Array {
  const bytes = encodeClaimsSet(set);
  return encodeClaimsMetadata({
    compression: ClaimsCompression.NONE,
    uncompressedSize: bytes.length,
    claimsSet: bytes,
  });
}

export function encodeClaimsMetadata(metadata: Omit<ClaimsMetadata, 'at'>): Uint8Array {
  const { compression, uncompressedSize, claimsSet } = metadata;
  return writeSerialized((w) => {
    w.uint32(claimsSet.length);
    w.pointer();
    w.uint16(compression);
    w.uint32(uncompressedSize);
    writeNoReserved(w);
    w.uint32(claimsSet.length);
    w.bytes(claimsSet);
  });
}
