import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type * as Contract from '../contract.ts';
import { fire } from './fire.ts';
import { note } from './journal.ts';
import { lifecycle, runningBrowser } from './lifecycle.ts';
import { onTheme, shouldUseDarkColors } from './native-theme.ts';
import { preparePage } from './page-setup.ts';
import { awaitedPages, windowsBySession, windowsByTarget } from './registry.ts';
import { fromWire, toWire } from './schemes.ts';
import { session } from './session.ts';
import { WebContents, type ContentsOwner } from './web-contents.ts';

type WindowState = 'normal' | 'minimized' | 'maximized';

const allWindows = new Set<BrowserWindow>();
let lastWindowId = 0;

export class BrowserWindow extends EventEmitter implements ContentsOwner {
  static getAllWindows(): BrowserWindow[] {
    return [...allWindows];
  }

  static fromWebContents(contents: Contract.WebContents | WebContents): BrowserWindow | null {
    return [...allWindows].find((window) => window.webContents.id === contents.id) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...allWindows].findLast((window) => window.isVisible()) ?? null;
  }

  readonly id = ++lastWindowId;
  readonly webContents: WebContents;
  readonly opened: Promise<void>;
  targetId = '';
  pageSession = '';
  #title: string;
  #visible: boolean;
  #state: WindowState = 'normal';
  #bounds: Electron.Rectangle;
  #destroyed = false;
  #closing = false;
  #shownOnce = false;
  #chromiumId: number | undefined;
  #loading: { resolve(): void; reject(error: Error): void } | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!lifecycle.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    const { nodeIntegration, contextIsolation, sandbox, webviewTag, partition } = preferences;
    if (nodeIntegration === true || contextIsolation === false || sandbox === false || webviewTag === true) {
      throw new Error('stand-in for Electron: only sandboxed, isolated windows without Node and webview');
    }
    this.#title = options.title ?? lifecycle.appName;
    this.#visible = options.show !== false;
    const { x = 40, y = 40, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    const ownSession = partition === undefined ? session.defaultSession : session.fromPartition(partition);
    this.webContents = new WebContents(this, ownSession);
    allWindows.add(this);
    this.opened = this.#open(preferences.preload);
    this.opened.catch((error: unknown) => {
      if (!this.#destroyed)
        process.stderr.write(`stand-in for Electron: a window failed: ${String(error)}\n`);
    });
  }

  async #open(preload: string | undefined): Promise<void> {
    const browser = runningBrowser();
    const { pipe } = browser;
    const marker = `tessera-window-${this.id}-${randomBytes(8).toString('hex')}`;
    const page = new Promise<void>((resolve) => {
      awaitedPages.push({
        marker,
        take: (targetId, sessionId) => {
          this.targetId = targetId;
          this.pageSession = sessionId;
          resolve();
        },
      });
    });
    await browser.openWindow(marker, this.#bounds);
    await page;
    windowsByTarget.set(this.targetId, this);
    windowsBySession.set(this.pageSession, this);
    const to = this.pageSession;
    await Promise.all([preparePage(pipe, to, preload), this.#applyTheme()]);
    await pipe.send('Runtime.runIfWaitingForDebugger', undefined, to);
    const { windowId } = await pipe.send('Browser.getWindowForTarget', { targetId: this.targetId });
    this.#chromiumId = windowId;
    await this.#place();
    pipe.on('Page.windowOpen', (event, sessionId) => {
      if (sessionId === to) this.#askOpenHandler(event.url, event.windowName, event.windowFeatures.join(','));
    });
    onTheme(() => void this.#applyTheme());
  }

  #askOpenHandler(wireUrl: string, frameName: string, features: string): void {
    const url = fromWire(wireUrl);
    const { action } = this.webContents.openHandler({
      url,
      frameName,
      features,
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'default' },
    });
    note(`window.open ${action}`, url);
    if (action === 'allow')
      process.stderr.write('stand-in for Electron: window.open is always denied here\n');
  }

  async #applyTheme(): Promise<void> {
    if (this.pageSession === '' || this.#destroyed) return;
    const value = shouldUseDarkColors() ? 'dark' : 'light';
    const features = [{ name: 'prefers-color-scheme', value }];
    await runningBrowser()
      .pipe.send('Emulation.setEmulatedMedia', { features }, this.pageSession)
      .catch(() => undefined); // the page is gone
  }

  async #place(): Promise<void> {
    const windowId = this.#chromiumId;
    if (windowId === undefined || this.#destroyed) return;
    const { pipe, headless } = runningBrowser();
    const { x: left, y: top, width, height } = this.#bounds;
    // A window may go at any await; then there is nothing left to place.
    const gone = (): undefined => undefined;
    await pipe
      .send('Browser.setWindowBounds', { windowId, bounds: { windowState: this.#state } })
      .catch(gone);
    if (this.#state !== 'normal') return;
    const bounds = headless ? { left, top } : { left, top, width, height };
    await pipe.send('Browser.setWindowBounds', { windowId, bounds }).catch(gone);
    // A headless window keeps 87 px for a toolbar that it does not have.
    if (headless) await pipe.send('Browser.setContentsSize', { windowId, width, height }).catch(gone);
  }

  async loadURL(url: string): Promise<void> {
    await this.opened;
    const wireUrl = toWire(url);
    const contents = this.webContents;
    contents.programmaticUrl = new URL(wireUrl).href.replace(/#.*$/, '');
    const loaded = new Promise<void>((resolve, reject) => {
      this.#loading = { resolve, reject };
    });
    loaded.catch(() => undefined); // reported to who awaits it below, if the navigation got that far
    const { errorText } = await runningBrowser().pipe.send(
      'Page.navigate',
      { url: wireUrl },
      this.pageSession,
    );
    if (errorText !== undefined) {
      const error = Object.assign(new Error(`${errorText.replace('net::', '')} loading '${url}'`), {
        code: errorText,
        url,
      });
      fire(contents, 'did-fail-load', {}, -2, errorText, url, true);
      throw error;
    }
    await loaded;
  }

  /** A new document. A test that is attached resets emulated media when it meets a page. */
  pageCommitted(): void {
    void this.#applyTheme();
  }

  /** Chromium's load event. */
  pageLoaded(): void {
    const contents = this.webContents;
    if (contents.wireUrl === 'about:blank' || contents.wireUrl.includes('tessera-window-')) return;
    contents.programmaticUrl = '';
    contents.emit('did-finish-load', {});
    this.#loading?.resolve();
    this.#loading = undefined;
    if (this.#shownOnce) return;
    this.#shownOnce = true;
    this.emit('ready-to-show', {});
  }

  pageCrashed(reason: string): void {
    note('renderer crashed', reason);
    fire(this.webContents, 'render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
  }

  /** Its page is gone: closed by us, by the page, or by the window's own button, which nobody can prevent here. */
  pageGone(): void {
    if (this.#destroyed) return;
    if (!this.#closing && fire(this, 'close')) note('close could not be prevented', this.id);
    this.#destroyed = true;
    this.#loading?.reject(new Error('ERR_FAILED (-2) loading'));
    windowsByTarget.delete(this.targetId);
    windowsBySession.delete(this.pageSession);
    allWindows.delete(this);
    this.webContents.emit('destroyed', {});
    this.emit('closed', {});
    if (allWindows.size === 0) lifecycle.allWindowsClosed();
  }

  close(): void {
    if (this.#destroyed || this.#closing || fire(this, 'close')) return;
    this.#closing = true;
    this.#closePage();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#closing = true;
    this.#closePage();
    this.pageGone();
  }

  #closePage(): void {
    void this.opened
      .then(() => runningBrowser().pipe.send('Target.closeTarget', { targetId: this.targetId }))
      .catch(() => undefined); // gone already
  }

  titleChanged(title: string): void {
    if (fire(this, 'page-title-updated', {}, title, true)) this.webContents.showTitle(this.#title);
    else this.#title = title;
  }

  #setState(state: WindowState, event: string): void {
    this.#state = state;
    void this.opened.then(() => this.#place());
    this.emit(event, {});
  }

  show(): void {
    this.#visible = true;
    this.#setState(this.#state === 'minimized' ? 'normal' : this.#state, 'show');
  }

  hide(): void {
    this.#visible = false;
    this.#setState('minimized', 'hide');
  }

  minimize(): void {
    this.#visible = true;
    this.#setState('minimized', 'minimize');
  }

  maximize(): void {
    this.#setState('maximized', 'maximize');
  }

  restore(): void {
    this.#setState('normal', 'restore');
  }

  focus(): void {
    void this.opened.then(() => runningBrowser().pipe.send('Page.bringToFront', undefined, this.pageSession));
    this.emit('focus', {});
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isVisible(): boolean {
    return this.#visible && !this.#destroyed;
  }

  isMinimized(): boolean {
    return this.#visible && this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.opened.then(() => this.#place());
    this.emit('resize', {});
  }

  /** Windows only. */
  setOverlayIcon(overlay: Electron.NativeImage | null, description: string): void {
    note('setOverlayIcon', { shown: overlay !== null, description });
  }

  setTitle(title: string): void {
    this.#title = title;
    this.webContents.showTitle(title);
  }

  getTitle(): string {
    return this.#title;
  }

  /** Without effect: the stand-in has no menu bar, and headless Chromium is on no screen that could be captured. */
  setMenuBarVisibility(): void {
    note('setMenuBarVisibility');
  }

  setContentProtection(on: boolean): void {
    note('setContentProtection', on);
  }
}
