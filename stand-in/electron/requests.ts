// Every request for one of our schemes, and every document, is held by Chromium until we say what becomes of it.
import type { Protocol } from 'devtools-protocol/types/protocol.js';
import { placeholderOrigin } from '../chromium/browser.ts';
import type { BrowserWindow } from './browser-window.ts';
import { fire } from './fire.ts';
import { note } from './journal.ts';
import { runningBrowser } from './lifecycle.ts';
import { popups, windowsByTarget } from './registry.ts';
import { fromWire } from './schemes.ts';
import { session } from './session.ts';

type Paused = Protocol.Fetch.RequestPausedEvent;

function refusalOfDocument(
  paused: Paused,
  window: BrowserWindow | undefined,
): Protocol.Network.ErrorReason | undefined {
  if (popups.has(paused.frameId)) return 'BlockedByClient';
  if (window === undefined) return undefined;
  const contents = window.webContents;
  if (contents.programmaticUrl === paused.request.url) return undefined;
  const url = fromWire(paused.request.url);
  const redirected = paused.redirectedRequestId !== undefined;
  const event = redirected ? 'will-redirect' : 'will-navigate';
  if (!fire(contents, event, { url, isMainFrame: true, isSameDocument: false }, url)) return undefined;
  note(`${event} prevented`, url);
  return 'Aborted';
}

/** The window's session serves it; a request of no window (a worker's) is the default session's. */
async function serve(paused: Paused, url: string, window: BrowserWindow | undefined): Promise<Response> {
  const owner = window?.webContents.session ?? session.defaultSession;
  const handler = owner.schemeHandlers.get(new URL(url).protocol.replace(/:$/, ''));
  if (handler === undefined) return new Response('', { status: 404 });
  const { method, headers } = paused.request; // no body: nothing of ours posts to its own scheme
  return handler(new Request(url, { method, headers }));
}

async function decide(paused: Paused, sessionId: string | undefined): Promise<void> {
  const { pipe } = runningBrowser();
  const { requestId, request } = paused;
  const window = windowsByTarget.get(paused.frameId);
  if (request.url.startsWith(`${placeholderOrigin}/`)) {
    await pipe.send('Fetch.fulfillRequest', { requestId, responseCode: 200, body: '' }, sessionId);
    return;
  }
  const refusal = paused.resourceType === 'Document' ? refusalOfDocument(paused, window) : undefined;
  if (refusal !== undefined) {
    await pipe.send('Fetch.failRequest', { requestId, errorReason: refusal }, sessionId);
    return;
  }
  const url = fromWire(request.url);
  if (url === request.url) {
    await pipe.send('Fetch.continueRequest', { requestId }, sessionId);
    return;
  }
  let response: Response;
  try {
    response = await serve(paused, url, window);
  } catch (error) {
    note('protocol handler failed', String(error));
    await pipe.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }, sessionId);
    return;
  }
  const fulfilled = {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
  await pipe.send('Fetch.fulfillRequest', fulfilled, sessionId);
}

export function onRequestPaused(paused: Paused, sessionId: string | undefined): void {
  decide(paused, sessionId).catch(() => undefined); // the page that asked is gone
}
