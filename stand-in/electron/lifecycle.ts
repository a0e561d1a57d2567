// What app, windows and Chromium must know of each other.
import type { RunningBrowser } from '../chromium/browser.ts';

export const lifecycle = {
  ready: false,
  quitting: false,
  appName: 'Electron',
  browser: undefined as RunningBrowser | undefined,
  // What only app.ts can do; it sets these.
  quit: (): void => undefined,
  allWindowsClosed: (): void => undefined,
  contentsCreated: (_contents: unknown): void => undefined,
};

export function runningBrowser(): RunningBrowser {
  if (lifecycle.browser === undefined) throw new Error('stand-in for Electron: Chromium is not running yet');
  return lifecycle.browser;
}
