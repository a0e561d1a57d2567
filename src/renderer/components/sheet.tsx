// A dialog: title, body, footer bar. Esc closes it; focus stays inside and goes back to where it came from.
import { Button, Dialog, DialogSurface } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { text } from '../strings/index.ts';

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
  return (
    <Dialog
      open
      modalType={props.alert === true ? 'alert' : 'modal'}
      onOpenChange={(_event, { open }) => {
        if (!open) props.onClose();
      }}
    >
      <DialogSurface
        aria-label={props.label}
        className={`sheet ${props.width}`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onClose();
        }}
      >
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
