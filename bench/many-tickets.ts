// A cache of ten thousand tickets in the window: how long until they are there, how the table scrolls, what it costs.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchTessera, type Launched } from '../test/e2e/launch.ts';
import { cacheOfMany } from '../test/support/many-tickets.ts';
import { median, type Figure } from './figures.ts';
import { busyMillis, memoryOf } from './processes.ts';

const MANY = 10_000;
const FEW = 10;
/** Frames of one scroll, and pixels of each: from the first row to the last. */
const FRAMES = 300;
const IDLE_MS = 60_000;
/** Half a millisecond later than its turn at 60 Hz is what a clock's own grain makes. */
const LATE_MS = 16.7 + 0.5;

interface Opened {
  readonly launched: Launched;
  /** From the start to the first row of the table, and until all tickets are in the table. */
  readonly firstRow: number;
  readonly all: number;
}

/** The window in Expert, as it was left, with a cache of so many tickets. */
async function open(userData: string, count: number): Promise<Opened> {
  const cache = path.join(userData, 'krb5cc');
  writeFileSync(cache, cacheOfMany(count), { mode: 0o600 });
  const began = performance.now();
  const launched = await launchTessera({ measured: true, userData, env: { KRB5CCNAME: `FILE:${cache}` } });
  const { page } = launched;
  await page.locator('.tr').first().waitFor({ state: 'visible' });
  const firstRow = performance.now() - began;
  await page.locator(`[role=treegrid][aria-rowcount="${String(count + 2)}"]`).waitFor();
  return { launched, firstRow, all: performance.now() - began };
}

/** Seconds between the frames in which the table is scrolled from its first row to its last. */
function scroll(page: Page): Promise<readonly number[]> {
  return page.evaluate(
    (frames) =>
      new Promise<number[]>((resolve) => {
        const table = document.querySelector<HTMLElement>('.tg-b');
        if (table === null) throw new Error('no table');
        const step = (table.scrollHeight - table.clientHeight) / frames;
        const times: number[] = [];
        const frame = (now: number): void => {
          times.push(now);
          if (times.length > frames) {
            resolve(times.slice(1).map((time, at) => time - (times[at] ?? time)));
            return;
          }
          table.scrollTop = step * times.length;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    FRAMES,
  );
}

export async function measureManyTickets(
  freshFolder: () => string,
  rounds: number,
): Promise<readonly Figure[]> {
  const group = 'Ten thousand tickets';
  const note = process.env['TESSERA_RUNTIME'] === 'electron' ? 'on Electron' : 'on the stand-in';
  const userData = freshFolder();
  const first = await launchTessera({ measured: true, userData });
  await first.page.getByRole('radio', { name: 'Expert' }).click();
  await first.page.waitForTimeout(500);
  await first.close();

  const rows = { few: [] as number[], many: [] as number[], all: [] as number[] };
  const frames: number[] = [];
  let memory: number | undefined;
  let fewMemory: number | undefined;
  let busy: number | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const few = await open(userData, FEW);
    rows.few.push(few.firstRow);
    await few.launched.page.waitForTimeout(2_000);
    fewMemory = memoryOf(few.launched.app.process().pid ?? 0)?.mebibytes;
    await few.launched.close();
    const many = await open(userData, MANY);
    try {
      const { app, page } = many.launched;
      rows.many.push(many.firstRow);
      rows.all.push(many.all);
      await page.waitForTimeout(2_000);
      frames.push(...(await scroll(page)));
      const pid = app.process().pid ?? 0;
      memory = memoryOf(pid)?.mebibytes;
      if (round === rounds - 1) busy = await busyMillis(pid, () => page.waitForTimeout(IDLE_MS));
    } finally {
      await many.launched.close();
    }
  }
  const late = frames.filter((millis) => millis > LATE_MS).length;
  return [
    {
      group,
      name: 'start to the first row of the table',
      unit: 'ms',
      ours: median(rows.many),
      peer: { name: `${String(FEW)} tickets`, value: median(rows.few) },
      note,
    },
    { group, name: 'start to all of them in the table', unit: 'ms', ours: median(rows.all), note },
    {
      group,
      name: `frames over 16.7 ms, of ${String(frames.length)} while scrolling through all`,
      unit: 'frames',
      ours: late,
      note: `${note}, longest ${Math.max(...frames).toFixed(0)} ms`,
    },
    ...(memory === undefined || fewMemory === undefined
      ? []
      : [
          {
            group,
            name: 'memory (PSS of the process tree)',
            unit: 'MiB',
            ours: memory,
            peer: { name: `${String(FEW)} tickets`, value: fewMemory },
            note,
          } as const,
        ]),
    ...(busy === undefined
      ? []
      : [
          {
            group,
            name: 'processor time of a minute in which nothing is done',
            unit: 'ms',
            ours: busy,
            note: `${note}, ${(busy / (IDLE_MS / 100)).toFixed(2)} % of one core`,
          } as const,
        ]),
  ];
}
