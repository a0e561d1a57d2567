// Pictures of one scene in every theme and width, and what must hold in each: nothing cut off, nothing for axe to find.
// They lie in out/screens with an index page.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { root } from './launch.ts';

const folder = path.join(root, 'out', 'screens');

const themes = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'dark', forcedColors: 'active' },
} as const;

export type Theme = keyof typeof themes;

type Sizes = Readonly<Record<string, { readonly width: number; readonly height: number }>>;

/** CSS pixels. `zoomed`: the default window at 200 %. */
const windowSizes: Sizes = {
  wide: { width: 1_280, height: 800 },
  middle: { width: 900, height: 640 },
  narrow: { width: 640, height: 480 },
  zoomed: { width: 640, height: 400 },
};

/** The prompt is as large as it is; enlarged, no narrower than WCAG 2.2, 1.4.10 asks pages to be usable. */
export const promptSizes = (height: number): Sizes => ({
  own: { width: 420, height },
  zoomed: { width: 320, height: 240 },
});

/** Text that is cut off where no scrolling reaches it and no ellipsis says so: the element, and by how much. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      if (element.closest('.sr, [data-tabster-dummy], [aria-hidden="true"], svg') !== null) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1 || style.visibility === 'hidden') continue;
      // What lies under a scroll bar that stands on the right is not cut off; it is made to.
      const bar = ['auto', 'scroll'].includes(style.overflowY)
        ? element.offsetWidth - element.clientWidth
        : 0;
      const sideways = element.scrollWidth - element.clientWidth - bar;
      const down = element.scrollHeight - element.clientHeight;
      const hides = (value: string): boolean => value === 'hidden' || value === 'clip';
      const says = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      const holdsText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (sideways > 1 && hides(style.overflowX) && !says && (holdsText || element.childElementCount > 0))
        found.push(`${element.tagName}.${element.className}: ${sideways}px to the side`);
      if (down > 2 && hides(style.overflowY) && !says && holdsText)
        found.push(`${element.tagName}.${element.className}: ${down}px below`);
      // A page that is wider than its window scrolls sideways: what reflows must not (WCAG 2.2, 1.4.10).
      if (element.matches('html, body, main, .pg, .ct') && sideways > 1)
        found.push(`${element.tagName}.${element.className} scrolls sideways by ${sideways}px`);
    }
    return found;
  });
}

const CONTROLS =
  'button, a[href], input, select, textarea, summary, ' +
  '[role=button], [role=link], [role=switch], [role=tab], [role=menuitem], [role=option], [role=treeitem]';

/**
 * What can be pressed but not come to by Tab, and is no part of a widget within which the arrow keys go on: that has
 * one part which Tab comes to (WAI-ARIA Authoring Practices, roving tabindex).
 */
async function unreached(page: Page): Promise<string[]> {
  const wanted = await page.evaluate((selector) => {
    const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches(':disabled, [hidden]') &&
        element.closest('[inert], [aria-hidden=true], [data-tabster-dummy]') === null,
    );
    shown.forEach((element, at) => {
      element.dataset['reach'] = String(at);
    });
    (document.activeElement as HTMLElement | null)?.blur();
    return shown.length;
  }, CONTROLS);
  // Round the whole page: as often as there are controls, and some more for parts that only scroll.
  for (let pressed = 0; pressed < wanted + 12; pressed++) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      const element = document.activeElement;
      const widget =
        '[role=treegrid], [role=grid], [role=tree], [role=listbox], [role=menu], [role=tablist], ' +
        '[role=radiogroup], [role=toolbar], .tl-rows';
      for (const each of [element, ...(element?.closest(widget)?.querySelectorAll('[data-reach]') ?? [])])
        (each as HTMLElement | null)?.removeAttribute('data-reach');
      if (element instanceof HTMLInputElement && element.type === 'radio')
        for (const each of document.getElementsByName(element.name)) each.removeAttribute('data-reach');
    });
  }
  return page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    return [...document.querySelectorAll<HTMLElement>('[data-reach]')].map((element) => {
      element.removeAttribute('data-reach');
      return `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`.slice(0, 100);
    });
  });
}

