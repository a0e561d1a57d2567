// Runs in a process of its own with a small heap: each decoder over mutants of its samples and over inputs made to
// hurt. One JSON line a decoder goes to standard output; the parent holds it against the rules.
//   node --max-old-space-size=256 child.ts SEED MUTANTS-PER-DECODER [NAME…]
import { isKerberosError } from '../../../src/krb5/errors.ts';
import { mutants } from '../../support/mutate.ts';
import { toHex } from '../../support/vectors.ts';
import { decoders } from './decoders.ts';
import type { HostileDecoder } from './decoders.ts';

export interface HostileReport {
  readonly name: string;
  readonly samples: number;
  /** Samples that the decoder refused: they must all be valid. */
  readonly badSamples: readonly string[];
  readonly mutants: number;
  readonly read: number;
  /** Refusals by error code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Anything thrown that is no KerberosError, with the input that did it. */
  readonly findings: readonly string[];
  /** Inputs that cost more than 50 ms of processor time, and again each of three times by themselves. */
  readonly slow: readonly string[];
  /** Milliseconds of processor time for the slowest input, and what it was. */
  readonly slowest: number;
  readonly slowestInput: string;
  readonly milliseconds: number;
}

/** Inputs that no mutation is likely to hit on: emptiness, size, depth, lengths that lie, lengths without end. */
function attacks(): { readonly how: string; readonly bytes: Uint8Array }[] {
  const filled = (size: number, ...pattern: number[]): Uint8Array =>
    new Uint8Array(size).map((_, at) => pattern[at % pattern.length] ?? 0);
  const joined = (head: readonly number[], tail: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(head.length + tail.length);
    bytes.set(head);
    bytes.set(tail, head.length);
    return bytes;
  };
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const nested = (depth: number, tag: number): Uint8Array => {
    const bytes = new Uint8Array(depth * 5 + 3);
    for (let level = 0; level < depth; level++) {
      const length = bytes.length - (level + 1) * 5;
      bytes.set([tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff], level * 5);
    }
    bytes.set([2, 1, 5], depth * 5);
    return bytes;
  };
  return [
    { how: 'nothing', bytes: new Uint8Array() },
    ...[0x00, 0x05, 0x30, 0x61, 0x7e, 0xff].map((octet) => ({
      how: 'one octet',
      bytes: Uint8Array.of(octet),
    })),
    ...[0x00, 0xff, 0x30, 0x7f].map((octet) => ({
      how: `a mebibyte of ${String(octet)}`,
      bytes: filled(1 << 20, octet),
    })),
    { how: 'twenty mebibytes', bytes: filled(20 << 20, 0x30, 0x80) },
    ...[0x30, 0x61, 0x7e, 0xa0].map((tag) => ({ how: 'ten thousand levels', bytes: nested(10_000, tag) })),
    ...[0x30, 0x7e, 0xa0].map((tag) => ({ how: 'indefinite levels', bytes: filled(200_000, tag, 0x80) })),
    ...[0x30, 0x6b, 0x7e].map((tag) => ({
      how: 'four gigabytes announced',
      bytes: Uint8Array.of(tag, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30, 0x03, 2, 1, 5),
    })),
    { how: 'a length of eight octets', bytes: Uint8Array.of(0x30, 0x88, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1, 5) },
    { how: 'a tag without end', bytes: filled(4096, 0xbf, 0xff) },
    {
      how: 'a hundred thousand empty elements',
      bytes: joined([0x30, 0x83, 0x03, 0x0d, 0x40], filled(200_000, 5, 0)),
    },
    { how: 'counts of four thousand million', bytes: joined([5, 4, 0, 0], filled(64, 0xff)) },
    {
      how: 'a keytab of holes',
      bytes: joined([5, 2], filled(400_000, 0xff, 0xff, 0xff, 0xfc, 0, 0, 0, 0)),
    },
    { how: 'brackets', bytes: text('[a]\nb = {\n'.repeat(20_000)) },
    { how: 'one line', bytes: text('x'.repeat(2_000_000)) },
    { how: 'backslashes', bytes: text('\\'.repeat(200_001)) },
    {
      how: 'quotes and blanks',
      bytes: text(`[libdefaults]\nx = "${'\\"'.repeat(100_000)}\n${' '.repeat(200_000)}= 1\n`),
    },
    { how: 'digits', bytes: text('9'.repeat(300_000)) },
    {
      how: 'a PAC of buffers over one another',
      bytes: joined([0xff, 0xff, 0, 0, 0, 0, 0, 0], filled(1 << 20, 1, 0, 0, 0)),
    },
  ];
}

