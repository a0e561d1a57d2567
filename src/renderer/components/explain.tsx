// An error as four rows: what happened, why, what to do, who can do it. Codes only under "For your helpdesk".
import { Button } from '@fluentui/react-components';
import {
  ChevronDown16Regular,
  ChevronRight16Regular,
  Copy16Regular,
  Person16Regular,
} from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Explanation } from '#shared';
import { text } from '../strings/index.ts';
import { StateIcon } from './state-icon.tsx';

function Row(props: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="why">
      <span className="why-k">{props.name}</span>
      <div className="why-v">{props.children}</div>
    </div>
  );
}

function Causes({ causes }: { readonly causes: readonly string[] }): ReactElement {
  const [first = ''] = causes;
  if (causes.length === 1) return <>{first}</>;
  return (
    <ol className="causes">
      {causes.map((cause, at) => (
        <li key={cause}>{at === 0 ? <b>{cause}</b> : cause}</li>
      ))}
    </ol>
  );
}

export function Explain(props: {
  readonly explanation: Explanation;
  /** Expert: the helpdesk's lines stand open. */
  readonly open: boolean;
  readonly onCopy: (words: string) => void;
}): ReactElement {
  const { explanation } = props;
  const [open, setOpen] = useState(props.open);
  const region = useId();
  return (
    <>
      <Row name={text.explain.whatHappened}>{explanation.whatHappened}</Row>
      {explanation.why.length > 0 && (
        <Row name={text.explain.why}>
          <Causes causes={explanation.why} />
        </Row>
      )}
      <Row name={text.explain.whatToDo}>
        {explanation.whatToDo.map((step) => (
          <div key={step}>{step}</div>
        ))}
        {explanation.caution !== undefined && (
          <div className="note">
            <StateIcon shape="warn" size={14} />
            <span>{explanation.caution}</span>
          </div>
        )}
      </Row>
      <Row name={text.explain.who}>
        <div className="who">
          <Person16Regular className="dim" />
          <span>{explanation.who}</span>
        </div>
      </Row>
      <div className="tech">
        <button
          type="button"
          className="fold"
          aria-expanded={open}
          aria-controls={region}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
          <b>{text.explain.helpdesk}</b>
        </button>
        {!open && <span className="mono dim el">{explanation.helpdesk[0]}</span>}
        <span className="sp" />
        <Button
          className="b-s"
          appearance="subtle"
          icon={<Copy16Regular />}
          onClick={() => {
            props.onCopy(explanation.helpdesk.join('\n'));
          }}
        >
          {text.common.copy}
        </Button>
      </div>
      <div id={region} hidden={!open} className="tech-b mono">
        {explanation.helpdesk.map((line, at) => (
          <div key={`${at}${line}`}>{line}</div>
        ))}
      </div>
    </>
  );
}
