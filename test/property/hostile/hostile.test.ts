// Hostile input: every decoder (decoders.ts) over a thousand mutants and a set of made-up attacks, in a child process
// with a heap of 256 MB. HOSTILE_SEED and HOSTILE_COUNT choose another seed and more mutants; `npm run nightly` runs ten
// million.
import { beforeAll, describe, expect, it } from 'vitest';
import { decoders } from './decoders.ts';
import { faultsOf, runChild } from './run-child.ts';
import type { ChildRun } from './run-child.ts';

const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_260_101);
const COUNT = Number(process.env['HOSTILE_COUNT'] ?? 1_000);
/** For all decoders together. */
const WALL_CLOCK = 900_000;

let run: ChildRun = { reports: [], lastStarted: '', trouble: 'not started' };

beforeAll(async () => {
  run = await runChild(SEED, COUNT, [], WALL_CLOCK);
  process.stdout.write(`hostile input: seed ${String(SEED)}, ${summary()}\n`);
}, WALL_CLOCK + 10_000);

function summary(): string {
  const { reports } = run;
  const sum = (of: 'mutants' | 'read'): string =>
    String(reports.reduce((total, report) => total + report[of], 0));
  const slowest = reports.toSorted((a, b) => b.slowest - a.slowest)[0];
  const most =
    slowest === undefined
      ? '-'
      : `${slowest.slowest.toFixed(0)} ms (${slowest.name}: ${slowest.slowestInput})`;
  return `${String(reports.length)} decoders, ${sum('mutants')} mutants, ${sum('read')} read; slowest input ${most}`;
}

describe(`every decoder, fed with mutants (seed ${String(SEED)})`, () => {
  it.each(decoders.map(({ name }) => name))(
    '%s gives a value or a typed error, within its budget',
    (name) => {
      const report = run.reports.find((each) => each.name === name);
      if (report === undefined) expect.fail(`the child ended in ${run.lastStarted}: ${run.trouble}`);
      expect(faultsOf(report).join('\n')).toBe('');
      expect(report.mutants).toBeGreaterThanOrEqual(1_000);
    },
  );

  it('all of them together see more than a hundred thousand', () => {
    expect(run.reports.reduce((total, { mutants }) => total + mutants, 0)).toBeGreaterThan(100_000);
  });
});
