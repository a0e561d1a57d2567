// State by shape first and colour second: tick in a circle, triangle, cross in an octagon, dashed ring, ring with a
// bar, quarter arc. Always beside words.
import type { ReactElement, ReactNode } from 'react';
import type { Shape } from '../state/identity-state.ts';

const CUT = 'var(--si-cut, var(--card))';

function drawing(shape: Shape): ReactElement {
  switch (shape) {
    case 'ok':
      return (
        <>
          <circle cx="8" cy="8" r="7" fill="var(--okBar)" />
          <path
            d="M4.9 8.2 7.1 10.4 11.2 5.9"
            stroke={CUT}
            strokeWidth="1.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      );
    case 'warn':
      return (
        <>
          <path
            d="M6.9 1.9a1.3 1.3 0 0 1 2.2 0l6 10.6a1.3 1.3 0 0 1-1.1 1.9H2a1.3 1.3 0 0 1-1.1-1.9z"
            fill="var(--warnBar)"
          />
          <path d="M8 5.6v4" stroke={CUT} strokeWidth="1.6" strokeLinecap="round" />
          <circle cx="8" cy="12" r=".95" fill={CUT} />
        </>
      );
    case 'bad':
      return (
        <>
          <path
            d="M5.4 1.2h5.2a1 1 0 0 1 .7.3l3.2 3.2a1 1 0 0 1 .3.7v5.2a1 1 0 0 1-.3.7l-3.2 3.2a1 1 0 0 1-.7.3H5.4a1 1 0 0 1-.7-.3L1.5 11.3a1 1 0 0 1-.3-.7V5.4a1 1 0 0 1 .3-.7l3.2-3.2a1 1 0 0 1 .7-.3z"
            fill="var(--badBar)"
          />
          <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke={CUT} strokeWidth="1.6" strokeLinecap="round" />
        </>
      );
    case 'off':
      return (
        <circle cx="8" cy="8" r="6.2" stroke="var(--lineA)" strokeWidth="1.5" strokeDasharray="2.6 2.27" />
      );
    case 'skip':
      return (
        <>
          <circle cx="8" cy="8" r="6.2" stroke="var(--lineA)" strokeWidth="1.5" />
          <path d="M5 8h6" stroke="var(--lineA)" strokeWidth="1.6" strokeLinecap="round" />
        </>
      );
    case 'work':
      return (
        <>
          <circle cx="8" cy="8" r="6.2" stroke="var(--track)" strokeWidth="1.8" />
          <path d="M8 1.8a6.2 6.2 0 0 1 6.2 6.2" stroke="var(--ac)" strokeWidth="1.8" strokeLinecap="round" />
        </>
      );
  }
}

export function StateIcon({
  shape,
  size = 16,
}: {
  readonly shape: Shape;
  readonly size?: number;
}): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden className={`si ${shape}`}>
      {drawing(shape)}
    </svg>
  );
}

export function StateLine(props: {
  readonly shape: Shape;
  readonly children: ReactNode;
  readonly size?: number;
}): ReactElement {
  return (
    <span className={`st ${props.shape}`}>
      <StateIcon shape={props.shape} size={props.size ?? 16} />
      <span>{props.children}</span>
    </span>
  );
}
