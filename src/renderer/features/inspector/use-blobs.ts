// What is open in the Inspector, and what can be done with it.
import { useCallback, useEffect, useState } from 'react';
import type { BlobDto, BookmarkDto, Result } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { failToInspect } from '../../state/open-blob.ts';
import { useUi } from '../../state/ui.ts';
import type { Ui } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.inspect;

/** Says what a key opened. */
export function tellOpened(ui: Ui, opened: number | undefined): void {
  if (opened !== undefined) ui.notify({ words: words.opened(opened) });
}

export interface Blobs {
  /** Absent until the first answer is there. */
  readonly blobs: readonly BlobDto[] | undefined;
  readonly recent: readonly BookmarkDto[];
  readonly current: BlobDto | undefined;
  readonly close: (blob: string) => Promise<void>;
  readonly forget: (id?: number) => Promise<void>;
  readonly addKeytab: (blob: BlobDto) => Promise<void>;
  readonly useTickets: (blob: BlobDto, identity: string) => Promise<void>;
  readonly reveal: (blob: BlobDto, at: string) => Promise<void>;
  /** Without a place the whole of it. */
  readonly copyJson: (blob: BlobDto, at?: string) => Promise<void>;
  readonly save: (blob: BlobDto, as: 'json' | 'html') => Promise<void>;
}

export function useBlobs(): Blobs {
  const ui = useUi();
  const [blobs, setBlobs] = useState<readonly BlobDto[]>();
  const [recent, setRecent] = useState<readonly BookmarkDto[]>([]);
  const { blob: wanted, sheet } = ui;
  const reload = useCallback(
    () =>
      bridge()
        .blob.list({})
        .then((result) => {
          if (!result.ok) return;
          setBlobs(result.value.blobs);
          setRecent(result.value.recent);
        }),
    [],
  );
  // What a sheet opened or added is there when it closes.
  useEffect(() => {
    void reload();
  }, [reload, wanted, sheet]);
  const keyed = async (
    name: string,
    adding: Promise<Result<{ readonly blob?: BlobDto | undefined; readonly opened?: number | undefined }>>,
  ): Promise<void> => {
    const result = await adding;
    if (result.ok) {
      tellOpened(ui, result.value.opened);
      await reload();
    } else failToInspect(ui, name, result.error);
  };
  return {
    blobs,
    recent,
    current: blobs?.find(({ blob }) => blob === wanted) ?? blobs?.at(-1),
    async close(blob) {
      await bridge().blob.close({ blob });
      ui.inspect(undefined);
      await reload();
    },
    async forget(id) {
      await bridge().blob.forget(id === undefined ? {} : { id });
      await reload();
    },
    addKeytab: ({ blob, name }) => keyed(name, bridge().blob.addKeytab({ blob })),
    useTickets: ({ blob, name }, identity) => keyed(name, bridge().blob.useTickets({ blob, identity })),
    async copyJson({ blob, version, name }, at) {
      const input = { blob, version, ...(at === undefined ? {} : { at }) };
      const result = await bridge().blob.copy(input);
      if (result.ok) ui.notify({ words: words.copiedJson });
      else failToInspect(ui, name, result.error);
    },
    async save({ blob, name }, as) {
      const result = await bridge().blob.export({ blob, as });
      if (!result.ok) failToInspect(ui, name, result.error);
      else if (result.value.saved) ui.notify({ words: words.exported });
    },
    async reveal({ blob, version, name }, at) {
      const result = await bridge().blob.reveal({ blob, version, at });
      if (result.ok) await reload();
      else failToInspect(ui, name, result.error);
    },
  };
}
