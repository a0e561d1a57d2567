// The built app on this machine's runtime: from start to a window that answers, beside a window with nothing in it on
// the same runtime; a second start, and its memory.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchFolder, launchTessera, root } from '../test/e2e/launch.ts';
import { median, type Figure } from './figures.ts';
import { memoryOf, usedMillis, type Memory } from './processes.ts';

interface Start {
  readonly millis: number;
  /** Processor time until then, of all its processes. */
  readonly used: number | undefined;
  readonly memory: Memory | undefined;
}

const SETTLED_MS = 2000;

async function costs(app: ElectronApplication, page: Page): Promise<Pick<Start, 'used' | 'memory'>> {
  const { pid } = app.process();
  if (pid === undefined) return { used: undefined, memory: undefined };
  const used = usedMillis(pid);
  await page.waitForTimeout(SETTLED_MS); // what it does after it is usable belongs to its memory
  return { used, memory: memoryOf(pid) };
}

async function start(userData: string): Promise<Start> {
  const began = performance.now();
  const launched = await launchTessera({ measured: true, userData });
  const { app, page } = launched;
  try {
    await page.locator('.nav').waitFor({ state: 'visible' });
    const millis = performance.now() - began;
    return { millis, ...(await costs(app, page)) };
  } finally {
    await launched.close();
  }
}

/** An app that opens a window with one button in it, and nothing else. */
function emptyApp(folder: string): string {
  const app = path.join(folder, 'empty-app');
  mkdirSync(app, { recursive: true });
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.mjs' }));
  writeFileSync(
    path.join(app, 'main.mjs'),
    `import { BrowserWindow, app } from 'electron';
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1024, height: 700 });
  return window.loadURL('data:text/html,<!doctype html><title>empty</title><button>empty</button>');
});
`,
  );
  return app;
}

async function startEmpty(folder: string): Promise<Start> {
  const program = emptyApp(folder);
  const began = performance.now();
  const app = await launchFolder(program, path.join(folder, 'data'));
  try {
    const page = await app.firstWindow();
    await page.getByRole('button').waitFor({ state: 'visible' });
    const millis = performance.now() - began;
    return { millis, ...(await costs(app, page)) };
  } finally {
    await app.close();
  }
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
  const emptyFirst: number[] = [];
  const emptySecond: number[] = [];
  const used: number[] = [];
  const emptyUsed: number[] = [];
  let memory: Memory | undefined;
  let emptyMemory: Memory | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const [userData, empty] = [freshFolder(), freshFolder()];
    first.push((await start(userData)).millis);
    emptyFirst.push((await startEmpty(empty)).millis);
    const again = await start(userData);
    second.push(again.millis);
    used.push(again.used ?? Number.NaN);
    memory = again.memory;
    const emptyAgain = await startEmpty(empty);
    emptySecond.push(emptyAgain.millis);
    emptyUsed.push(emptyAgain.used ?? Number.NaN);
    emptyMemory = emptyAgain.memory;
  }
  const once = freshFolder();
  await startOnce(once);
  const whole = await startOnce(once);
  const note = process.env['TESSERA_RUNTIME'] === 'electron' ? 'on Electron' : 'on the stand-in';
  const beside = (value: number): Figure['peer'] => ({ name: 'an empty window', value });
  return [
    {
      group,
      name: 'start to usable, new profile',
      unit: 'ms',
      ours: median(first),
      peer: beside(median(emptyFirst)),
      note,
    },
    {
      group,
      name: 'start to usable, second start',
      unit: 'ms',
      ours: median(second),
      peer: beside(median(emptySecond)),
      note,
    },
    {
      group,
      name: 'processor time to usable, second start',
      unit: 'ms',
      ours: median(used),
      peer: beside(median(emptyUsed)),
      note: `${note}, all processes`,
    },
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
            peer: emptyMemory === undefined ? undefined : beside(emptyMemory.mebibytes),
            note: `${note}, ${String(memory.processes)} processes`,
          } as const,
        ]),
  ];
}
