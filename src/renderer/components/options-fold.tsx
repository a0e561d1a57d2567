// What is chosen in one sentence, and a fold to change it.
import { Button } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { text } from '../strings/index.ts';

export function OptionsFold(props: {
  readonly chosen: string;
  readonly caption: string;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const [open, setOpen] = useState(props.startsOpen ?? false);
  return (
    <div className="optbox">
      <div className="optline">
        <div className="col">
          <span>{props.chosen}</span>
          <span className="lbl">{props.caption}</span>
        </div>
        <span className="sp" />
        <Button
          className="b-s"
          appearance="subtle"
          icon={open ? <ChevronUp16Regular /> : <ChevronDown16Regular />}
          iconPosition="after"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {text.common.options}
        </Button>
      </div>
      {open && <div className="optmore">{props.children}</div>}
    </div>
  );
}