const MAX_FINDINGS = 5;
/** Milliseconds of processor time that an input may cost, for each mebibyte or part of one; mutants have at most two. */
const ONE_INPUT = 50;

const ATTACKS = attacks();

function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** By itself: with what earlier inputs left behind swept up. */
function timed(decoder: HostileDecoder, bytes: Uint8Array): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  try {
    decoder.decode(bytes);
  } catch {
    // What it throws was judged the first time.
  }
  return millisecondsSince(before);
}

function examine(decoder: HostileDecoder, seed: number, count: number): HostileReport {
  const started = performance.now();
  const samples = decoder.samples();
  const badSamples: string[] = [];
  for (const sample of samples) {
    try {
      decoder.decode(sample);
    } catch (error) {
      badSamples.push(`${String(error)}: ${toHex(sample).slice(0, 200)}`);
    }
  }
  const refused: Record<string, number> = {};
  const findings: string[] = [];
  const slow: string[] = [];
  let read = 0;
  let total = 0;
  let slowest = 0;
  let slowestInput = '';
  const attempt = (bytes: Uint8Array, how: string): void => {
    const before = process.cpuUsage();
    try {
      decoder.decode(bytes);
      read++;
    } catch (error) {
      if (isKerberosError(error)) refused[error.code] = (refused[error.code] ?? 0) + 1;
      else if (findings.length < MAX_FINDINGS) {
        const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
        findings.push(`${how} (${String(bytes.length)} bytes) ${toHex(bytes.subarray(0, 300))}\n${trace}`);
      }
    }
    const took = millisecondsSince(before);
    const allowed = ONE_INPUT * Math.max(1, Math.ceil(bytes.length / 2 ** 20));
    if (took > allowed && slow.length < MAX_FINDINGS) {
      const again = [1, 2, 3].map(() => timed(decoder, bytes));
      if (again.every((each) => each > allowed)) {
        slow.push(
          `${how}, ${String(bytes.length)} bytes: ${[took, ...again].map((each) => each.toFixed(0)).join(', ')} ms`,
        );
      }
    }
    if (took > slowest) {
      slowest = took;
      slowestInput = `${how}, ${String(bytes.length)} bytes`;
    }
  };
  const each = Math.ceil(count / samples.length);
  for (const mutant of mutants(samples, seed, each)) {
    total++;
    attempt(mutant.bytes, `sample ${String(mutant.sample)}: ${mutant.how.join(', ')}`);
  }
  for (const { how, bytes } of ATTACKS) attempt(bytes, how);
  const milliseconds = Math.round(performance.now() - started);
  return {
    name: decoder.name,
    samples: samples.length,
    badSamples,
    mutants: total,
    read,
    refused,
    findings,
    slow,
    slowest,
    slowestInput,
    milliseconds,
  };
}

const [seed = '1', count = '1000', ...names] = process.argv.slice(2);
for (const decoder of decoders) {
  if (names.length > 0 && !names.includes(decoder.name)) continue;
  process.stderr.write(`${decoder.name}\n`);
  process.stdout.write(`${JSON.stringify(examine(decoder, Number(seed), Number(count)))}\n`);
}
