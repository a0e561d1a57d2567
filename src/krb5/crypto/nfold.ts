// n-fold, RFC 3961 section 5.1: the input is repeated, each copy rotated right by 13 bits more than the one before
// it, up to the least common multiple of both lengths; the output-sized pieces are then added in ones' complement.

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Folds `input` (not empty) to `size` octets. */
export function nFold(input: Uint8Array, size: number): Uint8Array {
  const inBits = input.length * 8;
  const total = (input.length * size) / gcd(input.length, size);
  const sums = new Array<number>(size).fill(0);
  for (let at = 0; at < total; at += 1) {
    const copy = Math.floor(at / input.length);
    // First bit of this octet, seen in the input before the copy was rotated right by 13 * copy.
    const bit = ((((at % input.length) * 8 - 13 * copy) % inBits) + inBits) % inBits;
    const low = input[bit >> 3] ?? 0;
    const next = input[((bit >> 3) + 1) % input.length] ?? 0;
    const octet = (((low << 8) | next) >> (8 - (bit & 7))) & 0xff;
    const slot = at % size;
    sums[slot] = (sums[slot] ?? 0) + octet;
  }
  // Ones' complement: the carry out of the top comes in again at the bottom, until there is none.
  let carry = 0;
  do {
    for (let index = size - 1; index >= 0; index -= 1) {
      const sum = (sums[index] ?? 0) + carry;
      sums[index] = sum & 0xff;
      carry = sum >> 8;
    }
  } while (carry !== 0);
  return Uint8Array.from(sums);
}
