// Where decompressors write: of the length that the metadata announce, never longer.
import { KerberosError } from '../../errors.ts';

/** What one compressed buffer may become. */
export const MAX_OUTPUT = 1 << 20;

export function malformed(reason: string, offset: number): KerberosError<'FORMAT_INVALID'> {
  const details = { format: 'pac', reason, offset } as const;
  return new KerberosError('FORMAT_INVALID', `compressed data: ${reason} (at ${offset})`, details);
}

/** @throws KerberosError LIMIT where the announced length is over `limit` */
export class Output {
  readonly bytes: Uint8Array;
  length = 0;

  constructor(size: number, limit: number) {
    if (size > limit) {
      const details = { what: 'output', limit, where: 'compressed data' } as const;
      throw new KerberosError('LIMIT', `compressed data: more than ${limit} bytes`, details);
    }
    this.bytes = new Uint8Array(size);
  }

  get full(): boolean {
    return this.length === this.bytes.length;
  }

  literal(octet: number, at: number): void {
    if (this.full) throw malformed('more than the announced length', at);
    this.bytes[this.length++] = octet;
  }

  /** Octet by octet: what is copied may be what was written just now. @param at in the input, for the error */
  copy(distance: number, count: number, at: number): void {
    if (distance > this.length) throw malformed('a match starts before the beginning', at);
    if (count > this.bytes.length - this.length) throw malformed('more than the announced length', at);
    for (let left = count; left > 0; left--, this.length++) {
      this.bytes[this.length] = this.bytes[this.length - distance] ?? 0;
    }
  }

  /** @throws KerberosError FORMAT_INVALID where less came than was announced */
  finish(at: number): Uint8Array {
    if (!this.full) throw malformed('less than the announced length', at);
    return this.bytes;
  }
}
