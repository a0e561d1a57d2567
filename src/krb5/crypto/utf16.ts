// A password's UTF-8 octets as UTF-16LE, for RFC 4757 section 2 (characters beyond the BMP as surrogate pairs, as
// Windows has them). Octets to octets: a string could not be wiped.
import { KerberosError } from '../errors.ts';

function malformed(offset: number): KerberosError<'FORMAT_INVALID'> {
  const reason = 'is not UTF-8, and an RC4 key needs its characters';
  return new KerberosError('FORMAT_INVALID', `password ${reason}`, { format: 'password', reason, offset });
}

/** @throws KerberosError FORMAT_INVALID where the octets are not UTF-8 (RFC 3629 section 4) */
export function utf16leFromUtf8(octets: Uint8Array): Uint8Array {
  const out = new Uint8Array(octets.length * 2); // never more: one octet makes one unit, four make two
  let length = 0;
  const push = (unit: number): void => {
    out[length] = unit & 0xff;
    out[length + 1] = unit >> 8;
    length += 2;
  };
  for (let at = 0; at < octets.length;) {
    const lead = octets[at] ?? 0;
    const size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    let code = size === 1 ? lead : lead & (0x7f >> size);
    for (let index = 1; index < size; index += 1) {
      const next = octets[at + index] ?? 0;
      if ((next & 0xc0) !== 0x80) throw malformed(at);
      code = (code << 6) | (next & 0x3f);
    }
    const least = [0, 0, 0x80, 0x800, 0x10000][size] ?? 0;
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || code < least || code > 0x10ffff || isSurrogate) {
      throw malformed(at);
    }
    if (code < 0x10000) push(code);
    else {
      push(0xd800 + ((code - 0x10000) >> 10));
      push(0xdc00 + ((code - 0x10000) & 0x3ff));
    }
    at += size;
  }
  const result = out.slice(0, length);
  out.fill(0);
  return result;
}
