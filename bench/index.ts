// `npm run bench`: ratios against peers, each pair from the same run.
//   --json | --markdown   instead of the table
//   --rounds=N            exchanges of each kind (200)
//   --only=GROUP,…        exchanges, crypto, primitives, pac, window, tickets, captures
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { installPackages } from '../scripts/debian.ts';
import { obstacles } from '../test/support/peers.ts';
import { measureCaptures } from './captures.ts';
import { measureCrypto, measurePrimitives } from './crypto.ts';
import { measureExchanges, mitRealm } from './exchanges.ts';
import { isFigure, type Outcome } from './figures.ts';
import { compilePeer } from './peer.ts';
import { measurePac } from './pac.ts';
import { asJson, asMarkdown, asTable, reportOf } from './report.ts';
import { measureManyTickets } from './many-tickets.ts';
import { measureWindow } from './window.ts';

const GROUPS = ['exchanges', 'crypto', 'primitives', 'pac', 'window', 'tickets', 'captures'] as const;
type Group = (typeof GROUPS)[number];
const TITLES: Readonly<Record<Group, string>> = {
  exchanges: 'Exchanges with MIT’s KDC',
  crypto: 'Crypto beside libkrb5',
  primitives: 'Primitives: noble beside node:crypto',
  pac: 'PACs decoded',
  window: 'The window',
  tickets: 'Ten thousand tickets',
  captures: 'Capture files',
};

const say = (line: string): void => {
  process.stderr.write(`bench: ${line}\n`);
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '200' },
    only: { type: 'string', default: GROUPS.join(',') },
  },
});
const rounds = Number(values.rounds);
const wanted = values.only.split(',');
const unknown = wanted.filter((name) => !(GROUPS as readonly string[]).includes(name));
if (!Number.isSafeInteger(rounds) || rounds < 1 || unknown.length > 0) {
  say(`usage: npm run bench -- [--json|--markdown] [--rounds=N] [--only=${GROUPS.join(',')}]`);
  process.exit(2);
}

const dir = mkdtempSync(path.join(os.tmpdir(), 'tessera-bench-'));
const outcomes: Outcome[] = [];
const load = os.loadavg()[0] ?? 0;

/** Runs one part; what goes wrong becomes a gap with its cause, and the others go on. */
async function part(
  group: Group,
  action: () => Promise<readonly Outcome[]> | readonly Outcome[],
): Promise<void> {
  if (!wanted.includes(group)) return;
  say(`${group} …`);
  try {
    outcomes.push(...(await action()));
  } catch (error) {
    outcomes.push({ group: TITLES[group], because: error instanceof Error ? error.message : String(error) });
  }
}

let compiled: string | undefined;
async function peerProgram(): Promise<string> {
  if (compiled !== undefined) return compiled;
  const gap = await installPackages(['gcc', 'libc6-dev', 'libkrb5-dev'], 'the benchmark’s C peer');
  if (gap !== undefined) throw new Error(`no C peer: ${gap.gap}`);
  return (compiled = compilePeer(dir));
}

try {
  await part('exchanges', async () => {
    const program = await peerProgram();
    const lacking = obstacles('mit');
    if (lacking.length > 0) throw new Error(`no MIT realm: ${lacking.join('; ')} (npm test installs it)`);
    const { mit, stop } = await mitRealm();
    try {
      return await measureExchanges(mit, program, dir, rounds);
    } finally {
      await stop();
    }
  });
  await part('crypto', async () => measureCrypto(await peerProgram()));
  await part('primitives', measurePrimitives);
  await part('pac', () => measurePac(dir));
  const profile = (): string => mkdtempSync(path.join(dir, 'profile-'));
  await part('window', () => measureWindow(profile, 3));
  await part('captures', async () => {
    const gap = await installPackages(['tshark'], 'the benchmark’s reader of captures beside ours');
    return measureCaptures(dir, gap === undefined);
  });
  await part('tickets', () => measureManyTickets(profile, 3));
} finally {
  rmSync(dir, { recursive: true, force: true });
}
const report = reportOf(outcomes, load);
const markdown = (): Promise<string> => format(asMarkdown(report), { parser: 'markdown' });
process.stdout.write(values.json ? asJson(report) : values.markdown ? await markdown() : asTable(report));
process.exit(outcomes.some(isFigure) ? 0 : 1);
