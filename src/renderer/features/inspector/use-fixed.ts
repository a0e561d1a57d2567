// Which rows of a long list of equal rows are drawn.
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Rows drawn above and below what is seen. */
const REACH = 16;

export interface Drawn {
  readonly from: number;
  readonly to: number;
  /** Rows that can be seen at once. */
  readonly visible: number;
  readonly onScroll: () => void;
}

export function useFixed(scroller: RefObject<HTMLElement | null>, count: number, height: number): Drawn {
  const [view, setView] = useState({ first: 0, visible: 40 });
  const look = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const first = Math.floor(element.scrollTop / height);
    const visible = Math.ceil(element.clientHeight / height);
    setView((before) => (before.first === first && before.visible === visible ? before : { first, visible }));
  };
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the element is what is observed
  }, [scroller]);
  const from = Math.min(Math.max(0, view.first - REACH), Math.max(0, count - 1));
  return {
    from,
    to: Math.min(count, view.first + view.visible + REACH),
    visible: view.visible,
    onScroll: look,
  };
}

/** Scrolls as little as it takes to have the row in sight. */
export function showRow(element: HTMLElement | null, row: number, height: number): void {
  if (element === null || row < 0) return;
  const top = row * height;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + height > element.scrollTop + element.clientHeight)
    element.scrollTop = top + height - element.clientHeight;
}
