import { EventEmitter } from 'node:events';
import type * as Contract from '../contract.ts';
import type { WireMessage } from '../page/preload-world.ts';
import { answerInvoke, codec, ipcMain, StandInIpc } from './ipc-main.ts';
import { recordIpc } from './ipc-record.ts';
import { lifecycle, runningBrowser } from './lifecycle.ts';
import { fromWire } from './schemes.ts';
import type { StandInSession } from './session.ts';

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

/** What the contents need of the window they fill. */
export interface ContentsOwner {
  /** Settles when the window has a page in Chromium. */
  readonly opened: Promise<void>;
  /** The page's session with Chromium; empty before. */
  readonly pageSession: string;
  isDestroyed(): boolean;
  close(): void;
  titleChanged(title: string): void;
}

let lastContentsId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastContentsId;
  readonly ipc = new StandInIpc();
  readonly session: StandInSession;
  /** The address the app itself asked for: loading it is no navigation by the page. */
  programmaticUrl = '';
  wireUrl = 'about:blank';
  /** The preload world's execution context; 0 while there is none. */
  context = 0;
  openHandler: OpenHandler = () => ({ action: 'deny' });
  readonly #owner: ContentsOwner;

  constructor(owner: ContentsOwner, session: StandInSession) {
    super();
    this.#owner = owner;
    this.session = session;
    lifecycle.contentsCreated(this);
  }

  get mainFrame(): Contract.WebFrameMain {
    const url = this.getURL();
    return { url, origin: /^[a-z][a-z0-9+-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? 'null', parent: null };
  }

  getURL(): string {
    return this.wireUrl === 'about:blank' ? '' : fromWire(this.wireUrl);
  }

  isDestroyed(): boolean {
    return this.#owner.isDestroyed();
  }

  close(): void {
    this.#owner.close();
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver('event', channel, true, codec.encode(args));
  }

  /** A window's frame shows the title of its document. */
  showTitle(title: string): void {
    this.#deliver('title', '', true, title);
  }

  #deliver(kind: 'event' | 'reply' | 'title', target: string | number, ok: boolean, body: string): void {
    const { pageSession } = this.#owner;
    if (this.context === 0 || pageSession === '') return; // as in Electron: no frame, no message
    recordIpc({ contents: this.id, to: 'page', channel: String(target), text: body });
    const call = {
      functionDeclaration: 'function(kind,target,ok,body){tesseraReceive(kind,target,ok,body)}',
      executionContextId: this.context,
      arguments: [kind, target, ok, body].map((value) => ({ value })),
    };
    runningBrowser()
      .pipe.send('Runtime.callFunctionOn', call, pageSession)
      .catch(() => undefined); // the page went away meanwhile
  }

  /** A text that the preload's world sent through its binding. */
  receive(context: number, payload: string): void {
    if (context !== this.context) return;
    const message = JSON.parse(payload) as WireMessage;
    if (message.kind === 'title') {
      this.#owner.titleChanged(message.title);
      return;
    }
    const event = { sender: this as unknown as Contract.WebContents, senderFrame: this.mainFrame };
    const args = codec.decode(message.args) as unknown[];
    const { id, channel } = message;
    recordIpc({ contents: this.id, to: 'main', channel, text: message.args });
    const handler = this.ipc.handlers.get(channel) ?? ipcMain.handlers.get(channel);
    void answerInvoke(handler, channel, event, args).then(({ ok, body }) => {
      if (context === this.context) this.#deliver('reply', id, ok, body);
    });
  }
}
