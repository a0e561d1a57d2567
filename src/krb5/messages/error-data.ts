// What the e-data of a KRB-ERROR may be, besides METHOD-DATA:
//   TYPED-DATA ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { data-type [0] Int32, data-value [1] OCTET STRING OPTIONAL }
//                                                                                          (RFC 4120 5.9.1)
//   KERB-ERROR-DATA ::= SEQUENCE { data-type [1] INTEGER, data-value [2] OCTET STRING OPTIONAL }   ([MS-KILE] 2.2.2)
//   KERB-EXT-ERROR: status, reserved, flags, 32 bits little-endian each                            ([MS-KILE] 2.2.1)
import { field, int32, octetString, optional, sequence, sequenceOf } from '../asn1/index.ts';
import type { TypeOf } from '../asn1/index.ts';

const typedDatum = sequence('TYPED-DATA element', {
  dataType: field(0, int32),
  dataValue: optional(1, octetString),
});
export type TypedDatum = TypeOf<typeof typedDatum>;

export const typedData = sequenceOf('TYPED-DATA', typedDatum);

export const kerbErrorData = sequence('KERB-ERROR-DATA', {
  dataType: field(1, int32),
  dataValue: optional(2, octetString),
});
export type KerbErrorData = TypeOf<typeof kerbErrorData>;

export interface KerbExtError {
  /** NTSTATUS, unsigned: 0xC0000072 is STATUS_ACCOUNT_DISABLED. */
  readonly status: number;
  readonly reserved: number;
  readonly flags: number;
}

/** undefined where the bytes are not the structure's twelve. */
export function kerbExtError(bytes: Uint8Array | undefined): KerbExtError | undefined {
  if (bytes?.length !== 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    status: view.getUint32(0, true),
    reserved: view.getUint32(4, true),
    flags: view.getUint32(8, true),
  };
}

export function encodeKerbExtError(error: KerbExtError): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, error.status, true);
  view.setUint32(4, error.reserved, true);
  view.setUint32(8, error.flags, true);
  return bytes;
}
