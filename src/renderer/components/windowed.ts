// Which part of a long list is drawn: what is seen and a little around it. Lists up to 200 rows are drawn whole.
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Shorter lists are drawn whole. */
const WHOLE = 200;
/** Pixels drawn above and below what is seen. */
const REACH = 256;
/** The part is chosen anew after so many pixels. */
const STEP = 128;

export interface Slice {
  /** The first row that is drawn, and the first that is not any more. */
  readonly from: number;
  readonly to: number;
}

/** The row that covers a position. `offsets`: where each row begins, and where the last one ends. */
function rowAt(offsets: readonly number[], position: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle + 1] ?? Infinity) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function sliceOf(offsets: readonly number[], top: number, height: number): Slice {
  const count = offsets.length - 1;
  if (count <= WHOLE) return { from: 0, to: count };
  const from = rowAt(offsets, Math.max(0, top - REACH));
  return { from: Math.min(from, count), to: Math.min(count, rowAt(offsets, top + height + REACH) + 1) };
}

export interface Windowed {
  readonly slice: Slice;
  /** How many pixels of the list can be seen. */
  readonly height: number;
  readonly onScroll: () => void;
}

interface View {
  readonly top: number;
  readonly height: number;
}

/** The view of the element; the one before where nothing would be drawn otherwise. */
function viewOf(element: HTMLElement | null, before: View): View {
  if (element === null) return before;
  const top = Math.floor(element.scrollTop / STEP) * STEP;
  const height = element.clientHeight;
  return before.top === top && before.height === height ? before : { top, height };
}

export function useWindowed(scroller: RefObject<HTMLElement | null>, offsets: readonly number[]): Windowed {
  const [view, setView] = useState<View>({ top: 0, height: 1_000 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    // It is called once at the beginning, too.
    const observer = new ResizeObserver(() => {
      setView((before) => viewOf(element, before));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [scroller]);
  return {
    slice: sliceOf(offsets, view.top, view.height + STEP),
    height: view.height,
    onScroll: () => {
      setView((before) => viewOf(scroller.current, before));
    },
  };
}
