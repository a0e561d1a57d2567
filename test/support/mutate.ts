// Seeded mutations of valid inputs: bit flips, truncation, length and tag edits, nesting, splices, repeats. The same
// samples, seed and count give the same mutants on every machine, so a seed in a report is enough to come back to it.

/** Numbers from a 32-bit seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 up to, not including, `below`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new TypeError('nothing to pick from');
    return item;
  }
}

type Mutator = (bytes: Uint8Array, dice: Dice, others: readonly Uint8Array[]) => Uint8Array;

/** `insert` in place of `remove` octets (as many as there are) from `at` on. */
function replace(bytes: Uint8Array, at: number, remove: number, insert: ArrayLike<number>): Uint8Array {
  const rest = bytes.subarray(at + remove);
  const result = new Uint8Array(at + insert.length + rest.length);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(rest, at + insert.length);
  return result;
}

const INTERESTING = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0x88, 0xfe, 0xff, 0x30, 0x20, 0x0a, 0x22, 0x7b];

/** Offsets where an ASN.1 element seems to begin: tag, and the length after it. */
function elements(
  bytes: Uint8Array,
): { tag: number; length: number; lengthOctets: number; content: number }[] {
  const found = [];
  for (let tag = 0; tag + 1 < bytes.length && found.length < 400; tag++) {
    const first = bytes[tag + 1] ?? 0;
    const lengthOctets = first < 0x80 ? 1 : 1 + (first & 0x7f);
    if (lengthOctets > 5 || tag + 1 + lengthOctets > bytes.length) continue;
    let length = first;
    if (first >= 0x80) {
      length = 0;
      for (let i = 2; i <= lengthOctets; i++) length = length * 256 + (bytes[tag + i] ?? 0);
    }
    const content = tag + 1 + lengthOctets;
    if (content + length <= bytes.length) found.push({ tag, length, lengthOctets, content });
  }
  return found;
}

