// The keys of the ticket table, as one list: the table acts by it and the list of keys shows it.
export const gridKeys = {
  down: ['ArrowDown'],
  up: ['ArrowUp'],
  pageDown: ['PageDown'],
  pageUp: ['PageUp'],
  first: ['Home'],
  last: ['End'],
  fold: ['ArrowLeft'],
  unfold: ['ArrowRight'],
  open: ['Enter', ' '],
  remove: ['Delete'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type GridKey = keyof typeof gridKeys;

const byKey = new Map<string, GridKey>(
  (Object.keys(gridKeys) as GridKey[]).flatMap((name) => gridKeys[name].map((key) => [key, name] as const)),
);

export function gridKeyOf(key: string): GridKey | undefined {
  return byKey.get(key);
}
