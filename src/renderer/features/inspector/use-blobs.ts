// What is open in the Inspector, and what can be done with it.
import { useCallback, useEffect, useState } from 'react';
import type { BlobDto, BookmarkDto, CallInputOf, ErrorDto, Result } from '#shared';
import { bridge } from '../../bridge/index.ts';
import { useUi } from '../../state/ui.ts';
import type { Ui } from '../../state/ui.ts';
import { text } from '../../strings/index.ts';

const words = text.inspect;

function fail(ui: Ui, subject: string, error: ErrorDto): void {
  if (error.code === 'CANCELLED') return;
  ui.open({ kind: 'failure', failure: { kind: 'inspect', subject, error, signedOut: false } });
}

/** Opens something and shows it. Resolves to false where nothing came of it. */
export async function openBlob(ui: Ui, from: CallInputOf<'blob.open'>, subject: string): Promise<boolean> {
  const result = await bridge().blob.open(from);
  if (!result.ok) {
    fail(ui, subject, result.error);
    return false;
  }
  if (result.value.blob === undefined) return false;
  ui.inspect(result.value.blob.blob);
  return true;
}

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
    } else fail(ui, name, result.error);
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
    async reveal({ blob, version, name }, at) {
      const result = await bridge().blob.reveal({ blob, version, at });
      if (result.ok) await reload();
      else fail(ui, name, result.error);
    },
  };
}