const mutators: Readonly<Record<string, Mutator>> = {
  'bit flip': (bytes, dice) => {
    const result = bytes.slice();
    const count = 1 + dice.below(3);
    for (let i = 0; i < count; i++) {
      const at = dice.below(result.length);
      result[at] = (result[at] ?? 0) ^ (1 << dice.below(8));
    }
    return result;
  },
  'octet edit': (bytes, dice) => replace(bytes, dice.below(bytes.length), 1, [dice.pick(INTERESTING)]),
  truncation: (bytes, dice) => bytes.slice(0, dice.below(bytes.length)),
  'cut out': (bytes, dice) => replace(bytes, dice.below(bytes.length), 1 + dice.below(16), []),
  extension: (bytes, dice) => {
    const tail = Uint8Array.from({ length: 1 + dice.below(40) }, () => dice.below(256));
    return replace(bytes, bytes.length, 0, tail);
  },
  'random octets inside': (bytes, dice) => {
    const part = Uint8Array.from({ length: 1 + dice.below(12) }, () => dice.below(256));
    return replace(bytes, dice.below(bytes.length + 1), dice.below(part.length + 1), part);
  },
  'length edit': (bytes, dice) => {
    const found = elements(bytes);
    if (found.length === 0) return replace(bytes, dice.below(bytes.length), 1, [0xff]);
    const { tag, length, lengthOctets } = dice.pick(found);
    const value =
      dice.pick([0, length - 1, length + 1, length * 2, 0x7f, 0xffff, 0x7fffffff, 0xffffffff]) >>> 0;
    const wide = [0x84, value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
    return replace(bytes, tag + 1, lengthOctets, value < 0x80 && dice.below(2) === 0 ? [value] : wide);
  },
  'indefinite length': (bytes, dice) => {
    const found = elements(bytes);
    if (found.length === 0) return replace(bytes, dice.below(bytes.length), 1, [0x80]);
    const { tag, lengthOctets, content, length } = dice.pick(found);
    const ended = dice.below(2) === 0 ? replace(bytes, content + length, 0, [0, 0]) : bytes;
    return replace(ended, tag + 1, lengthOctets, [0x80]);
  },
  'tag edit': (bytes, dice) => {
    const found = elements(bytes);
    const at = found.length === 0 ? dice.below(bytes.length) : dice.pick(found).tag;
    const old = bytes[at] ?? 0;
    const tag = dice.pick([
      old ^ 0x20,
      old ^ 0x40,
      old ^ 0x80,
      (old & 0xe0) | dice.below(32),
      old + 1,
      old - 1,
      0x1f,
    ]);
    return replace(bytes, at, 1, tag === 0x1f ? [0x3f, 0xff, 0xff, 0x7f] : [tag & 0xff]);
  },
  nesting: (bytes, dice) => {
    const depth = dice.pick([1, 2, 30, 40, 400, 4000]);
    const shells = dice.pick(['30', 'a0', '7b', '5b', '0a']);
    const shell = Number.parseInt(shells, 16);
    // Indefinite shells need no lengths to be worked out; text formats get their own kind of brackets.
    const opening = new Uint8Array(depth * 2).map((_, i) => (i % 2 === 0 ? shell : 0x80));
    return replace(bytes, dice.below(2) === 0 ? 0 : dice.below(bytes.length), 0, opening);
  },
  'wrapped whole': (bytes, dice) => {
    let result = bytes;
    const depth = 1 + dice.below(40);
    for (let i = 0; i < depth; i++) {
      const { length } = result;
      const header =
        length < 0x80 ? [0x30, length] : [0x30, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
      result = replace(result, 0, 0, header);
    }
    return result;
  },
  splice: (bytes, dice, others) => {
    const other = dice.pick(others);
    const start = dice.below(other.length);
    const part = other.subarray(start, start + 1 + dice.below(64));
    return replace(bytes, dice.below(bytes.length + 1), dice.below(part.length + 1), part);
  },
  'element splice': (bytes, dice, others) => {
    const other = dice.pick(others);
    const from = elements(other);
    const to = elements(bytes);
    if (from.length === 0 || to.length === 0) return replace(bytes, 0, 1, other.subarray(0, 1));
    const part = dice.pick(from);
    const place = dice.pick(to);
    const removed = place.content + place.length - place.tag;
    return replace(bytes, place.tag, removed, other.subarray(part.tag, part.content + part.length));
  },
  'head and tail of two': (bytes, dice, others) => {
    const other = dice.pick(others);
    const head = bytes.subarray(0, dice.below(bytes.length + 1));
    return replace(head, head.length, 0, other.subarray(dice.below(other.length + 1)));
  },
  repeat: (bytes, dice) => {
    const start = dice.below(bytes.length);
    const part = bytes.subarray(start, start + 1 + dice.below(48));
    const times = dice.pick([1, 2, 8, 64, 1000]);
    const repeated = new Uint8Array(part.length * times);
    for (let i = 0; i < times; i++) repeated.set(part, i * part.length);
    return replace(bytes, start, 0, repeated);
  },
  'number edit': (bytes, dice) => {
    const width = dice.pick([2, 4, 8]);
    const big = dice.below(2) === 0;
    const value = dice.pick([
      0n,
      1n,
      0x7fn,
      0xffn,
      0xffffn,
      0x7fffffffn,
      0x80000000n,
      0xfffffff0n,
      0xffffffffffffffffn,
    ]);
    const octets = Array.from({ length: width }, (_, i) =>
      Number((value >> BigInt(8 * (big ? width - 1 - i : i))) & 0xffn),
    );
    return replace(bytes, dice.below(bytes.length), width, octets);
  },
};

export interface Mutant {
  readonly bytes: Uint8Array;
  /** What was done, in order. */
  readonly how: readonly string[];
  /** Which sample it grew from. */
  readonly sample: number;
}

/** Mutants above this size say nothing new and cost time. */
const MAX_SIZE = 1 << 21;

/** `count` mutants of each sample, one to three mutations deep. */
export function* mutants(samples: readonly Uint8Array[], seed: number, count: number): Generator<Mutant> {
  const dice = new Dice(seed);
  const names = Object.keys(mutators);
  for (const [sample, original] of samples.entries()) {
    for (let i = 0; i < count; i++) {
      let bytes = original;
      const how: string[] = [];
      const rounds = dice.pick([1, 1, 1, 2, 3]);
      for (let round = 0; round < rounds && bytes.length > 0 && bytes.length < MAX_SIZE; round++) {
        const name = dice.pick(names);
        bytes = mutators[name]?.(bytes, dice, samples) ?? bytes;
        how.push(name);
      }
      yield { bytes, how, sample };
    }
  }
}
