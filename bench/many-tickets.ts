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
/** Frames of one scroll. */
const FRAMES = 300;
/** Pixels of a frame in a steady scroll: as fast as a wheel that is spun, 7,200 in a second. */
const STEADY = 120;
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

/** Milliseconds between the frames in which the table is scrolled; without pixels, from its first row to its last. */
function scroll(page: Page, pixels?: number): Promise<readonly number[]> {
  return page.evaluate(
    ([frames, wanted]) =>
      new Promise<number[]>((resolve) => {
        const table = document.querySelector<HTMLElement>('.tg-b');
        if (table === null) throw new Error('no table');
        const step = wanted ?? (table.scrollHeight - table.clientHeight) / frames;
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
    [FRAMES, pixels] as const,
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
  const steady: number[] = [];
  let memory: number | undefined;
  let fewMemory: number | undefined;
  let busy: number | undefined;
  let fewBusy: number | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const few = await open(userData, FEW);
    rows.few.push(few.firstRow);
    const { app: fewApp, page: fewPage } = few.launched;
    await fewPage.waitForTimeout(2_000);
    fewMemory = memoryOf(fewApp.process().pid ?? 0)?.mebibytes;
    if (round === rounds - 1)
      fewBusy = await busyMillis(fewApp.process().pid ?? 0, () => fewPage.waitForTimeout(IDLE_MS));
    await few.launched.close();
    const many = await open(userData, MANY);
    try {
      const { app, page } = many.launched;
      rows.many.push(many.firstRow);
      rows.all.push(many.all);
      await page.waitForTimeout(2_000);
      steady.push(...(await scroll(page, STEADY)));
      frames.push(...(await scroll(page)));
      const pid = app.process().pid ?? 0;
      memory = memoryOf(pid)?.mebibytes;
      if (round === rounds - 1) busy = await busyMillis(pid, () => page.waitForTimeout(IDLE_MS));
    } finally {
      await many.launched.close();
    }
  }
  const late = (times: readonly number[]): number => times.filter((millis) => millis > LATE_MS).length;
  const scrolled = (name: string, times: readonly number[]): Figure => ({
    group,
    name: `frames over 16.7 ms, of ${String(times.length)} ${name}`,
    unit: 'frames',
    ours: late(times),
    note: `${note}, longest ${Math.max(...times).toFixed(0)} ms`,
  });
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
    scrolled(`in a steady scroll (${String(STEADY)} pixels each)`, steady),
    scrolled('while scrolling through all', frames),
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
            peer: fewBusy === undefined ? undefined : { name: `${String(FEW)} tickets`, value: fewBusy },
            note: `${note}, ${(busy / (IDLE_MS / 100)).toFixed(2)} % of one core`,
          } as const,
        ]),
  ];
}
