// Words that follow a change of language: a view of a catalogue that looks at each asking which one is in use.

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of the shape's form whose words are those of `current()` at the time of asking. */
function view(shape: Tree, current: () => Tree): Tree {
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(shape)) {
    if (isTree(value)) {
      made[key] = view(value, () => current()[key] as Tree);
    } else if (typeof value === 'function') {
      made[key] = (...args: readonly unknown[]) =>
        (current()[key] as (...given: readonly unknown[]) => unknown)(...args);
    } else {
      Object.defineProperty(made, key, { enumerable: true, get: () => current()[key] });
    }
  }
  return made;
}

/**
 * An object of the catalogue's form whose words are those of `current()` at the time of asking: an area or a function
 * that was taken from it once follows a change; a plain word does not, and must not be kept.
 */
export function live<T extends object>(shape: T, current: () => T): T {
  return view(shape as Tree, current as () => Tree) as T;
}
