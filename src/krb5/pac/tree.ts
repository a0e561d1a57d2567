// What NDR's reader tells, as a tree of fields (fields/field.ts): the second result of every decoder here.
import { takeField } from '../fields/budget.ts';
import type { Budget } from '../fields/budget.ts';
import { hex, MAX_TEXT } from '../fields/field.ts';
import type { Field } from '../fields/field.ts';
import { unreadable } from '../fields/make.ts';
import type { NdrLeaf, NdrPlace, NdrReading, NdrRecorder } from '../ndr/index.ts';
import { displayText } from '../text.ts';
import { wellKnownSidName } from './well-known-sids.ts';

/** A structure in the making; a Field once `tree` returns. */
interface Node {
  readonly name: string;
  readonly type: string;
  kind: Field['kind'];
  value?: string;
  meaning?: string;
  offset: number;
  length: number;
  valueOffset: number;
  valueLength: number;
  readonly plain: boolean;
  readonly children: Field[];
  truncated?: true;
}

interface Open {
  readonly node: Node;
  /** Its place is settled: this time only its children grow. */
  readonly isSettled: boolean;
}

const shown = (text: string): string => {
  const safe = displayText(text.slice(0, MAX_TEXT));
  return text.length > MAX_TEXT || safe.length > MAX_TEXT ? `${safe.slice(0, MAX_TEXT)}…` : safe;
};

const isPlain = (kind: NdrReading['kind']): boolean => kind !== 'secret' && kind !== 'sealed';

export class TreeRecorder implements NdrRecorder {
  readonly #budget: Budget;
  readonly #root: Node;
  /** The structures around what is read; a Node that the budget did not let in is in none's children. */
  readonly #open: Open[];
  readonly #pointers = new WeakSet<Node>();

  constructor(budget: Budget, name: string, type: string, offset: number, length: number) {
    this.#budget = budget;
    this.#root = node(name, type, offset, length);
    this.#open = [{ node: this.#root, isSettled: true }];
  }

  open(name: string, type: string, offset: number, isPointer = false): NdrPlace {
    const made = node(name, type, offset, 0);
    if (this.#take()) this.#innermost.children.push(made);
    if (isPointer) this.#pointers.add(made);
    this.#open.push({ node: made, isSettled: false });
    return made;
  }

  close(end: number, value?: string): void {
    const { node: ended, isSettled } = this.#open.pop() ?? { node: this.#root, isSettled: true };
    if (!isSettled) {
      ended.length = end - ended.offset;
      ended.valueLength = ended.length;
    }
    if (value === undefined) return;
    ended.value = shown(value);
    // A pointer to one value is that value.
    if (ended.children.length === 0) ended.kind = 'text';
    Object.assign(ended, sidMeaning(ended.type, value));
  }

  leaf({ name, type, offset, length, valueOffset = offset }: NdrLeaf, reading: NdrReading): void {
    if (!this.#take()) return;
    const { kind, value, meaning, bits, withheld } = reading;
    const text = typeof value === 'string' ? shown(value) : value === undefined ? undefined : hex(value);
    this.#innermost.children.push({
      name,
      type,
      kind,
      ...(text === undefined ? {} : { value: text }),
      ...(meaning === undefined ? sidMeaning(type, text ?? '') : { meaning }),
      ...(bits === undefined ? {} : { bits }),
      ...(withheld === undefined ? {} : { withheld }),
      offset,
      length,
      valueOffset,
      valueLength: offset + length - valueOffset,
      plain: isPlain(kind),
      children: [],
    });
  }

  resume(place: NdrPlace, offset: number): void {
    const again = place as Node;
    const isPointer = this.#pointers.has(again);
    if (isPointer) {
      again.offset = offset;
      again.valueOffset = offset;
    }
    this.#open.push({ node: again, isSettled: !isPointer });
  }

  /** The root with all that was read. Structures that an error left open end where they were. */
  tree(failure?: { readonly reason: string; readonly offset: number }): Field {
    const { offset, length } = this.#root;
    if (failure !== undefined) {
      const end = offset + length;
      const at = Math.min(Math.max(failure.offset, offset), end);
      for (const { node: left, isSettled } of this.#open) {
        if (isSettled) continue;
        left.length = Math.max(0, at - left.offset);
        left.valueLength = left.length;
      }
      this.#root.children.push(unreadable('unread', at, end - at, failure.reason));
    }
    return this.#root;
  }

  get #innermost(): Node {
    return this.#open.at(-1)?.node ?? this.#root;
  }

  #take(): boolean {
    if (takeField(this.#budget)) return true;
    this.#innermost.truncated = true;
    return false;
  }
}

function node(name: string, type: string, offset: number, length: number): Node {
  const place = { offset, length, valueOffset: offset, valueLength: length };
  return { name, type, kind: 'constructed', ...place, plain: true, children: [] };
}

/** A SID's name where it has one. Claims of type SID are strings. */
function sidMeaning(type: string, value: string): { readonly meaning?: string } {
  if (!SID_TYPES.has(type) && !(type === 'WCHAR[]' && SID_TEXT.test(value))) return {};
  const meaning = wellKnownSidName(value);
  return meaning === undefined ? {} : { meaning };
}

const SID_TYPES: ReadonlySet<string> = new Set(['SID', 'RPC_SID', 'KERB_SID_AND_ATTRIBUTES']);
const SID_TEXT = /^S-1-\d{1,3}(-\d{1,9}){1,14}$/;
