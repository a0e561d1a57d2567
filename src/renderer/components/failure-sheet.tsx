// The sheet of a failed action: its name, what stayed as it was, the four rows, the next step.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { explanationOf, text } from '../strings/index.ts';
import type { Failure } from '../state/ui.ts';
import { Explain } from './explain.tsx';
import { Sheet } from './sheet.tsx';
import { StateIcon } from './state-icon.tsx';

export function FailureSheet(props: {
  readonly failure: Failure;
  readonly expert: boolean;
  readonly onClose: () => void;
  readonly onCopy: (words: string) => void;
}): ReactElement {
  const { kind, subject, error, signedOut, retry } = props.failure;
  const unchanged =
    error.passwordChanged === true
      ? text.explain.passwordChanged
      : signedOut
        ? text.explain.stillSignedOut
        : text.explain.unchanged;
  const title =
    kind === 'read'
      ? text.explain.read(subject)
      : kind === 'setting'
        ? subject
        : kind === 'inspect'
          ? text.explain.inspect(subject)
          : text.explain.titles[kind](subject);
  const aboutTickets = kind !== 'read' && kind !== 'setting' && kind !== 'inspect';
  return (
    <Sheet
      label={title}
      width="middle"
      alert
      onClose={props.onClose}
      head={
        <div className="sh-h er">
          <StateIcon shape="bad" size={28} />
          <div className="col">
            <h2 className="pn">{title}</h2>
            {aboutTickets && <span className="dim">{unchanged}</span>}
          </div>
        </div>
      }
      footer={
        <>
          <span className="sp" />
          <Button appearance={retry === undefined ? 'primary' : 'secondary'} onClick={props.onClose}>
            {text.common.close}
          </Button>
          {retry !== undefined && (
            <Button appearance="primary" onClick={retry}>
              {text.common.tryAgain}
            </Button>
          )}
        </>
      }
    >
      <Explain explanation={explanationOf(error)} open={props.expert} onCopy={props.onCopy} />
    </Sheet>
  );
}
