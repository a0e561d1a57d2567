// The main process's live heap, through its inspector from outside: what it holds is looked at there, and nothing of
// what is looked for is carried into it in a form that could be found.
import type { ElectronApplication } from '@playwright/test';
import type { SecretSearch } from '../support/secret-search.ts';

interface RemoteObject {
  readonly objectId?: string;
  readonly value?: unknown;
}
interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly chunk?: string };
  readonly result?: {
    readonly result?: RemoteObject;
    readonly objects?: RemoteObject;
    readonly exceptionDetails?: object;
  };
  readonly error?: { readonly message: string };
}

/** No octet of what is sent is the octet looked for. */
const VEIL = 0x5a;

/** Runs in the main process over all buffers of one prototype: how often each veiled needle stands in them. */
function countVeiled(this: unknown, needles: readonly string[]): [number, number, string][] {
  const veil = 0x5a;
  const byStart = new Map<number, [number, Uint8Array][]>();
  const starts = new Uint8Array(65_536);
  needles.forEach((text, index) => {
    const veiled = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const start = ((veiled[0] ?? 0) ^ veil) * 256 + ((veiled[1] ?? 0) ^ veil);
    starts[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), [index, veiled]]);
  });
  const hits: [number, number, string][] = [];
  for (const held of this as (ArrayBuffer | ArrayBufferView)[]) {
    // Prototypes of further kinds are among them, which hold nothing.
    const own = /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(held));
    if (!ArrayBuffer.isView(held) && (!own || Object.hasOwn(held, 'constructor'))) continue;
    const hay = ArrayBuffer.isView(held)
      ? new Uint8Array(held.buffer, held.byteOffset, held.byteLength)
      : new Uint8Array(held);
    for (let at = 0; at + 1 < hay.length; at++) {
      const start = (hay[at] ?? 0) * 256 + (hay[at + 1] ?? 0);
      if (starts[start] === 0) continue;
      for (const [index, veiled] of byStart.get(start) ?? []) {
        let same = at + veiled.length <= hay.length;
        for (let n = 0; same && n < veiled.length; n++) same = ((hay[at + n] ?? 0) ^ veil) === veiled[n];
        if (same) hits.push([index, hay.length, Object.prototype.toString.call(held)]);
      }
    }
  }
  return hits;
}

export class MainHeap {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #chunks: string[] = [];
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.method === 'HeapProfiler.addHeapSnapshotChunk')
        this.#chunks.push(answer.params?.chunk ?? '');
      if (answer.id === undefined) return;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async open(app: ElectronApplication): Promise<MainHeap> {
    const url = await app.evaluate(() => process.getBuiltinModule('node:inspector').url());
    if (url === undefined) throw new Error('the main process has no inspector');
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => {
        reject(new Error('the inspector does not answer'));
      });
    });
    const heap = new MainHeap(socket);
    await heap.#send('HeapProfiler.enable');
    // A snapshot cuts strings after 1,024 characters otherwise.
    const whole =
      "process.getBuiltinModule('node:v8').setFlagsFromString('--heap-snapshot-string-limit=100000000')";
    await heap.#send('Runtime.evaluate', { expression: whole });
    return heap;
  }

  close(): void {
    this.#socket.close();
  }

  /** Labels of what the strings of the live heap spell. What is garbage already is collected first. */
  async strings(search: SecretSearch): Promise<string[]> {
    await this.#send('HeapProfiler.collectGarbage');
    this.#chunks = [];
    await this.#send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    const { strings } = JSON.parse(this.#chunks.join('')) as { readonly strings: readonly string[] };
    this.#chunks = [];
    const counts = new Map<string, number>();
    for (const text of strings) {
      if (text.length < 8) continue;
      search.count(Buffer.from(text, 'utf8'), counts);
      // Octets that became characters one by one.
      if (/[\x80-\xff]/.test(text)) search.count(Buffer.from(text, 'latin1'), counts);
    }
    return [...counts.keys()];
  }

  /** Labels of what stands in live ArrayBuffers and in views, whose octets a small one keeps itself. */
  async buffers(search: SecretSearch): Promise<string[]> {
    const { needles } = search;
    const veiled = needles.map(({ bytes }) =>
      Buffer.from(bytes.map((octet) => octet ^ VEIL)).toString('base64'),
    );
    const found = new Set<string>();
    await this.#send('HeapProfiler.collectGarbage');
    for (const prototype of [
      'ArrayBuffer.prototype',
      'SharedArrayBuffer.prototype',
      'Object.getPrototypeOf(Uint8Array.prototype)',
      'DataView.prototype',
    ]) {
      const group = { objectGroup: 'search' };
      const of = await this.#send('Runtime.evaluate', { expression: prototype, ...group });
      const prototypeObjectId = of.result?.result?.objectId;
      const all = await this.#send('Runtime.queryObjects', { prototypeObjectId, ...group });
      const hits = await this.#send('Runtime.callFunctionOn', {
        functionDeclaration: countVeiled.toString(),
        objectId: all.result?.objects?.objectId,
        arguments: [{ value: veiled }],
        returnByValue: true,
        ...group,
      });
      for (const [index, length, kind] of hits.result?.result?.value as [number, number, string][])
        found.add(`${needles[index]?.label ?? '?'} in ${kind} of ${String(length)} octets`);
      await this.#send('Runtime.releaseObjectGroup', group);
    }
    return [...found];
  }

  async #send(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.#last;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const answer = await answered;
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    if (answer.result?.exceptionDetails !== undefined)
      throw new Error(`${method}: ${JSON.stringify(answer.result.exceptionDetails).slice(0, 500)}`);
    return answer;
  }
}
