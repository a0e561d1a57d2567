// The error that a codec meets bytes with.
import { decodeDer } from '../../src/krb5/asn1/index.ts';
import type { Codec, DecodeOptions } from '../../src/krb5/asn1/index.ts';
import { isKerberosError } from '../../src/krb5/errors.ts';
import type { KerberosError } from '../../src/krb5/errors.ts';
import { hex } from './vectors.ts';

/** Decodes bytes, or hex, that must be refused. */
export function failure(
  codec: Codec<unknown>,
  bytes: string | Uint8Array,
  options?: DecodeOptions,
): KerberosError<'ASN1_INVALID'> | KerberosError<'LIMIT'> {
  try {
    decodeDer(codec, typeof bytes === 'string' ? hex(bytes) : bytes, options);
  } catch (error) {
    if (isKerberosError(error, 'ASN1_INVALID') || isKerberosError(error, 'LIMIT')) return error;
    throw error;
  }
  throw new Error('was decoded');
}
