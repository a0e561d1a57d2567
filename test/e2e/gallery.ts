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

/** CSS pixels. `zoomed`: the default window at 200 %. */
const sizes = {
  wide: { width: 1_280, height: 800 },
  middle: { width: 900, height: 640 },
  narrow: { width: 640, height: 480 },
  zoomed: { width: 640, height: 400 },
} as const;

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

export type State = 'empty' | 'usual' | 'busy' | 'full' | 'failing';

/** Twelve pictures `SCREEN-STATE-THEME-SIZE.png`; resolves to what is wrong in them. Leaves the page light and wide. */
export async function gallery(page: Page, screen: string, state: State): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const wrong: string[] = [];
  for (const [theme, media] of Object.entries(themes)) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: path.join(folder, `${screen}-${state}-${theme}-${size}.png`) });
      wrong.push(...(await cutOff(page)).map((line) => `${theme}, ${size}: cut off: ${line}`));
    }
    await page.setViewportSize(sizes.wide);
    wrong.push(...(await violations(page)).map((line) => `${theme}: axe: ${line}`));
  }
  await page.emulateMedia({ ...themes.light, reducedMotion: 'reduce' });
  // A menu is gone through with the arrow keys, and Tab closes it.
  // What is full has the same controls as what is usual, only more of them.
  if (state !== 'full' && (await page.getByRole('menu').count()) === 0)
    wrong.push(...(await unreached(page)).map((line) => `not reached by keyboard: ${line}`));
  writeIndex();
  return [...new Set(wrong)].map((line) => `${screen}, ${state}: ${line}`);
}

/** One page with all pictures, a row for each screen and state. */
function writeIndex(): void {
  const scenes = [
    ...new Set(
      readdirSync(folder)
        .filter((name) => name.endsWith('.png'))
        .map((name) => name.replace(/-[a-z]+-[a-z]+\.png$/, '')),
    ),
  ].toSorted();
  const picture = (scene: string, theme: string, size: string): string =>
    `<a href="${scene}-${theme}-${size}.png"><img loading="lazy" src="${scene}-${theme}-${size}.png" alt="${scene}, ${theme}, ${size}"></a>`;
  const rows = scenes.map(
    (scene) =>
      `<section><h2>${scene}</h2>${Object.keys(themes)
        .map(
          (theme) =>
            `<div>${Object.keys(sizes)
              .map((size) => picture(scene, theme, size))
              .join('')}</div>`,
        )
        .join('')}</section>`,
  );
  writeFileSync(
    path.join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tessera, every screen</title>
<style>body{font:14px system-ui;margin:24px}div{display:flex;gap:8px;margin:8px 0;align-items:start}img{height:200px;border:1px solid #888}</style>
<h1>Every screen, in every theme and width</h1>${rows.join('\n')}</html>\n`,
  );
}
