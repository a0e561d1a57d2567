// What sits on a bar: a shape for each kind of thing that happened or is planned, never a colour alone.
import { ArrowSync12Filled, Key16Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { StateIcon } from '../../components/state-icon.tsx';
import type { MarkKind } from './rows.ts';

const classes: Readonly<Record<MarkKind, string>> = {
  'signed-in': 'in',
  renewed: 'ok',
  failed: 'bad',
  other: 'skip',
  planned: 'plan',
  expected: 'plan later',
};

function drawing(kind: MarkKind): ReactElement {
  switch (kind) {
    case 'signed-in':
      return <Key16Filled className="i12" />;
    case 'renewed':
      return <StateIcon shape="ok" size={14} />;
    case 'failed':
      return <StateIcon shape="bad" size={14} />;
    case 'other':
      return <StateIcon shape="skip" size={14} />;
    case 'planned':
    case 'expected':
      return <ArrowSync12Filled />;
  }
}

export function MarkIcon(props: {
  readonly kind: MarkKind;
  /** Percent from the left; left out in the legend. */
  readonly left?: number;
  /** How many it stands for. */
  readonly count?: number;
}): ReactElement {
  const { kind, left, count = 1 } = props;
  return (
    <span
      className={`at ${classes[kind]}`}
      data-mark={kind}
      aria-hidden
      {...(left === undefined ? {} : { style: { left: `${left}%` } })}
    >
      {drawing(kind)}
      {count > 1 && <b className="num">{count}</b>}
    </span>
  );
}
