// Promises, JSON and consoles look these up on anything.
const harmless = new Set(['then', 'toJSON', 'constructor', 'asymmetricMatch', 'nodeType']);

/** Reading a member that the stand-in does not have fails with its name, instead of being undefined. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get: (object, key, receiver): unknown => {
      if (typeof key === 'string' && !(key in object) && !harmless.has(key)) {
        throw new Error(`stand-in for Electron: ${name}.${key} is not implemented`);
      }
      return Reflect.get(object, key, receiver);
    },
  });
}
