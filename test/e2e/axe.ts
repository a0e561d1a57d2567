// What axe finds against a page as it stands, animations over.
import type { Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

/** Fluent's own focus sentinels around a modal part: empty, focusable, and no content (docs/accessibility.md). */
const sentinels = '[data-tabster-dummy]';

/** One line per finding: the rule, and the element's beginning. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => 0))),
  );
  await page.evaluate(axe.source);
  const results = await page.evaluate(async (selector): Promise<AxeResults> => {
    const { axe: run } = globalThis as unknown as {
      axe: { run: (context: object, options: object) => Promise<AxeResults> };
    };
    return run.run({ exclude: [[selector]] }, { resultTypes: ['violations'] });
  }, sentinels);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}
