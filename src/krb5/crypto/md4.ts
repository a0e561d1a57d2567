// MD4, RFC 1320: the hash of a Windows password (RFC 4757 section 2) and of nothing else here. Broken long ago; no
// library of ours still has it.

const ROUND_2 = 0x5a827999;
const ROUND_3 = 0x6ed9eba1;
const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const ORDER_2 = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
const ORDER_3 = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** One step of section 3.4: the new value of the register whose turn it is. */
function step(
  round: 0 | 1 | 2,
  a: number,
  b: number,
  c: number,
  d: number,
  index: number,
  x: Uint32Array,
): number {
  const shift = SHIFTS[round][index & 3] ?? 0;
  if (round === 0) return rotate((a + ((b & c) | (~b & d)) + (x[index] ?? 0)) | 0, shift);
  if (round === 1) {
    return rotate((a + ((b & c) | (b & d) | (c & d)) + (x[ORDER_2[index] ?? 0] ?? 0) + ROUND_2) | 0, shift);
  }
  return rotate((a + (b ^ c ^ d) + (x[ORDER_3[index] ?? 0] ?? 0) + ROUND_3) | 0, shift);
}

export function md4(data: Uint8Array): Uint8Array {
  // Sections 3.1, 3.2: a one bit, zeros, and the length in bits, little-endian.
  const padded = new Uint8Array((((data.length + 8) >> 6) + 1) * 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (data.length * 8) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(data.length / 2 ** 29), true);

  const state = Int32Array.of(0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476);
  const x = new Uint32Array(16);
  for (let at = 0; at < padded.length; at += 64) {
    for (let word = 0; word < 16; word += 1) x[word] = view.getUint32(at + word * 4, true);
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (const round of [0, 1, 2] as const) {
      for (let index = 0; index < 16; index += 1) {
        [a, b, c, d] = [d, step(round, a, b, c, d, index, x), b, c];
      }
    }
    state.set([(state[0] ?? 0) + a, (state[1] ?? 0) + b, (state[2] ?? 0) + c, (state[3] ?? 0) + d]);
  }
  padded.fill(0);
  x.fill(0);
  const out = new Uint8Array(16);
  const outView = new DataView(out.buffer);
  state.forEach((word, index) => {
    outView.setInt32(index * 4, word, true);
  });
  return out;
}
