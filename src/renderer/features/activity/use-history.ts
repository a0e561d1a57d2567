// The rows that are listed: the newest come with the snapshot, older ones and filtered ones are asked for.
import { useEffect, useState } from 'react';
import type { HistoryFilter, HistoryRow } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { useSnapshot } from '../../state/hooks.ts';

const PAGE = 100;
/** While somebody types, nothing is asked. */
const PAUSE = 200;

export interface Listed {
  readonly rows: readonly HistoryRow[];
  readonly more: boolean;
  readonly busy: boolean;
  readonly failed: boolean;
  readonly showOlder: () => void;
}

interface Found {
  readonly key: string;
  readonly rows: readonly HistoryRow[];
  readonly exhausted: boolean;
}

const none: Found = { key: '', rows: [], exhausted: false };

export function useHistory(filter: HistoryFilter): Listed {
  const { history } = useSnapshot();
  const key = JSON.stringify(filter);
  const isFiltered = key !== '{}';
  const [older, setOlder] = useState<Found>(none);
  const [found, setFound] = useState<Found>(none);
  const [failed, setFailed] = useState(false);
  const newest = history[0]?.id ?? 0;

  useEffect(() => {
    if (!isFiltered) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void bridge()
        .history.list({ limit: PAGE, filter: JSON.parse(key) as HistoryFilter })
        .then((result) => {
          if (!current) return;
          setFailed(!result.ok);
          if (result.ok)
            setFound({ key, rows: result.value.rows, exhausted: result.value.rows.length < PAGE });
        });
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, isFiltered, newest]);

  const oldest = history.at(-1)?.id ?? 0;
  const rows = isFiltered ? found.rows : [...history, ...older.rows.filter(({ id }) => id < oldest)];
  const exhausted = isFiltered ? found.exhausted : older.exhausted;
  const showOlder = async (): Promise<void> => {
    const last = rows.at(-1);
    if (last === undefined) return;
    const page = { limit: PAGE, before: last.id };
    const result = await bridge().history.list(isFiltered ? { ...page, filter } : page);
    setFailed(!result.ok);
    if (!result.ok) return;
    const next = result.value.rows;
    const add = (to: Found): Found => ({ ...to, rows: [...to.rows, ...next], exhausted: next.length < PAGE });
    if (isFiltered) setFound((now) => (now.key === key ? add(now) : now));
    else setOlder(add);
  };
  return {
    rows,
    more: !exhausted && rows.length >= PAGE,
    busy: isFiltered && found.key !== key && !failed,
    failed,
    showOlder: () => {
      void showOlder();
    },
  };
}
