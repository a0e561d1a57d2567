// A dialog: title, body, footer bar. Esc closes it; focus stays inside and goes back to where it came from.
import { Button, Dialog, DialogSurface } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { text } from '../strings/index.ts';

/** Fluent hides and shows the page a quarter of a second after the focus moves. */
const SETTLED_MS = [0, 300, 600] as const;

/**
 * The page while a sheet is open is hidden from screen readers by Fluent, which now and then leaves it so when the
 * page changes in the moment in which the sheet goes: what had the focus before is gone then.
 */
function showPage(): void {
  if (document.querySelector('[aria-modal="true"]') === null) {
    document.getElementById('root')?.removeAttribute('aria-hidden');
  }
}

/** The focus goes back to where it was, or to the current place where that is gone. */
export function useReturnFocus(): void {
  // At the first render: once the sheet stands, Fluent has moved the focus into it.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    // The field that the sheet is about, rather than the cross in its corner.
    document.querySelector<HTMLElement>('.sheet [data-first]')?.focus();
    return () => {
      setTimeout(() => {
        if (document.querySelector('[aria-modal="true"]') !== null) return;
        if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
        else document.querySelector<HTMLElement>('[data-pane="navigation"] [aria-current]')?.focus();
      });
      for (const delay of SETTLED_MS) setTimeout(showPage, delay);
    };
  }, [before]);
}

/** Esc counts also when nothing has the focus, as after the prompt window went away: the kit hears it only inside. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && document.activeElement === document.body) onEscape();
    };
    document.addEventListener('keydown', listener);
    return () => {
      document.removeEventListener('keydown', listener);
    };
  }, [onEscape]);
}

/** What is beside at the start, then the way out and whatever else can be done. */
export function SheetFooter(props: {
  readonly start?: ReactNode;
  /** The way out: "Cancel", "Close". */
  readonly out: string;
  readonly onOut: () => void;
  /** There is nothing else to do. */
  readonly only?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <>
      {props.start}
      <span className="sp" />
      <Button
        {...(props.only === true ? { appearance: 'primary', 'data-first': true } : {})}
        onClick={props.onOut}
      >
        {props.out}
      </Button>
      {props.children}
    </>
  );
}

export function Sheet(props: {
  readonly label: string;
  readonly width: 'narrow' | 'middle' | 'wide';
  /** Replaces the plain title. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
  readonly footer: ReactNode;
  readonly onClose: () => void;
  /** Alerts are read out as a whole when they appear. */
  readonly alert?: boolean;
}): ReactElement {
  useReturnFocus();
  useEscape(props.onClose);
  return (
    <Dialog
      open
      modalType={props.alert === true ? 'alert' : 'modal'}
      onOpenChange={(_event, { open }) => {
        if (!open) props.onClose();
      }}
    >
      <DialogSurface aria-label={props.label} className={`sheet ${props.width}`}>
        {props.head ?? (
          <div className="sh-h">
            <h2>{props.label}</h2>
            <span className="sp" />
            <Button
              appearance="subtle"
              size="small"
              icon={<Dismiss16Regular />}
              aria-label={text.common.close}
              onClick={props.onClose}
            />
          </div>
        )}
        <div className="sh-b">{props.children}</div>
        <div className="sh-f">{props.footer}</div>
      </DialogSurface>
    </Dialog>
  );
}
