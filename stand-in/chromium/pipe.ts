// Chrome DevTools Protocol over --remote-debugging-pipe: we write on descriptor 3 and read on 4, JSON texts that
// end in NUL, sessions flat. A pipe rather than a port: nobody else on the machine can reach it.
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly method: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export interface PipeOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly env: NodeJS.ProcessEnv;
  /** Lines of Chromium's standard error that are passed on to ours. */
  readonly forward: RegExp | undefined;
}

export class ChromiumPipe {
  readonly process: ChildProcess;
  /** Resolves when Chromium is gone; never rejects. */
  readonly exited: Promise<void>;
  /** The last lines Chromium wrote to standard error, to say why it did not start. */
  readonly lastLines: string[] = [];
  #lastId = 0;
  #failure: Error | undefined;
  readonly #pending = new Map<number, Pending>();
  readonly #events = new EventEmitter().setMaxListeners(0);
  #tail: Buffer[] = [];

  constructor(executable: string, args: readonly string[], options: PipeOptions) {
    const { forward, ...spawnOptions } = options;
    this.process = spawn(executable, ['--remote-debugging-pipe', ...args], {
      ...spawnOptions,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // Ctrl+C on a terminal is ours alone: Chromium ends when we end it, or when its pipe closes.
      detached: process.platform !== 'win32',
    });
    this.#writer.on('error', () => undefined); // a broken pipe shows as the exit below
    const reader = this.process.stdio[4] as Readable;
    reader.on('error', () => undefined);
    reader.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) this.#readErrorLine(line, forward);
    });
    this.exited = new Promise((resolve) => {
      this.process.once('error', (error) => {
        this.#fail(error);
        resolve();
      });
      this.process.once('exit', (code) => {
        this.#fail(new Error(`Chromium exited with ${code === null ? 'a signal' : `code ${code}`}`));
        resolve();
      });
    });
  }

  get #writer(): Writable {
    return this.process.stdio[3] as Writable;
  }

  #readErrorLine(line: string, forward: RegExp | undefined): void {
    if (line === '') return;
    this.lastLines.push(line);
    if (this.lastLines.length > 20) this.lastLines.shift();
    if (forward?.test(line) === true) process.stderr.write(`${line}\n`);
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.#tail.push(chunk.subarray(start, end));
      const whole = Buffer.concat(this.#tail);
      const text = whole.toString();
      // Among the messages is what is typed into the prompt.
      for (const part of [whole, ...this.#tail]) part.fill(0);
      this.#tail = [];
      start = end + 1;
      this.#dispatch(JSON.parse(text) as Message);
    }
    if (start < chunk.length) this.#tail.push(chunk.subarray(start));
  }

  #dispatch(message: Message): void {
    if (message.id === undefined) {
      if (message.method !== undefined) this.#events.emit(message.method, message.params, message.sessionId);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`));
    else pending?.resolve(message.result);
  }

  send<M extends keyof Commands>(
    method: M,
    params?: Commands[M]['paramsType'][0],
    sessionId?: string,
  ): Promise<Commands[M]['returnType']> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve: resolve, reject, method });
      this.#writer.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E][0], sessionId?: string) => void): void {
    this.#events.on(event, listener as (...args: unknown[]) => void);
  }

  /**
   * Ends what is left of Chromium's process group. Its helpers outlive it for a moment, and one that is late makes the
   * profile's folder again.
   */
  endGroup(): void {
    const { pid } = this.process;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      this.process.kill('SIGKILL');
      return;
    }
    try {
      process.kill(-pid, 'SIGKILL');
      for (let left = 50; left > 0; left--) {
        process.kill(-pid, 0);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      }
    } catch {
      // nobody is left
    }
  }
}
