// Chromium's events, brought to the windows they are about.
import type { ChromiumPipe } from '../chromium/pipe.ts';
import { isolatedWorld, wireBinding } from '../page/sources.ts';
import type { BrowserWindow } from './browser-window.ts';
import { fire } from './fire.ts';
import { awaitedPages, popups, windowsBySession, windowsByTarget } from './registry.ts';
import { onRequestPaused } from './requests.ts';
import { wirePattern } from './schemes.ts';

function attach(
  pipe: ChromiumPipe,
  target: { targetId: string; url: string; openerId?: string },
  session: string,
): void {
  const index =
    target.openerId === undefined ? awaitedPages.findIndex(({ marker }) => target.url.includes(marker)) : -1;
  const [awaited] = index < 0 ? [] : awaitedPages.splice(index, 1);
  if (awaited !== undefined) {
    awaited.take(target.targetId, session);
    return;
  }
  // window.open or target=_blank. It is resumed before it is closed, or its opener would hang for ever; meanwhile
  // requests.ts refuses what it asks for.
  popups.add(target.targetId);
  pipe.send('Runtime.runIfWaitingForDebugger', undefined, session).catch(() => undefined);
  pipe.send('Target.closeTarget', { targetId: target.targetId }).catch(() => undefined);
}

export async function listenToChromium(pipe: ChromiumPipe): Promise<void> {
  const windowOf = (session: string | undefined): BrowserWindow | undefined =>
    session === undefined ? undefined : windowsBySession.get(session);
  pipe.on('Target.attachedToTarget', (event) => {
    attach(pipe, event.targetInfo, event.sessionId);
  });
  pipe.on('Target.detachedFromTarget', (event) => windowsBySession.get(event.sessionId)?.pageGone());
  pipe.on('Target.targetCrashed', (event) => windowsByTarget.get(event.targetId)?.pageCrashed(event.status));
  pipe.on('Fetch.requestPaused', onRequestPaused);
  pipe.on('Runtime.bindingCalled', (event, session) => {
    if (event.name === wireBinding)
      windowOf(session)?.webContents.receive(event.executionContextId, event.payload);
  });
  pipe.on('Runtime.executionContextCreated', ({ context }, session) => {
    const window = windowOf(session);
    const { frameId } = (context.auxData ?? {}) as { frameId?: string };
    if (window !== undefined && context.name === isolatedWorld && frameId === window.targetId) {
      window.webContents.context = context.id;
    }
  });
  pipe.on('Runtime.executionContextsCleared', (_event, session) => {
    const window = windowOf(session);
    if (window !== undefined) window.webContents.context = 0;
  });
  pipe.on('Page.frameNavigated', ({ frame }, session) => {
    const window = windowOf(session);
    if (window === undefined || frame.parentId !== undefined) return;
    window.webContents.wireUrl = frame.url + (frame.urlFragment ?? '');
    window.pageCommitted();
    fire(window.webContents, 'did-navigate', {}, window.webContents.getURL());
  });
  pipe.on('Page.navigatedWithinDocument', (event, session) => {
    const window = windowOf(session);
    if (window !== undefined && event.frameId === window.targetId) window.webContents.wireUrl = event.url;
  });
  pipe.on('Page.domContentEventFired', (_event, session) =>
    windowOf(session)?.webContents.emit('dom-ready', {}),
  );
  pipe.on('Page.loadEventFired', (_event, session) => windowOf(session)?.pageLoaded());
  await Promise.all([
    pipe.send('Fetch.enable', {
      patterns: [{ urlPattern: wirePattern }, { urlPattern: '*', resourceType: 'Document' }],
    }),
    pipe.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] }), // for targetCrashed
    pipe.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }],
    }),
  ]);
}
