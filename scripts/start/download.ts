// One try to fetch Electron's binary with its own installer: given up after ten seconds without a byte, ended by
// Ctrl+C, and a failure is remembered for a day, so that a machine without a way to it starts at once.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electronPackage } from './electron.ts';

const day = 24 * 3600 * 1000;

export interface DownloadPlan {
  /** Electron's own installer. */
  readonly installer: string;
  /** Where it puts the binary. */
  readonly target: string;
  /** Where a failure is remembered. */
  readonly memory: string;
  /** Milliseconds without a byte after which it is given up. */
  readonly silence: number;
}

export const electronDownload: DownloadPlan = {
  installer: path.join(electronPackage, 'install.js'),
  target: path.join(electronPackage, 'dist'),
  memory: path.resolve(import.meta.dirname, '..', '..', '.cache', 'electron-download.json'),
  silence: 10_000,
};

export interface DownloadFailure {
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The failure of the last day, if there was one. */
export function rememberedFailure({ memory }: DownloadPlan, now: number): DownloadFailure | undefined {
  try {
    const { reason, at } = JSON.parse(readFileSync(memory, 'utf8')) as DownloadFailure;
    return now - at < day && at <= now ? { reason, at } : undefined;
  } catch {
    return undefined;
  }
}

function remember({ memory }: DownloadPlan, failure: DownloadFailure): DownloadFailure {
  mkdirSync(path.dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify(failure));
  return failure;
}

/** What lies below the folders, in bytes. Files come and go while it counts. */
function bytesBelow(folders: readonly string[]): number {
  let bytes = 0;
  for (const folder of folders) {
    let names: string[];
    try {
      names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    } catch {
      continue; // not there yet
    }
    for (const name of names)
      bytes += statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function showProgress(bytes: number): void {
  const line = `tessera: fetching Electron, ${(bytes / 1e6).toFixed(0)} MB … (Ctrl+C leaves it)`;
  process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
}

/** Fetches the binary. Resolves with the failure, remembered, or undefined when it is there. */
export async function downloadElectron(plan: DownloadPlan): Promise<DownloadFailure | undefined> {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'tessera-electron-'));
  const folders = [temporary, plan.target];
  const seconds = plan.silence / 1000;
  process.stderr.write(`tessera: fetching Electron, given up after ${seconds} s without a byte …\n`);
  const child = spawn(process.execPath, [plan.installer], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let reason = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const stop = (why: string) => (): void => {
    if (reason === '') reason = why;
    child.kill('SIGKILL');
  };
  const interrupt = stop('it was stopped by hand');
  process.on('SIGINT', interrupt);

  let [bytes, shown, grown] = [bytesBelow(folders), 0, performance.now()];
  const watch = setInterval(() => {
    const now = bytesBelow(folders);
    if (now !== bytes) {
      [bytes, grown] = [now, performance.now()];
      if (process.stderr.isTTY || bytes - shown > 20e6) showProgress((shown = bytes));
    } else if (performance.now() - grown > plan.silence) {
      stop(`no byte came for ${seconds} s`)();
    }
  }, 500);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => {
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(watch);
  process.removeListener('SIGINT', interrupt);
  rmSync(temporary, { recursive: true, force: true });
  if (shown > 0 && process.stderr.isTTY) process.stderr.write('\n');
  if (code === 0) return undefined;
  const cause = /(?:cause: |: )((?:[A-Z]\w*Error|connect|getaddrinfo|Response code)[^\n{]*)/.exec(
    errors,
  )?.[1];
  return remember(plan, {
    reason: reason === '' ? (cause ?? 'its installer failed').trim() : reason,
    at: Date.now(),
  });
}
