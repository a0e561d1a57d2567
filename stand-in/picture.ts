// For a machine without a display: what the first window shows, as a file.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app } from './electron/app.ts';
import { BrowserWindow } from './electron/browser-window.ts';
import { runningBrowser } from './electron/lifecycle.ts';

// Fonts are in, nothing says it is busy, and two frames were drawn.
const settled = `(async () => {
  await document.fonts.ready;
  const busy = () => document.querySelector('[aria-busy="true"]') !== null || document.body.innerText === '';
  for (let left = 50; left > 0 && busy(); left--) await new Promise((next) => setTimeout(next, 100));
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
})()`;

async function capture(window: BrowserWindow, file: string): Promise<void> {
  const { pipe } = runningBrowser();
  await pipe.send('Runtime.evaluate', { expression: settled, awaitPromise: true }, window.pageSession);
  await wait(200); // motion ends
  const { data } = await pipe.send('Page.captureScreenshot', { format: 'png' }, window.pageSession);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, Buffer.from(data, 'base64'));
}

/** Writes the picture once the first window is ready; with `once` the app ends then, with 1 if there is no picture. */
export function pictureOfFirstWindow(file: string, once: boolean): void {
  const take = async (window: BrowserWindow): Promise<void> => {
    try {
      await capture(window, file);
      process.stderr.write(
        `[stand-in] A picture of the first window is in ${path.relative(process.cwd(), file)}\n`,
      );
      if (once) app.quit();
    } catch (error) {
      process.stderr.write(`[stand-in] No picture could be taken: ${String(error)}\n`);
      if (once) app.exit(1);
    }
  };
  app.once(
    'web-contents-created',
    (_event, contents: { id: number; once(event: string, run: () => void): void }) => {
      contents.once('did-finish-load', () => {
        const window = BrowserWindow.getAllWindows().find(
          ({ webContents }) => webContents.id === contents.id,
        );
        if (window !== undefined) void take(window);
      });
    },
  );
}
