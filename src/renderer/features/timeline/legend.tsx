// What the shapes of the chart mean.
import type { ReactElement } from 'react';
import { text } from '../../strings/index.ts';
import { MarkIcon } from './marks.tsx';

const bars = [
  ['valid', ''],
  ['past', 'past'],
  ['renewable', 'ghost'],
  ['unreached', 'none'],
] as const;
const marks = ['signed-in', 'planned', 'expected', 'renewed', 'failed', 'other'] as const;

export function Legend(): ReactElement {
  const words = text.timeline.legend;
  return (
    <div className="tl-leg">
      {bars.map(([word, kind]) => (
        <span key={word}>
          <i className={`bar ${kind}`} />
          {words[word]}
        </span>
      ))}
      {marks.map((kind) => (
        <span key={kind}>
          <MarkIcon kind={kind} />
          {words[kind]}
        </span>
      ))}
    </div>
  );
}
