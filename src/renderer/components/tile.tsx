// The square before a name.
import type { ReactElement, ReactNode } from 'react';

export function Tile(props: {
  readonly children: ReactNode;
  readonly size: 28 | 32 | 36 | 44;
  /** Grey: not the default identity. */
  readonly quiet?: boolean;
}): ReactElement {
  return (
    <span className={`tile s${props.size}${props.quiet === true ? ' n' : ''}`} aria-hidden>
      {props.children}
    </span>
  );
}
