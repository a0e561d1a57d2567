// LZNT1, [MS-XCA] 2.5: chunks of up to 4,096 octets, each with a 16-bit header (size less 3, signature 3, compressed),
// then groups of eight flags and what they stand for: a literal or a 16-bit match, whose split between displacement and
// length moves with the place in the chunk.
import { malformed, Output } from './output.ts';

const CHUNK = 4096;
const COMPRESSED = 0x8000;

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decompressLznt1(input: Uint8Array, size: number, limit: number): Uint8Array {
  const output = new Output(size, limit);
  let at = 0;
  // A header of zero ends the buffer, as its end does.
  while (!output.full && at + 2 <= input.length) {
    const header = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
    if (header === 0) break;
    const end = at + 3 + (header & 0xfff);
    if (end > input.length) throw malformed('a chunk runs past the end', at);
    if ((header & COMPRESSED) === 0) {
      for (let from = at + 2; from < end; from++) output.literal(input[from] ?? 0, from);
    } else {
      readChunk(input, at + 2, end, output);
    }
    at = end;
  }
  return output.finish(at);
}

function readChunk(input: Uint8Array, from: number, end: number, output: Output): void {
  const start = output.length;
  let at = from;
  while (at < end) {
    const flags = input[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < end; bit++) {
      const room = CHUNK - (output.length - start);
      if ((flags & (1 << bit)) === 0) {
        if (room < 1) throw malformed('a chunk holds more than 4,096 octets', at);
        output.literal(input[at] ?? 0, at);
        at++;
        continue;
      }
      if (at + 2 > end) throw malformed('a match is cut off', at);
      const word = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
      const lengthBits = 16 - displacementBits(output.length - start);
      const length = (word & ((1 << lengthBits) - 1)) + 3;
      const displacement = (word >> lengthBits) + 1;
      if (length > room) throw malformed('a chunk holds more than 4,096 octets', at);
      // A match stays within its chunk.
      if (displacement > output.length - start) throw malformed('a match starts before its chunk', at);
      output.copy(displacement, length, at);
      at += 2;
    }
  }
}

/** Four bits at least, as many as the place in the chunk takes. */
function displacementBits(position: number): number {
  return Math.max(4, 32 - Math.clz32(Math.max(0, position - 1)));
}
