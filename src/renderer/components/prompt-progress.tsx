// How far an action has come that asks in the prompt window.
import type { ReactElement } from 'react';
import type { OperationDto } from '#shared';
import { text } from '../strings/index.ts';
import { StateIcon } from './state-icon.tsx';

const asking: readonly OperationDto['stage'][] = [
  'asking-password',
  'asking-present-password',
  'asking-new-password',
];

export function PromptProgress(props: {
  readonly operation: OperationDto | undefined;
  readonly words: Readonly<Record<OperationDto['stage'], string>>;
}): ReactElement {
  const { operation, words } = props;
  const stage = operation?.stage ?? 'starting';
  return (
    <div className="busy" role="status">
      <StateIcon shape="work" size={32} />
      <b>{words[stage]}</b>
      <span className="dim">{asking.includes(stage) ? text.signIn.waitingHint : (operation?.kdc ?? '')}</span>
    </div>
  );
}
