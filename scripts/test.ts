// `npm test`: every check and suite, against real peers. `--require all`: a gap is red, except one whose cause is a
// probed lack of the machine, which stays a named row. `--only NAME` runs some of it.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setUpPeers } from './peers.ts';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');
const args = process.argv.slice(2);
const requireAll = args[args.indexOf('--require') + 1] === 'all' && args.includes('--require');
const onlyAt = args.indexOf('--only');
const only = onlyAt >= 0 ? args[onlyAt + 1] : undefined;

interface Row {
  readonly name: string;
  readonly state: 'passed' | 'FAILED' | 'not run';
  readonly detail: string;
  readonly seconds: number;
  /** Does this row make the run red? */
  readonly red: boolean;
}
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
const rows: Row[] = [];
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(script: string, scriptArgs: readonly string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, script), ...scriptArgs], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** vitest's JSON report counts tests as jest's does; Playwright has its own `stats`. */
function countsOf(file: string): Counts | undefined {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (typeof report['numPassedTests'] === 'number') {
      return {
        passed: report['numPassedTests'],
        failed: Number(report['numFailedTests']),
        skipped: Number(report['numPendingTests'] ?? 0) + Number(report['numTodoTests'] ?? 0),
      };
    }
    const stats = report['stats'] as Record<string, number> | undefined;
    if (stats === undefined) return undefined;
    return {
      passed: (stats['expected'] ?? 0) + (stats['flaky'] ?? 0),
      failed: stats['unexpected'] ?? 0,
      skipped: stats['skipped'] ?? 0,
    };
  } catch {
    return undefined;
  }
}

interface Suite {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  readonly report?: string;
  /** Why the suite cannot run here at all. */
  readonly gap?: { readonly gap: string; readonly probed: boolean } | undefined;
  /** Some of its tests are left out because these peers are absent. */
  readonly lacking?: readonly string[];
}

async function runSuite(suite: Suite): Promise<void> {
  if (only !== undefined && !suite.name.includes(only)) return;
  if (suite.gap !== undefined) {
    const red = requireAll && !suite.gap.probed;
    rows.push({ name: suite.name, state: 'not run', detail: suite.gap.gap, seconds: 0, red });
    return;
  }
  console.log(`\n── ${suite.name}`);
  const began = performance.now();
  const code = await run(suite.script, suite.args, suite.env ?? {});
  const counts = suite.report === undefined ? undefined : countsOf(suite.report);
  const lacking = suite.lacking ?? [];
  let detail = '';
  let ok = code === 0;
  if (suite.report !== undefined) {
    detail = counts === undefined ? 'no report was written' : describe(counts, lacking);
    // A suite that ran nothing, or left out tests for no named reason, has not passed.
    ok &&= counts !== undefined && counts.passed > 0 && (counts.skipped === 0 || lacking.length > 0);
  }
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts?.[key] ?? 0;
  const seconds = (performance.now() - began) / 1000;
  rows.push({ name: suite.name, state: ok ? 'passed' : 'FAILED', detail, seconds, red: !ok });
}

function describe(counts: Counts, lacking: readonly string[]): string {
  const parts = [`${String(counts.passed)} passed`];
  if (counts.failed > 0) parts.push(`${String(counts.failed)} failed`);
  if (counts.skipped > 0)
    parts.push(`${String(counts.skipped)} left out (${lacking.join(', ') || 'for no named reason'})`);
  return parts.join(', ');
}

const vitest = 'node_modules/vitest/vitest.mjs';
const vitestArgs = (project: string, report: string, ...more: string[]): string[] => [
  'run',
  ...['--project', project, '--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
  ...more,
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const report = (name: string): string => path.join(results, `${name}.json`);

const began = performance.now();
const peers = await setUpPeers();
const setUpSeconds = (performance.now() - began) / 1000;
const absent = [
  ...(['mit', 'heimdal', 'samba', 'samba422'] as const).filter((name) => !peers.running.includes(name)),
  ...(['judges', 'captures', 'browser'] as const).filter((name) => peers.gaps.has(name)),
];
const peerEnv = { TESSERA_ABSENT: absent.join(',') };
for (const name of absent) {
  const gap = peers.gaps.get(name);
  if (gap === undefined) continue;
  rows.push({
    name: `peer: ${name}`,
    state: 'not run',
    detail: gap.gap,
    seconds: 0,
    red: requireAll && !gap.probed,
  });
}

const noMit = peers.gaps.get('mit');
const noBrowser = peers.gaps.get('browser');
try {
  await runSuite({ name: 'check', script: 'scripts/check.ts', args: [] });
  await runSuite({
    name: 'unit',
    script: vitest,
    args: vitestArgs('unit', report('unit')),
    report: report('unit'),
  });
  await runSuite({
    name: 'conformance',
    script: vitest,
    args: vitestArgs('conformance', report('conformance')),
    env: peerEnv,
    report: report('conformance'),
    gap: noMit,
    lacking: absent,
  });
  await runSuite({
    name: 'conformance, noble alone',
    script: vitest,
    args: vitestArgs('conformance', report('noble'), 'test/conformance/engine'),
    env: { ...peerEnv, TESSERA_CRYPTO: 'noble' },
    report: report('noble'),
    gap: noMit,
    lacking: absent,
  });
  await runSuite({
    name: 'end to end',
    script: 'node_modules/@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    env: { ...peerEnv, PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e') },
    report: report('e2e'),
    gap: noBrowser,
    lacking: absent,
  });
  await runSuite({ name: 'tour', script: 'test/tour/index.ts', args: [], gap: noBrowser });
  await runSuite({ name: 'pack check', script: 'scripts/pack-check.ts', args: [], gap: noBrowser });
} finally {
  await peers.stop();
}

const width = Math.max(...rows.map((row) => row.name.length));
console.log('\n── what ran here');
for (const row of rows) {
  const time = row.state === 'not run' ? '' : ` ${row.seconds.toFixed(0)} s`;
  console.log(
    `${row.name.padEnd(width)}  ${row.state.padEnd(7)}  ${row.detail}${time}${row.red ? '  ← red' : ''}`,
  );
}
console.log(
  `set up in ${setUpSeconds.toFixed(0)} s, all in ${((performance.now() - began) / 1000).toFixed(0)} s\n`,
);
console.log(
  `${String(total.passed)} passed, ${String(total.failed)} failed, ${String(total.skipped)} skipped`,
);
process.exit(rows.some((row) => row.red) ? 1 : 0);
