// Plain LZ77 ("XPRESS"), [MS-XCA] 2.4: 32 flags at a time, the highest first, each for a literal or a 16-bit match of 13
// bits of displacement and 3 of length; longer lengths take a half-octet shared by two matches, then octets.
import { malformed, Output } from './output.ts';

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decompressXpress(input: Uint8Array, size: number, limit: number): Uint8Array {
  const output = new Output(size, limit);
  let at = 0;
  let flags = 0;
  let flagsLeft = 0;
  let halfAt = -1;
  const take = (count: number): number => {
    if (count > input.length - at) throw malformed('it ends too early', at);
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = value * 256 + (input[at + i] ?? 0);
    at += count;
    return value;
  };
  const lengthOf = (bits: number): number => {
    if (bits < 7) return bits;
    let half: number;
    if (halfAt < 0) {
      halfAt = at;
      half = take(1) & 0xf;
    } else {
      half = (input[halfAt] ?? 0) >> 4;
      halfAt = -1;
    }
    if (half < 15) return half + 7;
    const octet = take(1);
    if (octet < 255) return octet + 15 + 7;
    return wideLength(take, at, 15 + 7);
  };
  while (!output.full) {
    if (flagsLeft === 0) {
      flags = take(4);
      flagsLeft = 32;
    }
    flagsLeft--;
    const isMatch = ((flags >>> flagsLeft) & 1) !== 0;
    if (!isMatch) {
      output.literal(take(1), at);
      continue;
    }
    const start = at;
    const word = take(2);
    output.copy((word >> 3) + 1, lengthOf(word & 7) + 3, start);
  }
  return output.finish(at);
}

/** After an octet of 255: 16 bits, or 32 where those are zero. What it holds counts from `least` on. */
export function wideLength(take: (count: number) => number, at: number, least: number): number {
  const word = take(2);
  const length = word === 0 ? take(4) : word;
  if (length < least) throw malformed('a length is written longer than it is', at);
  return length;
}
