import type { BrowserWindow } from './browser-window.ts';

/** Windows by Chromium's target id, which is the main frame's id too, and by their page's session. */
export const windowsByTarget = new Map<string, BrowserWindow>();
export const windowsBySession = new Map<string, BrowserWindow>();

/** Windows that wait for their page: a marker in the address of its first document tells whose it is. */
export interface AwaitedPage {
  readonly marker: string;
  take(targetId: string, sessionId: string): void;
}
export const awaitedPages: AwaitedPage[] = [];

/** Pages that a page opened. Each is refused its first request and closed. */
export const popups = new Set<string>();
