import { EventEmitter } from 'node:events';
import type * as Contract from '../contract.ts';
import { makeCodec, nodeBase64 } from '../page/codec.ts';
import { strict } from './strict.ts';

export type InvokeHandler = (event: Contract.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

export const codec = makeCodec(nodeBase64);

/** ipcMain, and the `ipc` of one WebContents. */
export class StandInIpc extends EventEmitter {
  readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

export const ipcMain = strict('ipcMain', new StandInIpc());

/** Runs the handler and encodes what it gives; a failure in Electron's own words. */
export async function answerInvoke(
  handler: InvokeHandler | undefined,
  channel: string,
  event: Contract.IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<{ readonly ok: boolean; readonly body: string }> {
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { ok: true, body: codec.encode(await handler(event, ...args)) };
  } catch (error) {
    return { ok: false, body: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}
