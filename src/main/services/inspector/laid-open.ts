// An inspection by places: a field is found by its way from the root (numbers of children, `o` for what was made out
// of its bytes), so that a place stays the same when a key opens more. Nothing here leaves the process.
import type { Field, Inspection, Opened } from '#krb5';

export interface Node {
  readonly at: string;
  readonly field: Field;
  /** The source that the field's offsets count in. */
  readonly source: number;
  /** It is what was made out of the bytes of the field above. */
  readonly made?: Opened;
}

export interface SealedNode {
  readonly at: string;
  readonly wants: NonNullable<Field['wants']>;
}

export interface LaidOpen {
  readonly inspection: Inspection;
  readonly root: Node;
  readonly fields: number;
  readonly unreadable: number;
  readonly firstUnreadable: string | undefined;
  /** The first PAC. */
  readonly pac: string | undefined;
  /** In the order of the tree. */
  readonly sealed: readonly SealedNode[];
  /** The field at a place, and those around it from the root on; undefined where there is none. */
  readonly nodeAt: (at: string) => { readonly node: Node; readonly around: readonly Node[] } | undefined;
  /** The innermost field that an octet of a source belongs to. */
  readonly placeOf: (source: number, offset: number) => string | undefined;
  readonly each: () => Generator<Node>;
}

const below = (at: string, step: string | number): string => (at === '' ? String(step) : `${at}.${step}`);

export function childCount({ children, opened }: Field): number {
  return children.length + (opened === undefined ? 0 : 1);
}

/** @param index one behind the last child is what was made out of the field's bytes */
export function childOf({ at, field, source }: Node, index: number): Node | undefined {
  const child = field.children[index];
  if (child !== undefined) return { at: below(at, index), field: child, source };
  return index === field.children.length ? madeOf({ at, field, source }) : undefined;
}

function madeOf({ at, field: { opened } }: Node): Node | undefined {
  if (opened === undefined) return undefined;
  return { at: below(at, 'o'), field: opened.root, source: opened.source, made: opened };
}

/** Parents before their children. */
function* walk(from: Node): Generator<Node> {
  const waiting: Node[] = [from];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (let index = childCount(node.field) - 1; index >= 0; index--) {
      const child = childOf(node, index);
      if (child !== undefined) waiting.push(child);
    }
  }
}

const holds = ({ field }: Node, offset: number): boolean =>
  offset >= field.offset && offset < field.offset + field.length;

export function layOpen(inspection: Inspection): LaidOpen {
  const root: Node = { at: '', field: inspection.root, source: inspection.rootSource };
  const sealed: SealedNode[] = [];
  /** The outermost field of each source. */
  const tops = new Map<number, Node>([[root.source, root]]);
  let fields = 0;
  let unreadable = 0;
  let firstUnreadable: string | undefined;
  let pac: string | undefined;
  for (const node of walk(root)) {
    fields += 1;
    if (node.field.kind === 'unreadable') {
      unreadable += 1;
      firstUnreadable ??= node.at;
    }
    if (node.field.type === 'PACTYPE') pac ??= node.at;
    if (node.field.wants !== undefined) sealed.push({ at: node.at, wants: node.field.wants });
    if (node.made !== undefined && !tops.has(node.source)) tops.set(node.source, node);
  }

  function nodeAt(at: string): ReturnType<LaidOpen['nodeAt']> {
    const around: Node[] = [];
    let node: Node = root;
    for (const step of at === '' ? [] : at.split('.')) {
      const next: Node | undefined = step === 'o' ? madeOf(node) : childAt(node, Number(step));
      if (next === undefined) return undefined;
      around.push(node);
      node = next;
    }
    return { node, around };
  }

  function placeOf(source: number, offset: number): string | undefined {
    let node = tops.get(source);
    if (node === undefined || !holds(node, offset)) return undefined;
    for (;;) {
      const inside: Node = node;
      const index = inside.field.children.findIndex((field) => holds({ at: '', field, source }, offset));
      const child = index < 0 ? undefined : childAt(inside, index);
      if (child === undefined) return inside.at;
      node = child;
    }
  }

  return {
    inspection,
    root,
    fields,
    unreadable,
    firstUnreadable,
    pac,
    sealed,
    nodeAt,
    placeOf,
    each: () => walk(root),
  };
}

function childAt(node: Node, index: number): Node | undefined {
  return index < node.field.children.length ? childOf(node, index) : undefined;
}
