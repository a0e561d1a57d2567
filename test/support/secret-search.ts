// Looks for secrets in bytes, in every spelling that they take on their way into a text: raw, UTF-16, hex, base64, a
// list of numbers.

export interface Secret {
  /** Whose and what, for the report. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Base64 of the octets as they stand in a longer text: at each of the three offsets, without what neighbours change. */
function base64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = padded.length - (padded.length % 3);
    return ascii(
      padded
        .subarray(0, whole)
        .toString('base64')
        .slice(before === 0 ? 0 : before + 1),
    );
  });
}

/** The name of each spelling, and how it looks. */
export function spellings(secret: Uint8Array): [string, Buffer][] {
  const bytes = Buffer.from(secret);
  const url = (text: Buffer): Buffer =>
    ascii(text.toString('latin1').replaceAll('+', '-').replaceAll('/', '_'));
  const found: [string, Buffer][] = [
    ['raw', bytes],
    ['UTF-16', Buffer.from([...bytes].flatMap((octet) => [octet, 0]))],
    ['hex', ascii(bytes.toString('hex'))],
    ['HEX', ascii(bytes.toString('hex').toUpperCase())],
    ['numbers', ascii([...bytes].join(','))],
    ...base64(bytes).flatMap((text): [string, Buffer][] => [
      ['base64', text],
      ['base64url', url(text)],
    ]),
  ];
  const known = new Set<string>();
  return found.filter(([, needle]) => {
    const text = needle.toString('latin1');
    return !known.has(text) && known.add(text);
  });
}

const PAGE = 4_096;
const EMPTY = Buffer.alloc(PAGE + 1);

interface Needle {
  readonly label: string;
  readonly bytes: Buffer;
}

export class SecretSearch {
  readonly #needles: Needle[] = [];
  /** By the first two octets. */
  readonly #byStart = new Map<number, Needle[]>();
  readonly #starts = new Uint8Array(65_536);
  readonly #known = new Set<string>();

  constructor(secrets: readonly Secret[] = []) {
    this.add(secrets);
  }

  add(secrets: readonly Secret[]): void {
    for (const { name, bytes } of secrets) {
      const hex = Buffer.from(bytes).toString('hex');
      if (bytes.length < 8) throw new RangeError(`${name} is too short to be told from chance`);
      if (this.#known.has(hex)) continue;
      this.#known.add(hex);
      for (const [spelling, needle] of spellings(bytes)) {
        const entry = { label: `${name} (${spelling})`, bytes: needle };
        const start = (needle[0] ?? 0) * 256 + (needle[1] ?? 0);
        this.#needles.push(entry);
        this.#starts[start] = 1;
        this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), entry]);
      }
    }
  }

  /** What is looked for: label and octets. */
  get needles(): readonly Needle[] {
    return this.#needles;
  }

  get secrets(): number {
    return this.#known.size;
  }

  /** How often each is there, by label; of those that begin before `until`. */
  count(
    hay: Uint8Array,
    counts: Map<string, number> = new Map<string, number>(),
    until: number = hay.length,
  ): Map<string, number> {
    // A view of one kind, whatever was given: the loop below runs over hundreds of megabytes.
    const octets = new Uint8Array(hay.buffer, hay.byteOffset, hay.byteLength);
    const buffer = Buffer.from(hay.buffer, hay.byteOffset, hay.byteLength);
    const end = Math.min(until, octets.length - 1);
    for (let from = 0; from < end; from += PAGE) {
      // Memory is mostly zeros. The octet behind the page may end a spelling's first two.
      if (EMPTY.compare(buffer, from, Math.min(from + PAGE + 1, buffer.length)) === 0) continue;
      const to = Math.min(from + PAGE, end);
      for (let at = from; at < to; at++) {
        const start = (octets[at] ?? 0) * 256 + (octets[at + 1] ?? 0);
        if (this.#starts[start] === 0) continue;
        for (const { label, bytes } of this.#byStart.get(start) ?? []) {
          if (octets[at + 2] !== bytes[2] || octets[at + 3] !== bytes[3]) continue;
          if (at + bytes.length > buffer.length) continue;
          if (buffer.compare(bytes, 0, bytes.length, at, at + bytes.length) === 0)
            counts.set(label, (counts.get(label) ?? 0) + 1);
        }
      }
    }
    return counts;
  }

  found(hay: Uint8Array): string[] {
    return [...this.count(hay).keys()];
  }

  /** A text as it would be written down; its characters above 255 spell no secret. */
  foundInText(text: string): string[] {
    return this.found(Buffer.from(text, 'utf8'));
  }
}
