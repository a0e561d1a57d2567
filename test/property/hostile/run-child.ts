// Starts child.ts with a heap of 256 MB and reads what it reports.
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { HostileReport } from './child.ts';

const HEAP_MEGABYTES = 256;

export interface ChildRun {
  readonly reports: readonly HostileReport[];
  /** The decoder that it was at when it ended. */
  readonly lastStarted: string;
  /** How it ended; empty where it came to its end. */
  readonly trouble: string;
}

/** @param timeout milliseconds of the clock on the wall, after which the child is killed: a decoder hangs */
export function runChild(
  seed: number,
  mutantsPerDecoder: number,
  names: readonly string[],
  timeout: number,
): Promise<ChildRun> {
  const script = path.join(import.meta.dirname, 'child.ts');
  const flags = [`--max-old-space-size=${String(HEAP_MEGABYTES)}`, '--expose-gc'];
  const options = [String(seed), String(mutantsPerDecoder), ...names];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, script, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
      killSignal: 'SIGKILL',
    });
    let printed = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-10_000)));
    child.on('close', (code, signal) => {
      const lines = printed.split('\n').filter((line) => line.startsWith('{'));
      const isWhole = code === 0;
      resolve({
        reports: lines.map((line) => JSON.parse(line) as HostileReport),
        lastStarted: said.trim().split('\n').at(-1) ?? '',
        trouble: isWhole ? '' : `exit ${String(code)}, signal ${String(signal)}\n${said.slice(-3_000)}`,
      });
    });
  });
}

/** What breaks the rules, in words; empty where nothing does. */
export function faultsOf(report: HostileReport): readonly string[] {
  const { badSamples, findings, samples, slow } = report;
  return [
    ...badSamples.map((sample) => `refuses a valid input: ${sample}`),
    ...findings.map((finding) => `throws something else than a KerberosError: ${finding}`),
    ...slow.map((input) => `costs too much: ${input}`),
    ...(samples < 20 ? [`has ${String(samples)} samples, fewer than twenty`] : []),
  ];
}
