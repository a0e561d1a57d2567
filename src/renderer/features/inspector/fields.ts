// The fields of a blob as far as they were fetched, and the rows of the tree that is made of them.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { FIELDS_AT_ONCE } from '#shared';
import type { BlobDto, BlobField } from '#shared';
import { bridge } from '../../bridge/index.ts';

/** Fetched together, where one that is missing comes into view. */
const PAGE = 200;
/** A tree up to this size stands open from the start. */
const OPEN_WHOLE = 250;

export function childPlace({ at, children, opened }: BlobField, index: number): string {
  const step = opened === true && index === children - 1 ? 'o' : String(index);
  return at === '' ? step : `${at}.${step}`;
}

export function parentPlace(at: string): string | undefined {
  if (at === '') return undefined;
  const dot = at.lastIndexOf('.');
  return dot < 0 ? '' : at.slice(0, dot);
}

export class FieldStore {
  readonly #blob: Pick<BlobDto, 'blob' | 'version'>;
  readonly #fields = new Map<string, BlobField>();
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #revision = 0;

  constructor({ blob, version }: Pick<BlobDto, 'blob' | 'version'>) {
    this.#blob = { blob, version };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly revision = (): number => this.#revision;

  get(at: string): BlobField | undefined {
    return this.#fields.get(at);
  }

  all(): Iterable<BlobField> {
    return this.#fields.values();
  }

  async load(at: string, from: number, options: { readonly deep?: boolean } = {}): Promise<void> {
    const key = `${at}:${from}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const count = options.deep === true ? FIELDS_AT_ONCE : PAGE;
    const input = { ...this.#blob, at, from, count, ...options };
    const result = await bridge().blob.fields(input);
    if (!result.ok || result.value.stale) {
      this.#asked.delete(key);
      return;
    }
    for (const field of result.value.fields) this.#fields.set(field.at, field);
    this.#revision += 1;
    for (const listener of this.#listeners) listener();
  }

  /** The field and all around it, so that it can be shown. */
  async ensure(at: string): Promise<void> {
    const steps = at === '' ? [] : at.split('.');
    let place = '';
    if (this.get('') === undefined) await this.load('', 0, { deep: true });
    for (const step of steps) {
      const next = place === '' ? step : `${place}.${step}`;
      const parent = this.get(place);
      if (this.get(next) === undefined && parent !== undefined) {
        const index = step === 'o' ? parent.children - 1 : Number(step);
        await this.load(place, index - (index % PAGE));
      }
      place = next;
    }
  }

  /** Asks for a child that came into view and is not there yet. */
  want(parent: BlobField, index: number): void {
    void this.load(parent.at, index - (index % PAGE));
  }
}

export interface Row {
  readonly at: string;
  readonly depth: number;
  /** Absent while it is fetched. */
  readonly field?: BlobField;
  readonly parent?: BlobField;
  readonly index: number;
}

export function rowsOf(store: FieldStore, expanded: ReadonlySet<string>): readonly Row[] {
  const rows: Row[] = [];
  const add = (at: string, depth: number, parent: BlobField | undefined, index: number): void => {
    const field = store.get(at);
    rows.push({
      ...{ at, depth, index },
      ...(field === undefined ? {} : { field }),
      ...(parent === undefined ? {} : { parent }),
    });
    if (field === undefined || !expanded.has(at)) return;
    for (let child = 0; child < field.children; child++)
      add(childPlace(field, child), depth + 1, field, child);
  };
  if (store.get('') !== undefined) add('', 0, undefined, 0);
  return rows;
}

export interface Fields {
  readonly store: FieldStore;
  readonly rows: readonly Row[];
  readonly expanded: ReadonlySet<string>;
  readonly fold: (at: string, folded: boolean) => void;
  readonly selected: string;
  /** Shows the field, whatever is folded around it. */
  readonly select: (at: string) => void;
}

/** What stands open when a blob is seen first: all of a small one, else its first levels and what a key opened. */
function openAtFirst(store: FieldStore, { fields }: BlobDto): Set<string> {
  const open = new Set<string>(['']);
  for (const field of store.all()) {
    const isWhole = Array.from({ length: field.children }, (_each, index) => childPlace(field, index)).every(
      (at) => store.get(at) !== undefined,
    );
    if (field.children === 0 || field.children > 60 || !isWhole) continue;
    if (fields <= OPEN_WHOLE) open.add(field.at);
    if (field.made !== undefined)
      for (let at: string | undefined = field.at; at !== undefined; at = parentPlace(at)) open.add(at);
  }
  return open;
}

export function useFields(blob: BlobDto): Fields {
  const { blob: handle, version } = blob;
  const store = useMemo(() => new FieldStore({ blob: handle, version }), [handle, version]);
  const revision = useSyncExternalStore(store.subscribe, store.revision);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState('');
  useEffect(() => {
    let current = true;
    void store.load('', 0, { deep: true }).then(async () => {
      await store.ensure(selected);
      if (current) setExpanded((before) => new Set([...before, ...openAtFirst(store, blob)]));
    });
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each version of a blob
  }, [store]);
  const rows = useMemo(
    () => rowsOf(store, expanded),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the revision stands for what is in the store
    [store, revision, expanded],
  );
  return {
    store,
    rows,
    expanded,
    fold: (at, folded) => {
      const next = new Set(expanded);
      if (folded) next.delete(at);
      else next.add(at);
      setExpanded(next);
      const field = store.get(at);
      if (!folded && field !== undefined && field.children > 0) store.want(field, 0);
    },
    selected,
    select: (at) => {
      setSelected(at);
      void store.ensure(at).then(() => {
        setExpanded((before) => {
          const next = new Set(before);
          for (let up = parentPlace(at); up !== undefined; up = parentPlace(up)) next.add(up);
          return next.size === before.size ? before : next;
        });
      });
    },
  };
}
