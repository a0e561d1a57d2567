// A command that does the same, shown open, copied in one click.
import { Button, Tooltip } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '../strings/index.ts';

export function CommandLine(props: {
  readonly command: string;
  readonly onCopy: (command: string) => void;
}): ReactElement {
  return (
    <div className="cmd">
      <code title={props.command}>
        <b aria-hidden>$ </b>
        {props.command}
      </code>
      <Tooltip content={text.common.copy} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<Copy16Regular />}
          onClick={() => {
            props.onCopy(props.command);
          }}
        />
      </Tooltip>
    </div>
  );
}
