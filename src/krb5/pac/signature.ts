// PAC_SIGNATURE_DATA, [MS-PAC] 2.8: SignatureType (a checksum type number, signed), the signature, and from a
// read-only DC its 16-bit RODCIdentifier. Which bytes each signature covers: see verify.ts.
import { NdrReader, NdrWriter } from '../ndr/index.ts';
import type { NdrReaderOptions } from '../ndr/index.ts';
import { checksumTypeReading } from './readings.ts';

export interface PacSignature {
  readonly signatureType: number;
  readonly signature: Uint8Array;
  /** The krbtgt's number of the read-only DC that signed. */
  readonly rodcIdentifier?: number;
}

/** Lengths by checksum type: RFC 3962 7, RFC 6803 7, RFC 8009 6, RFC 4757 5.3, RFC 3961 6.3 (des3). */
const SIGNATURE_LENGTH: Readonly<Record<number, number>> = {
  [-138]: 16,
  12: 20,
  15: 12,
  16: 12,
  17: 16,
  18: 16,
  19: 16,
  20: 24,
};

/** Where the signature's bytes start in the buffer. */
export const SIGNATURE_OFFSET = 4;

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decodePacSignature(data: Uint8Array, options?: NdrReaderOptions): PacSignature {
  const reader = new NdrReader(data, options);
  const signatureType = reader.int32('SignatureType', checksumTypeReading);
  const length = SIGNATURE_LENGTH[signatureType] ?? reader.left;
  if (length > reader.left) throw reader.invalid('a signature is shorter than its type says');
  const signature = reader.bytes(length, 'Signature');
  return reader.left >= 2
    ? { signatureType, signature, rodcIdentifier: reader.uint16('RODCIdentifier') }
    : { signatureType, signature };
}

export function encodePacSignature(signature: PacSignature): Uint8Array {
  const writer = new NdrWriter();
  writer.uint32(signature.signatureType >>> 0);
  writer.bytes(signature.signature);
  if (signature.rodcIdentifier !== undefined) writer.uint16(signature.rodcIdentifier);
  return writer.toBytes();
}
