// Hostile input: every decoder (decoders.ts) over more than a thousand mutants and a set of made-up attacks, in a
// child process with a heap of 256 MB. HOSTILE_SEED and HOSTILE_COUNT choose another seed and more mutants.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HostileReport } from './child.ts';
import { decoders } from './decoders.ts';

const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_260_101);
const COUNT = Number(process.env['HOSTILE_COUNT'] ?? 1_500);
const HEAP_MEGABYTES = 256;
/** For all decoders together; a decoder that hangs is killed and named. */
const WALL_CLOCK = 240_000;
/** For one input, on a machine that has other things to do. */
const ONE_INPUT = 2_000;

const reports = new Map<string, HostileReport>();
let lastStarted = '';
let ending = '';

beforeAll(() => {
  const child = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${String(HEAP_MEGABYTES)}`,
      path.join(import.meta.dirname, 'child.ts'),
      String(SEED),
      String(COUNT),
    ],
    { encoding: 'utf8', timeout: WALL_CLOCK, killSignal: 'SIGKILL', maxBuffer: 1 << 26 },
  );
  for (const line of child.stdout.split('\n').filter((text) => text.startsWith('{'))) {
    const report = JSON.parse(line) as HostileReport;
    reports.set(report.name, report);
  }
  lastStarted = child.stderr.trim().split('\n').at(-1) ?? '';
  ending = `exit ${String(child.status)}, signal ${String(child.signal)}\n${child.stderr.slice(-3000)}`;
  process.stdout.write(`hostile input: seed ${String(SEED)}, ${summary()}\n`);
}, WALL_CLOCK + 10_000);

function summary(): string {
  const all = [...reports.values()];
  const sum = (of: (report: HostileReport) => number): number =>
    all.reduce((total, report) => total + of(report), 0);
  const slowest = all.reduce((a, b) => (a.slowest > b.slowest ? a : b), {
    slowest: 0,
    name: '-',
    slowestInput: '-',
  });
  return (
    `${String(all.length)} decoders, ${String(sum((report) => report.mutants))} mutants, ` +
    `${String(sum((report) => report.read))} read; slowest input ${slowest.slowest.toFixed(0)} ms (${slowest.name}: ${slowest.slowestInput})`
  );
}

describe(`every decoder, fed with mutants (seed ${String(SEED)})`, () => {
  it.each(decoders.map(({ name }) => name))(
    '%s gives a value or a typed error, within its budget',
    (name) => {
      const report = reports.get(name);
      if (report === undefined) expect.fail(`the child ended in ${lastStarted}: ${ending}`);
      expect(report.badSamples).toEqual([]);
      expect(report.findings.join('\n')).toBe('');
      expect(report.samples).toBeGreaterThanOrEqual(20);
      expect(report.mutants).toBeGreaterThanOrEqual(1000);
      expect(report.slowest, report.slowestInput).toBeLessThan(ONE_INPUT);
    },
  );
});
