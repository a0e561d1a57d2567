// contextBridge. The page's world and the preload's share the DOM and no objects; a CustomEvent's detail is cloned
// between worlds and its dispatch is synchronous, so calls through the bridge are synchronous as Electron's are.
// Sent as source text: the function may use nothing but its own body and its parameters.

export interface Bridge {
  exposeInMainWorld(key: string, api: unknown): void;
}

type Callable = (...args: unknown[]) => unknown;
/** A value on its way: cloned, array, error, object, promise or function. */
type Parcel =
  | readonly ['value', unknown]
  | readonly ['array', readonly Parcel[]]
  | readonly ['error', string]
  | readonly ['object', readonly (readonly [string, Parcel])[]]
  | readonly ['promise', number]
  | readonly ['function', number];
type Answer = { readonly kind: 'answer'; readonly ok: boolean; readonly value: Parcel };
type Note =
  | Answer
  | { readonly kind: 'call'; readonly id: number; readonly args: readonly Parcel[] }
  | { readonly kind: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Parcel }
  | { readonly kind: 'expose'; readonly key: string; readonly value: Parcel };

/** One side of the bridge. Event names are random, so that scripts of the page cannot speak here. */
export function makeBridge(inbox: string, outbox: string): Bridge {
  // Taken before any script of the page runs, which may replace them.
  const NoteEvent = CustomEvent;
  const ThePromise = Promise;
  const apply = Reflect.apply;
  // Only ever called through Reflect.apply.
  /* eslint-disable @typescript-eslint/unbound-method */
  const dispatch = EventTarget.prototype.dispatchEvent;
  const then = Promise.prototype.then;
  /* eslint-enable @typescript-eslint/unbound-method */
  const local = new Map<number, Callable>();
  const remote = new Map<number, Callable>();
  const ids = new WeakMap<Callable, number>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (value: unknown) => void }>();
  let lastId = 0;
  let answer: Answer | undefined;

  const post = (note: Note): void => {
    apply(dispatch, window, [new NoteEvent(outbox, { detail: note })]);
  };
  const idOf = (callable: Callable): number => {
    let id = ids.get(callable);
    if (id === undefined) {
      id = ++lastId;
      ids.set(callable, id);
      local.set(id, callable);
    }
    return id;
  };
  const pack = (value: unknown, depth = 0): Parcel => {
    if (depth > 1000) throw new TypeError('Recursion depth limit exceeded');
    if (typeof value === 'function') return ['function', idOf(value as Callable)];
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return ['value', value];
    if (value instanceof ThePromise) {
      const id = ++lastId;
      const settle = (ok: boolean) => (result: unknown) => {
        post({ kind: 'settle', id, ok, value: pack(result) });
      };
      void apply(then, value, [settle(true), settle(false)]);
      return ['promise', id];
    }
    if (Array.isArray(value)) return ['array', value.map((item) => pack(item, depth + 1))];
    if (value instanceof Error) return ['error', value.message];
    if (Object.prototype.toString.call(value) === '[object Object]') {
      return ['object', Object.entries(value).map(([key, item]) => [key, pack(item, depth + 1)] as const)];
    }
    structuredClone(value); // refuses what cannot cross
    return ['value', value];
  };
  const unpack = (parcel: Parcel): unknown => {
    switch (parcel[0]) {
      case 'value':
        return parcel[1];
      case 'array':
        return parcel[1].map(unpack);
      case 'error':
        return new Error(parcel[1]);
      case 'object': {
        const object = {};
        for (const [key, item] of parcel[1]) {
          Object.defineProperty(object, key, {
            value: unpack(item),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
        return object;
      }
      case 'promise':
        return new ThePromise((resolve, reject) => {
          waiting.set(parcel[1], { resolve, reject });
        });
      case 'function':
        return callableFor(parcel[1]);
    }
  };
  const callableFor = (id: number): Callable | undefined => {
    if (id < 0) return local.get(-id); // our own function coming home
    let callable = remote.get(id);
    if (callable === undefined) {
      callable = (...args) => call(id, args);
      remote.set(id, callable);
      ids.set(callable, -id);
    }
    return callable;
  };
  const call = (id: number, args: readonly unknown[]): unknown => {
    const outer = answer;
    answer = undefined;
    post({ kind: 'call', id, args: args.map((item) => pack(item)) });
    const got = answer as Answer | undefined; // set while post() ran
    answer = outer;
    if (got === undefined) throw new TypeError('An object could not be cloned.');
    const value = unpack(got.value);
    if (!got.ok) throw value as Error;
    return value;
  };
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(freeze);
      Object.freeze(value);
    }
    return value;
  };
  const answerCall = (id: number, args: readonly Parcel[]): Answer => {
    try {
      return { kind: 'answer', ok: true, value: pack(local.get(id)?.(...args.map(unpack))) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'answer', ok: false, value: ['error', message] };
    }
  };
  window.addEventListener(inbox, (event) => {
    const note = (event as CustomEvent<Note | null>).detail;
    switch (note?.kind) {
      case 'answer':
        answer = note;
        return;
      case 'settle': {
        const promise = waiting.get(note.id);
        waiting.delete(note.id);
        promise?.[note.ok ? 'resolve' : 'reject'](unpack(note.value));
        return;
      }
      case 'expose':
        if (note.key in window) return;
        Object.defineProperty(window, note.key, { value: freeze(unpack(note.value)), enumerable: true });
        post({ kind: 'answer', ok: true, value: ['value', true] });
        return;
      case 'call':
        post(answerCall(note.id, note.args));
        return;
      case undefined:
        return;
    }
  });
  return {
    exposeInMainWorld: (key, api) => {
      answer = undefined;
      post({ kind: 'expose', key, value: pack(api) });
      if ((answer as Answer | undefined) === undefined) {
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      }
    },
  };
}
