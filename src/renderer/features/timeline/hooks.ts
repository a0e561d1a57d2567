// What the Timeline shows and follows: the rows written down, older ones fetched when they come into sight; the time,
// each second while seconds can be told apart; the width, in which the axis puts its marks.
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { TimelineRow } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { useSnapshot } from '../../state/hooks.ts';

const PAGE = 1_000;
/** Of a snapshot. With fewer there are no older ones. */
const NEWEST = 500;

export function useTimelineRows(from: number): readonly TimelineRow[] {
  const { timeline } = useSnapshot();
  const [older, setOlder] = useState<{ readonly rows: readonly TimelineRow[]; readonly all: boolean }>({
    rows: [],
    all: false,
  });
  const newestFrom = timeline.at(-1)?.id ?? 0;
  const rows = [...timeline, ...older.rows.filter(({ id }) => id < newestFrom)];
  const oldest = rows.at(-1);
  const wanted =
    timeline.length >= NEWEST && !older.all && oldest !== undefined && oldest.at > from
      ? oldest.id
      : undefined;
  useEffect(() => {
    if (wanted === undefined) return undefined;
    let current = true;
    void bridge()
      .timeline.list({ limit: PAGE, before: wanted })
      .then((result) => {
        if (!current || !result.ok) return;
        const fetched = result.value.rows;
        setOlder((had) => ({ rows: [...had.rows, ...fetched], all: fetched.length < PAGE }));
      });
    return () => {
      current = false;
    };
  }, [wanted]);
  return rows;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Seconds since 1970, renewed each second if `fine`, else every ten. */
export function useTicking(fine: boolean): number {
  const [now, setNow] = useState(nowSeconds);
  useEffect(() => {
    const timer = setInterval(
      () => {
        setNow(nowSeconds());
      },
      fine ? 1_000 : 10_000,
    );
    return () => {
      clearInterval(timer);
    };
  }, [fine]);
  return now;
}

export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(entry.contentRect.width);
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return width;
}
