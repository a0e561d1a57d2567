// Search in the fields and bytes of a blob: Ctrl+F goes here, Enter and F3 to the next place.
import { Button, Input, Tooltip } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular, Search16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { BlobDto } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { text } from '../../strings/index.ts';

const words = text.inspect;
const PAUSE_MS = 250;

export function Search(props: {
  readonly blob: BlobDto;
  readonly onFound: (at: string) => void;
}): ReactElement {
  const { blob, onFound } = props;
  const { blob: handle, version } = blob;
  const field = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState('');
  const [hits, setHits] = useState<{ readonly places: readonly string[]; readonly more: boolean }>();
  const [at, setAt] = useState(0);
  const found = useRef(onFound);
  useEffect(() => {
    found.current = onFound;
  });
  useEffect(() => {
    const searched = wanted.trim();
    if (searched === '') return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void bridge()
        .blob.search({ blob: handle, version, text: searched.slice(0, 200) })
        .then((result) => {
          if (!current || !result.ok || result.value.stale) return;
          setHits({ places: result.value.hits, more: result.value.more });
          setAt(0);
          const [first] = result.value.hits;
          if (first !== undefined) found.current(first);
        });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [handle, version, wanted]);
  const step = (by: 1 | -1): void => {
    const places = hits?.places ?? [];
    if (places.length === 0) return;
    const next = (at + by + places.length) % places.length;
    setAt(next);
    const place = places[next];
    if (place !== undefined) onFound(place);
  };
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const control = event.ctrlKey || event.metaKey;
      if (control && event.key.toLowerCase() === 'f') field.current?.querySelector('input')?.select();
      else if (event.key === 'F3') latest.current(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, []);
  const isShown = wanted.trim() !== '' && hits !== undefined;
  return (
    <div className="ins-q" role="search" ref={field}>
      <Input
        size="small"
        type="search"
        aria-label={words.search}
        aria-keyshortcuts="Control+F Meta+F"
        placeholder={words.searchHint}
        contentBefore={<Search16Regular />}
        value={wanted}
        maxLength={200}
        onChange={(_event, { value }) => {
          setWanted(value);
          if (value.trim() === '') setHits(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
        }}
      />
      {isShown && (
        <>
          <span className="lbl num" role="status">
            {words.hits(at + 1, hits.places.length, hits.more)}
          </span>
          <Tooltip content={words.previousHit} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<ChevronUp16Regular />}
              disabled={hits.places.length === 0}
              onClick={() => {
                step(-1);
              }}
            />
          </Tooltip>
          <Tooltip content={words.nextHit} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<ChevronDown16Regular />}
              disabled={hits.places.length === 0}
              onClick={() => {
                step(1);
              }}
            />
          </Tooltip>
        </>
      )}
    </div>
  );
}
