// What a sandboxed preload finds: `require`, `process` and ipcRenderer, in the isolated world. Sent as source text:
// the function may use nothing but its own body and its parameters.
import type * as Contract from '../contract.ts';
import type { Bridge } from './bridge.ts';
import type { Codec } from './codec.ts';

/** What the preload's world sends to main; `args` is the codec's text. */
export type WireMessage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly kind: 'title'; readonly title: string };

export interface PreloadWorld {
  require(id: string): unknown;
  readonly process: Readonly<Record<string, unknown>>;
}

/** What `require('electron')` gives in the preload. */
export interface PreloadElectron {
  readonly contextBridge: Bridge;
  readonly ipcRenderer: Contract.IpcRenderer;
  readonly webUtils: typeof Contract.webUtils;
}

/** The binding main listens on, and the function main calls. */
export interface WireGlobals {
  tesseraWire(text: string): void;
  tesseraReceive(kind: 'event' | 'reply' | 'title', target: string | number, ok: boolean, body: string): void;
}

export function makePreloadWorld(
  codec: Codec,
  bridge: Bridge,
  processValues: Readonly<Record<string, unknown>>,
): PreloadWorld {
  type Listener = (event: object, ...args: unknown[]) => void;
  interface Call {
    resolve(value: unknown): void;
    reject(error: Error): void;
  }
  const globals = globalThis as unknown as WireGlobals;
  const send = (message: WireMessage): void => {
    globals.tesseraWire(JSON.stringify(message));
  };
  const listeners = new Map<string, readonly Listener[]>();
  const calls = new Map<number, Call>();
  let lastId = 0;
  const ipcRenderer: Contract.IpcRenderer = {
    invoke(channel, ...args) {
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        const encoded = codec.encode(args);
        calls.set(id, { resolve, reject });
        send({ kind: 'invoke', id, channel, args: encoded });
      });
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
      return ipcRenderer;
    },
  };
  let title = ''; // the protocol has no event for a changed title
  const receive: WireGlobals['tesseraReceive'] = (kind, target, ok, body) => {
    if (kind === 'title') {
      title = body; // the app's own title, for the window's frame: no change that it should hear of
      document.title = body;
      return;
    }
    if (kind === 'event') {
      const args = codec.decode(body) as unknown[];
      for (const listener of listeners.get(String(target)) ?? [])
        listener({ sender: ipcRenderer, ports: [] }, ...args);
      return;
    }
    const call = calls.get(Number(target));
    calls.delete(Number(target));
    if (ok) call?.resolve(codec.decode(body));
    else call?.reject(new Error(body));
  };
  Object.defineProperty(globalThis, 'tesseraReceive', { value: receive });

  const watchTitle = (): void => {
    if (document.title === '' || document.title === title) return;
    title = document.title;
    send({ kind: 'title', title });
  };
  document.addEventListener('DOMContentLoaded', () => {
    watchTitle();
    new MutationObserver(watchTitle).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });

  return {
    require: (id) => {
      if (id === 'electron' || id === 'electron/renderer') {
        // A browser tells no page where a file lies: as for a file without a place, its bytes are passed on.
        const webUtils = { getPathForFile: () => '' };
        return { contextBridge: bridge, ipcRenderer, webUtils } satisfies PreloadElectron;
      }
      throw new Error(`module not found: ${id}`);
    },
    process: processValues,
  };
}
