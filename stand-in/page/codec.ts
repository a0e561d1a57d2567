// Values over a text channel, as structured clone would carry them. The function below runs in Node and, sent as
// source text, in the preload's world: it may use nothing but its own body and its parameter.

export interface Codec {
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

export interface Base64 {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array<ArrayBuffer>;
}

/**
 * A text is a JSON array of nodes; node 0 is the root. A plain node is itself, any other is `[tag, ...]` with
 * numbers that point at further nodes, so that cycles and shared references survive.
 */
export function makeCodec(base64: Base64): Codec {
  type ViewConstructor = new (buffer: ArrayBuffer) => unknown;
  const errorTypes: Readonly<Record<string, ErrorConstructor>> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const refuse = (): never => {
    throw Object.assign(new Error('An object could not be cloned.'), { name: 'DataCloneError' });
  };
  const bytesOf = (view: ArrayBufferView): string =>
    base64.encode(new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength));
  const plainNumber = (value: number): unknown => {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return ['number', Object.is(value, -0) ? '-0' : String(value)];
  };

  const encode = (root: unknown): string => {
    const nodes: unknown[] = [];
    const seen = new Map<object, number>();
    const compound = (value: object): unknown => {
      const tag = Object.prototype.toString.call(value).slice(8, -1);
      if (ArrayBuffer.isView(value)) return ['view', tag, bytesOf(value)];
      if (Array.isArray(value)) return ['array', ...Array.from(value as unknown[], put)];
      if (value instanceof Date) return ['date', value.getTime()];
      if (value instanceof RegExp) return ['regexp', value.source, value.flags];
      if (value instanceof Map) return ['map', ...[...(value as Map<unknown, unknown>)].flat().map(put)];
      if (value instanceof Set) return ['set', ...[...(value as Set<unknown>)].map(put)];
      if (value instanceof ArrayBuffer) return ['buffer', base64.encode(new Uint8Array(value))];
      if (value instanceof Error) return ['error', value.name, value.message, put(value.cause)];
      if (tag !== 'Object') return refuse();
      return ['object', ...Object.entries(value).flatMap(([key, item]) => [key, put(item)])];
    };
    function put(value: unknown): number {
      switch (typeof value) {
        case 'string':
        case 'boolean':
          return nodes.push(value) - 1;
        case 'number':
          return nodes.push(plainNumber(value)) - 1;
        case 'undefined':
          return nodes.push(['undefined']) - 1;
        case 'bigint':
          return nodes.push(['bigint', String(value)]) - 1;
        case 'object': {
          if (value === null) return nodes.push(null) - 1;
          const known = seen.get(value);
          if (known !== undefined) return known;
          const index = nodes.push(0) - 1;
          seen.set(value, index);
          nodes[index] = compound(value);
          return index;
        }
        default:
          return refuse();
      }
    }
    put(root);
    return JSON.stringify(nodes);
  };

  const decode = (text: string): unknown => {
    const nodes = JSON.parse(text) as unknown[];
    const made = new Map<number, unknown>();
    const keep = <T>(index: number, value: T): T => {
      made.set(index, value);
      return value;
    };
    const view = (tag: string, bytes: Uint8Array<ArrayBuffer>): unknown => {
      if (tag === 'Uint8Array') return bytes;
      return new (globalThis as unknown as Record<'DataView', ViewConstructor>)[tag as 'DataView'](
        bytes.buffer,
      );
    };
    const get = (index: number): unknown => {
      if (made.has(index)) return made.get(index);
      const node = nodes[index];
      if (!Array.isArray(node)) return keep(index, node);
      const [tag, ...rest] = node as [string, ...unknown[]];
      const texts = rest as string[];
      const indices = rest as number[];
      switch (tag) {
        case 'number':
          return keep(index, Number(texts[0]));
        case 'bigint':
          return keep(index, BigInt(texts[0] ?? ''));
        case 'date':
          return keep(index, new Date(indices[0] ?? NaN));
        case 'regexp':
          return keep(index, new RegExp(texts[0] ?? '', texts[1]));
        case 'buffer':
          return keep(index, base64.decode(texts[0] ?? '').buffer);
        case 'view':
          return keep(index, view(texts[0] ?? '', base64.decode(texts[1] ?? '')));
        case 'error': {
          const error = keep(index, new (errorTypes[texts[0] ?? ''] ?? Error)(texts[1]));
          const cause = get(indices[2] ?? -1);
          if (cause !== undefined) error.cause = cause;
          return error;
        }
        case 'array': {
          const array = keep<unknown[]>(index, []);
          for (const item of indices) array.push(get(item));
          return array;
        }
        case 'map': {
          const map = keep(index, new Map<unknown, unknown>());
          for (let at = 0; at < indices.length; at += 2)
            map.set(get(indices[at] ?? -1), get(indices[at + 1] ?? -1));
          return map;
        }
        case 'set': {
          const set = keep(index, new Set<unknown>());
          for (const item of indices) set.add(get(item));
          return set;
        }
        case 'object': {
          const object = keep<Record<string, unknown>>(index, {});
          for (let at = 0; at < rest.length; at += 2) {
            // defineProperty: `__proto__` is data here
            Object.defineProperty(object, texts[at] ?? '', {
              value: get(indices[at + 1] ?? -1),
              writable: true,
              enumerable: true,
              configurable: true,
            });
          }
          return object;
        }
        default:
          keep(index, undefined);
          return undefined;
      }
    };
    return get(0);
  };

  return { encode, decode };
}

/** Node's half; the page's is in sources.ts. */
export const nodeBase64: Base64 = {
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => {
    const pooled = Buffer.from(text, 'base64'); // in memory that is handed out again: it may be a password
    const own = new Uint8Array(pooled);
    pooled.fill(0);
    return own;
  },
};
