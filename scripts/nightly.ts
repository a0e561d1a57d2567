// `npm run nightly`: ten million mutated inputs over all decoders, by as many children as there are processors. Each run
// takes its seed from the day, so that every night sees others; the seed is printed and can be given again.
//   npm run nightly -- [--count TOTAL] [--seed SEED]
import os from 'node:os';
import { parseArgs } from 'node:util';
import { decoders } from '../test/property/hostile/decoders.ts';
import { faultsOf, runChild } from '../test/property/hostile/run-child.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000000' }, seed: { type: 'string' } },
});
const total = Number(values.count);
const seed = values.seed === undefined ? Math.floor(Date.now() / 86_400_000) : Number(values.seed);
if (!Number.isSafeInteger(total) || total < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run nightly -- [--count TOTAL] [--seed SEED]');
  process.exit(2);
}

const names = decoders.map(({ name }) => name);
const each = Math.ceil(total / names.length);
/** A child that says nothing for so long over one decoder hangs: some ten times what the slowest take. */
const timeout = 600_000 + each * 60;
console.log(`${String(names.length)} decoders, ${String(each)} mutants each, seed ${String(seed)}`);

let mutants = 0;
let faults = 0;

async function work(): Promise<void> {
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const { reports, trouble } = await runChild(seed, each, [name], timeout);
    const [report] = reports;
    const wrong = report === undefined ? [`ended: ${trouble}`] : faultsOf(report);
    mutants += report?.mutants ?? 0;
    faults += wrong.length;
    const figures =
      report === undefined
        ? ''
        : `${String(report.mutants)} mutants, ${String(report.read)} read, slowest ${report.slowest.toFixed(0)} ms, ${(report.milliseconds / 1000).toFixed(0)} s`;
    console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'}  ${name}  ${figures}`);
    for (const each of wrong) console.log(`      ${each.replaceAll('\n', '\n      ')}`);
  }
}

await Promise.all(Array.from({ length: os.availableParallelism() }, work));
console.log(`${String(mutants)} mutants, ${String(faults)} faults`);
process.exit(faults === 0 ? 0 : 1);
