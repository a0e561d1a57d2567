// The tile meter: a lifetime cut into natural units of time, left to right; past tiles hollow, the rest filled.
import type { CSSProperties, ReactElement } from 'react';

export interface MeterProps {
  /** Seconds. */
  readonly total: number;
  readonly elapsed: number;
  /** The planned renewal, seconds from the start. */
  readonly notch?: number | undefined;
  readonly tiles: number;
  readonly kind?: 'warn' | 'bad' | 'off' | undefined;
  readonly size: 'lg' | 'md' | 'sm';
  /** What is left, in words. */
  readonly label: string;
}

/** The last sliver stays at least 30 % of a tile, so that "a little" is never drawn as "nothing". */
function emptyPart(tile: number, tiles: number, total: number, elapsed: number): number {
  const per = total / tiles;
  const empty = Math.min(1, Math.max(0, (elapsed - tile * per) / per));
  return tile === tiles - 1 && elapsed < total ? Math.min(empty, 0.7) : empty;
}

export function Meter(props: MeterProps): ReactElement {
  const { total, elapsed, notch, tiles, kind, size, label } = props;
  const left = Math.max(0, Math.round(total - elapsed));
  return (
    <div
      className={`tm ${size} ${kind ?? ''}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(1, Math.round(total))}
      aria-valuenow={left}
      aria-valuetext={label}
    >
      <div className="tm-t">
        {Array.from({ length: tiles }, (_, tile) => (
          <i
            key={tile}
            style={{ '--e': `${Math.round(emptyPart(tile, tiles, total, elapsed) * 100)}%` } as CSSProperties}
          />
        ))}
      </div>
      {notch !== undefined && <span className="tm-n" style={{ left: `${(notch / total) * 100}%` }} />}
    </div>
  );
}
