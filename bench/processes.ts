// Memory and processor time of a process and all below it, as Linux counts them.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Memory {
  readonly mebibytes: number;
  readonly processes: number;
}

interface Stat {
  readonly parent: number;
  /** Clock ticks in user and system mode, since it began. */
  readonly ticks: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined; // gone meanwhile
  }
}

function treeOf(pid: number): ReadonlyMap<number, Stat> {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = statOf(Number(name));
    if (stat !== undefined) all.set(Number(name), stat);
  }
  const isBelow = (one: number): boolean => {
    for (let at: number | undefined = one; at !== undefined && at > 1; at = all.get(at)?.parent)
      if (at === pid) return true;
    return false;
  };
  return new Map([...all].filter(([one]) => isBelow(one)));
}

/** Proportional set size: shared pages are counted once, in parts. Linux alone. */
export function memoryOf(pid: number): Memory | undefined {
  if (process.platform !== 'linux') return undefined;
  let kibibytes = 0;
  let processes = 0;
  for (const one of treeOf(pid).keys()) {
    const rollup = readFileSync(`/proc/${String(one)}/smaps_rollup`, 'utf8');
    kibibytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    processes += 1;
  }
  return { mebibytes: kibibytes / 1024, processes };
}

/** Milliseconds of processor time that the tree has used so far: says more than a clock where others use the machine. */
export function usedMillis(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const ticks = [...treeOf(pid).values()].reduce((sum, stat) => sum + stat.ticks, 0);
  return (ticks * 1_000) / ticksPerSecond();
}

const ticksPerSecond = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Milliseconds of processor time that the tree used from one moment to the other; processes that ended not counted. */
export async function busyMillis(pid: number, wait: () => Promise<void>): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const before = treeOf(pid);
  await wait();
  const after = treeOf(pid);
  let ticks = 0;
  for (const [one, stat] of after) ticks += stat.ticks - (before.get(one)?.ticks ?? 0);
  return (ticks * 1_000) / ticksPerSecond();
}
