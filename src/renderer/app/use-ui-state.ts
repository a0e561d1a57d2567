// The window's own state, as one value that stays the same until something in it changes.
import { useMemo, useRef, useState } from 'react';
import type { HistoryRow } from '#shared';
import type { IdentityAsk, Notice, Place, Selection, Sheet, Ui } from '../state/ui.ts';

const NOTICE_MS = 6_000;

export interface UiState {
  readonly ui: Ui;
  readonly notice: Notice | undefined;
  /** Read out politely; the number makes the same words new. */
  readonly spoken: { readonly words: string; readonly count: number };
}

export function useUiState(): UiState {
  const [place, setPlace] = useState<Place>('identities');
  const [setting, setSetting] = useState<string>();
  const [sheet, setSheet] = useState<Sheet>();
  const [selection, select] = useState<Selection>();
  const [shown, show] = useState<string>();
  const [asked, ask] = useState<IdentityAsk>();
  const [looked, look] = useState<HistoryRow>();
  const [blob, setBlob] = useState<string>();
  const [notice, setNotice] = useState<Notice>();
  const [spoken, setSpoken] = useState({ words: '', count: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const commands = useMemo(() => {
    const announce = (words: string): void => {
      setSpoken(({ count }) => ({ words, count: count + 1 }));
    };
    return {
      announce,
      go: (wanted: Place) => {
        setPlace(wanted);
        setSetting(undefined);
      },
      goToSetting: (name: string) => {
        setPlace('settings');
        setSetting(name);
      },
      inspect: (handle: string | undefined) => {
        setPlace('inspector');
        setBlob(handle);
      },
      open: (opened: Sheet) => {
        setSheet(opened);
      },
      close: (only?: readonly Sheet['kind'][]) => {
        setSheet((open) => (open !== undefined && only?.includes(open.kind) === false ? open : undefined));
      },
      notify: (told: Notice) => {
        setNotice(told);
        announce(told.words);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          setNotice(undefined);
        }, NOTICE_MS);
      },
    };
  }, []);

  const ui = useMemo<Ui>(
    () => ({
      place,
      setting,
      sheet,
      selection,
      shown,
      asked,
      looked,
      blob,
      select,
      show,
      ask,
      look,
      ...commands,
    }),
    [place, setting, sheet, selection, shown, asked, looked, blob, commands],
  );
  return { ui, notice, spoken };
}
