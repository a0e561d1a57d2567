// The built app on this machine's runtime: from start to a window that answers, a second start, and its memory.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launchTessera, root } from '../test/e2e/launch.ts';
import { median, type Figure } from './figures.ts';

interface Start {
  readonly millis: number;
  readonly memory: Memory | undefined;
}

interface Memory {
  readonly mebibytes: number;
  readonly processes: number;
}

async function start(userData: string): Promise<Start> {
  const began = performance.now();
  const launched = await launchTessera({ userData });
  const { app, page } = launched;
  try {
    await page.getByRole('button').first().waitFor({ state: 'visible' });
    const millis = performance.now() - began;
    await page.waitForTimeout(2000); // what it does after it is usable belongs to its memory
    const { pid } = app.process();
    return { millis, memory: pid === undefined ? undefined : memoryOf(pid) };
  } finally {
    await launched.close();
  }
}

/** Proportional set size of a process and all below it: shared pages are counted once, in parts. Linux alone. */
function memoryOf(pid: number): Memory | undefined {
  if (process.platform !== 'linux') return undefined;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      continue; // gone meanwhile
    }
  }
  const isBelow = (one: number): boolean => {
    for (let at: number | undefined = one; at !== undefined && at > 1; at = parents.get(at))
      if (at === pid) return true;
    return false;
  };
  let kibibytes = 0;
  let processes = 0;
  for (const one of [...parents.keys()].filter(isBelow)) {
    const rollup = readFileSync(`/proc/${String(one)}/smaps_rollup`, 'utf8');
    kibibytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    processes += 1;
  }
  return { mebibytes: kibibytes / 1024, processes };
}

/** Wall time of `npm start -- --once`'s command with everything set up: to the first window's picture and out. */
function startOnce(userData: string): Promise<number> {
  const began = performance.now();
  const command = [path.join(root, 'scripts/run.mjs'), 'start', '--once', `--user-data-dir=${userData}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(performance.now() - began);
      else reject(new Error(`npm start -- --once ended with ${String(code)}`));
    });
  });
}

/** `freshFolder` makes an app data folder that nobody used yet. */
export async function measureWindow(freshFolder: () => string, rounds: number): Promise<readonly Figure[]> {
  const group = 'The window';
  const first: number[] = [];
  const second: number[] = [];
  let memory: Memory | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const userData = freshFolder();
    first.push((await start(userData)).millis);
    const again = await start(userData);
    second.push(again.millis);
    memory = again.memory;
  }
  const used = freshFolder();
  await startOnce(used);
  const whole = await startOnce(used);
  const note = process.env['TESSERA_RUNTIME'] === 'electron' ? 'on Electron' : 'on the stand-in';
  return [
    { group, name: 'start to usable, new profile', unit: 'ms', ours: median(first), note },
    { group, name: 'start to usable, second start', unit: 'ms', ours: median(second), note },
    {
      group,
      name: 'npm start -- --once, second start',
      unit: 'ms',
      ours: whole,
      note: `${note}, with the picture and the end`,
    },
    ...(memory === undefined
      ? []
      : [
          {
            group,
            name: 'memory (PSS of the process tree)',
            unit: 'MiB',
            ours: memory.mebibytes,
            note: `${note}, ${String(memory.processes)} processes`,
          } as const,
        ]),
  ];
}
