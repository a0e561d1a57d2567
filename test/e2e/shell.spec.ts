import { expect, test } from '@playwright/test';
import { launchTessera, type Launched } from './launch.ts';

let tessera: Launched;
test.beforeEach(async () => {
  tessera = await launchTessera();
});
test.afterEach(async () => {
  await tessera.close();
});

test('the window shows its page, and the page has no Node and a frozen bridge', async () => {
  const seen = await tessera.page.evaluate(() => {
    const all = globalThis as unknown as Record<string, unknown>;
    return [
      typeof all['require'],
      typeof all['process'],
      typeof all['tesseraWire'],
      Object.isFrozen(all['tessera']),
    ];
  });
  expect(seen).toEqual(['undefined', 'undefined', 'undefined', true]);
});
