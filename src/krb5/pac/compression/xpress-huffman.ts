// LZ77 with Huffman codes ("XPRESS Huffman"), [MS-XCA] 2.2: for each 65,536 octets of output a table of 512 code lengths
// of four bits, then 16-bit words of codes, the highest bit first. Symbols to 255 are literals; the others hold four
// bits of length and the number of bits of the displacement, which follow. Long lengths stand as octets between the words.
import { malformed, Output } from './output.ts';
import { wideLength } from './xpress.ts';

const SYMBOLS = 512;
const TABLE_LENGTH = SYMBOLS / 2;
const BLOCK = 65_536;
const MAX_CODE_LENGTH = 15;

/** @throws KerberosError FORMAT_INVALID, LIMIT */
export function decompressXpressHuffman(input: Uint8Array, size: number, limit: number): Uint8Array {
  const output = new Output(size, limit);
  let at = 0;
  while (!output.full) at = readBlock(input, at, output);
  return output.finish(at);
}

/** @returns where the next block starts */
function readBlock(input: Uint8Array, from: number, output: Output): number {
  if (input.length - from < TABLE_LENGTH + 4) throw malformed('a block is shorter than its table', from);
  const table = decodingTable(input, from);
  const end = Math.min(output.length + BLOCK, output.bytes.length);
  let at = from + TABLE_LENGTH;
  const take = (count: number): number => {
    if (count > input.length - at) throw malformed('it ends too early', at);
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = value * 256 + (input[at + i] ?? 0);
    at += count;
    return value;
  };
  // 32 bits are held, `held` of them real; below 16 another word comes in, as long as there is one.
  let bits = ((take(2) << 16) | take(2)) >>> 0;
  let held = 32;
  const skip = (count: number): void => {
    if (count > held) throw malformed('it ends too early', at);
    bits = (bits << count) >>> 0;
    held -= count;
    if (held >= 16 || input.length - at < 2) return;
    bits = (bits | (take(2) << (16 - held))) >>> 0;
    held += 16;
  };
  while (output.length < end) {
    const symbol = table[bits >>> (32 - MAX_CODE_LENGTH)] ?? UNUSED;
    if (symbol === UNUSED) throw malformed('no code of the table', at);
    skip(symbol >> 9);
    const value = symbol & (SYMBOLS - 1);
    if (value < 256) {
      output.literal(value, at);
      continue;
    }
    let length = value & 0xf;
    const displacementBits = (value - 256) >> 4;
    if (length === 15) {
      const octet = take(1);
      length = octet < 255 ? octet + 15 : wideLength(take, at, 15);
    }
    const distance =
      displacementBits === 0 ? 1 : (1 << displacementBits) | (bits >>> (32 - displacementBits));
    skip(displacementBits);
    output.copy(distance, length + 3, at);
  }
  return at;
}

const UNUSED = 0xffff;

/** For each 15 bits the symbol whose code they start with, and in the bits above nine the code's length. */
function decodingTable(input: Uint8Array, from: number): Uint16Array {
  const lengthOf = (symbol: number): number =>
    ((input[from + (symbol >> 1)] ?? 0) >> (symbol % 2 === 0 ? 0 : 4)) & 0xf;
  const table = new Uint16Array(1 << MAX_CODE_LENGTH).fill(UNUSED);
  let next = 0;
  for (let length = 1; length <= MAX_CODE_LENGTH; length++) {
    const entries = 1 << (MAX_CODE_LENGTH - length);
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      if (lengthOf(symbol) !== length) continue;
      if (next + entries > table.length) throw malformed('the code lengths are more than codes', from);
      table.fill((length << 9) | symbol, next, next + entries);
      next += entries;
    }
  }
  // Codes that are left over have no symbol; one symbol alone, of one bit, leaves half of them.
  return table;
}