/**
 * The items of an open menu, or of the palette's list, that the arrow keys do not come to. Tab is no way there: it closes
 * the one and opens more actions in the other.
 */
async function unreachedByArrows(page: Page): Promise<string[]> {
  const items = page
    .locator('[role=menu], [role=listbox]')
    .locator('[role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option]');
  const names = (await items.allTextContents()).map((name) => name.slice(0, 100));
  const reached = new Set<number>();
  for (let pressed = 0; pressed <= names.length; pressed++) {
    const at = await items.evaluateAll((all) =>
      all.findIndex(
        (each) => each === document.activeElement || each.getAttribute('aria-selected') === 'true',
      ),
    );
    reached.add(at);
    await page.keyboard.press('ArrowDown');
  }
  return names.filter((_name, at) => !reached.has(at));
}

export type State = 'empty' | 'usual' | 'busy' | 'full' | 'failing';

export interface Shots {
  readonly themes?: readonly Theme[];
  readonly sizes?: Sizes;
}

/**
 * Pictures `SCREEN-STATE-THEME-SIZE.png`; resolves to what is wrong in them. Leaves the page light and in its first
 * size.
 */
export async function gallery(
  page: Page,
  screen: string,
  state: State,
  { themes: shown = ['light', 'dark', 'contrast'], sizes = windowSizes }: Shots = {},
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const wrong: string[] = [];
  const [first = { width: 1_280, height: 800 }] = Object.values(sizes);
  for (const theme of shown) {
    await page.emulateMedia({ ...themes[theme], reducedMotion: 'reduce' });
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: path.join(folder, `${screen}-${state}-${theme}-${size}.png`) });
      wrong.push(...(await cutOff(page)).map((line) => `${theme}, ${size}: cut off: ${line}`));
    }
    await page.setViewportSize(first);
    wrong.push(...(await violations(page)).map((line) => `${theme}: axe: ${line}`));
  }
  await page.emulateMedia({ ...themes.light, reducedMotion: 'reduce' });
  // What is full has the same controls as what is usual, only more of them.
  if (state !== 'full') {
    const byArrows = (await page.locator('[role=menu], .pal').count()) > 0;
    const missed = await (byArrows ? unreachedByArrows : unreached)(page);
    wrong.push(...missed.map((line) => `not reached by keyboard: ${line}`));
  }
  writeIndex();
  return [...new Set(wrong)].map((line) => `${screen}, ${state}: ${line}`);
}

/** One page with all pictures, a row for each screen and state. */
function writeIndex(): void {
  const pictures = readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .flatMap((name) => {
      const [, scene, theme, size] = /^(.*)-([a-z]+)-([a-z]+)\.png$/.exec(name) ?? [];
      return scene === undefined || theme === undefined || size === undefined
        ? []
        : [{ name, scene, theme, size }];
    });
  // The widest first.
  const order = [...Object.keys(windowSizes), ...Object.keys(promptSizes(0))];
  const sections = [...Map.groupBy(pictures, ({ scene }) => scene)]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([scene, ofScene]) => {
      const rows = Object.keys(themes).map((theme) =>
        ofScene
          .filter((each) => each.theme === theme)
          .toSorted((a, b) => order.indexOf(a.size) - order.indexOf(b.size))
          .map(
            ({ name, size }) =>
              `<a href="${name}"><img loading="lazy" src="${name}" alt="${scene}, ${theme}, ${size}"></a>`,
          )
          .join(''),
      );
      return `<section><h2>${scene}</h2>${rows.map((row) => `<div>${row}</div>`).join('')}</section>`;
    });
  writeFileSync(
    path.join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tessera, every screen</title>
<style>body{font:14px system-ui;margin:24px}div{display:flex;gap:8px;margin:8px 0;align-items:start}img{height:200px;border:1px solid #888}</style>
<h1>Every screen, in every theme and width</h1>${sections.join('\n')}</html>\n`,
  );
}
